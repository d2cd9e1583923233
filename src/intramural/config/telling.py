"""Words to whoever sits at the terminal, on standard error, so that standard output stays what was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable

from intramural.kit.errors import NotReady, Refusal, Unacceptable

Tell = Callable[[str], None]


def tell(what: str) -> None:
    """Says what is being prepared."""
    say(f"Preparing {what} …")


def say(line: str) -> None:
    """Says a line, at once."""
    print(line, file=sys.stderr, flush=True)


def of_an_outage(error: Exception) -> Refusal | None:
    """What this machine or its database lacks, as whoever operates it is told; None for a fault of ours."""
    from intramural.kit.outages import Outage, met

    outage, where = met(error), _place(error)
    if outage is Outage.FULL:
        return NotReady(
            f"There is no room left on the disk{where and f' of {where}'}.", remedy="Make room, and do it again."
        )
    if outage is Outage.CLOSED:
        return NotReady(
            f"{where or 'The database'} cannot be read or written.",
            remedy="Let this account do both, and do it again.",
        )
    if outage is Outage.BUSY:
        return NotReady(
            "Something else has kept the database busy for too long.", remedy="Stop it, or do it again when it is done."
        )
    if outage is Outage.DAMAGED:
        return NotReady(
            "The database is damaged.", remedy="Put the newest backup back: intramural restore ARCHIVE --replace"
        )
    if outage is Outage.AWAY:
        return NotReady(
            "The database does not answer.", remedy="Check that it runs, and DATABASE_URL: host, name, user, password."
        )
    if isinstance(error, OSError) and error.filename and error.strerror:
        return Unacceptable(f"{where}: {error.strerror}.", remedy="Check the path, and do it again.")
    return None


def _place(error: Exception) -> str:
    """The file that the machine named, else the folder in which everything is kept; "" of a database that lies elsewhere."""
    from django.conf import settings

    if isinstance(error, OSError) and error.filename:
        return str(error.filename)
    if not settings.configured or (
        not isinstance(error, OSError) and "sqlite" not in settings.DATABASES["default"]["ENGINE"]
    ):
        return ""
    return str(settings.DATA_DIR)
