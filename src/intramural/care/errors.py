from __future__ import annotations

from intramural.kit.errors import Conflict


class NotNow(Conflict):
    """It has ended, was agreed or was closed in the meantime: there is nothing to do about it any more."""

    code = "not_now"

    def __init__(self, message: str) -> None:
        super().__init__(message, remedy="Open it again to see where it stands.")
