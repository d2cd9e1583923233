"""Words to whoever sits at the terminal, on standard error, so that standard output stays what was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable

Tell = Callable[[str], None]


def tell(what: str) -> None:
    """Says what is being prepared."""
    say(f"Preparing {what} …")


def say(line: str) -> None:
    """Says a line, at once."""
    print(line, file=sys.stderr, flush=True)
