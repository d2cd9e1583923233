"""What a file is, told by its content; its name is only heard where the content does not say (text)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from intramural.kit.files import names, zips

BINARY = "application/octet-stream"
PICTURES = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png", ".apng"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/avif": (".avif",),
    "image/bmp": (".bmp", ".dib"),
    "image/tiff": (".tif", ".tiff"),
}
"""The pictures that are redrawn, each with the suffixes that tell the truth about it."""
PICTURE_SUFFIXES = {suffix for suffixes in PICTURES.values() for suffix in suffixes}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODP = "application/vnd.oasis.opendocument.presentation"
EPUB = "application/epub+zip"
PDF, RTF = "application/pdf", "application/rtf"
DOC, XLS, PPT, MSG = (
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.ms-outlook",
)
OLE = "application/x-ole-storage"
HTML, SVG, XML, TEXT = "text/html", "image/svg+xml", "text/xml", "text/plain"
DOCUMENTS = {DOCX, PPTX, XLSX, ODT, ODS, ODP, EPUB, PDF, RTF, DOC, XLS, PPT, MSG}

_WORDS = {
    PDF: "PDF", DOCX: "Document", ODT: "Document", DOC: "Document", RTF: "Document", EPUB: "Book",
    XLSX: "Spreadsheet", ODS: "Spreadsheet", XLS: "Spreadsheet", "text/csv": "Table",
    PPTX: "Slides", ODP: "Slides", PPT: "Slides", MSG: "Mail", "text/calendar": "Calendar",
    SVG: "Drawing", HTML: "Web page", XML: "XML", "application/zip": "Zip archive", "application/gzip": "Archive",
    "application/x-7z-compressed": "Archive", "application/vnd.rar": "Archive", "application/x-msdownload": "Program",
}  # fmt: skip

_BY_BEGINNING = [
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"{\\rtf", RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-elf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
]
_OOXML = [("word/document.xml", DOCX), ("ppt/presentation.xml", PPTX), ("xl/workbook.xml", XLSX)]
_SAID_BY_ITSELF = {ODT, ODS, ODP, EPUB}
_OLE_STREAMS = [
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("__properties_version1.0", MSG),
]
_TEXT_BY_SUFFIX = {".csv": "text/csv", ".md": "text/markdown", ".markdown": "text/markdown", ".ics": "text/calendar"}
_HTML = re.compile(
    rb"<(?:!doctype html|html|head|body|script|iframe|title|style|h1|div|table|form|meta|link|a |p>|br|img |object|embed|!--)",
    re.IGNORECASE,
)
_BEGINNING = 4096


@dataclass(frozen=True)
class Sniffed:
    """A media type, and whether it is a picture that we redraw."""

    media_type: str

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURES

    @property
    def is_document(self) -> bool:
        return self.media_type in DOCUMENTS or self.media_type.startswith("text/")


def word(media_type: str) -> str:
    """A media type in a word or two for people: "PDF", "Spreadsheet", "Sound"; "File" for what is not known."""
    kinds = {"image": "Picture", "audio": "Sound", "video": "Video", "text": "Text"}
    return _WORDS.get(media_type) or kinds.get(media_type.split("/")[0], "File")


def sniff(path: Path, name: str) -> Sniffed:
    """What the file is. Reads its beginning, and of a zip its directory; opens and runs nothing."""
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    return Sniffed(_media_type(path, beginning, name))


def _media_type(path: Path, beginning: bytes, name: str) -> str:
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "image/webp"
    if beginning[:2] == b"BM" and len(beginning) > 18 and beginning[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if beginning[4:8] == b"ftyp":
        return "image/avif" if beginning[8:12] in (b"avif", b"avis") else "video/mp4"
    if beginning[:2] == b"PK":
        return _of_zip(path)
    for magic, media_type in _BY_BEGINNING:
        if beginning.startswith(magic):
            return _of_ole(path) if media_type == OLE else media_type
    if b"%PDF-" in beginning[:1024]:
        return PDF
    return _of_text(beginning, name)


def _of_zip(path: Path) -> str:
    try:
        with zips.opened(path) as unzipped:
            if "mimetype" in unzipped:
                said = unzipped.read("mimetype", most=200).decode("ascii", "replace").strip()
                return said if said in _SAID_BY_ITSELF else "application/zip"
            if "[Content_Types].xml" in unzipped:
                return next((kind for part, kind in _OOXML if part in unzipped), "application/zip")
    except zips.NotOpened:
        pass
    return "application/zip"


def _of_ole(path: Path) -> str:
    """By the names of its streams, which stand in its directory as UTF-16; read from the beginning of the file."""
    with path.open("rb") as file:
        content = file.read(4 * 1024 * 1024)
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 1024 * 1024))
        content += file.read()
    for stream, media_type in _OLE_STREAMS:
        if f"{stream}\0".encode("utf-16-le") in content:
            return media_type
    return OLE


def _of_text(beginning: bytes, name: str) -> str:
    text = _as_text(beginning)
    if text is None:
        return BINARY
    head = text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")[:1024]
    if re.search(rb"<svg[\s>:]", head, re.IGNORECASE) and head.startswith(b"<"):
        return SVG
    if head.startswith(b"<") and (match := _HTML.search(head)) and (match.start() == 0 or b"<html" in head.lower()):
        return HTML
    if head.startswith(b"<?xml"):
        return XML
    return _TEXT_BY_SUFFIX.get(names.suffix(name), HTML if _HTML.match(head) else TEXT)


def _as_text(beginning: bytes) -> str | None:
    """The beginning as text; None if it holds what no text holds."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if beginning.startswith(mark):
            return beginning[2:].decode(encoding, "replace")
    if re.search(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]", beginning):
        return None
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return beginning.decode("latin-1")
