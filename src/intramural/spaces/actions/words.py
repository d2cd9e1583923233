"""The words and days of a space, cleaned and measured before they are kept."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.utils.text import slugify

from intramural.kit import clock, ids, markup
from intramural.kit.errors import Unacceptable
from intramural.spaces import kinds
from intramural.spaces.models import Space

MOST_NAME, MOST_LINE = 80, 300


def latest_sunset() -> date:
    """The last day that a sunset may be set to: today in twelve months."""
    today = clock.now().date()
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # the 29th of February
        return today.replace(year=today.year + 1, day=28)


def usual_sunset() -> date:
    """What a form suggests: half a year from today."""
    return clock.now().date() + timedelta(days=182)


def name_of(name: str) -> str:
    name = markup.clean_line(name)
    if not name:
        raise Unacceptable("A space needs a name.", remedy="Two or three words are plenty.", field="name")
    if len(name) > MOST_NAME:
        raise Unacceptable(
            f"A name has at most {MOST_NAME} characters; this one has {len(name)}.",
            remedy="Shorten it, and put the rest into the description.",
            field="name",
        )
    return name


def line_of(text: str, field: str) -> str:
    text = markup.clean_line(text)
    if len(text) > MOST_LINE:
        raise Unacceptable(
            f"At most {MOST_LINE} characters fit here; these are {len(text)}.", remedy="Shorten it.", field=field
        )
    return text


def purpose_of(purpose: str) -> str:
    purpose = line_of(purpose, "purpose")
    if not purpose:
        raise Unacceptable("A gated space needs a purpose.", remedy="Say in a sentence why it is not open.", field="purpose")
    return purpose


def sunset_of(sunset_on: date | None) -> date:
    today, latest = clock.now().date(), latest_sunset()
    if sunset_on is None:
        raise Unacceptable(
            "A gated space needs a day on which it ends unless it is renewed.",
            remedy="Choose a day within the next twelve months.",
            field="sunset_on",
        )
    if not today < sunset_on <= latest:
        raise Unacceptable(
            "That day is past, or more than twelve months away.",
            remedy=f"Choose a day from {today + timedelta(days=1)} to {latest}.",
            field="sunset_on",
        )
    return sunset_on


def slug_of(name: str, *, listed: bool) -> str:
    """The space's address. An unlisted space gets a random end: else a taken address would tell that it exists."""
    stem = slugify(name)[:40].strip("-_")
    if listed and stem and stem not in kinds.TAKEN_WORDS and not Space.objects.filter(slug=stem).exists():
        return stem
    ending = "".join(secrets.choice(ids.ALPHABET) for _ in range(8))
    return f"{stem}-{ending}" if stem else ending
