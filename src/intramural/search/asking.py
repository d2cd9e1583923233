"""What somebody typed into the search field, read: words, phrases, what must not stand there, and operators.

    invoice "night shift" -draft from:ben in:bakers topic:pay has:file before:2026-03 is:question onboard*

Whatever is typed can be read. What looks like an operator and is none we know is told in `problems`, a sentence each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from intramural.kit.markup import clean_line
from intramural.search.words import split

LONGEST = 300
MOST_PARTS = 24

_PART = re.compile(
    r'(?P<not>-)?(?:(?P<name>[A-Za-z]{2,8}):(?P<value>"[^"]*"?|[^\s"]+)|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))'
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
HAS = ("file", "link")
IS = ("question", "answered")
_ONE_OF = {"has": HAS, "is": IS}
OPERATORS = ("from", "in", "topic", "has", "before", "after", "is")
_SLIPS = {"form": "from", "frm": "from", "by": "from", "author": "from", "tag": "topic", "topics": "topic", "space": "in",
          "since": "after", "until": "before", "date": "after"}  # fmt: skip


@dataclass(frozen=True)
class Sought:
    """Words that are looked for: one alone, or several that stand in this order. `begins`: what begins so counts too."""

    words: tuple[str, ...]
    quoted: bool = False
    begins: bool = False
    without: bool = False


@dataclass(frozen=True)
class Given:
    """An operator: its name ("from"), its value, and whether it was turned round with a minus."""

    name: str
    value: str
    without: bool = False


@dataclass(frozen=True)
class Question:
    """All that was asked. `before` and `after` are days: until before the first, and from the second on."""

    text: str
    sought: tuple[Sought, ...] = ()
    given: tuple[Given, ...] = ()
    before: date | None = None
    after: date | None = None
    problems: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked that can be looked for."""
        return not (self.sought or self.given or self.before or self.after)

    @property
    def wanted(self) -> tuple[Sought, ...]:
        return tuple(each for each in self.sought if not each.without)

    @property
    def unwanted(self) -> tuple[Sought, ...]:
        return tuple(each for each in self.sought if each.without)

    @property
    def is_of_people(self) -> bool:
        """Whether it asks for what somebody wrote, or for what others wrote than they: of that, nothing is counted (D12)."""
        return any(each.name == "from" for each in self.given)

    def values(self, name: str, *, without: bool = False) -> list[str]:
        """The values of this operator."""
        return [each.value for each in self.given if each.name == name and each.without == without]


@dataclass
class _Reading:
    sought: list[Sought] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    before: date | None = None
    after: date | None = None
    problems: list[str] = field(default_factory=list)


def read(text: str) -> Question:
    """The question that the text is. Never refuses: what cannot be understood is told in `problems`."""
    text = clean(text)
    reading = _Reading()
    for match in list(_PART.finditer(text))[:MOST_PARTS]:
        without = bool(match["not"])
        if match["name"] is not None:
            _operator(reading, match["name"].lower(), match["value"].strip('"').strip(), match, without)
        else:
            _words(reading, match["phrase"] if match["phrase"] is not None else match["word"], without, match)
    return Question(
        text=text,
        sought=tuple(reading.sought),
        given=tuple(reading.given),
        before=reading.before,
        after=reading.after,
        problems=tuple(dict.fromkeys(reading.problems)),
    )


def clean(text: str) -> str:
    """What was typed, in one line of at most LONGEST characters, with one kind of quotation marks."""
    return clean_line(text[: 4 * LONGEST].replace("“", '"').replace("”", '"').replace("„", '"'))[:LONGEST]


def _words(reading: _Reading, text: str, without: bool, match: re.Match[str]) -> None:
    words = tuple(split(text)[:12])
    if words:
        quoted = match["phrase"] is not None
        reading.sought.append(Sought(words, quoted, begins=not quoted and text.endswith("*"), without=without))


def _operator(reading: _Reading, name: str, value: str, match: re.Match[str], without: bool) -> None:
    if name not in OPERATORS:
        if name in _SLIPS and value:
            reading.problems.append(f"There is no {name}: here. Write {_SLIPS[name]}:{value[:40]} instead.")
        _words(reading, match[0].lstrip("-"), without, match)
        return
    if not value or value.startswith("//"):
        reading.problems.append(f"After {name}: {_EXPECTED[name]}.")
    elif name in ("before", "after"):
        _day(reading, name, value, without)
    elif name in _ONE_OF and value.lower().rstrip("s") not in _ONE_OF[name]:
        one, other = _ONE_OF[name]
        reading.problems.append(f"“{name}:{value[:40]}” says nothing here. Write {name}:{one} or {name}:{other}.")
    else:
        known = value.lower().lstrip("@#") if name not in _ONE_OF else value.lower().rstrip("s")
        if known:
            reading.given.append(Given(name, known, without))


_EXPECTED = {
    "from": "comes a handle, such as from:ben",
    "in": "comes a space, such as in:bakers",
    "topic": "comes a topic, such as topic:pay",
    "has": "comes what it has: has:file or has:link",
    "is": "comes what it is: is:question or is:answered",
    "before": "comes a day, such as before:2026-03-01",
    "after": "comes a day, such as after:2026-03-01",
}


def _day(reading: _Reading, name: str, value: str, without: bool) -> None:
    found = _DAY.fullmatch(value)
    try:
        if found is None:
            raise ValueError(value)
        begins = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        reading.problems.append(f"“{value[:40]}” is not a day. Write {name}:2026-03-01, {name}:2026-03 or {name}:2026.")
        return
    if without:
        name = {"before": "after", "after": "before"}[name]
    if name == "before":
        reading.before = min(begins, reading.before or begins)
    else:
        reading.after = max(begins, reading.after or begins)
