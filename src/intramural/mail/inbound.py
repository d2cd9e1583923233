"""Mail as a surface: what comes in by SMTP becomes one act for each address that it is for."""

from __future__ import annotations

from contextlib import AbstractContextManager

from intramural.mail.incoming import delivering
from intramural.mail.incoming import listening as doors


def listening() -> AbstractContextManager[doors.Listener | None]:
    """Listens where INTRAMURAL_MAIL_LISTEN says, as long as the block lasts; see `incoming.listening`."""
    return doors.listening(delivering.deliver, delivering.is_ours)
