"""Serves another WSGI application just as `intramural serve` serves ours: `python -m bench.serve TARGET PORT`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        sys.argv[1],
        address="127.0.0.1",
        port=int(sys.argv[2]),
        interface=Interfaces.WSGI,
        workers=min(os.cpu_count() or 1, 2),
        blocking_threads=2,
        backlog=4096,
        backpressure=8192,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main()
