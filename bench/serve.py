"""Serves a WSGI application just as `intramural serve` serves ours, or as pure WSGI: `python -m bench.serve TARGET PORT [pure]`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

from intramural.config import serving

THREADS = 2


def main() -> None:
    from granian import Granian
    from granian.constants import Interfaces

    is_pure = sys.argv[3:] == ["pure"]
    shape: dict[str, Any] = {"interface": Interfaces.ASGINL, "websockets": False}
    if is_pure:
        shape = {"interface": Interfaces.WSGI, "blocking_threads": THREADS}
    application = _loaded(sys.argv[1])
    Granian(
        sys.argv[1],
        address="127.0.0.1",
        port=int(sys.argv[2]),
        workers=min(os.cpu_count() or 1, 2),
        backlog=4096,
        backpressure=8192,
        log_access=False,
        **shape,
    ).serve(target_loader=lambda: application if is_pure else _in_threads(application), wrap_loader=False)


def _loaded(target: str) -> Any:
    module, _, name = target.partition(":")
    application = getattr(import_module(module), name)
    if module.startswith("intramural."):
        serving.plan_once()
    return application


def _in_threads(application: Any) -> Any:
    from intramural.config.threads import InThreads

    return InThreads(application, THREADS)


if __name__ == "__main__":
    main()
