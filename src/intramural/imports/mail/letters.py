"""One mail, read whatever it looks like: nothing in it raises, and what cannot be read of it is left out."""

from __future__ import annotations

import email
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from intramural.imports.reading import line, plausible
from intramural.mail.incoming import lines, parts, rich

_ADDRESS = re.compile(r"[^\s@<>:;]+@[^\s@<>:;]+")
_ID = re.compile(r"<([^<>\s]{1,900})>")
_LIST = re.compile(r"<([^<>\s]+)>")
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


def read_all(mails: list[tuple[str, bytes | None, int]]) -> list[Letter | None]:
    """The letters of mails (where, bytes, size), in their order; None for what is none."""
    return [read(raw) if raw and raw.strip() else None for _, raw, _ in mails]


def read(raw: bytes) -> Letter:
    """The mail of these bytes."""
    if raw.startswith((b"From ", b">From ")):
        envelope, _, raw = raw.partition(b"\n")
    else:
        envelope = b""
    mail = email.message_from_bytes(raw)
    said, files = _content(mail)
    names, ids = (
        parts.addresses(mail, "From") or parts.addresses(mail, "Sender"),
        _ID.findall(parts.header(mail, "Message-ID")),
    )
    references = _ID.findall(parts.header(mail, "References"))
    answered = _ID.findall(parts.header(mail, "In-Reply-To"))[:1]
    found = _LIST.search(parts.header(mail, "List-Id"))
    sender = names[0] if names else ("", "")
    return Letter(
        id=ids[0] if ids else "",
        answers=tuple(dict.fromkeys([*answered, *reversed(references)]))[:50],
        at=_at(mail, envelope),
        sender=sender,
        recipients=tuple(dict.fromkeys([*_recipients(mail, "To"), *_recipients(mail, "Cc")])),
        subject=line(parts.header(mail, "Subject")),
        said=said,
        list_id=found[1].lower() if found else "",
        list_name=line(parts.header(mail, "List-Id").partition("<")[0].strip(' "')) if found else "",
        files=tuple(files),
        digest=_digest(mail),
    )


def _digest(mail: Message) -> str:
    digest = hashlib.sha256(f"{mail.get('From')}\0{mail.get('Subject')}".encode("utf-8", "surrogateescape"))
    for part in parts.leaves(mail):
        digest.update(b"\0" + parts.content(part))
    return digest.hexdigest()


def _recipients(mail: Message, name: str) -> list[str]:
    """The addresses of the header alone. Names are read with care: one may look like somebody else's address."""
    values = [str(value) for value in mail.get_all(name, [])][:100]
    if any(mark in value for value in values for mark in '"(<=\\'):
        return [found for _, found in parts.addresses(mail, name) if found]
    found = (one.strip().lower() for value in values for one in value.split(","))
    return [one for one in found if _ADDRESS.fullmatch(one)][: parts.MOST_ADDRESSES]


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
    in_html: list[str] = []
    files: list[tuple[str, bytes]] = []
    for part in parts.leaves(mail):
        kind, name = part.get_content_type(), parts.file_name(part)
        if kind in parts.SIGNATURES:
            continue
        if name or "attachment" in str(part.get("Content-Disposition", "")).lower() or not kind.startswith("text/"):
            files.append((name or parts.usual_name(kind), parts.content(part)))
        elif kind == "text/html":
            in_html.append(parts.text(part))
        elif kind == "text/plain":
            flowed = "flowed" in str(part.get("Content-Type", "")).lower()
            plain.append(lines.unflowed(parts.text(part)) if flowed else parts.text(part))
        else:
            files.append((parts.usual_name(kind), parts.content(part)))
    said = "\n\n".join(piece for piece in plain if piece.strip())
    return said or "\n\n".join(rich.of_html(piece) for piece in in_html), files
