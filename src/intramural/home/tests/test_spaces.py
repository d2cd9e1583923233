"""The page of a space, and what stands beside every page about one's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intramural.home import queries
from intramural.kit import clock
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces import actions, tasks
from intramural.spaces.models import Membership
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def news(person) -> dict[str, str]:
    """What stands beside every page of this person: the space's name and its quiet word."""
    return {it.name: it.note for it in queries.beside(person).spaces}


def test_a_space_shows_what_stands_in_it_and_nothing_else(ada, ben, signed_in):
    space = a_space("Bakers", owner=ada)
    a_post(by=ada, body="Rye on Friday", to=Choice("space", space=space))
    a_post(by=ada, body="Somewhere else")
    shown = signed_in(ben).get("/spaces/bakers/").content.decode()
    assert "Rye on Friday" in shown
    assert "Somewhere else" not in shown


def test_a_gated_space_tells_its_purpose_and_whom_to_ask(ada, ben, cara, signed_in):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True, purpose="Two companies become one")
    a_post(by=ada, body="The offer is out", to=Choice("space", space=space))
    assert "The offer is out" in signed_in(ben).get("/spaces/merger/").content.decode()
    outside = signed_in(cara).get("/spaces/merger/").content.decode()
    assert "The offer is out" not in outside
    assert "Two companies become one" in outside
    assert "To come in, ask" in outside
    assert "Write here" not in outside


def test_protected_history_begins_when_one_comes(ada, ben, signed_in):
    space = a_space("Merger", owner=ada, gated=True, protects_history=True)
    with time_machine.travel(clock.now() - timedelta(hours=1), tick=False):
        a_post(by=ada, body="Before Ben", to=Choice("space", space=space))
    actions.invite(space, [ben], by=ada)
    actions.join(space, by=ben)
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        a_post(by=ada, body="After Ben", to=Choice("space", space=space))
        shown = signed_in(ben).get("/spaces/merger/").content.decode()
    assert "After Ben" in shown
    assert "Before Ben" not in shown


def test_an_empty_space_begins_with_its_kind(ada, signed_in):
    a_space("Alps", owner=ada, kind="project")
    shown = signed_in(ada).get("/spaces/alps/").content.decode()
    assert "What will be different when this is done?" in shown


def test_an_archived_space_is_read_and_nothing_is_added(ada, ben, signed_in):
    space = a_space("Bakers", owner=ada, members=(ben,))
    a_post(by=ada, body="Rye on Friday", to=Choice("space", space=space))
    actions.archive(space, by=ada)
    shown = signed_in(ben).get("/spaces/bakers/").content.decode()
    assert "Rye on Friday" in shown
    assert "is archived since" in shown
    assert "Write here" not in shown
    empty = a_space("Attic", owner=ada)
    actions.archive(empty, by=ada)
    assert signed_in(ben).get("/spaces/attic/").status_code == 200


def test_what_is_new_is_ones_own_to_know(ada, ben, cara, signed_in):
    space = a_space("Bakers", owner=ada, members=(ben, cara))
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        for n in range(4):
            a_post(by=ada, body=f"Loaf {n}", to=Choice("space", space=space))
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        assert news(ben) == {"Bakers": "4 new"}
        assert news(ada) == {"Bakers": ""}, "what one wrote oneself is not new"
        signed_in(ben).get("/spaces/bakers/")
        assert news(ben) == {"Bakers": ""}
        assert news(cara) == {"Bakers": "4 new"}
        for page in ("/", "/spaces/"):
            assert (
                "<small>4 new</small>"
                in signed_in(cara).get(page).content.decode().partition("<main" if page != "/" else "<nav")[2]
            )


def test_more_than_nine_is_many(ada, ben):
    space = a_space("Bakers", owner=ada, members=(ben,))
    Membership.objects.update(read_to=clock.EPOCH)
    for n in range(12):
        a_post(by=ada, body=f"Loaf {n}", to=Choice("space", space=space))
    assert news(ben) == {"Bakers": "9+ new"}


def test_what_one_may_not_see_is_not_new(ada, ben, cara):
    space = a_space("Bakers", owner=ada, members=(ben,))
    Membership.objects.update(read_to=clock.EPOCH)
    a_post(by=ada, body="For Cara", to=Choice("people", space=space, people=(cara,)))
    assert news(ben) == {"Bakers": ""}


def test_reading_a_second_page_moves_no_mark(ada, ben, signed_in):
    space = a_space("Bakers", owner=ada, members=(ben,))
    Membership.objects.update(read_to=clock.EPOCH)
    for n in range(25):
        a_post(by=ada, body=f"Loaf {n}", to=Choice("space", space=space))
    browser = signed_in(ben)
    second = browser.get("/spaces/bakers/")
    assert 'rel="next"' in second.content.decode()
    Membership.objects.update(read_to=clock.EPOCH)
    link = second.content.decode().partition('rel="next" href="')[2].partition('"')[0]
    assert browser.get(link).status_code == 200
    assert news(ben) == {"Bakers": "9+ new"}


def test_the_page_costs_the_same_whatever_stands_in_it(ada, ben, signed_in, django_assert_max_num_queries):
    space = a_space("Bakers", owner=ada, members=(ben,))
    for n in range(25):
        a_post(by=ada, body=f"Loaf {n}", to=Choice("space", space=space))
    browser = signed_in(ben)
    browser.get("/spaces/bakers/")
    with django_assert_max_num_queries(9):
        browser.get("/spaces/bakers/")


def test_guests_reach_no_profiles(ada, gus, signed_in):
    a_space("Carrier", owner=ada, members=(gus,), gated=True, kind="external")
    shown = signed_in(gus).get("/spaces/carrier/").content.decode()
    assert "Ada Okonkwo" in shown
    assert "/people/ada/" not in shown
    assert "People outside the organisation read this" in shown


# what waits for somebody


def waits(person, signed_in) -> str:
    return " ".join(signed_in(person).get("/").content.decode().split())


def test_an_owner_is_asked_two_weeks_before_the_sunset_and_nobody_else(ada, ben, signed_in):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    assert "Renew for a year" not in waits(ada, signed_in)
    with time_machine.travel(_noon(space.sunset_on - timedelta(days=14)), tick=False):
        tasks.ask_for_renewals()
        assert "Renew for a year" in waits(ada, signed_in)
        assert "Renew for a year" in signed_in(ada).get("/spaces/merger/").content.decode()
        assert "Renew for a year" not in waits(ben, signed_in)
        signed_in(ada).post("/spaces/merger/renewal/")
        assert "Renew for a year" not in waits(ada, signed_in)


def test_an_external_space_cannot_be_opened_from_its_card(ada, signed_in):
    space = a_space("Carrier", owner=ada, gated=True, kind="external")
    with time_machine.travel(_noon(space.sunset_on), tick=False):
        tasks.ask_for_renewals()
        assert "Renew for a year" in waits(ada, signed_in)
        assert "/opening/" not in waits(ada, signed_in)


def test_where_nobody_looks_after_it_every_member_is_asked(ada, ben, signed_in):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    Membership.objects.update(role="member")
    with time_machine.travel(_noon(space.sunset_on), tick=False):
        tasks.ask_for_renewals()
        assert "I will look after it" in waits(ben, signed_in)
        signed_in(ben).post("/spaces/merger/care/")
        assert "Renew for a year" in waits(ben, signed_in)
        assert "Merger" not in waits(ada, signed_in).partition('id="main"')[2]


def test_unanswered_it_is_archived_and_its_members_are_told_once(ada, ben, cara, signed_in):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    with time_machine.travel(_noon(space.sunset_on + timedelta(days=1)), tick=False):
        tasks.archive_unanswered()
        told = waits(ben, signed_in)
        assert "is archived: it was gated until" in told
        assert "nobody renewed it" in told
        assert "is archived" in waits(ada, signed_in)
        assert "Merger" not in waits(cara, signed_in)
        signed_in(ben).post("/spaces/merger/reading/")
        assert "is archived" not in waits(ben, signed_in)
        assert "is archived since" in signed_in(ada).get("/spaces/merger/").content.decode()
        assert "is archived" not in waits(ada, signed_in), "who has seen the page need not be told"


def test_who_archives_is_not_told_and_no_sunset_is_blamed(ada, ben, signed_in):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    actions.archive(space, by=ada)
    assert "is archived" not in waits(ada, signed_in)
    with time_machine.travel(_noon(space.sunset_on + timedelta(days=9)), tick=False):
        assert "is archived. You can read it" in waits(ben, signed_in)


def test_invitations_and_removals_are_cards(ada, ben, signed_in):
    space = a_space("Redwood", owner=ada, gated=True, is_listed=False)
    actions.invite(space, [ben], by=ada)
    assert "invites you into" in waits(ben, signed_in)
    signed_in(ben).post("/spaces/redwood/invitation/acceptance/")
    assert "invites you into" not in waits(ben, signed_in)
    actions.remove(space, ben, by=ada, reason="The season is over.")
    assert "“The season is over.”" in waits(ben, signed_in)
    signed_in(ben).post("/spaces/redwood/removal/")
    assert "season" not in waits(ben, signed_in)


def test_cards_wait_on_the_first_page_alone(ada, ben, signed_in):
    actions.invite(a_space("Redwood", owner=ada, gated=True), [ben], by=ada)
    assert "invites you" not in signed_in(ben).get("/?only=questions").content.decode()


def _noon(day) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
