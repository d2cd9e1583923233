"""What a condition in a sentence comes to, so that its author can take it with one click; who has only a mail writes no form.

    fine if the figures are removed          every figure goes
    fine without "codename" and "May"        what stands in quotation marks goes
    fine without the last paragraph          that paragraph goes
    fine, but not before 3 December          a day
    fine if it is only for @ada @ben         other readers
    fine if it reads as below                the words below the first line, where they are the draft's, changed

What is not understood stays a condition in words, for its author to follow. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

_TAKES_AWAY = r"(?:without|leave out|left out|take out|taken out|remov\w+|drop\w*|delet\w+|go(?:es)?\b|ohne|entfern\w+|streich\w+|weglass\w+|weg\b|sans|retir\w+|enlev\w+|supprim\w+)"
_AWAY = re.compile(_TAKES_AWAY, re.I)
_FIGURES = re.compile(
    r"\b(?:figures?|numbers?|amounts?|sums?|prices?|percentages?|zahlen|beträge|preise|chiffres|montants|prix)\b", re.I
)
_FIGURE = re.compile(
    r"(?:[€$£¥]\s?|\b(?:EUR|USD|CHF|GBP)\s)?(?<![\w#@])[+-]?\d[\d.,'’\u00a0\u202f]*(?:\s?(?:%|‰|€|\$|£|percent|per cent|prozent|pour cent|k|m|bn|million(?:en|s)?|billions?|EUR|USD|CHF|GBP)(?!\w))?",
    re.I,
)
_QUOTED = re.compile(r"[\"“”„«»]\s?([^\"“”„«»\n]{1,200}?)\s?[\"“”„«»]")
_PARAGRAPH = re.compile(
    r"\b(first|second|third|last|ersten?|zweiten?|dritten?|letzten?|premier|deuxième|troisième|dernier)\s+(?:paragraph|absatz|paragraphe)\b",
    re.I,
)
_PLACE = {"first": 0, "erst": 0, "premier": 0, "second": 1, "zweit": 1, "deuxième": 1, "third": 2, "dritt": 2, "troisième": 2, "last": -1, "letzt": -1, "dernier": -1}  # fmt: skip
_BEFORE = r"\b(?:not before|not until|from|after|after the|nicht vor(?: dem)?|erst (?:ab|am|nach)(?: dem)?|ab(?: dem)?|pas avant(?: le)?|à partir du|après le)"
# Whole words: most that begin like a month are none ("2 decks", "3 separate teams").
_MONTHS = (
    "january januar janvier jänner jan janv jän", "february februar feber février fevrier feb fév fev févr fevr",
    "march märz maerz mars mar mär mrz", "april avril apr avr", "may mai", "june juni juin jun", "july juli juillet jul juil",
    "august août aout aug aoû aou", "september septembre sep sept", "october oktober octobre oct okt",
    "november novembre nov", "december dezember décembre decembre dec dez déc",
)  # fmt: skip
_NUMBER = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_MONTH = rf"({'|'.join(_NUMBER)})\b\.?"
_ISO = re.compile(rf"{_BEFORE}\s+(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})", re.I)
_DOTTED = re.compile(rf"{_BEFORE}\s+(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?(\d{{4}})?", re.I)
_DAY_MONTH = re.compile(rf"{_BEFORE}\s+(\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:of\s+)?{_MONTH}(?:\s+(\d{{4}}))?", re.I)
_MONTH_DAY = re.compile(rf"{_BEFORE}\s+{_MONTH}\s+(\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?", re.I)
_HANDLES = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9_.-]{0,39})", re.I)
_ONLY = re.compile(r"\b(?:only|just|nur|seulement|uniquement)\b", re.I)
LEFT_OUT = "…"
_ENOUGH_ALIKE = 0.5
_MOST_COMPARED = 4_000


@dataclass(frozen=True)
class Meant:
    """What a condition comes to: other words or none (None), a day, handles of other readers."""

    body: str | None = None
    title: str | None = None
    not_before: date | None = None
    people: tuple[str, ...] = ()


def understood(condition: str, *, title: str, body: str, below: str = "", today: date) -> Meant:
    """What the sentence means for a draft of this title and body; `below` is what stands under it in a mail."""
    people = tuple(dict.fromkeys(word.lower().rstrip(".-_") for word in _HANDLES.findall(condition)))
    not_before = _day(condition, today)
    if below and is_of(below, body):
        other, heading = below.strip("\n"), title
    else:
        other, heading = (_without(condition, text) for text in (body, title))
    return Meant(
        body=other if other != body else None,
        title=heading if heading != title else None,
        not_before=not_before,
        people=people if _ONLY.search(condition) else (),
    )


def _without(condition: str, text: str) -> str:
    """The text without what the condition takes away."""
    if not _AWAY.search(condition):
        return text
    for quoted in _QUOTED.findall(condition):
        text = re.sub(re.escape(quoted), LEFT_OUT, text, flags=re.I)
    for word in _PARAGRAPH.findall(condition):
        text = _without_paragraph(text, next(place for stem, place in _PLACE.items() if word.lower().startswith(stem)))
    if _FIGURES.search(condition):
        text = _FIGURE.sub(lambda found: LEFT_OUT + _blanks_after(found[0]), text)
    return text


def _without_paragraph(text: str, place: int) -> str:
    found = re.split(r"(\n\s*\n)", text)
    said = [at for at in range(0, len(found), 2) if found[at].strip()]
    if len(said) < 2 or place >= len(said):
        return text
    at = said[place]
    return "".join(found[:at] + found[at + 2 :]).rstrip("\n")


def _blanks_after(figure: str) -> str:
    """A figure may end with a full stop or a comma that belongs to the sentence."""
    return figure[len(figure.rstrip(".,'’\u00a0\u202f")) :]


def _day(condition: str, today: date) -> date | None:
    """The day of a condition such as "not before 3 December"; without a year the next such day."""
    if found := _ISO.search(condition):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    for pattern, day, month in ((_DOTTED, 1, 2), (_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        if (found := pattern.search(condition)) and (number := _month(found[month])):
            year = int(found[3]) if found[3] else today.year
            made = _date(year, number, int(found[day]))
            return _date(year + 1, number, int(found[day])) if made and not found[3] and made < today else made
    return None


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBER.get(word.lower(), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_of(below: str, body: str) -> bool:
    """Whether what stands below is the draft with some words changed, and no remark of one's own."""
    one, other = below.split()[:_MOST_COMPARED], body.split()[:_MOST_COMPARED]
    if len(one) < 4 or len(one) * len(other) > 400_000:
        return False
    matches = SequenceMatcher(None, one, other, autojunk=True)
    return matches.quick_ratio() > _ENOUGH_ALIKE and matches.ratio() > _ENOUGH_ALIKE
