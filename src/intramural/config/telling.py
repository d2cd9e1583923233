"""Words to whoever sits at the terminal, on standard error, so that standard output stays what was asked for."""

from __future__ import annotations

import re
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


_SAID_BY_THE_SERVER = re.compile(r"FATAL:\s+(.+)")


def of_an_outage(error: Exception) -> Refusal | None:
    """What this machine or its database lacks, as whoever operates it is told; None for a fault of ours."""
    from intramural.kit.outages import Outage, met

    outage, where = met(error), _place(error)
    if outage is Outage.FULL:
        return NotReady(
            f"There is no room left{where and f' on the disk of {where}'}.", remedy="Make room, and do it again."
        )
    if outage is Outage.CLOSED:
        return NotReady(
            f"{where or 'The database'} cannot be read or written.", remedy="Let this account do both, and do it again."
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
        said = _SAID_BY_THE_SERVER.search(str(error))
        return NotReady(
            f"The database does not answer{f' ({said[1]})' if said else ''}.",
            remedy="Check that it runs, and DATABASE_URL: host, name, user, password.",
        )
    if isinstance(error, OSError) and error.filename and error.strerror:
        return Unacceptable(f"{where}: {error.strerror}.", remedy="Check the path, and do it again.")
    return None


def _place(error: Exception) -> str:
    """The file that the machine named, or that of the database; "" where nobody knows it, or it lies with a server."""
    from django.conf import settings

    if isinstance(error, OSError):
        return str(error.filename or "")
    is_a_file = settings.configured and "sqlite" in settings.DATABASES["default"]["ENGINE"]
    return str(settings.DATABASES["default"]["NAME"]) if is_a_file else ""
