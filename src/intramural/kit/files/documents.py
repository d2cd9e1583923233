"""Documents read for their words, and their first page drawn. Runs apart (`apart`), for it opens what people sent.

    PDF                 words of its pages; the first page drawn (PDFium, without scripts)
    Word, Excel, PowerPoint, OpenDocument, EPUB
                        words with headers, footers, notes and titles; the small picture that some programs put inside
    text, web pages     their words

XML is read without entities and external parts, and piece by piece, so that it takes no room (trust.md C5, C6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2
from defusedxml.ElementTree import DefusedXMLParser

from intramural.kit.files import pictures, sniffing, zips

MOST_CHARACTERS = 1_000_000
MOST_PAGES = 500
_HEADINGS = r"docProps/(?:core|custom)\.xml"
_PARTS = {
    sniffing.DOCX: (r"word/(?:document|(?:header|footer)\d*|footnotes|endnotes|comments)\.xml", _HEADINGS),
    sniffing.PPTX: (r"ppt/slides/slide\d+\.xml", r"ppt/notesSlides/notesSlide\d+\.xml", _HEADINGS),
    sniffing.XLSX: (r"xl/sharedStrings\.xml", r"xl/workbook\.xml", r"xl/worksheets/sheet\d+\.xml", _HEADINGS),
    sniffing.ODT: (r"content\.xml", r"styles\.xml", r"meta\.xml"),
    sniffing.EPUB: (r".+\.x?html?",),
}
_PARTS[sniffing.ODS] = _PARTS[sniffing.ODP] = _PARTS[sniffing.ODT]
_SMALL_PICTURES = ("docProps/thumbnail.jpeg", "docProps/thumbnail.jpg", "docProps/thumbnail.png", "Thumbnails/thumbnail.png")
_HEADED = {"title", "subject", "keywords", "keyword", "description", "lpwstr"}
_SPOKEN = _HEADED | {"t"}
_SPOKEN_IN_ODF = _HEADED | {"p", "h"}
_LINES = _HEADED | {"p", "h", "si", "is", "br", "sheet"}


class Enough(Exception):
    """More words than are kept."""


def read(source: Path, into: Path, media_type: str) -> dict[str, Any]:
    """Writes `text`, and where there is something to draw `preview` and `thumbnail`, into a folder.

    The words are written first: a page that cannot be drawn takes nothing from them.
    """
    words = _Words()
    try:
        if media_type == sniffing.PDF:
            return _pdf(source, into, words)
        if media_type in _PARTS:
            return _of_zip(source, into, media_type, words)
        if media_type.startswith("text/"):
            _plain(source, media_type, words)
    finally:
        words.write(into / "text")
    return {}


class _Words:
    """The words found so far; refuses (Enough) to grow beyond what is kept."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.left = MOST_CHARACTERS

    def add(self, piece: str) -> None:
        self.pieces.append(piece[: self.left])
        self.left -= len(piece)
        if self.left <= 0:
            raise Enough

    def write(self, path: Path) -> None:
        text = re.sub(r"[ \t\r\f\v\xa0]+", " ", "".join(self.pieces))
        path.write_text(re.sub(r" ?\n[ \n]*", "\n", text).strip(), encoding="utf-8", errors="replace")


def _pdf(source: Path, into: Path, words: _Words) -> dict[str, Any]:
    document = pypdfium2.PdfDocument(source)
    try:
        _add_all(
            words,
            (document[number].get_textpage().get_text_bounded() + "\n" for number in range(min(len(document), MOST_PAGES))),
        )
        words.write(into / "text")
        page = document[0]
        scale = min(pictures.PREVIEW / max(page.get_width(), page.get_height(), 1), 4)
        drawn = page.render(scale=scale, fill_color=(255, 255, 255, 255)).to_pil().convert("RGB")
        pictures.shrink(drawn, into / "preview", pictures.PREVIEW)
        pictures.shrink(drawn, into / "thumbnail", pictures.THUMBNAIL)
        return {"pages": len(document)}
    finally:
        document.close()


def _of_zip(source: Path, into: Path, media_type: str, words: _Words) -> dict[str, Any]:
    with zips.opened(source) as unzipped:
        _add_all(
            words,
            (piece for part in _in_order(unzipped.names, _PARTS[media_type]) for piece in _part(unzipped, part, media_type)),
        )
        words.write(into / "text")
        for name in _SMALL_PICTURES:
            if name in unzipped:
                pictures.small_ones(unzipped.read(name), into)
                break
    return {}


def _in_order(names: list[str], patterns: tuple[str, ...]) -> list[str]:
    """The parts to read, kind by kind, the second slide before the tenth."""

    def by_number(name: str) -> list[tuple[int, str]]:
        return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in re.split(r"(\d+)", name)]

    return [name for pattern in patterns for name in sorted(names, key=by_number) if re.fullmatch(pattern, name)]


def _part(unzipped: zips.Unzipped, name: str, media_type: str) -> Iterable[str]:
    content = unzipped.read(name)
    if name.endswith(".xml"):
        spoken = _Spoken(_SPOKEN_IN_ODF if "opendocument" in media_type else _SPOKEN)
        parser = DefusedXMLParser(target=spoken, forbid_dtd=True)
        for start in range(0, len(content), 65_536):
            parser.feed(content[start : start + 65_536])
            yield from spoken.taken()
        parser.close()
        yield from spoken.taken()
    else:
        yield from _of_html(content.decode("utf-8", "replace"))
    yield "\n"


class _Spoken:
    """What an XML parser reports, reduced to what people read: the text of paragraphs, cells and titles."""

    def __init__(self, spoken: set[str]) -> None:
        self.spoken = spoken
        self.depth = 0
        self.pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name in self.spoken:
            self.depth += 1
        if name in ("tab", "s", "line-break", "br"):
            self.pieces.append(" ")
        if name == "sheet" and "name" in attributes:
            self.pieces.append(attributes["name"])

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in self.spoken:
            self.depth -= 1
        if name in _LINES:
            self.pieces.append("\n")

    def data(self, text: str) -> None:
        if self.depth and (text.strip() or text == " "):
            self.pieces.append(text)

    def close(self) -> None:
        return None

    def taken(self) -> list[str]:
        pieces, self.pieces = self.pieces, []
        return pieces


def _plain(source: Path, media_type: str, words: _Words) -> None:
    with source.open("rb") as file:
        content = file.read(4 * MOST_CHARACTERS)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding, "strict" if len(content) < 4 * MOST_CHARACTERS else "ignore")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    _add_all(words, _of_html(text) if media_type == sniffing.HTML else [text])


def _of_html(text: str) -> list[str]:
    page = _Page(convert_charrefs=True)
    page.feed(text)
    page.close()
    return page.pieces


class _Page(HTMLParser):
    """The words of a web page, without its scripts and styles."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.pieces: list[str] = []
        self.hidden = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ("script", "style") and not self.hidden:
            self.hidden = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.hidden = ""
        self.pieces.append("\n" if tag in ("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "title", "td") else "")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def _add_all(words: _Words, pieces: Iterable[str]) -> None:
    try:
        for piece in pieces:
            words.add(piece)
    except Enough:
        return
