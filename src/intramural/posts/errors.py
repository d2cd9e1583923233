from __future__ import annotations

from intramural.kit.errors import Conflict, Gone, Unacceptable


class TooLongForStatus(Unacceptable):
    code = "too_long_for_status"


class UndoWindowOver(Conflict):
    """The undo window has ended: others may have read it, so it can be deleted but not withdrawn."""

    code = "undo_window_over"


class TakenDown(Gone):
    """The thing was here for this viewer and was deleted: a tombstone, without title, author or reason."""

    code = "taken_down"
