"""Open, gated, renewed, archived, changed: and that none of it opens anything by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from intramural.kit import clock
from intramural.kit.errors import NotAllowed, NotFound, Unacceptable
from intramural.people.testing import a_person
from intramural.record.models import Entry
from intramural.spaces import actions
from intramural.spaces.errors import SpaceArchivedAlready
from intramural.spaces.models import Membership, Space, SpaceInvitation
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


def test_gating_needs_an_owner_a_purpose_and_a_day(ada, ben):
    space = a_space("Chess", owner=ada, members=(ben,))
    with pytest.raises(NotAllowed):
        actions.gate(space, by=ben, purpose="Why", sunset_on=in_half_a_year())
    with pytest.raises(Unacceptable):
        actions.gate(space, by=ada, purpose="", sunset_on=in_half_a_year())
    with pytest.raises(Unacceptable):
        actions.gate(space, by=ada, purpose="Why", sunset_on=None)
    gated = actions.gate(space, by=ada, purpose="Why", sunset_on=in_half_a_year())
    assert gated.is_gated
    with pytest.raises(Unacceptable):
        actions.gate(space, by=ada, purpose="Why", sunset_on=in_half_a_year())


def test_an_official_space_stays_open(olga):
    space = actions.found(by=olga, name="News", kind="official")
    with pytest.raises(Unacceptable):
        actions.gate(space, by=olga, purpose="Why", sunset_on=in_half_a_year())


def test_opening_lists_the_space_and_ends_its_sunset(ada, ben):
    space = a_space("Pricing", owner=ada, members=(ben,), gated=True, is_listed=False)
    with pytest.raises(NotAllowed):
        actions.open_up(space, by=ben)
    opened = actions.open_up(space, by=ada)
    assert (opened.is_gated, opened.is_listed, opened.sunset_on) == (False, True, None)
    assert not actions.open_up(space, by=ada).is_gated


def test_what_members_of_a_gated_space_shared_stays_theirs_when_it_is_opened(ada, ben, cara):
    space = a_space("Layoffs", owner=ada, members=(ben,), gated=True)
    actions.invite(space, [cara], by=ada)
    opened = actions.open_up(space, by=ada)
    who = {"anybody": a_person("anybody"), "asked": a_person("asked"), "asked_anew": a_person("asked_anew")}
    actions.invite(space, [who["asked"], who["asked_anew"]], by=ben)
    for person in (cara, who["anybody"], who["asked"]):
        actions.join(space, by=person)
    before, after = opened.opened_at + timedelta(seconds=119), opened.opened_at + timedelta(seconds=120)
    assert in_circle(space, before) == {"ada", "ben", "cara"}
    assert in_circle(space, after) == {"ada", "ben", "cara", "anybody", "asked"}

    actions.gate(space, by=ada, purpose="Why", sunset_on=in_half_a_year())
    with pytest.raises(NotFound):
        actions.accept(space, by=who["asked_anew"])
    actions.invite(space, [who["asked_anew"]], by=ada)
    actions.accept(space, by=who["asked_anew"])
    assert in_circle(space, before) == {"ada", "ben", "cara", "asked_anew"}


def test_what_was_opened_before_that_was_kept_is_read_from_the_journal(ada):
    opened, open_one = (a_space(name, owner=ada, gated=name == "Layoffs") for name in ("Layoffs", "Chess"))
    at = actions.open_up(opened, by=ada).opened_at
    Space.objects.update(opened_at=None)
    import_module("intramural.spaces.migrations.0002_opened_at").from_the_journal(apps, None)
    opened.refresh_from_db()
    open_one.refresh_from_db()
    assert abs(opened.opened_at - at) < timedelta(seconds=1)
    assert open_one.opened_at is None


def in_circle(space: Space, at: datetime) -> set[str]:
    """The handles of those for whom is what was released to the members then."""
    return set(space.circle.grants.filter(since__lte=at).values_list("person__handle", flat=True))


# renewing, archiving, bringing back


def test_renewing_moves_the_sunset_and_answers_the_question(ada, ben):
    space = a_space("Pricing", owner=ada, members=(ben,), gated=True, renewal_asked_at=clock.now())
    with pytest.raises(NotAllowed):
        actions.renew(space, by=ben)
    with pytest.raises(Unacceptable):
        actions.renew(space, by=ada, sunset_on=clock.now().date() + timedelta(days=400))
    renewed = actions.renew(space, by=ada)
    assert renewed.sunset_on == actions.latest_sunset()
    assert renewed.renewal_asked_at is None
    with pytest.raises(Unacceptable):
        actions.renew(a_space("Chess", owner=ada), by=ada)


def test_what_is_archived_takes_nobody_and_changes_nothing_until_it_is_brought_back(ada, ben, cara):
    space = a_space("Pricing", owner=ada, members=(ben,), gated=True)
    actions.invite(space, [cara], by=ada)
    with pytest.raises(NotAllowed):
        actions.archive(space, by=ben)
    archived = actions.archive(space, by=ada)
    assert archived.is_gated
    assert not SpaceInvitation.objects.exists()
    assert actions.archive(space, by=ada).archived_at == archived.archived_at
    for refused in (
        lambda: actions.open_up(space, by=ada),
        lambda: actions.renew(space, by=ada),
        lambda: actions.gate(space, by=ada, purpose="Why", sunset_on=in_half_a_year()),
        lambda: actions.change(space, by=ada, name="Prices"),
    ):
        with pytest.raises(SpaceArchivedAlready):
            refused()
    with pytest.raises(NotAllowed):
        actions.invite(space, [cara], by=ada)
    with pytest.raises(NotAllowed):
        actions.restore(space, by=ben)
    restored = actions.restore(space, by=ada)
    assert restored.archived_at is None
    assert restored.is_gated
    assert restored.sunset_on == actions.latest_sunset()


# changing


def test_changing_what_was_named_and_nothing_else(ada, ben):
    space = a_space("Pricing", owner=ada, members=(ben,), gated=True, description="Old")
    with pytest.raises(NotAllowed):
        actions.change(space, by=ben, name="Mine")
    changed = actions.change(space, by=ada, name="Prices", kind="practice", listed=False)
    assert (changed.name, changed.slug, changed.kind, changed.description) == ("Prices", "pricing", "practice", "Old")
    assert not changed.is_listed
    with pytest.raises(Unacceptable):
        actions.change(space, by=ada, purpose="")


def test_what_a_space_cannot_become(ada):
    space = a_space("Chess", owner=ada)
    for more in ({"kind": "external"}, {"kind": "official"}, {"listed": False}, {"description": "x" * 301}):
        with pytest.raises(Unacceptable):
            actions.change(space, by=ada, **more)


def test_the_mark_of_what_was_read_moves_forward_only_and_leaves_no_trace(ada):
    space = a_space("Chess", owner=ada)
    before, later = space.memberships.get().read_to, clock.now() + timedelta(hours=1)
    noted = Entry.objects.count()
    actions.read_to(space, by=ada, at=later)
    actions.read_to(space, by=ada, at=before)
    assert space.memberships.get().read_to == later
    assert Entry.objects.count() == noted
