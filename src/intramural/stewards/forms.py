"""The forms of a stewardship: what they offer, and what is done with what was typed. The pages have them for whoever is signed in, and
care behind the link of a mail.

A form  →  what was typed  →  say, watch, entrust, go_away  →  actions. They refuse (403, 422) what those refuse.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intramural.kit import markup
from intramural.kit.errors import Unacceptable
from intramural.people import queries as people
from intramural.people.models import Person
from intramural.spaces.queries import read_date
from intramural.stewards import actions, policy
from intramural.stewards.models import Stewardship

WIDEST = (("everyone", "Everyone here"), ("unit", "A unit"), ("space", "A space"), ("named", "Named people"))
WATCHED = (
    ("", "Do not tell me"),
    ("named", "Wider than named people"),
    ("space", "Wider than a space"),
    ("unit", "Wider than units"),
    ("everyone", "Read by people outside, too"),
)
ASKS = (("ask", "Ask me first"), ("tell", "Tell me"), ("fine", "It is fine"))
PEOPLE = ("steward", "deputy")
Typed = dict[str, str]


def asked(it: Stewardship, *, by: Person) -> Typed:
    """What is asked now, as the form shows it to this person: code names to those alone who look after it."""
    return {field: str(getattr(it, field)) for field in _said(it, by)}


def typed_say(it: Stewardship, sent: Mapping[str, str], *, by: Person) -> Typed:
    """What was typed into that form."""
    return {field: sent.get(field, "")[:20_000] for field in _said(it, by)}


def say(it: Stewardship, typed: Typed, *, by: Person) -> None:
    """Changes what is asked to what was typed."""
    actions.say(it, by=by, **{**typed, "answers_within": _hours(typed["answers_within"])})


def watch(it: Stewardship, sent: Mapping[str, str], *, by: Person) -> None:
    """Has the person told of what goes wider than they chose, or no longer."""
    actions.watch(it, beyond=sent.get("beyond", "")[:20], by=by)


def in_charge(it: Stewardship) -> Typed:
    """Steward and deputy, as the form shows them."""
    return {part: f"@{person.handle}" if (person := getattr(it, part)) is not None else "" for part in PEOPLE}


def typed_people(sent: Mapping[str, str]) -> Typed:
    """Whom somebody typed into that form."""
    return {part: markup.clean_line(sent.get(part, "")[:300]) for part in PEOPLE}


def named(typed: Typed, *, by: Person) -> dict[str, Any]:
    """Whom that names. Refuses (422) who is not there, and a name that several have."""
    return {part: people.named(typed[part], viewer=by, field=part) for part in PEOPLE}


def entrust(it: Stewardship, typed: Typed, *, by: Person) -> None:
    """Names who was typed as steward and deputy."""
    actions.entrust(it, by=by, **named(typed, by=by))


def go_away(sent: Mapping[str, str], *, by: Person) -> None:
    """The person is away through the day that they chose."""
    through = read_date(sent.get("through", "")[:40], field="through")
    if through is None:
        raise Unacceptable("No day was chosen.", remedy="Choose the last day.", field="through")
    actions.go_away(by=by, through=through)


def _said(it: Stewardship, by: Person) -> tuple[str, ...]:
    keeps = policy.may_keep_examples(by, it).allowed
    return ("widest", "asks", "fine", "not_fine", "answers_within", "phrases", *(("code_names",) if keeps else ()))


def _hours(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Unacceptable(
            "That is no number of hours.", remedy="Such as 8: a working day.", field="answers_within"
        ) from None
