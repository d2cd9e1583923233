"""A kept file as an answer: whole, in part (RFC 9110, ranges), or "you have it"; never as something that could run here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from intramural.kit.files import names, sniffing

POLICY = "default-src 'none'; img-src 'self'; frame-ancestors 'none'; sandbox"
CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})\Z")
_AS_BYTES = {sniffing.HTML, sniffing.SVG, sniffing.XML}


def answer(
    request: HttpRequest, path: Path, *, media_type: str, name: str, tag: str, inline: bool = False
) -> HttpResponseBase:
    """The file at a path under its name. Raises FileNotFoundError where there is none.

    `inline` is for pictures that we have drawn; everything else is offered to be saved. The browser asks again each
    time, so that whoever may no longer see a file is not given it from memory; `tag` then spares it the bytes.
    """
    size = path.stat().st_size
    tag = f'"{tag}"'
    headers = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": POLICY,
        "Content-Disposition": names.disposition(name, inline=inline),
    }
    if tag in (each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")):
        return HttpResponse(status=304, headers=headers)
    part = _part(request, size, tag)
    if part is None:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    first, length = part
    headers["Content-Type"] = _content_type(media_type)
    headers["Content-Length"] = str(length)
    status = 200
    if length < size:
        status, headers["Content-Range"] = 206, f"bytes {first}-{first + length - 1}/{size}"
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_read(path, first, length), status=status, headers=headers)


def _content_type(media_type: str) -> str:
    """What could run in a page is sent as mere bytes."""
    if media_type in _AS_BYTES:
        return sniffing.BINARY
    return "text/plain; charset=utf-8" if media_type.startswith("text/") else media_type or sniffing.BINARY


def _part(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """Where to begin and how much to send: the whole, unless one range is asked for. None if it lies outside the file."""
    match = _RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    if match is None or (not match[1] and not match[2]) or request.headers.get("If-Range", tag) != tag:
        return 0, size
    if not match[1]:
        length = min(int(match[2]), size)
        return (size - length, length) if length else None
    first = int(match[1])
    last = min(int(match[2]) if match[2] else size - 1, size - 1)
    if match[2] and int(match[2]) < first:
        return 0, size
    return (first, last - first + 1) if first < size else None


def _read(path: Path, first: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
