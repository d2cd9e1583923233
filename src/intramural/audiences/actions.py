"""Making audiences and keeping their grants in step."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from intramural.audiences import queries
from intramural.audiences.models import Audience, Grant
from intramural.kit import clock, locks
from intramural.kit.errors import Unacceptable
from intramural.people import queries as people
from intramural.people.actions.units import UNITS
from intramural.people.models import Person, Unit

MOST_NAMED = 200


@transaction.atomic
def for_units(units: Iterable[Unit], *, also: Iterable[Person] = ()) -> Audience:
    """The audience of these units with all their sub-units, as they are now and as people come and go; `also` are beside them."""
    chosen = sorted(set(units), key=lambda unit: unit.pk)
    if not chosen:
        raise Unacceptable("No unit was chosen.", remedy="Choose at least one unit.", field="units")
    beside = {person.pk for person in also}
    key = "units:" + ",".join(str(unit.pk) for unit in chosen) + (f"+{_key(sorted(beside))}" if beside else "")
    if len(key) > 120:
        key = "units:" + hashlib.sha256(key.encode()).hexdigest()
    known = Audience.objects.filter(key=key).first()
    if known is not None:
        return known
    locks.alone(UNITS)  # whoever moves a person meanwhile would not find this audience, nor it where they moved to
    audience, is_new = Audience.objects.get_or_create(key=key, defaults={"kind": Audience.Kind.UNITS})
    if is_new:
        audience.units.set(chosen)
        audience.also.set(beside)
        _regrant(audience)
    return audience


@transaction.atomic
def with_people(audience: Audience, people: Iterable[Person]) -> Audience:
    """The same audience with these people in it too. What is of units or of named people: a circle has an owner who lets in."""
    asked = {person.pk: person for person in people}
    if audience.kind == Audience.Kind.UNITS:
        return for_units(audience.units.all(), also=[*audience.also.all(), *asked.values()])
    if audience.kind == Audience.Kind.PEOPLE:
        return for_people([*audience.people.all(), *asked.values()])
    if audience.kind == Audience.Kind.WIDENED:
        for person in asked.values():
            let_in(audience, person)
    return audience


@transaction.atomic
def for_people(named: Iterable[Person]) -> Audience:
    """The audience of exactly these people, fixed for good. Refuses (422) none, and more than 200."""
    chosen = sorted({person.pk for person in named})
    if not chosen:
        raise Unacceptable("Nobody was named.", remedy="Name at least one person.", field="people")
    if len(chosen) > MOST_NAMED:
        raise Unacceptable(
            f"Those are more than {MOST_NAMED} people.", remedy="Use a unit or a space instead.", field="people"
        )
    audience, is_new = Audience.objects.get_or_create(key=_key(chosen), defaults={"kind": Audience.Kind.PEOPLE})
    if is_new:
        Grant.objects.bulk_create([Grant(audience=audience, person_id=pk) for pk in chosen])
    return audience


@transaction.atomic
def for_each_circle(circles: Collection[frozenset[int]]) -> dict[frozenset[int], int]:
    """For many sets of people (numbers) at once: set → the number of its audience. Who is too many is not among them."""
    keys = {_key(sorted(circle)): circle for circle in circles if 0 < len(circle) <= MOST_NAMED}
    found = dict(Audience.objects.filter(key__in=keys).values_list("key", "pk"))
    fresh = [Audience(kind=Audience.Kind.PEOPLE, key=key) for key in keys if key not in found]
    Audience.objects.bulk_create(fresh)
    Grant.objects.bulk_create(Grant(audience=audience, person_id=pk) for audience in fresh for pk in keys[audience.key])
    found.update({audience.key: audience.pk for audience in fresh})
    return {keys[key]: pk for key, pk in found.items()}


def _hold(audiences: Iterable[int]) -> None:
    """Nobody else changes who is in these, or widens them, until the transaction ends: whoever makes a widened one copies the
    grants of its base, and whoever ends these ends those of the widened ones that are there."""
    locks.hold(Audience.objects.filter(pk__in=audiences), no_key=True)


def _key(people: Sequence[int]) -> str:
    return "people:" + hashlib.sha256(repr(list(people)).encode()).hexdigest()[:40]


def open_circle() -> Audience:
    """A new, empty audience whose owner grants and revokes: the members of a space."""
    return Audience.objects.create(kind=Audience.Kind.CIRCLE)


@transaction.atomic
def grant(audience: Audience, people: Iterable[Person], *, since: datetime = clock.EPOCH) -> None:
    """Lets people into a circle; what was released before `since` stays closed to them. Again changes nothing."""
    let = list(people)
    _hold([audience.pk])
    for into in (audience, *audience.widened.all()):
        rows = [Grant(audience=into, person=person, since=since) for person in let]
        Grant.objects.bulk_create(rows, ignore_conflicts=True)


def revoke(audience: Audience, people: Iterable[Person]) -> None:
    """Takes people out of a circle, at once and on every surface. What they were let into one by one stays open to them."""
    revoke_where(Q(audience=audience), list(people))


@transaction.atomic
def revoke_where(where: Q, people: Iterable[Person | int]) -> None:
    """As `revoke`, out of all audiences of which this holds, such as those of spaces."""
    out = list(people)
    gone = list(Grant.objects.filter(where, person__in=out).values_list("audience_id", flat=True).distinct())
    _hold(gone)
    Grant.objects.filter(audience__in=gone, person__in=out).delete()
    Grant.objects.filter(audience__base__in=gone, person__in=out, is_let_in=False).delete()


@transaction.atomic
def let_in(audience: Audience, person: Person) -> Audience:
    """The audience that a thing gets so that one person more can see it: this one if it was widened before, else a new one.

    It follows the one that it was made of: whoever joins a unit or leaves a space comes and goes there too.
    """
    wide = audience
    if audience.base_id is None:
        _hold([audience.pk])
        wide = Audience.objects.create(kind=Audience.Kind.WIDENED, base=audience)
        _follow(wide)
    Grant.objects.update_or_create(audience=wide, person=person, defaults={"is_let_in": True, "since": clock.EPOCH})
    return wide


@transaction.atomic
def put_out(audience: Audience, person: Person) -> None:
    """Takes back that one person was let in. Whoever is in the audience that it was made of stays as one of those."""
    Grant.objects.filter(audience=audience, person=person, is_let_in=True).delete()
    if audience.base_id is not None:
        _hold([audience.base_id])
        _follow(audience)


@transaction.atomic
def put_out_everywhere(person: Person) -> None:
    """Takes back all that one person was let into one by one."""
    for audience in Audience.objects.filter(grants__in=Grant.objects.filter(person=person, is_let_in=True)):
        put_out(audience, person)


def _follow(wide: Audience) -> None:
    """Gives a widened audience the grants of its base, beside those of who was let in. The base is held."""
    wanted = dict(Grant.objects.filter(audience=wide.base_id).values_list("person_id", "since"))
    here = dict(wide.grants.values_list("person_id", "is_let_in"))
    gone = [pk for pk, is_let_in in here.items() if not is_let_in and pk not in wanted]
    Grant.objects.filter(audience=wide, person_id__in=gone).delete()
    fresh = [Grant(audience=wide, person_id=pk, since=since) for pk, since in wanted.items() if pk not in here]
    Grant.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)


@transaction.atomic
def units_changed(units: Iterable[Unit]) -> None:
    """Brings the grants of unit audiences up to date after people or units moved (old and new places both named)."""
    locks.alone(UNITS)
    for audience in queries.unit_audiences_with(units):
        _regrant(audience)


def _regrant(audience: Audience) -> None:
    _hold([audience.pk])
    wanted = set(people.in_units(audience.units.all()).values_list("pk", flat=True))
    wanted |= set(audience.also.values_list("pk", flat=True))
    granted = set(audience.grants.values_list("person_id", flat=True))
    Grant.objects.filter(audience=audience, person_id__in=granted - wanted).delete()
    Grant.objects.bulk_create([Grant(audience=audience, person_id=pk) for pk in wanted - granted], ignore_conflicts=True)
    for wide in audience.widened.all():
        _follow(wide)
