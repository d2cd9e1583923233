"""The tree of units stays a tree, and what unit audiences show follows every move at once."""

from __future__ import annotations

import pytest

from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.people import actions, queries
from intramural.people.errors import Ring
from intramural.people.models import Unit
from intramural.people.testing import a_person
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db


def test_a_unit_is_put_once(olga):
    top = actions.put_unit("Works", by=olga)
    depot = actions.put_unit(" Depot  North ", by=olga, parent=top)
    assert depot.path == f"{top.pk}.{depot.pk}."
    assert depot.name == "Depot North"
    assert actions.put_unit("Depot North", by=olga, parent=top) == depot
    assert Entry.objects.filter(name="UnitFounded").count() == 2


def test_a_moved_unit_takes_its_subtree_with_it(olga):
    works, office = actions.put_unit("Works", by=olga), actions.put_unit("Office", by=olga)
    depot = actions.put_unit("Depot", by=olga, parent=works)
    dock = actions.put_unit("Dock", by=olga, parent=depot)
    ivy = a_person("ivy", unit=dock)
    actions.move_unit(depot, to=office, by=olga)
    dock.refresh_from_db()
    assert dock.path == f"{office.pk}.{depot.pk}.{dock.pk}."
    assert ivy in queries.in_units([office])
    assert ivy not in queries.in_units([works])
    actions.move_unit(dock, to=None, by=olga)
    dock.refresh_from_db()
    assert (dock.path, dock.parent) == (f"{dock.pk}.", None)


def test_no_guest_is_in_a_unit(olga):
    works = actions.put_unit("Works", by=olga)
    ivy, gio = a_person("ivy", unit=works), a_person("gio", unit=works, standing="guest")
    ida = a_person("ida", unit=works, standing="imported", is_active=False)
    assert set(queries.in_units([works])) == {ivy, ida}
    for coming in (gio, a_person("jon", standing="imported", is_active=False, comes_as="guest")):
        with pytest.raises(Unacceptable) as refused:
            actions.place(coming, by=olga, unit=works)
        assert (refused.value.field, refused.value.remedy) == ("unit", "Make them a member first.")


def test_units_whose_numbers_begin_alike_are_not_confused(olga):
    units = [actions.put_unit(f"Unit {n}", by=olga) for n in range(12)]
    actions.move_unit(units[0], to=units[1], by=olga)
    assert all(Unit.objects.get(pk=unit.pk).path == f"{unit.pk}." for unit in units[1:])


def test_a_unit_never_comes_under_itself(olga):
    works = actions.put_unit("Works", by=olga)
    depot = actions.put_unit("Depot", by=olga, parent=works)
    for place in (works, depot):
        with pytest.raises(Ring):
            actions.move_unit(works, to=place, by=olga)


def test_two_units_of_a_name_do_not_stand_side_by_side(olga):
    works, office = actions.put_unit("Works", by=olga), actions.put_unit("Office", by=olga)
    actions.put_unit("Depot", by=olga, parent=works)
    other = actions.put_unit("Depot", by=olga, parent=office)
    with pytest.raises(Unacceptable):
        actions.move_unit(other, to=works, by=olga)
    with pytest.raises(Unacceptable):
        actions.change_unit(office, by=olga, name="Works")


def test_a_tree_has_a_depth(olga):
    def dig(parent=None, level=0):
        dig(actions.put_unit(f"Level {level}", by=olga, parent=parent), level + 1)

    with pytest.raises(Unacceptable, match="deep"):
        dig()


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_name_is_a_name(olga, name):
    with pytest.raises(Unacceptable):
        actions.put_unit(name, by=olga)


def test_only_an_operator_arranges_units(ada, operations):
    for attempt in (
        lambda: actions.put_unit("Mine", by=ada),
        lambda: actions.change_unit(operations, by=ada, name="Mine"),
        lambda: actions.move_unit(operations, to=None, by=ada),
    ):
        with pytest.raises(NotAllowed):
            attempt()
