from __future__ import annotations

from intramural.kit.errors import Conflict, Gone, Unacceptable


class TooLongForStatus(Unacceptable):
    code = "too_long_for_status"


class UndoWindowOver(Conflict):
    """The undo window has ended: others may have read it, so it can be deleted but not withdrawn."""

    code = "undo_window_over"


class AlreadyNarrowed(Conflict):
    """The post is narrowed or taken down; one such thing at a time, so that its end brings back what was there."""

    code = "already_narrowed"


class NoEmbargo(Conflict):
    """The post does not wait for a day any more, or does so already."""

    code = "no_embargo"


class ChangedMeanwhile(Conflict):
    """The words were changed between showing the form and sending it, such as in another window."""

    code = "changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            "This was changed in the meantime.",
            remedy="Your words are still in the form: compare them with what is there now, and save again.",
            field="body",
        )


class TooManyFiles(Unacceptable):
    """More files than a post may carry (INTRAMURAL_UPLOAD_FILES)."""

    code = "too_many_files"

    def __init__(self, count: int, most: int) -> None:
        super().__init__(
            f"A post may carry up to {most} files; these would be {count}.",
            remedy="Leave some out, or put those that belong together into one file.",
            field="files",
        )


class TakenDown(Gone):
    """The thing was here for this viewer and was deleted: a tombstone, without title, author or reason."""

    code = "taken_down"
