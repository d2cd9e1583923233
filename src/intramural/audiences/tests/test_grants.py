"""Grants: one for a person in an audience, held by the database, and found by an index."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from intramural.audiences import actions, queries
from intramural.audiences.models import AUTHOR, EVERYONE, Grant
from intramural.kit import clock
from intramural.people import queries as people
from intramural.people.models import Person

pytestmark = pytest.mark.django_db


def test_letting_somebody_in_again_changes_nothing(ada, ben):
    circle = actions.open_circle()
    actions.grant(circle, [ada, ben])
    actions.grant(circle, [ada, ben], since=clock.now())
    assert list(Grant.objects.values_list("since", flat=True)) == [clock.EPOCH] * 2
    assert queries.reach(circle).people == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(audience=circle, person=ada)


def test_an_audience_is_found_by_an_index():
    question = "SELECT count(*) FROM audiences_grant WHERE audience_id = 5"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {question}")
            expected = "USING COVERING INDEX"
        else:
            # Left alone, PostgreSQL reads a table of no rows as a whole.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute(f"EXPLAIN {question}")
            expected = "Index Only Scan"
        assert expected in str(cursor.fetchall())


def test_many_reaches_are_told_at_once(ada, ben, cara, operations):
    circle, unit, named = actions.open_circle(), actions.for_units([operations]), actions.for_people([ada, cara])
    actions.grant(circle, [ada])
    assert queries.reaches([EVERYONE, AUTHOR, circle.pk, unit.pk, named.pk], circle_names={circle.pk: "Bakers"}) == {
        EVERYONE: queries.Reach("Everyone here", people.members().count()),
        AUTHOR: queries.Reach("Only you", 0),
        circle.pk: queries.Reach("Members of Bakers", 1),
        unit.pk: queries.Reach("Operations", 2),
        named.pk: queries.Reach(f"{ada.name} and {cara.name}", 2),
    }
    assert queries.reach(circle, circle_name="Bakers") == queries.Reach("Members of Bakers", 1)
    assert queries.reach(circle, is_external=True) == queries.Reach("Members of the space", 1, outside=True)


def test_everyone_is_each_member_who_can_sign_in(ada, ben, gus):
    before = queries.reach_of_everyone()
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    assert queries.reach_of_everyone() == queries.Reach("Everyone here", before.people - 1)
    assert queries.reach_of_everyone().people == people.members().count()


def test_a_guest_who_stands_beside_a_unit_or_was_let_in_is_told_of(ada, gus, operations):
    beside = actions.for_units([operations], also=[gus])
    assert queries.reach(beside) == queries.Reach(f"Operations and {gus.name}", 2, outside=True)
    wide = actions.let_in(actions.for_units([operations]), gus)
    assert queries.reach(wide) == queries.Reach("Operations, and 1 more", 2, outside=True)


def test_people_beside_units_stay_when_the_units_change(ada, ben, cara, operations, sales):
    beside = actions.with_people(actions.for_units([operations]), [cara])
    assert queries.reach(beside) == queries.Reach("Operations and Cara Lindqvist", 3)
    actions.units_changed([operations, sales])
    assert queries.reach(beside).people == 3
    assert actions.with_people(beside, [cara]) == beside
    assert queries.stays_within(actions.for_units([operations]), beside)
    assert not queries.stays_within(beside, actions.for_units([operations]))


def test_a_guest_in_a_unit_is_not_among_those_whom_it_is_addressed_to(ada, gus, olga, operations):
    Person.objects.filter(pk=gus.pk).update(unit=operations)
    audience = actions.for_units([operations])
    assert not audience.people.filter(pk=gus.pk).exists()
    assert queries.reach(audience) == queries.Reach("Operations", 1)


def test_guests_whom_somebody_placed_in_a_unit_are_taken_out_of_it_by_an_upgrade(ada, ben, gus, rosa, operations):
    Person.objects.filter(pk=gus.pk).update(unit=operations)
    audience, beside = actions.for_units([operations]), actions.for_units([operations], also=[gus])
    wide, admitting = actions.let_in(audience, rosa), actions.let_in(actions.for_units([operations], also=[rosa]), gus)
    Grant.objects.bulk_create([Grant(audience=each, person=gus) for each in (audience, wide)])
    import_module("intramural.audiences.migrations.0002_guests_are_in_no_unit").put_out(apps, None)
    assert Person.objects.get(pk=gus.pk).unit is None
    assert set(gus.audiences.all()) == {beside, admitting}
    assert set(wide.people.all()) == {ada, ben, rosa}
