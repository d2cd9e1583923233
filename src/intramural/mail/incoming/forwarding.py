"""What somebody forwards: told apart from what they say above it, and freed of addresses and of whom it went to (R29, R33).

    of(said, subject, enclosed)  →  Forwarded(title, made_by, words, history, …)  or None, where nothing was forwarded

Programs put the mail into the text, below a line or a block of fields, or attach it whole (message/rfc822).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intramural.kit.markup import clean_line
from intramural.mail.incoming import history, personal
from intramural.mail.incoming.lines import joined
from intramural.mail.incoming.reading import Enclosed
from intramural.mail.incoming.trimming import Trimmed

MOST_NAME = 120
PREFIX = re.compile(r"(?:\s*(?:re|aw|fwd?|wg|tr|rép|antw|sv|vs|vb|rv|enc|i)\s*:)+\s*", re.IGNORECASE)
_FORWARDS = re.compile(r"\s*(?:fwd?|wg|tr|i|rv|enc|vb)\s*:", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"(?m)^[ \t>*]*(?:-{3,}\s*)?(?:begin |anfang der |début du )?(?:forwarded|weitergeleitete?|message (?:transféré|réexpédié))", re.IGNORECASE
)  # fmt: skip
_FIELD = re.compile(
    r"[ \t>*]*(from|von|de|da|sent|gesendet|envoyé|date|datum|data|to|an|à|cc|kopie|bcc|reply-to|antwort an|répondre à"
    r"|subject|betreff|objet|asunto|oggetto|importance|priorität|organi[sz]ation)\*?[ \t\xa0]?:[*]?[ \t\xa0]*(.*)\Z",
    re.IGNORECASE,
)
_WHO, _WHAT = {"from", "von", "de", "da"}, {"subject", "betreff", "objet", "asunto", "oggetto"}
_TO = {"to", "an", "à", "cc", "kopie", "bcc"}
_TECHNICAL = re.compile(
    r"[ \t>*]*(?:[A-Za-z]{1,20}(?:-[A-Za-z]{1,20}){1,3}|received|precedence|importance|organi[sz]ation):[ \t]", re.IGNORECASE
)
_MOST_HEAD, _MOST_BEFORE = 40, 10
_DEPTH = re.compile(r"[ \t]?(?:>[ \t]?)*")
_SOMEBODY, _LEFT_OUT = "(somebody)", personal.ADDRESS
_AT = r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_ADDRESS = re.compile(rf"(?:[<\[(]\s*)?(?:mailto:)?{_AT}(?:\s*[>\])])?")
_NAME_AND_ADDRESS = re.compile(
    rf"(?:\"[^\"\n]{{1,80}}\"[ \t]*|(?:[^\W\d_a-z][\w.'’-]{{0,30}}[ \t]+){{1,4}})?[<\[(]\s*(?:(?:mailto:)?{_AT}|{re.escape(_LEFT_OUT)})\s*[>\])]"
)
_OF_PEOPLE = re.compile(
    r"(?im)^([ \t>*]*(?:from|to|cc|bcc|von|an|kopie|de|à|reply-to|antwort an)\*?[ \t\xa0]?:[ \t*]*)(.*)$"
)


@dataclass(frozen=True)
class Forwarded:
    """What was forwarded. `made_by` is its sender's name and `owner` their organisation, where it said so; neither is an address.

    `words` are what it says itself; `history` is its head and what it quotes; `thread` is both, as it came.
    """

    title: str
    made_by: str
    owner: str
    words: str
    history: str
    thread: str


def of(said: Trimmed, subject: str, enclosed: Sequence[Enclosed]) -> Forwarded | None:
    """What was forwarded in or with a mail of this text and subject."""
    if enclosed:
        first, *others = (_enclosed(each) for each in enclosed)
        for other in others:
            first = replace(
                first,
                words=_together(first.words, other.title, other.words),
                history=_together(first.history, other.history),
                thread=_together(first.thread, other.thread),
            )
        return first
    return _in_the_text(said.quoted, subject) if _is_forwarded(said, subject) else None


def without_addresses(text: str) -> str:
    """The text without mail addresses and the names beside them, without the names in lines such as "To: …", and without links of ours
    that were made for one person."""
    text = _OF_PEOPLE.sub(lambda found: found[1] + (_SOMEBODY if found[2].strip() else ""), personal.without(text))
    text = _NAME_AND_ADDRESS.sub(_SOMEBODY, text)
    return _ADDRESS.sub(_LEFT_OUT, text)


def _is_forwarded(said: Trimmed, subject: str) -> bool:
    return bool(said.quoted) and bool(not said.said or _FORWARDS.match(subject) or _SAYS_SO.search(said.quoted))


def _enclosed(mail: Enclosed) -> Forwarded:
    words, older = _split(mail.said)
    head = "\n".join(f"{name}: {value}" for name, value in (("From", mail.sender), ("Date", mail.date), ("Subject", mail.subject)) if value)  # fmt: skip
    return Forwarded(
        title=_title(mail.subject),
        made_by=_name(mail.sender),
        owner=_name(mail.organisation),
        words=without_addresses(words),
        history=without_addresses(_together(head, older)),
        thread=without_addresses(_together(head, mail.said)),
    )


def _in_the_text(text: str, subject: str) -> Forwarded:
    """The mail in a text: a head of fields, then what it says, perhaps all of it behind ">"."""
    lines = text.split("\n")
    begin, end, fields = _head(lines)
    depth = _DEPTH.match(lines[begin])[0].count(">") if begin < len(lines) else 0  # type: ignore[index]
    said, older = _split("\n".join(_less(line, depth) for line in lines[end:]))
    sender = next((value for name, value in fields if name in _WHO), "")
    title = next((value for name, value in fields if name in _WHAT), subject)
    head = "\n".join(_less(line, depth) for line in lines[:end])
    return Forwarded(
        title=_title(title),
        made_by=_name(sender),
        owner="",
        words=without_addresses(said),
        history=without_addresses(_together(head, older)),
        thread=without_addresses(text.strip("\n")),
    )


def _head(lines: list[str]) -> tuple[int, int, list[tuple[str, str]]]:
    """Where the first block of fields begins and ends, and what they say. Without one, the words begin below the line that says so."""
    for begin, line in enumerate(lines[:_MOST_HEAD]):
        if not _FIELD.match(line):
            continue
        fields: list[tuple[str, str]] = []
        at = begin
        while at < len(lines) and len(fields) < _MOST_HEAD:
            if found := _FIELD.match(lines[at]):
                fields.append((found[1].lower(), found[2].strip(" *")))
            elif not (_goes_on(lines, at, fields) or _is_blank_between(lines, at)):
                break
            at += 1
        names = {name for name, _ in fields}
        if (names & _WHAT and names & (_WHO | _TO)) or (len(names) > 1 and names & _WHO):
            return begin, at, fields
    begin = next((at + 1 for at, line in enumerate(lines[:_MOST_BEFORE]) if _SAYS_SO.match(line)), 0)
    return begin, begin, []


def _goes_on(lines: list[str], at: int, fields: list[tuple[str, str]]) -> bool:
    """Whether the line goes on with the people of the field before it, or is a field that programs write for programs."""
    if fields and _TECHNICAL.match(lines[at]):
        return True
    is_people = bool(fields) and fields[-1][0] in _TO
    return is_people and bool(lines[at].strip("> \t")) and (lines[at - 1].rstrip().endswith((",", ";")) or "@" in lines[at])


def _is_blank_between(lines: list[str], at: int) -> bool:
    """Whether the line is the blank that HTML leaves between two rows of a table."""
    return not lines[at].strip("> \t") and at + 1 < len(lines) and bool(_FIELD.match(lines[at + 1]))


def _less(line: str, depth: int) -> str:
    for _ in range(depth):
        stripped = line.lstrip(" \t")
        line = stripped[1:].removeprefix(" ") if stripped.startswith(">") else line
    return line


def _split(text: str) -> tuple[str, str]:
    """What a mail says itself, paragraphs in one line, and what it quotes or stands under its signature."""
    lines = [row.rstrip() if row != "-- " else row for row in text.strip("\n").split("\n")]
    pieces = history.pieces(lines, shortest=1)
    said = "\n\n".join(joined("\n".join(rows).strip("\n")) for is_older, rows in pieces if not is_older)
    return said.strip("\n"), "\n\n".join("\n".join(rows).strip("\n") for is_older, rows in pieces if is_older)


def _title(subject: str) -> str:
    return clean_line(_ADDRESS.sub(_LEFT_OUT, PREFIX.sub("", subject)))[:200]


def _name(said: str) -> str:
    """The name in "Mia Outside <mia@…>"; "" where that is an address, or none."""
    name = clean_line(re.split(r"[<\[(]", said, maxsplit=1)[0]).strip(" \"'*,;")
    return "" if "@" in name else name[:MOST_NAME]


def _together(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part.strip())
