"""What people do with spaces, and that the circle's grants are always those of its members."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from intramural.audiences import queries as audiences
from intramural.kit import clock
from intramural.kit.errors import NotAllowed, NotFound, Unacceptable
from intramural.people.events import PersonErased, PersonInvited, PersonJoined, PersonReactivated
from intramural.people.models import Person
from intramural.people.testing import a_person
from intramural.record import journal
from intramural.record.models import Entry
from intramural.spaces import actions, kinds, queries
from intramural.spaces.actions import words
from intramural.spaces.actions.bringing_in import Arrival, bring_in
from intramural.spaces.errors import LastOwner
from intramural.spaces.models import Membership, Removal, Space, SpaceInvitation
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def in_half_a_year() -> date:
    return clock.now().date() + timedelta(days=180)


def members(space: Space) -> set[str]:
    """The handles of the members, which must be those of the grants."""
    there = set(space.memberships.values_list("person__handle", flat=True))
    assert there == set(space.circle.grants.values_list("person__handle", flat=True))
    return there


def is_owner(person, space) -> bool:
    return space.memberships.get(person=person).role == Membership.Role.OWNER


# founding


def test_whoever_founds_a_space_owns_it_and_nobody_else_is_in_it(ada, ben):
    space = actions.found(by=ada, name=" Bowling  league ")
    assert (space.name, space.slug, space.kind, space.is_gated) == ("Bowling league", "bowling-league", "social", False)
    assert members(space) == {"ada"}
    assert is_owner(ada, space)
    assert Entry.objects.filter(name="SpaceFounded", by_id=ada.pk).exists()


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.KINDS])
def test_every_kind_has_a_template_and_its_rule(olga, kind):
    template = kinds.BY_NAME[kind]
    assert template.description
    assert len(template.first_posts) >= 2
    space = actions.found(by=olga, name="A space", kind=kind, purpose="Why", sunset_on=in_half_a_year(), gated=True)
    assert space.is_gated is (kind != "official")
    assert {kind.name for kind in kinds.KINDS} == set(Space.Kind.values)


def test_two_of_the_same_name_founded_at_once(ada, ben, monkeypatch):
    actions.found(by=ada, name="Chess")
    free = words.slug_of
    monkeypatch.setattr(words, "slug_of", lambda name, *, listed: "chess" if listed else free(name, listed=False))
    second = actions.found(by=ben, name="Chess")
    assert second.slug.startswith("chess-")
    assert members(second) == {"ben"}


def test_a_gated_space_needs_purpose_and_sunset(ada):
    with pytest.raises(Unacceptable) as no:
        actions.found(by=ada, name="Pricing", gated=True, sunset_on=in_half_a_year())
    assert no.value.field == "purpose"
    with pytest.raises(Unacceptable) as no:
        actions.found(by=ada, name="Pricing", gated=True, purpose="Prices of next year")
    assert no.value.field == "sunset_on"
    assert not Space.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_the_sunset_is_within_twelve_months(ada, days):
    with pytest.raises(Unacceptable):
        actions.found(by=ada, name="P", gated=True, purpose="Why", sunset_on=clock.now().date() + timedelta(days=days))


def test_twelve_months_from_a_leap_day():
    with time_machine.travel("2028-02-29T12:00:00Z", tick=False):
        assert actions.latest_sunset() == date(2029, 2, 28)
    with time_machine.travel("2027-02-28T12:00:00Z", tick=False):
        assert actions.latest_sunset() == date(2028, 2, 28)


def test_an_external_space_is_gated_whatever_was_asked(ada):
    with pytest.raises(Unacceptable):
        actions.found(by=ada, name="Carriers", kind="external")
    space = actions.found(by=ada, name="Carriers", kind="external", purpose="Rates", sunset_on=in_half_a_year())
    assert space.is_gated
    with pytest.raises(Unacceptable):
        actions.open_up(space, by=ada)


def test_guests_found_nothing_and_only_operators_found_what_everybody_is_in(gus, ada):
    with pytest.raises(NotAllowed):
        actions.found(by=gus, name="Mine")
    with pytest.raises(NotAllowed):
        actions.found(by=ada, name="News", kind="official")


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_is_there_and_fits(ada, name):
    with pytest.raises(Unacceptable) as no:
        actions.found(by=ada, name=name)
    assert no.value.field == "name"


def test_addresses_differ_and_never_tell_of_an_unlisted_space(ada, ben):
    first = actions.found(by=ada, name="Merger", gated=True, listed=False, purpose="Secret", sunset_on=in_half_a_year())
    assert first.slug != "merger"
    assert actions.found(by=ben, name="Merger").slug == "merger"
    third = actions.found(by=ben, name="Merger")
    assert third.slug.startswith("merger-")
    assert actions.found(by=ben, name="New").slug != "new"
    assert actions.found(by=ben, name="社内").slug


def test_the_address_of_what_was_brought_in_gated_does_not_tell_of_it(ada, ben):
    gated, _ = bring_in(Arrival(origin="slack:G1", name="Project Redwood"))
    plain, again = (bring_in(Arrival(origin=f"slack:C{n}", name="Project Redwood", is_gated=False))[0] for n in (1, 2))
    assert gated.slug.startswith("project-redwood-")
    assert len(gated.slug) > len("project-redwood-2")
    assert (plain.slug, again.slug) == ("project-redwood", "project-redwood-2")


# coming and going


def test_an_open_space_is_joined_at_will_and_left(ada, ben):
    space = actions.found(by=ada, name="Bowling")
    actions.join(space, by=ben)
    actions.join(space, by=ben)
    assert members(space) == {"ada", "ben"}
    actions.leave(space, by=ben)
    actions.leave(space, by=ben)
    assert members(space) == {"ada"}
    assert not audiences.is_in(ben, space.circle_id, released_at=None)


def test_a_gated_space_is_joined_by_invitation_only(ada, ben):
    space = a_space("Pricing", owner=ada, gated=True)
    with pytest.raises(NotAllowed):
        actions.join(space, by=ben)
    with pytest.raises(NotFound):
        actions.accept(space, by=ben)
    assert actions.invite(space, [ben, ben, ada], by=ada) == 1
    assert actions.invite(space, [ben], by=ada) == 0
    assert members(space) == {"ada"}
    actions.accept(space, by=ben)
    assert members(space) == {"ada", "ben"}
    assert not SpaceInvitation.objects.exists()


def test_an_invitation_can_be_let_go(ada, ben):
    space = a_space("Pricing", owner=ada, gated=True)
    actions.invite(space, [ben], by=ada)
    actions.decline(space, by=ben)
    actions.decline(space, by=ben)
    assert members(space) == {"ada"}
    with pytest.raises(NotFound):
        actions.accept(space, by=ben)


def test_who_invites(ada, ben, cara, rosa):
    gated, open_one = a_space("Pricing", owner=ada, members=(ben,), gated=True), a_space("Chess", owner=ada, members=(ben,))
    with pytest.raises(NotAllowed):
        actions.invite(gated, [cara], by=ben)
    with pytest.raises(NotAllowed):
        actions.invite(open_one, [cara], by=rosa)
    assert actions.invite(open_one, [cara], by=ben) == 1


def test_guests_come_into_external_spaces_only_and_by_invitation(ada, gus):
    inside, outside = a_space("Pricing", owner=ada, gated=True), a_space("Carriers", owner=ada, gated=True, kind="external")
    with pytest.raises(Unacceptable) as no:
        actions.invite(inside, [gus], by=ada)
    assert "guest" in no.value.message
    with pytest.raises(NotAllowed):
        actions.join(a_space("Chess", owner=ada), by=gus)
    with pytest.raises(NotAllowed):
        actions.join(outside, by=gus)
    actions.invite(outside, [gus], by=ada)
    assert outside in queries.visible_to(gus)
    actions.accept(outside, by=gus)
    assert members(outside) == {"ada", "gus"}
    with pytest.raises(NotAllowed):
        actions.appoint(outside, gus, by=ada)


def test_who_cannot_sign_in_is_not_invited(ada):
    absent = a_person("absent", is_active=False)
    with pytest.raises(Unacceptable):
        actions.invite(a_space("Chess", owner=ada), [absent], by=ada)


def test_the_last_owner_appoints_another_first(ada, ben):
    space = a_space("Chess", owner=ada, members=(ben,))
    with pytest.raises(LastOwner):
        actions.leave(space, by=ada)
    with pytest.raises(LastOwner):
        actions.step_down(space, by=ada)
    actions.appoint(space, ben, by=ada)
    actions.appoint(space, ben, by=ada)
    actions.leave(space, by=ada)
    assert members(space) == {"ben"}
    assert is_owner(ben, space)


def test_an_owner_who_cannot_sign_in_is_not_another_owner(ada, ben):
    space = a_space("Chess", owner=ada, members=(ben,))
    actions.appoint(space, ben, by=ada)
    ben.is_active = False
    ben.save()
    with pytest.raises(LastOwner):
        actions.step_down(space, by=ada)


def test_stepping_down_keeps_the_member(ada, ben):
    space = a_space("Chess", owner=ada, members=(ben,))
    actions.appoint(space, ben, by=ada)
    actions.step_down(space, by=ada)
    assert members(space) == {"ada", "ben"}
    assert not is_owner(ada, space)
    with pytest.raises(NotAllowed):
        actions.step_down(space, by=ada)


def test_the_last_owner_may_leave_what_is_archived(ada):
    space = a_space("Chess", owner=ada)
    actions.archive(space, by=ada)
    actions.leave(space, by=ada)
    assert members(space) == set()


def test_a_space_that_nobody_looks_after_is_taken_on_by_a_member(ada, ben, cara):
    space = a_space("Chess", owner=ada, members=(ben,))
    with pytest.raises(NotAllowed):
        actions.take_on(space, by=ben)
    ada.is_active = False
    ada.save()
    with pytest.raises(NotAllowed):
        actions.take_on(space, by=cara)
    actions.take_on(space, by=ben)
    assert is_owner(ben, space)


def test_a_removal_has_a_reason_and_an_end(ada, ben):
    space = a_space("Chess", owner=ada, members=(ben,))
    with pytest.raises(Unacceptable) as no:
        actions.remove(space, ben, by=ada, reason=" ")
    assert no.value.field == "reason"
    actions.remove(space, ben, by=ada, reason="The season is over.")
    assert members(space) == {"ada"}
    assert Removal.objects.get(person=ben, read_at=None).reason == "The season is over."
    assert actions.removal_read(space.slug, by=ben)
    assert not actions.removal_read(space.slug, by=ada)
    assert not Removal.objects.filter(read_at=None).exists()
    actions.join(space, by=ben)
    assert members(space) == {"ada", "ben"}


def test_who_may_not_remove_whom(ada, ben, cara):
    space = a_space("Chess", owner=ada, members=(ben, cara))
    with pytest.raises(NotAllowed):
        actions.remove(space, cara, by=ben, reason="No")
    actions.appoint(space, ben, by=ada)
    with pytest.raises(NotAllowed):
        actions.remove(space, ben, by=ada, reason="No")
    actions.leave(space, by=cara)
    with pytest.raises(Unacceptable):
        actions.remove(space, cara, by=ada, reason="No")


# protected history


def test_late_joiners_of_a_protected_history_begin_when_they_come(ada, ben, cara):
    space = actions.found(
        by=ada, name="Pricing", gated=True, purpose="Why", sunset_on=in_half_a_year(), protects_history=True
    )
    actions.invite(space, [ben], by=ada)
    actions.accept(space, by=ben)
    grant, membership = space.circle.grants.get(person=ben), space.memberships.get(person=ben)
    assert grant.since == membership.joined_at
    actions.change(space, by=ada, protects_history=False)
    actions.invite(space, [cara], by=ada)
    actions.accept(space, by=cara)
    assert space.circle.grants.get(person=cara).since == clock.EPOCH
    assert space.circle.grants.get(person=ben).since == membership.joined_at


# official


def test_everybody_is_in_an_official_space_and_nobody_leaves(olga, ada, ben, gus):
    away = a_person("away", is_active=False)
    space = actions.found(by=olga, name="News", kind="official")
    assert members(space) == {"olga", "ada", "ben"}
    assert is_owner(olga, space)
    with pytest.raises(NotAllowed):
        actions.leave(space, by=ben)
    with pytest.raises(NotAllowed):
        actions.remove(space, ben, by=olga, reason="No")
    with pytest.raises(NotAllowed):
        actions.invite(space, [ada], by=olga)
    assert away.handle not in members(space)


def test_no_guest_is_brought_into_a_space_of_the_house(ada, gus):
    def brought(kind):
        arrival = Arrival(origin=kind, name=kind, kind=kind, members=[ada.pk], owners=[gus.pk])
        return bring_in(arrival)[0]

    inside, outside = brought("social"), brought("external")
    assert (members(inside), members(outside)) == ({"ada"}, {"ada", "gus"})
    assert not is_owner(gus, outside)


def test_who_was_brought_in_and_comes_as_a_guest_is_in_external_spaces_only(ada, olga):
    waiting = a_person("waiting", standing="imported", is_active=False)
    spaces = [
        bring_in(Arrival(origin=kind, name=kind, kind=kind, members=[ada.pk], owners=[waiting.pk]))[0]
        for kind in ("social", "external")
    ]
    Person.objects.filter(pk=waiting.pk).update(standing="guest", is_active=True)
    journal.note(PersonJoined(person_id=waiting.pk), by=olga, about=waiting)
    assert [members(space) for space in spaces] == [{"ada"}, {"ada", "waiting"}]
    assert not is_owner(waiting, spaces[1])


def test_a_guest_with_an_invitation_from_before_stays_outside(ada, ben):
    space = a_space("Pricing", owner=ada, gated=True)
    actions.invite(space, [ben], by=ada)
    Person.objects.filter(pk=ben.pk).update(standing="guest")
    with pytest.raises(NotAllowed):
        actions.accept(space, by=ben)


@pytest.mark.parametrize("event", [PersonInvited, PersonJoined, PersonReactivated])
def test_who_comes_is_in_the_official_spaces(olga, event):
    space, archived = (actions.found(by=olga, name=name, kind="official") for name in ("News", "Old news"))
    actions.archive(archived, by=olga)
    new, guest = a_person("new"), a_person("guest", standing="guest")
    for person in (new, guest):
        journal.note(event(person_id=person.pk), by=olga, about=person)
        journal.note(event(person_id=person.pk), by=olga, about=person)
    assert members(space) == {"olga", "new"}
    assert members(archived) == {"olga"}


def test_who_is_erased_is_in_no_space(ada, ben):
    space = a_space("Chess", owner=ada, members=(ben,))
    actions.invite(a_space("Pricing", owner=ada, gated=True), [ben], by=ada)
    journal.note(PersonErased(person_id=ben.pk), by=ada, about=ben)
    assert members(space) == {"ada"}
    assert not SpaceInvitation.objects.exists()
