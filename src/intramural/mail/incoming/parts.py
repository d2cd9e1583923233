"""The parts of a mail, whatever it looks like: nothing in it raises, and what cannot be read of it is left out."""

from __future__ import annotations

import mimetypes
from base64 import b64decode
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from intramural.kit import markup
from intramural.kit.addresses import address

MOST_ADDRESSES = 2_000
MOST_PARTS, DEEPEST = 1_000, 30
SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}


def header(mail: Message, name: str) -> str:
    """The header, decoded; "" where there is none or it cannot be."""
    try:
        value = mail.get(name, "")
        if isinstance(value, str) and "=?" not in value:
            return markup.clean(value)
        pieces = decode_header(value)
    except Exception:  # the standard library raises whatever it happens to on broken headers
        return markup.clean(str(mail.get(name, "")))
    found = [decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces]
    return markup.clean("".join(found))


def addresses(mail: Message, name: str) -> list[tuple[str, str]]:
    """Name and address (lower case, "" for none) of each in the header, the first 2,000."""
    try:
        raw = getaddresses([str(value) for value in mail.get_all(name, [])][:100])
    except Exception:  # as above
        return []
    found = []
    for shown, at in raw[:MOST_ADDRESSES]:
        found.append((markup.clean_line(_decoded_name(shown)).strip("'\" "), address(at).lower()))
    return [one for one in found if any(one)]


def leaves(mail: Message, *, depth: int = 0) -> Iterator[Message]:
    """The parts that hold no others; a mail in a mail is one."""
    inner = mail.get_payload()
    if depth > DEEPEST or not isinstance(inner, list) or mail.get_content_type() == "message/rfc822":
        yield mail
        return
    for part in inner[:MOST_PARTS]:
        if isinstance(part, Message):
            yield from leaves(part, depth=depth + 1)


def file_name(part: Message) -> str:
    """The name that a part was given; "" for none."""
    try:
        return markup.clean_line(_decoded_name(part.get_filename() or ""))
    except Exception:  # as above
        return "a file"


def usual_name(kind: str) -> str:
    """A name for a file of this type that has none."""
    return "mail.eml" if kind == "message/rfc822" else f"file{mimetypes.guess_extension(kind) or ''}"


def text(part: Message) -> str:
    """The text of a part in its charset."""
    try:
        charset = part.get_content_charset()
    except Exception:  # as above
        charset = None
    return decoded(content(part), charset)


def content(part: Message) -> bytes:
    """The bytes of a part; none where they cannot be had."""
    try:
        raw = part.get_payload(decode=True)
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        whole = first if part.get_content_type() == "message/rfc822" and isinstance(first, Message) else part
        return raw if isinstance(raw, bytes) else whole.as_bytes()
    except Exception:  # as above
        return b""


def enclosed(part: Message, name: str, content: bytes) -> Message | None:
    """The mail that a part is: as programs attach one, or as a file of one. None for what is no mail."""
    kind = part.get_content_type()
    if kind != "message/rfc822" and not (
        name.lower().endswith(".eml") and kind in ("application/octet-stream", "text/plain")
    ):
        return None
    try:
        inner = part.get_payload()
        mail = inner[0] if kind == "message/rfc822" and isinstance(inner, list) and inner else None
        if not isinstance(mail, Message) or mail.get("From") is None:  # some programs encode the attached mail once more
            whole = mail.get_payload() if isinstance(mail, Message) else None
            is_encoded = parameters(part, "Content-Transfer-Encoding") == "base64" and isinstance(whole, str)
            mail = message_from_bytes(b64decode(whole) if is_encoded and isinstance(whole, str) else content)
    except Exception:  # as above
        return None
    return mail if mail.get("From") is not None and (mail.get("Subject") or mail.get("Date")) else None


def parameters(part: Message, name: str) -> str:
    """A header with its parameters as it stands, in lower case; "" for none."""
    return str(part.get(name, "")).lower()


def decoded(raw: bytes, charset: str | None) -> str:
    """The text in its charset; in UTF-8 or Latin-1 where it is not what it says."""
    for name in (charset, "utf-8"):
        try:
            if name and name not in ("unknown-8bit", "idna", "punycode"):
                return markup.clean(raw.decode(name))
        except (LookupError, ValueError, AssertionError):
            continue
    return markup.clean(raw.decode("cp1252", "replace"))


def _decoded_name(shown: str) -> str:
    if "=?" not in shown:
        return shown
    carrier = Message()
    carrier["X"] = shown.replace("\n", " ").replace("\r", " ")
    return header(carrier, "X")
