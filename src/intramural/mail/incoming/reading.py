"""One mail, read whatever it looks like: who says it, what it answers, what it says, and what came with it."""

from __future__ import annotations

import email
import hashlib
import re
from dataclasses import dataclass, field
from email.message import Message

from intramural.kit import markup
from intramural.mail.incoming import automatic, lines, parts, rich

_ID = re.compile(r"<([^<>\s]{1,900})>")
_ENCRYPTED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted", "application/pgp-encrypted"}
_SMALL_PICTURE = 20_000
MOST_FILES = 200
DEEPEST_ENCLOSED = 3


@dataclass(frozen=True)
class Enclosed:
    """A mail that was attached to another whole: who wrote it, as its From says, and what it says, with everything that it quotes."""

    sender: str
    organisation: str
    date: str
    subject: str
    said: str
    files: tuple[File, ...] = field(repr=False)


@dataclass(frozen=True)
class File:
    """Something that came with a mail: its name, its bytes, and what it says where it is a mail itself."""

    name: str
    content: bytes
    mail: Enclosed | None = None


@dataclass(frozen=True)
class Arrived:
    """What a mail says. `said` is its text, with everything that it quotes; `answers` are Message-IDs, the nearest first.

    `senders` are all addresses of all From fields: where they are not exactly one, nobody said it. `verdicts` are the
    Authentication-Results, the topmost first. `automatic` names what kind of program wrote it ("" for a person).
    """

    id: str
    answers: tuple[str, ...]
    senders: tuple[tuple[str, str], ...]
    subject: str
    said: str
    files: tuple[File, ...] = field(repr=False)
    verdicts: tuple[str, ...]
    automatic: str
    is_encrypted: bool
    digest: str
    """Equal for the same mail that comes again, by whatever way."""

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """The mails that are attached to it whole."""
        return tuple(file.mail for file in self.files if file.mail is not None)

    @property
    def files_of_all(self) -> tuple[File, ...]:
        """The files that came with it and with the mails that are attached, and not these mails."""
        return tuple(each for file in self.files for each in (file.mail.files if file.mail is not None else (file,)))


def read(raw: bytes) -> Arrived:
    """The mail of these bytes. Raises whatever the standard library raises where it cannot be told apart at all."""
    mail = email.message_from_bytes(raw)
    said, files, is_encrypted = _content(mail)
    ids = _ID.findall(parts.header(mail, "Message-ID"))
    answered = _ID.findall(parts.header(mail, "In-Reply-To"))[:5]
    references = _ID.findall(parts.header(mail, "References"))[-200:]
    return Arrived(
        id=ids[0] if ids else "",
        answers=tuple(dict.fromkeys([*answered, *reversed(references)]))[:50],
        senders=tuple(parts.addresses(mail, "From")),
        subject=markup.clean_line(parts.header(mail, "Subject"))[:500],
        said=said,
        files=tuple(files),
        verdicts=tuple(str(value) for value in (mail.get_all("Authentication-Results") or [])[:50]),
        automatic=automatic.kind(mail),
        is_encrypted=is_encrypted and not said.strip(),
        digest=_digest(mail),
    )


def _digest(mail: Message) -> str:
    digest = hashlib.sha256(
        "\0".join(str(mail.get(name)) for name in ("From", "Date", "Subject")).encode("utf-8", "replace")
    )
    for part in parts.leaves(mail):
        digest.update(b"\0" + parts.content(part))
    return digest.hexdigest()


def _content(mail: Message, *, depth: int = 0) -> tuple[str, list[File], bool]:
    """The words: those of the plain parts, or where there are none of the HTML; what was attached; whether it is locked."""
    plain: list[str] = []
    in_html: list[str] = []
    files: list[File] = []
    is_encrypted = mail.get_content_type() in _ENCRYPTED
    for part in parts.leaves(mail):
        kind, name = part.get_content_type(), parts.file_name(part)
        if kind in parts.SIGNATURES:
            continue
        if kind in _ENCRYPTED:
            is_encrypted = True
        if name or "attachment" in parts.parameters(part, "Content-Disposition") or not kind.startswith("text/"):
            content = parts.content(part)
            if content and len(files) < MOST_FILES and not _is_ornament(part, kind, content):
                enclosed = _enclosed(part, name, content, depth)
                files.append(File(name or parts.usual_name(kind), content, enclosed))
        elif kind == "text/html":
            in_html.append(parts.text(part))
        elif kind == "text/plain":
            is_flowed = "flowed" in parts.parameters(part, "Content-Type")
            plain.append(lines.unflowed(parts.text(part)) if is_flowed else parts.text(part))
    said = "\n\n".join(piece for piece in plain if piece.strip())
    return said or "\n\n".join(rich.of_answer(piece) for piece in in_html), files, is_encrypted


def _enclosed(part: Message, name: str, content: bytes, depth: int) -> Enclosed | None:
    """What an attached mail says; None for any other file, and for mails in mails in mails."""
    mail = parts.enclosed(part, name, content)
    if mail is None or depth >= DEEPEST_ENCLOSED:
        return None
    said, files, _ = _content(mail, depth=depth + 1)
    within = tuple(each for file in files for each in (file.mail.files if file.mail is not None else (file,)))
    older = "\n\n".join(file.mail.said for file in files if file.mail is not None)
    return Enclosed(
        sender=parts.header(mail, "From"),
        organisation=parts.header(mail, "Organization") or parts.header(mail, "Organisation"),
        date=markup.clean_line(parts.header(mail, "Date")),
        subject=markup.clean_line(parts.header(mail, "Subject"))[:500],
        said=f"{said}\n\n{rich.FOLLOWED}\n{older}" if older else said,
        files=within,
    )


def _is_ornament(part: Message, kind: str, content: bytes) -> bool:
    """A small picture that stands within the HTML: somebody's logo, and nothing that they meant to send."""
    is_inside = bool(part.get("Content-ID")) and "attachment" not in parts.parameters(part, "Content-Disposition")
    return kind.startswith("image/") and is_inside and len(content) < _SMALL_PICTURE
