"""What a machine or a database lacks just now, told apart by the codes that its libraries give. Everything else is a fault of ours."""

from __future__ import annotations

import errno
from enum import Enum, auto

from django.db import InterfaceError, OperationalError


class Outage(Enum):
    """What the matter is. Who is told of it, and in which words, is for whoever asks."""

    FULL = auto()
    """There is no room left on a disk."""
    CLOSED = auto()
    """A file or a disk may not be written or read."""
    BUSY = auto()
    """Somebody else has held the database for too long."""
    DAMAGED = auto()
    """The file of the database is damaged, or is none."""
    AWAY = auto()
    """The database cannot be reached, or does not let us in."""


_OF_FILES = {
    errno.ENOSPC: Outage.FULL, errno.EDQUOT: Outage.FULL, errno.EFBIG: Outage.FULL, errno.EACCES: Outage.CLOSED, errno.EPERM: Outage.CLOSED,
    errno.EROFS: Outage.CLOSED,
}  # fmt: skip
_OF_SQLITE = {
    "SQLITE_FULL": Outage.FULL, "SQLITE_IOERR": Outage.FULL, "SQLITE_READONLY": Outage.CLOSED, "SQLITE_CANTOPEN": Outage.CLOSED,
    "SQLITE_PERM": Outage.CLOSED, "SQLITE_BUSY": Outage.BUSY, "SQLITE_LOCKED": Outage.BUSY, "SQLITE_CORRUPT": Outage.DAMAGED,
    "SQLITE_NOTADB": Outage.DAMAGED,
}  # fmt: skip
"""By the beginning of the name. What fails to be read or written is mostly a disk on which no room is left for the log."""
_OF_POSTGRESQL = {
    "53100": Outage.FULL, "25006": Outage.CLOSED, "42501": Outage.CLOSED, "40P01": Outage.BUSY, "40001": Outage.BUSY, "55P03": Outage.BUSY,
    "57014": Outage.BUSY, "53300": Outage.BUSY, "08": Outage.AWAY, "28": Outage.AWAY, "3D": Outage.AWAY, "57P": Outage.AWAY,
}  # fmt: skip
"""By the beginning of the code (PostgreSQL, appendix A)."""
_DEPTH = 4


def met(error: BaseException | None) -> Outage | None:
    """Which outage this error, or one that it came from, is; None for a fault of ours."""
    is_of_the_database = False
    for _ in range(_DEPTH):
        if error is None:
            break
        if isinstance(error, OSError) and error.errno in _OF_FILES:
            return _OF_FILES[error.errno]
        for code, known in (
            (getattr(error, "sqlite_errorname", None), _OF_SQLITE),
            (getattr(error, "sqlstate", None), _OF_POSTGRESQL),
        ):
            if code is not None:
                return next((outage for begin, outage in known.items() if code.startswith(begin)), None)
        is_of_the_database = is_of_the_database or isinstance(error, OperationalError | InterfaceError)
        error = error.__cause__
    return Outage.AWAY if is_of_the_database else None
