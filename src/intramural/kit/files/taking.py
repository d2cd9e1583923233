"""Taking in a file: written down, told by its content, a picture redrawn; all before any row names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from intramural.kit.errors import Unacceptable
from intramural.kit.files import apart, names, sniffing
from intramural.kit.files.store import Store, receive

FIELD = "files"
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


@dataclass(frozen=True)
class Taken:
    """A file whose bytes are kept durably. A row that names its keys may now be written."""

    name: str
    media_type: str
    size: int
    sha256: str
    key: str
    is_picture: bool = False
    is_document: bool = False
    thumbnail_key: str = ""
    width: int = 0
    height: int = 0


def take(chunks: Iterable[bytes], name: str, *, into: Store, most: int) -> Taken:
    """Keeps the file that the chunks make up. A picture is redrawn first: what is kept holds its points alone.

    Refuses (413) more than `most` bytes; (422) nothing at all, a picture that is too large, broken or of a kind that
    cannot be redrawn, and a picture's name on something else.
    """
    name = names.clean(name)
    with into.bench() as bench:
        given = bench / "given"
        if not receive(chunks, given, most=most):
            raise _unfit(f"“{name}” is empty.", "Check the file, and choose it again.")
        sniffed = sniffing.sniff(given, name)
        if sniffed.is_picture and not _is_raw(sniffed.media_type, name):
            return _picture(given, bench, name, into)
        _refuse_pretenders(given, name)
        kept = into.adopt(given)
    return Taken(
        name=name,
        media_type=sniffed.media_type,
        size=kept.size,
        sha256=kept.sha256,
        key=kept.key,
        is_document=sniffed.is_document,
    )


def _picture(given: Path, bench: Path, name: str, into: Store) -> Taken:
    try:
        drawn = apart.do("redraw", given, bench)
    except apart.Failed as failure:
        raise not_drawn(f"“{name}”", failure.why) from None
    whole, small = into.adopt(bench / "whole"), into.adopt(bench / "thumbnail")
    media_type = drawn["media_type"]
    return Taken(
        name=_with_true_suffix(name, media_type),
        media_type=media_type,
        size=whole.size,
        sha256=whole.sha256,
        key=whole.key,
        is_picture=True,
        thumbnail_key=small.key,
        width=drawn["width"],
        height=drawn["height"],
    )


def _is_raw(media_type: str, name: str) -> bool:
    """A camera's raw file is a TIFF on the outside; redrawing would leave its small preview alone."""
    return media_type == "image/tiff" and names.suffix(name) not in (*sniffing.PICTURE_SUFFIXES, "")


def _refuse_pretenders(given: Path, name: str) -> None:
    with given.open("rb") as file:
        beginning = file.read(12)
    if beginning[4:8] == b"ftyp" and beginning[8:12] in _HEIC:
        raise _unfit(
            f"“{name}” is a HEIC picture. It may tell where it was taken, and that cannot be removed here.",
            "Save or export it as JPEG, and choose that.",
        )
    if names.suffix(name) in sniffing.PICTURE_SUFFIXES:
        raise _unfit(
            f"“{name}” is called a picture and is none.",
            "Check the file. If it is meant to be something else, give it its own ending.",
        )


def _with_true_suffix(name: str, media_type: str) -> str:
    """A picture's name ends as its kind does: what is saved under it is opened as what it is."""
    true, suffix = sniffing.PICTURES[media_type], names.suffix(name)
    if suffix in true:
        return name
    return names.clean((names.stem(name) if suffix in sniffing.PICTURE_SUFFIXES else name) + true[0])


def not_drawn(what: str, why: str, *, field: str = FIELD) -> Unacceptable:
    """The refusal (422) of a picture that could not be drawn anew; `what` names it, `why` is the word of `apart.Failed`."""
    message, remedy = {
        "points": (f"{what} has more than 40 million points.", "Make it smaller, and choose it again."),
        "frames": (f"{what} has too many frames or pages.", "Shorten it, or share it as a video or a PDF."),
        "slow": (f"{what} takes too long to draw.", "Make it smaller, and choose it again."),
        "memory": (f"{what} takes too much room to draw.", "Make it smaller, and choose it again."),
    }.get(why) or (f"{what} is damaged: it cannot be drawn.", "Open it on your side, save it anew, and choose that.")
    return Unacceptable(message, remedy=remedy, field=field)


def _unfit(message: str, remedy: str) -> Unacceptable:
    return Unacceptable(message, remedy=remedy, field=FIELD)
