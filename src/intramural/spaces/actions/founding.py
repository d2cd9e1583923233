"""Founding a space, and changing what it says of itself."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from intramural.audiences import actions as audiences
from intramural.kit.errors import Unacceptable
from intramural.people.models import Person, Unit
from intramural.record import journal
from intramural.spaces import kinds, policy, queries
from intramural.spaces.actions import doors, official, words
from intramural.spaces.errors import SettingsChanged
from intramural.spaces.events import (
    SpaceChanged,
    SpaceFounded,
)
from intramural.spaces.models import Membership, Space


@transaction.atomic
def found(
    *,
    by: Person,
    name: str,
    kind: str = "social",
    description: str = "",
    gated: bool = False,
    purpose: str = "",
    sunset_on: date | None = None,
    listed: bool = True,
    protects_history: bool = False,
    unit: Unit | None = None,
) -> Space:
    """Founds a space whose first owner is `by`; nobody else is in it, unless it is official: then everybody is.

    External spaces are always gated, official ones never. A gated one needs a purpose and a sunset date at most twelve
    months away (R2). Refuses (403) guests, and an official space by anybody but an operator; (422) what is missing.
    """
    if kind not in kinds.BY_NAME:
        raise Unacceptable(
            "There is no such kind of space.", remedy=f"Choose one of: {', '.join(kinds.BY_NAME)}.", field="kind"
        )
    policy.may_found(by, kind).required()
    gated = (gated or kinds.BY_NAME[kind].gated == "always") and kinds.BY_NAME[kind].may_be_gated
    name = words.name_of(name)
    space = Space(
        name=name,
        slug=words.slug_of(name, listed=listed or not gated),
        kind=kind,
        description=words.line_of(description, "description"),
        is_gated=gated,
        is_listed=listed or not gated,
        purpose=words.purpose_of(purpose) if gated else "",
        sunset_on=words.sunset_of(sunset_on) if gated else None,
        protects_history=protects_history,
        unit=unit,
        circle=audiences.open_circle(),
    )
    try:
        with transaction.atomic():
            space.save()
    except IntegrityError:  # somebody founded one of the same name in this very moment
        space.slug = words.slug_of(name, listed=False)
        space.save()
    journal.note(SpaceFounded(space_id=space.pk), by=by, about=space)
    doors.let_in(space, [by], role=Membership.Role.OWNER)
    if kind == Space.Kind.OFFICIAL:
        official.fill(space)
    return space


@transaction.atomic
def change(
    space: Space,
    *,
    by: Person,
    name: str | None = None,
    description: str | None = None,
    purpose: str | None = None,
    kind: str | None = None,
    listed: bool | None = None,
    protects_history: bool | None = None,
    version: int | None = None,
) -> Space:
    """Changes what was named, and nothing else. Its address stays.

    Protected history holds for those who come after. Refuses (422) to hide an open space, to leave a gated one without
    purpose, and to make a space official or external, or stop it being so: its posts were not written for that;
    (409) what is archived, and when `version` is not the one that is there.
    """
    space = doors.locked(space)
    policy.may_look_after(queries.membership(space, by)).required()
    doors.require_alive(space)
    if version is not None and version != space.version:
        raise SettingsChanged(
            "These settings were changed in the meantime.",
            remedy="What you typed is still in the form: compare it with what is there now, and save again.",
        )
    if name is not None:
        space.name = words.name_of(name)
    if description is not None:
        space.description = words.line_of(description, "description")
    if purpose is not None and space.is_gated:
        space.purpose = words.purpose_of(purpose)
    if kind is not None and kind != space.kind:
        if kind not in kinds.CHANGEABLE or space.kind not in kinds.CHANGEABLE:
            raise Unacceptable(
                "A space does not become official or external, or stop being so: its posts were not written for that.",
                remedy="Found a new space.",
                field="kind",
            )
        space.kind = kind
    if listed is not None:
        if not listed and not space.is_gated:
            raise Unacceptable("An open space is listed.", remedy="Gate it first.", field="listed")
        space.is_listed = listed
    if protects_history is not None:
        space.protects_history = protects_history
    space.version += 1
    space.save(update_fields=["name", "description", "purpose", "kind", "is_listed", "protects_history", "version"])
    journal.note(SpaceChanged(space_id=space.pk), by=by, about=space)
    return space
