"""Where the data lies that the project is run on but does not contain: it names real people, or states no licence.

The folder that INTRAMURAL_REAL_INPUT names holds a folder for each collection. Tests of it lie in modules named
`test_real_…`, which are collected only where the variable is set; small made-up samples in the shape of each format
stand beside the readers, and are always tested.
"""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "INTRAMURAL_REAL_INPUT"


def is_here() -> bool:
    return bool(os.environ.get(VARIABLE))


def one(pattern: str) -> Path:
    """The one file or folder that matches; an error where the collection is not as the test knows it."""
    (found,) = several(pattern)
    return found


def several(pattern: str) -> list[Path]:
    """What matches, in the order of the names; an error where nothing does."""
    found = sorted(Path(os.environ[VARIABLE]).glob(pattern))
    if not found:
        raise FileNotFoundError(f"{VARIABLE} names a folder without {pattern}")
    return found
