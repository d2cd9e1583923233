"""Reading an answer in every form that it may be decoded to, and what may differ between two equal answers."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import quopri
import re
import zipfile
import zlib
from email.header import decode_header, make_header
from urllib.parse import unquote

from django.core.mail import EmailMessage
from django.http import HttpResponseBase

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_MASKS = (
    (re.compile(rb'(name="(?:csrfmiddlewaretoken|idempotency_key)" value=")[^"]*'), rb"\1*"),
    (re.compile(rb'(X-CSRFToken[\\"&#;:\s\w]*?:\s*[\\"&#;a-z0-9]*)[A-Za-z0-9]{64}'), rb"\1*"),
)
_HEADERS_THAT_VARY = {"set-cookie", "date", "x-request-id", "server-timing"}


def body_of(response: HttpResponseBase) -> bytes:
    """The bytes of an answer, streamed or not, as often as one asks."""
    if getattr(response, "streaming", False):
        read = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        response.streaming_content = [read]  # type: ignore[attr-defined]
        return read
    return bytes(response.content)  # type: ignore[attr-defined]


def whole(response: HttpResponseBase) -> bytes:
    """Status, headers and body, with cookies, for searching."""
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = response.cookies.output()
    return f"{response.status_code}\n{head}\n{cookies}\n\n".encode() + body_of(response)


def whole_mail(sent: EmailMessage) -> bytes:
    """A mail as its reader sees it: every header, and every part decoded."""
    message = sent.message()
    head = "\n".join(f"{name}: {make_header(decode_header(value))}" for name, value in message.items())
    parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
    return head.encode() + b"\n\n" + b"\n".join(bytes(part) for part in parts if isinstance(part, bytes))


def found(words: dict[str, str], raw: bytes) -> list[str]:
    """The names of those words that stand in the bytes, in any decoding and in any case."""
    text = b"\n".join(_decodings(raw, depth=2)).lower()
    return sorted(name for name, word in words.items() if word.lower().encode() in text)


def _decodings(raw: bytes, *, depth: int) -> list[bytes]:
    forms = [raw]
    if depth == 0 or not raw:
        return forms
    text = raw.decode("utf-8", "replace")
    plain = html.unescape(unquote(text))
    forms.append(plain.encode())
    forms.append(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), plain).encode("utf-8", "replace"))
    if b"=3D" in raw or b"=\n" in raw or b"=\r\n" in raw:
        forms.append(quopri.decodestring(raw))
    for piece in _BASE64.findall(raw)[:200]:
        try:
            forms.append(base64.urlsafe_b64decode(piece.replace(b"+", b"-").replace(b"/", b"_") + b"=" * (-len(piece) % 4)))
        except (binascii.Error, ValueError):
            continue
    start = raw.find(b"\r\n\r\n") if raw[:5] == b"HTTP/" else raw.find(b"\n\n")
    body = raw[start + 2 :] if start >= 0 else raw
    for inner in (_unpacked(raw), _unpacked(body)):
        if inner:
            forms += _decodings(inner, depth=depth - 1)
    return forms


def _unpacked(raw: bytes) -> bytes:
    """What lies in a gzip, a zip (also a document), or the streams of a PDF."""
    if raw[:2] == b"\x1f\x8b":
        return gzip.decompress(raw)
    if raw[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return b"\n".join(
                [*(name.encode() for name in archive.namelist()), *(archive.read(n) for n in archive.namelist())]
            )
    if raw[:5] == b"%PDF-":
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.S)
        return b"\n".join(_inflated(stream) for stream in streams)
    return b""


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def comparable(response: HttpResponseBase, *, ids: dict[str, str] | None = None) -> bytes:
    """An answer without what differs between any two: the form token, cookies and time. `ids` are put as a common word."""
    kept = sorted(f"{name}: {value}" for name, value in response.items() if name.lower() not in _HEADERS_THAT_VARY)
    body = body_of(response)
    for pattern, put in _MASKS:
        body = pattern.sub(put, body)
    raw = f"{response.status_code}\n".encode() + "\n".join(kept).encode() + b"\n\n" + body
    for one, common in (ids or {}).items():
        raw = raw.replace(one.encode(), common.encode())
    return raw


def difference(one: bytes, other: bytes) -> str:
    """Where two answers first part, with a little around it."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - 80)
    return f"…{one[start : at + 120]!r}\n  is not\n  …{other[start : at + 120]!r}"
