"""The tree of units. `by` is None where the house itself arranges it: an import, the demo company."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from intramural.kit import locks
from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean_line
from intramural.people import policy
from intramural.people.errors import Ring
from intramural.people.events import UnitChanged, UnitFounded, UnitMoved
from intramural.people.models import Person, Unit
from intramural.record import journal

LONGEST_NAME = 120
LONGEST_PATH = 255
UNITS = "the tree of units, and whoever reads what is shared with them"  # see `locks.alone`


@transaction.atomic
def put_unit(
    name: str, *, by: Person | None, parent: Unit | None = None, head: Person | None = None, origin: str | None = None
) -> Unit:
    """The unit of this name under this parent (None: at the top), made if it is not there. Again changes nothing.

    Refuses (403) anyone but an operator, and (422) a name that is empty or too long, and a tree too deep.
    """
    _required(by)
    name = _name(name)
    known = Unit.objects.filter(name=name, parent=parent).first()
    if known is not None:
        return known
    unit = Unit.objects.create(name=name, parent=parent, head=head, origin=origin)
    unit.path = _path(unit, parent)
    unit.save(update_fields=["path"])
    journal.note(UnitFounded(unit_id=unit.pk), by=by, about=unit)
    return unit


@transaction.atomic
def change_unit(unit: Unit, *, by: Person | None, name: str | None = None, head: Person | None = None) -> Unit:
    """Gives the unit a name (None: the one it has) and a head (None: nobody). Refuses (422) a sibling's name."""
    _required(by)
    unit.name = unit.name if name is None else _name(name)
    if Unit.objects.filter(name=unit.name, parent=unit.parent_id).exclude(pk=unit.pk).exists():
        raise _name_taken()
    unit.head = head
    unit.save(update_fields=["name", "head"])
    journal.note(UnitChanged(unit_id=unit.pk), by=by, about=unit)
    return unit


@transaction.atomic
def arrange_unit(unit: Unit, *, by: Person, name: str, head: Person | None, to: Unit | None) -> Unit:
    """Name, head and place of a unit together, or none of them. Refuses as `change_unit` and `move_unit` do."""
    locks.alone(UNITS)
    return move_unit(change_unit(unit, by=by, name=name, head=head), to=to, by=by)


@transaction.atomic
def move_unit(unit: Unit, *, to: Unit | None, by: Person | None) -> Unit:
    """Puts the unit with everything under it under another one (None: at the top). Audiences of units follow at once.

    Refuses (422) a place under itself, a place where its name is taken, and a tree too deep.
    """
    _required(by)
    locks.alone(UNITS)
    # All units are locked in one order: two moves at the same time could otherwise put each under the other.
    places = {each.pk: each for each in Unit.objects.select_for_update().order_by("pk")}
    unit = places[unit.pk]
    to = places[to.pk] if to is not None else None
    before, new_parent_id = unit.parent_id, to.pk if to is not None else None
    if before == new_parent_id:
        return unit
    if to is not None and to.path.startswith(unit.path):
        raise Ring(f"{to.name} is part of {unit.name}.", remedy="Choose a unit that is not under it.", field="parent")
    if any(each.parent_id == new_parent_id and each.name == unit.name for each in places.values()):
        raise _name_taken()
    old, new = unit.path, _path(unit, to)
    moved = [each for each in places.values() if each.path.startswith(old)]
    if max(len(each.path) for each in moved) - len(old) + len(new) > LONGEST_PATH:
        raise _too_deep()
    unit.parent, unit.path = to, new
    unit.save(update_fields=["parent"])
    Unit.objects.filter(pk__in=[each.pk for each in moved]).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    journal.note(
        UnitMoved(unit_id=unit.pk, from_parent_id=before, to_parent_id=new_parent_id),
        by=by,
        about=unit,
    )
    return unit


def _required(by: Person | None) -> None:
    if by is not None:
        policy.may_operate(by).required()


def _name(name: str) -> str:
    cleaned = clean_line(name)
    if not cleaned:
        raise Unacceptable("A unit needs a name.", remedy="Write what people call it.", field="name")
    if len(cleaned) > LONGEST_NAME:
        raise Unacceptable(
            f"The name of a unit has at most {LONGEST_NAME} characters; this one has {len(cleaned)}.",
            remedy="Shorten it.",
            field="name",
        )
    return cleaned


def _path(unit: Unit, parent: Unit | None) -> str:
    path = f"{parent.path if parent else ''}{unit.pk}."
    if len(path) > LONGEST_PATH:
        raise _too_deep()
    return path


def _too_deep() -> Unacceptable:
    return Unacceptable("Units cannot lie that deep.", remedy="Put it further up in the tree.", field="parent")


def _name_taken() -> Unacceptable:
    return Unacceptable("There is a unit of this name in that place.", remedy="Choose another name.", field="name")
