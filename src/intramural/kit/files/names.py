"""Names of files as people gave them, made harmless: in a page, in a header, on somebody's disk."""

from __future__ import annotations

import re
from urllib.parse import quote

from intramural.kit import markup

MOST = 160
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2065\ufeff\ufff9-\ufffb]")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")


def clean(name: str) -> str:
    """The last part of the name, without folders, controls, line breaks, bidi marks and other unseen characters.

    Never empty, at most 160 characters and 240 bytes, and the suffix is kept.
    """
    name = _INVISIBLE.sub("", markup.clean_line(name.replace("\x00", "")))
    name = re.split(r"[/\\]", name)[-1].strip().lstrip(".").strip()
    name = re.sub(r'[<>:"|?*]', "_", name) or "file"
    return _shorten(name)


def suffix(name: str) -> str:
    """The suffix in lower case with its full stop (".pdf"); "" for none."""
    match = _SUFFIX.search(name)
    return match[0].lower() if match else ""


def stem(name: str) -> str:
    return name[: len(name) - len(suffix(name))]


def numbered(name: str, number: int) -> str:
    """ "ramp.jpg" as "ramp (2).jpg": a name as `clean` gives it, shortened before its number, never by it."""
    return _fitting(stem(name), f" ({number}){suffix(name)}")


def disposition(name: str, *, inline: bool = False) -> str:
    """A Content-Disposition header: an ASCII name for the old, the whole name for all others (RFC 6266, RFC 5987)."""
    plain = re.sub(r'[^\x20-\x7e]|["\\%;]', "_", name)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _shorten(name: str) -> str:
    return _fitting(stem(name), name[len(stem(name)) :]) or "file"


def _fitting(start: str, end: str) -> str:
    start = start[: MOST - len(end)]
    while len((start + end).encode()) > 240:
        start = start[:-1]
    return start.rstrip() + end
