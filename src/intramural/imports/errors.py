from __future__ import annotations

from intramural.kit.errors import Unacceptable


class CannotBeRead(Unacceptable):
    """The path holds nothing of the format that was named."""

    code = "import_cannot_be_read"
