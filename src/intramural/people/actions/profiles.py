"""What a profile says, where somebody belongs, and whom one follows."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean, clean_line
from intramural.people import photos, policy
from intramural.people.errors import Ring
from intramural.people.events import PersonMoved, ProfileChanged
from intramural.people.models import Following, Person, Unit
from intramural.record import journal

OWN_WORDS = (
    "name", "pronouns", "title", "site", "languages", "working_hours", "time_zone", "ask_me_about", "about", "undo_seconds",
)  # fmt: skip
LONGEST_UNDO = 120
_UNCHANGED: Any = object()


@transaction.atomic
def change_profile(person: Person, *, by: Person, **words: Any) -> Person:
    """Changes those of OWN_WORDS that are given; the rest of the profile stays.

    Refuses (403) whoever is neither the person nor an operator, and (422) what is too long, no name, no known time
    zone, and an undo window outside 0 to 120 seconds.
    """
    policy.may_change_profile(by, person).required()
    if unknown := sorted(set(words) - set(OWN_WORDS)):
        raise Unacceptable(f"A profile has no {unknown[0][:40]}.", remedy="Leave it out.", field=unknown[0])
    for field, value in {field: _cleaned(field, value) for field, value in words.items()}.items():
        setattr(person, field, value)
    if words:
        person.save(update_fields=list(words))
        journal.note(ProfileChanged(person_id=person.pk), by=by, about=person)
    return person


@transaction.atomic
def place(
    person: Person,
    *,
    by: Person | None,
    unit: Unit | None = _UNCHANGED,
    manager: Person | None = _UNCHANGED,
    level: str = _UNCHANGED,
) -> Person:
    """Says where somebody belongs: unit, manager, level; what is not given stays. Audiences of units follow at once.

    Refuses (403) anyone but an operator (`by` None: the house itself), and (422) a manager who reports to them, and a unit
    for a guest, who would read what is addressed to it.
    """
    if by is not None:
        policy.may_place(by).required()
    if unit not in (_UNCHANGED, None) and person.arrives_as == Person.Standing.GUEST:
        raise Unacceptable(
            f"{person.name} is a guest, and guests belong to no unit.", remedy="Make them a member first.", field="unit"
        )
    before = person.unit_id
    if unit is not _UNCHANGED:
        person.unit = unit
    if manager is not _UNCHANGED:
        person.manager = _manager(person, manager)
    if level is not _UNCHANGED:
        person.level = _level(level)
    person.save(update_fields=["unit", "manager", "level"])
    if before != person.unit_id:
        moved = PersonMoved(person_id=person.pk, from_unit_id=before, to_unit_id=person.unit_id)
        journal.note(moved, by=by, about=person)
    journal.note(ProfileChanged(person_id=person.pk), by=by, about=person)
    return person


@transaction.atomic
def change_photo(person: Person, *, by: Person, key: str) -> Person:
    """Puts what `photos.keep` kept in place of the photo; the old one is gone for good. Refuses (403) whoever is neither
    the person nor an operator."""
    policy.may_change_profile(by, person).required()
    return _photo(person, key, by=by)


@transaction.atomic
def remove_photo(person: Person, *, by: Person) -> Person:
    """Takes the photo away; initials stand in for it. Again changes nothing."""
    policy.may_change_profile(by, person).required()
    return _photo(person, "", by=by) if person.photo_key else person


@transaction.atomic
def follow(person: Person, *, by: Person) -> None:
    """What the person posts shows under "Following" of `by`, and nobody is told. Refuses (422) oneself."""
    if person.pk == by.pk:
        raise Unacceptable("You see your own posts anyway.", remedy="Follow somebody else.")
    Following.objects.get_or_create(person=by, followed=person)


def unfollow(person: Person, *, by: Person) -> None:
    """Ends `follow`; again changes nothing."""
    Following.objects.filter(person=by, followed=person).delete()


def checked(field: str, value: Any) -> Any:
    """The value as a person's field keeps it. Refuses (422) in the words of the field's own rules."""
    rules: Any = Person._meta.get_field(field)
    label = _LABELS.get(field, field.capitalize())
    if len(str(value)) > (rules.max_length or 0):
        raise Unacceptable(
            f"{label}: {len(str(value))} characters are more than the {rules.max_length} that there is room for.",
            remedy="Shorten it, and send it again.",
            field=field,
        )
    try:
        return rules.clean(value, None)
    except ValidationError as wrong:
        raise Unacceptable(
            f"{label}: {' '.join(wrong.messages)}", remedy="Correct it, and send it again.", field=field
        ) from None


_LABELS = {"ask_me_about": "Ask me about", "working_hours": "Working hours", "time_zone": "Time zone", "email": "Address"}


def _cleaned(field: str, value: Any) -> Any:
    if field == "undo_seconds":
        if not str(value).isascii() or not str(value).isdigit() or int(value) > LONGEST_UNDO:
            raise Unacceptable(
                f"The time to take a post back is from 0 to {LONGEST_UNDO} seconds.", remedy="20 is usual.", field=field
            )
        return int(value)
    value = clean(str(value)).strip() if field == "about" else clean_line(str(value))
    if field == "time_zone" and value not in zoneinfo.available_timezones():
        raise Unacceptable("That time zone is not known.", remedy="Choose one, such as Europe/Berlin.", field=field)
    return checked(field, value)


def _photo(person: Person, key: str, *, by: Person) -> Person:
    old, person.photo_key = person.photo_key, key
    person.save(update_fields=["photo_key"])
    journal.note(ProfileChanged(person_id=person.pk), by=by, about=person)
    transaction.on_commit(lambda: photos.remove(old))
    return person


def _manager(person: Person, manager: Person | None) -> Person | None:
    above, seen = manager, {person.pk}
    while above is not None:
        if above.pk in seen:
            raise Ring(
                f"{manager} reports to {person}, or is the same person.", remedy="Choose somebody else.", field="manager"
            )
        seen.add(above.pk)
        above = above.manager
    return manager


def _level(level: str) -> str:
    if level not in Person.Level.values:
        raise Unacceptable(
            "There is no such level.", remedy=f"Choose from: {', '.join(Person.Level.values)}.", field="level"
        )
    return level
