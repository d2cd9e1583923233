"""Reading a kept document: its words for searching, and its first page as two pictures; as far as it lets itself be read."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from intramural.kit import markup
from intramural.kit.files import apart
from intramural.kit.files.store import Store


@dataclass(frozen=True)
class Reading:
    """What was made of a document; "" for what could not be made."""

    text: str = ""
    preview_key: str = ""
    thumbnail_key: str = ""


def read(path: Path, media_type: str, *, into: Store) -> Reading:
    """The words and the pictures of a document. Never raises for what is in it; takes at most 20 s of a processor.

    What was made before a reader broke is kept: the words are written before the page is drawn.
    """
    with into.bench() as bench:
        try:
            apart.do("read", path, bench, media_type=media_type)
            drawn = all((bench / name).exists() for name in ("preview", "thumbnail"))
        except apart.Failed:
            drawn = False
        return Reading(
            text=_text_on(bench),
            preview_key=into.adopt(bench / "preview").key if drawn else "",
            thumbnail_key=into.adopt(bench / "thumbnail").key if drawn else "",
        )


def words(path: Path, media_type: str, *, into: Store, seconds: float) -> str:
    """The words of a document alone, as far as they are read in so many seconds of a processor; "" for none.

    For whoever cannot wait until it is read. Never raises for what is in it.
    """
    with into.bench() as bench:
        with suppress(apart.Failed):
            apart.do("read", path, bench, seconds=seconds, media_type=media_type)
        return _text_on(bench)


def _text_on(bench: Path) -> str:
    text = bench / "text"
    return markup.clean(text.read_text(encoding="utf-8", errors="replace")) if text.exists() else ""
