"""Which lines of a mail are older than the mail: what it quotes, and what stands under each of its kind."""

from __future__ import annotations

import re

_ALL_THAT_FOLLOWS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\s*-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|message d'origine|mensaje original)",
        r"\s*-{2,}\s*(?:original-nachricht|message original|messaggio originale|oorspronkelijk bericht)",
        r"\s*-{3,}\s*(?:forwarded|weitergeleitet|message transféré)\b",
        r"\s*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message transféré|début du message réexpédié)",
        r"-- ?\Z",
        r"_{40,}\s*\Z",
    )
]
_WROTE = "wrote|writes|schrieb|a écrit|écrit|escribió|schreef|ha scritto|escreveu"
_INTRODUCES = re.compile(
    rf"(?:on|am|le|el|op|il|em)\b.{{4,300}}(?:{_WROTE})\b.{{0,120}}:\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
# Who first: "Mia Berg wrote on 1 March:", "Mia Berg schrieb am …:", "2021-03-01 9:00 GMT+01:00 Mia Berg <mia@old.example>:"
_NAMES = re.compile(
    rf"(?:\S.{{0,100}}[ \t\xa0](?:{_WROTE})(?:[ \t\xa0](?:on|am|le|at)\b.{{0,80}})?[ \t\xa0]?:"
    r"|\d{4}-\d\d-\d\d \d{1,2}:\d\d .{0,100}<\S{1,100}>:)\s*\Z",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[ \t]?>")
_FIELD = re.compile(
    r"[ \t*]*(from|sent|to|cc|date|subject|von|gesendet|an|betreff|datum|de|envoyé|à|objet)[ \t\xa0]?:", re.IGNORECASE
)
_WHO, _WHAT = {"from", "von", "de"}, {"subject", "betreff", "objet"}
_WHEN_AND_TO = {"sent", "date", "to", "gesendet", "an", "datum", "envoyé", "à"}
_STAMP = re.compile(r".{0,80}\b\d{1,2}/\d{1,2}/\d{2,4}\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AP]M)?\s*\Z", re.IGNORECASE)
# What most lines are not is asked first: a letter has hundreds of them.
_MAY_END = re.compile(
    r"\s*(?:[-_]{2}|begin\b|anfang\b|début\b|[*]?(?:from|von|de)[ \t\xa0]?:|[*]?from|.*\d/\d+.*\d:\d)", re.IGNORECASE
)
_MAY_STAMP = re.compile(r"\d/\d+.*\d:\d")
_MAY_INTRODUCE = re.compile(r"(?:on|am|le|el|op|il|em)\b", re.IGNORECASE)
_RULE = re.compile(r"-{30,}\s*\Z")
_LINE = re.compile(r"[_-]{20,}\s*\Z")
_FOOTER = re.compile(r".{0,40}(?:unsubscribe|official user-to-user support forum)", re.IGNORECASE)
_SHORT_QUOTE = 4


def pieces(lines: list[str], *, shortest: int = _SHORT_QUOTE) -> list[tuple[bool, list[str]]]:
    """The lines cut into what was said (False) and history (True).

    A quotation that nothing introduces is history from so many lines on (`shortest`).
    """
    found: list[tuple[bool, list[str]]] = []
    at = 0
    while at < len(lines):
        if ends_here(lines, at):
            found.append((True, lines[at:]))
            break
        end = _end_of_quote(lines, at, shortest)
        is_history = end > at
        end = max(end, at + 1)
        if found and found[-1][0] == is_history:
            found[-1][1].extend(lines[at:end])
        else:
            found.append((is_history, lines[at:end]))
        at = end
    return found


def ends_here(lines: list[str], at: int) -> bool:
    """Whether all from here on is older than the mail, or stands under each of its kind."""
    row = lines[at]
    if not _MAY_END.match(row) and not (at + 1 < len(lines) and _MAY_STAMP.search(lines[at + 1][:200])):
        return False
    following = lines[at + 1 : at + 6]
    if following and row.strip() and not _STAMP.match(row) and _STAMP.match(following[0]) and len(row) < 80:
        return ends_here(lines, at + 1)
    if any(pattern.match(row) for pattern in _ALL_THAT_FOLLOWS):
        return True
    if _RULE.match(row) and any(_FOOTER.match(later) for later in following[:3]):
        return True
    if _LINE.match(row):
        beginning = next((match for later in following[:3] if (match := _FIELD.match(later))), None)
        return beginning is not None and beginning[1].lower() in _WHO
    fields = {match[1].lower() for later in [row, *following] if (match := _FIELD.match(later))}
    begins = _FIELD.match(row)
    if begins and begins[1].lower() in _WHO:
        return bool(fields & _WHAT) and bool(fields & _WHEN_AND_TO)
    return bool(_STAMP.match(row)) and {"to", "subject"} <= fields


def introduced(lines: list[str], at: int) -> int:
    """How many lines from here introduce a quotation ("On Monday, Mia wrote:"); 0: these do not."""
    if _QUOTED.match(lines[at]):
        return 0
    for rows in (1, 2, 3) if _MAY_INTRODUCE.match(lines[at]) else ():
        if not lines[at + rows - 1 : at + rows] or not lines[at + rows - 1].strip():
            break
        if _INTRODUCES.match(" ".join(lines[at : at + rows])[:600]):
            # What somebody said just above may begin alike: "On Friday." and then "On Monday, Mia wrote:".
            return 0 if any(_INTRODUCES.match(" ".join(lines[at + n : at + rows])[:600]) for n in range(1, rows)) else rows
    later = next((row for row in lines[at + 1 : at + 3] if row.strip()), "")
    return 1 if _QUOTED.match(later) and _NAMES.match(lines[at][:300]) else 0


def _end_of_quote(lines: list[str], at: int, shortest: int) -> int:
    """Where a quotation that begins here ends: with the line that introduces it, or long; else here."""
    end = at + introduced(lines, at)
    if end == at and not _QUOTED.match(lines[at]):
        return at
    begin = end
    while begin < len(lines) and not lines[begin].strip():
        begin += 1
    stop = begin
    while stop < len(lines) and (_QUOTED.match(lines[stop]) or (not lines[stop].strip() and _goes_on(lines, stop))):
        stop += 1
    if stop - begin >= (1 if end > at else shortest):
        return stop
    return at


def _goes_on(lines: list[str], at: int) -> bool:
    return at + 1 < len(lines) and bool(_QUOTED.match(lines[at + 1]))
