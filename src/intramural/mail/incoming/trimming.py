"""What somebody said in a mail, without what the mail quotes and without what stands under each of theirs.

    Trimmed(said="Yes, on Friday.", quoted="On Monday, Mia wrote:\\n> Shall we?")

Each pattern is bounded, so that no text takes more than a time in proportion to its length. What is left is never empty
because of us: a mail that is nothing but quotation has said nothing, and is told so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from intramural.mail.incoming import history
from intramural.mail.incoming.lines import joined

MOST_LINES = 20_000
LONGEST_SIGNATURE = 12
SHORT_QUOTE = 6
_GADGETS = re.compile(
    r"\s*(?:"
    r"sent (?:from|via|with|using) (?:my\b|mail\b|outlook|yahoo|proton|aol|samsung|blackberry|the\b|gmail|nine|k-9|mobile)"
    r"|(?:get|download) outlook for\b|outlook für \w+.{0,60} (?:beziehen|herunterladen)|(?:téléchargez|télécharger|obtenez|obtenir) outlook"
    r"|(?:von|mit) mein(?:em|er)\b.{0,60}\bgesendet|gesendet (?:von|mit|über|aus)\b|diese nachricht wurde von mein"
    r"|envoyé (?:de|depuis|à partir|avec|via)\b|sent from\b|enviado desde\b|inviato da\b|verzonden (?:vanaf|met)\b"
    r").{0,120}\Z",
    re.IGNORECASE,
)
_CLOSINGS = re.compile(
    r"\s*(?:(?:with )?(?:kind|best|warm|warmest|kindest) (?:regards|wishes)|regards|best|all the best|cheers|sincerely|yours(?: sincerely)?"
    r"|kr|br|rgds|(?:mit )?(?:freundlich\w+|beste\w*|viele\w*|liebe\w*|herzlich\w*|schöne\w*) (?:grü(?:ß|ss)e\w*|gruß|gruss)|gru(?:ß|ss)"
    r"|mfg|lg|vg|bg|(?:bien )?cordialement|bien à (?:vous|toi)|amicalement|amitiés|salutations(?: distinguées)?|meilleures salutations"
    r"|(?:mit )?freundlichen grü(?:ß|ss)en aus .{1,30})[\s,.!]*\Z",
    re.IGNORECASE,
)
_DASHES = re.compile(r"\s*(?:--|—|–|__|\*{3,}|~{3,}|={5,}|-{5,}|_{5,})\s*\Z")
_SENTENCE = re.compile(r"[?!]\s*\Z|\w{2,}\.\s*\Z")
_QUOTED = re.compile(r"[ \t]?>")
_BUT = re.compile(r"\W*(?:but|aber|mais)\b[\s,:]*", re.IGNORECASE)


@dataclass(frozen=True)
class Trimmed:
    """What was said, and what it answered to, each as lines; either may be ""."""

    said: str
    quoted: str = ""

    @property
    def first_line(self) -> str:
        return self.said.partition("\n")[0].strip()

    @property
    def rest(self) -> str:
        return self.said.partition("\n")[2].strip("\n")

    @property
    def but(self) -> str:
        """The rest, where it takes part of the first line back ("But not before May"), without its "but"; else ""."""
        return self.rest[found.end() :] if (found := _BUT.match(self.rest)) is not None else ""


def trim(text: str, *, names: tuple[str, ...] = ()) -> Trimmed:
    """What was said in the text of a mail by somebody of these names, who may have signed with one of them."""
    lines = text.expandtabs(8).split("\n")
    rest = "\n".join(lines[MOST_LINES:])
    pieces = history.pieces([row.rstrip() if row != "-- " else row for row in lines[:MOST_LINES]], shortest=1)
    kept: list[tuple[bool, list[str]]] = []
    for is_history, rows in pieces:
        if not is_history:
            rows = _unsigned(rows, names)
        if any(row.strip() for row in rows):
            kept.append((is_history, rows))
    said = [at for at, (is_history, _) in enumerate(kept) if not is_history]
    if not said:
        return Trimmed("", text.strip("\n"))
    shown: list[str] = []
    quoted: list[str] = []
    is_between = sum(1 for at in said if any(is_history for is_history, _ in kept[:at])) > 1
    for at, (is_history, rows) in enumerate(kept):
        words = "\n".join(rows).strip("\n")
        if not is_history:
            shown.append(joined(words))
        elif at < said[-1] and (is_between or _is_short(rows)):
            shown.append(_excerpt(rows))
        else:
            quoted.append(words)
    return Trimmed("\n\n".join(piece for piece in shown if piece), "\n\n".join([*quoted, rest] if rest else quoted))


def _is_short(rows: list[str]) -> bool:
    """A few quoted lines that somebody chose, and no program introduced."""
    found = [row for row in rows if row.strip()]
    return len(found) <= SHORT_QUOTE and all(_QUOTED.match(row) for row in found)


def _excerpt(rows: list[str]) -> str:
    """The last lines of a quotation, which the words under it answer; of what stands under a signature in it, none."""
    quoted: list[str] = []
    signed_at = 0
    for row in rows:
        words = row.lstrip("> \t")
        depth = row[: len(row) - len(words)].count(">") if _QUOTED.match(row) else 0
        if not depth or (signed_at and depth >= signed_at):
            continue
        signed_at = depth if words == "--" else 0
        if words and not signed_at:
            quoted.append(row)
    return "\n".join(row.lstrip(" \t") for row in quoted[-SHORT_QUOTE:])


def _unsigned(rows: list[str], names: tuple[str, ...]) -> list[str]:
    """The lines without a signature at their end."""
    rows = _without_blank_end(rows)
    for at, row in enumerate(rows):
        if _GADGETS.match(row[:200]) and _is_signature(rows[at + 1 :]):
            rows = _without_blank_end(rows[:at])
            break
    for at in range(max(0, len(rows) - LONGEST_SIGNATURE), len(rows)):
        if at and (_CLOSINGS.match(rows[at][:120]) or _DASHES.match(rows[at][:120])) and _is_signature(rows[at + 1 :]):
            rows = _without_blank_end(rows[:at])
            break
    if len(rows) > 1 and _is_name(rows[-1], names):
        rows = _without_blank_end(rows[:-1])
    return rows


def _is_signature(rows: list[str]) -> bool:
    found = [row for row in rows if row.strip()]
    return len(found) <= LONGEST_SIGNATURE and all(len(row) <= 100 and not _SENTENCE.search(row[-40:]) for row in found[:3])


def _is_name(row: str, names: tuple[str, ...]) -> bool:
    """Whether the line is one of the names and nothing else, as people sign."""
    line = row.strip(" \t-–—,.!").casefold()
    return bool(line) and any(line == name.casefold() for name in names if name)


def _without_blank_end(rows: list[str]) -> list[str]:
    end = len(rows)
    while end and not rows[end - 1].strip():
        end -= 1
    return rows[:end]
