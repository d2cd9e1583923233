"""One mail, read whatever it looks like: nothing in it raises, and what cannot be read of it is left out."""

from __future__ import annotations

import email
import hashlib
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from intramural.imports.mail import words
from intramural.imports.reading import line, plausible, text
from intramural.kit.addresses import address

MOST_ADDRESSES = 2_000
_ADDRESS = re.compile(r"[^\s@<>:;]+@[^\s@<>:;]+")
_ID = re.compile(r"<([^<>\s]{1,900})>")
_LIST = re.compile(r"<([^<>\s]+)>")
_SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_DATES = ("Date", "Received", "Delivery-Date", "Archived-At")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, and who said it to whom. `id` and `answers` are Message-IDs; `list_id` is that of RFC 2919."""

    id: str
    answers: tuple[str, ...]
    at: datetime | None
    sender: tuple[str, str]
    recipients: tuple[str, ...]
    subject: str
    said: str
    list_id: str
    list_name: str
    files: tuple[tuple[str, bytes], ...]
    digest: str
    """Equal for mails of the same sender, subject, words and files."""


def read_all(mails: list[tuple[str, bytes, int]]) -> list[Letter | None]:
    """The letters of mails (where, bytes, size), in their order; None for what is none."""
    return [read(raw) if raw.strip() else None for _, raw, _ in mails]


def read(raw: bytes) -> Letter:
    """The mail of these bytes."""
    if raw.startswith((b"From ", b">From ")):
        envelope, _, raw = raw.partition(b"\n")
    else:
        envelope = b""
    mail = email.message_from_bytes(raw)
    said, files = _content(mail)
    names, ids = _addresses(mail, "From") or _addresses(mail, "Sender"), _ID.findall(_header(mail, "Message-ID"))
    references = _ID.findall(_header(mail, "References"))
    answered = _ID.findall(_header(mail, "In-Reply-To"))[:1]
    found = _LIST.search(_header(mail, "List-Id"))
    sender = names[0] if names else ("", "")
    return Letter(
        id=ids[0] if ids else "",
        answers=tuple(dict.fromkeys([*answered, *reversed(references)]))[:50],
        at=_at(mail, envelope),
        sender=sender,
        recipients=tuple(dict.fromkeys([*_recipients(mail, "To"), *_recipients(mail, "Cc")])),
        subject=line(_header(mail, "Subject")),
        said=said,
        list_id=found[1].lower() if found else "",
        list_name=line(_header(mail, "List-Id").partition("<")[0].strip(' "')) if found else "",
        files=tuple(files),
        digest=_digest(mail),
    )


def _digest(mail: Message) -> str:
    digest = hashlib.sha256(f"{mail.get('From')}\0{mail.get('Subject')}".encode("utf-8", "surrogateescape"))
    for part in _parts(mail):
        digest.update(b"\0" + _bytes(part))
    return digest.hexdigest()


def _header(mail: Message, name: str) -> str:
    """The header, decoded; "" where there is none or it cannot be."""
    try:
        value = mail.get(name, "")
        if isinstance(value, str) and "=?" not in value:
            return text(value)
        pieces = decode_header(value)
    except Exception:  # the standard library raises whatever it happens to on broken headers
        return text(str(mail.get(name, "")))
    found = [_decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces]
    return text("".join(found))


def _addresses(mail: Message, name: str) -> list[tuple[str, str]]:
    """Name and address (lower case, "" for none) of each in the header, the first 2,000."""
    try:
        raw = getaddresses([str(value) for value in mail.get_all(name, [])][:100])
    except Exception:  # as above
        return []
    found = []
    for shown, at in raw[:MOST_ADDRESSES]:
        found.append((line(_header_of(shown)).strip("'\" "), address(at).lower()))
    return [one for one in found if any(one)]


def _recipients(mail: Message, name: str) -> list[str]:
    """The addresses of the header alone. Names are read with care: one may look like somebody else's address."""
    values = [str(value) for value in mail.get_all(name, [])][:100]
    if any(mark in value for value in values for mark in '"(<=\\'):
        return [found for _, found in _addresses(mail, name) if found]
    found = (one.strip().lower() for value in values for one in value.split(","))
    return [one for one in found if _ADDRESS.fullmatch(one)][:MOST_ADDRESSES]


def _header_of(shown: str) -> str:
    if "=?" not in shown:
        return shown
    carrier = Message()
    carrier["X"] = shown.replace("\n", " ").replace("\r", " ")
    return _header(carrier, "X")


def _at(mail: Message, envelope: bytes) -> datetime | None:
    """When it was sent, or came, as the first of its dates that can be has it."""
    dates = [str(mail.get(name, "")).rpartition(";")[2].strip() for name in _DATES]
    dates.append(" ".join(envelope.decode("latin-1").split()[-5:]))
    for date in filter(None, dates):
        if (found := _moment(date)) is not None:
            return found
    return None


def _moment(date: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(date)
        found = plausible(at if at.tzinfo else at.replace(tzinfo=UTC))
        return found and found.astimezone(UTC)
    except Exception:  # as above
        return None


def _content(mail: Message) -> tuple[str, list[tuple[str, bytes]]]:
    """The words: those of the plain parts, or where there are none of the HTML; and what was attached, with its names."""
    plain: list[str] = []
    rich: list[str] = []
    files: list[tuple[str, bytes]] = []
    for part in _parts(mail):
        kind, name = part.get_content_type(), _name(part)
        if kind in _SIGNATURES:
            continue
        if name or "attachment" in str(part.get("Content-Disposition", "")).lower() or not kind.startswith("text/"):
            files.append((name or _usual_name(kind), _bytes(part)))
        elif kind == "text/html":
            rich.append(_text(part))
        elif kind == "text/plain":
            flowed = "flowed" in str(part.get("Content-Type", "")).lower()
            plain.append(words.unflowed(_text(part)) if flowed else _text(part))
        else:
            files.append((_usual_name(kind), _bytes(part)))
    said = "\n\n".join(piece for piece in plain if piece.strip())
    return said or "\n\n".join(words.of_html(piece) for piece in rich), files


def _parts(mail: Message, depth: int = 0) -> Iterator[Message]:
    """The leaves; a mail in a mail is a file."""
    inner = mail.get_payload()
    if depth > 30 or not isinstance(inner, list) or mail.get_content_type() == "message/rfc822":
        yield mail
        return
    for part in inner[:1000]:
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)


def _usual_name(kind: str) -> str:
    return "mail.eml" if kind == "message/rfc822" else f"file{mimetypes.guess_extension(kind) or ''}"


def _name(part: Message) -> str:
    try:
        return line(_header_of(part.get_filename() or ""))
    except Exception:  # as above
        return "a file"


def _text(part: Message) -> str:
    try:
        charset = part.get_content_charset()
    except Exception:  # as above
        charset = None
    return _decoded(_bytes(part), charset)


def _bytes(part: Message) -> bytes:
    try:
        raw = part.get_payload(decode=True)
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        whole = first if part.get_content_type() == "message/rfc822" and isinstance(first, Message) else part
        return raw if isinstance(raw, bytes) else whole.as_bytes()
    except Exception:  # as above
        return b""


def _decoded(raw: bytes, charset: str | None) -> str:
    """The text in its charset; in UTF-8 or Latin-1 where it is not what it says."""
    for name in (charset, "utf-8"):
        try:
            if name and name not in ("unknown-8bit", "idna", "punycode"):
                return text(raw.decode(name))
        except (LookupError, ValueError, AssertionError):
            continue
    return text(raw.decode("cp1252", "replace"))
