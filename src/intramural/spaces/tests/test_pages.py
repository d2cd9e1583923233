"""The pages of spaces: finding, founding, coming in, looking after; and what they never tell."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest

from intramural.kit import clock
from intramural.people.testing import a_person, a_unit
from intramural.spaces import actions, kinds
from intramural.spaces.models import Removal, Space, SpaceInvitation
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def day(days: int) -> str:
    return (clock.now().date() + timedelta(days=days)).isoformat()


def listed(answer) -> list[str]:
    """The slugs of the spaces in the page's main lists, in order."""
    return re.findall(r'<h3><a href="/spaces/([^/]+)/"', answer.content.decode())


# finding


def test_the_list_holds_what_one_may_know_of_ones_own_first(ada, ben, signed_in):
    a_space("Bakers", owner=ada)
    a_space("Alps", owner=ada)
    a_space("Merger", owner=ada, gated=True)
    a_space("Redwood", owner=ada, gated=True, is_listed=False)
    a_space("Zither", owner=ben)
    assert listed(signed_in(ben).get("/spaces/")) == ["zither", "alps", "bakers", "merger"]
    assert listed(signed_in(ada).get("/spaces/")) == ["alps", "bakers", "merger", "redwood", "zither"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=BAK", ["bakers"]),
        ("?q=bread+who", ["bakers"]),
        ("?q=%25", []),
        ("?q=%00alps", ["alps"]),
        ("?kind=project", ["alps"]),
        ("?kind=project&q=bread", []),
        ("?q=ÖL", ["öl"]),
        ("", ["alps", "bakers", "öl"]),
        ("?q=attic", ["attic"]),
    ],
)
def test_narrowed(ada, ben, signed_in, query, found):
    a_space("Bakers", owner=ada, description="Who bakes bread")
    a_space("Alps", owner=ada, kind="project")
    a_space("Öl", owner=ada)
    actions.archive(a_space("Attic", owner=ada), by=ada)
    assert listed(signed_in(ben).get(f"/spaces/{query}")) == found


@pytest.mark.parametrize("query", ["?kind=secret", "?after=nonsense"])
def test_a_question_that_is_none(ada, signed_in, query):
    assert signed_in(ada).get(f"/spaces/{query}").status_code == 422


def test_pages_by_key_show_every_space_once(ada, ben, signed_in):
    for n in range(120):
        a_space(f"Space {n}", owner=ada)
    Space.objects.update(name="The same")
    browser, address, seen = signed_in(ben), "/spaces/", []
    while address:
        answer = browser.get(address)
        seen += listed(answer)
        more = re.search(r'rel="next" href="([^"]+)"', answer.content.decode())
        address = more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 120


def test_the_list_costs_the_same_whatever_its_length(ada, ben, signed_in, django_assert_max_num_queries):
    for n in range(30):
        a_space(f"Mine {n}", owner=ben, members=(ada,))
        a_space(f"Other {n}", owner=ada)
    browser = signed_in(ben)
    browser.get("/spaces/")
    with django_assert_max_num_queries(4):  # session and person, spaces beside, mine, others
        browser.get("/spaces/")


# founding


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.KINDS])
def test_each_kind_brings_its_template(olga, signed_in, kind):
    shown = signed_in(olga).get(f"/spaces/new/?kind={kind}").content.decode()
    template = kinds.BY_NAME[kind]
    assert template.description in shown
    assert ('name="purpose"' in shown) is template.may_be_gated
    assert ("People outside the organisation" in shown) is (kind == "external")


def test_founding_by_form(ada, signed_in):
    form = {
        "kind": "project",
        "name": "Alps",
        "description": "Up",
        "gated": "gated",
        "purpose": "Bids",
        "sunset_on": day(90),
    }
    answer = signed_in(ada).post("/spaces/new/", {**form, "protects_history": "on", "unlisted": "on"})
    space = Space.objects.get()
    assert answer.url == f"/spaces/{space.slug}/"
    assert (space.is_gated, space.is_listed, space.protects_history, space.purpose) == (True, False, True, "Bids")


def test_who_may_not_found_an_official_space_chooses_another_kind_for_what_was_typed(ada, signed_in):
    browser = signed_in(ada)
    form = {"kind": "official", "name": "News", "description": "Half an hour of work"}
    answer = browser.post("/spaces/new/", form)
    page = answer.content.decode()
    assert answer.status_code == 403
    for shown in ('value="News"', "Half an hour of work", "Ask an operator to found it", '<option value="social"'):
        assert shown in page
    assert 'value="official"' not in page
    browser.post("/spaces/new/", {**form, "kind": "social"})
    assert Space.objects.get().kind == "social"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"sunset_on": day(380)}, "more than twelve months away"),
        ({"sunset_on": "soon"}, "not a day"),
        ({"purpose": ""}, "needs a purpose"),
        ({"name": "x" * 81}, "at most 80 characters"),
    ],
)
def test_what_is_refused_is_shown_again(ada, signed_in, changed, words):
    form = {"kind": "social", "name": "Alps", "gated": "gated", "purpose": "We climb", "sunset_on": day(90), **changed}
    answer = signed_in(ada).post("/spaces/new/", form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'value="{form["name"]}"' in answer.content.decode()
    assert not Space.objects.exists()


def test_a_unit_space_is_named_after_ones_unit(ada, signed_in):
    assert 'value="Operations"' in signed_in(ada).get("/spaces/new/?kind=unit").content.decode()
    signed_in(ada).post("/spaces/new/", {"kind": "unit", "name": "Operations"})
    assert Space.objects.get().unit == ada.unit


# coming in and going out


def test_join_and_leave(ada, ben, signed_in):
    space = a_space("Bakers", owner=ada)
    browser = signed_in(ben)
    browser.post("/spaces/bakers/membership/")
    assert space.memberships.filter(person=ben).exists()
    browser.post("/spaces/bakers/departure/")
    assert not space.memberships.filter(person=ben).exists()


def test_who_leaves_an_unlisted_space_lands_where_they_may_be(ada, ben, signed_in):
    a_space("Redwood", owner=ada, members=(ben,), gated=True, is_listed=False)
    answer = signed_in(ben).post("/spaces/redwood/departure/", follow=True)
    assert answer.status_code == 200
    assert signed_in(ben).get("/spaces/redwood/members/").status_code == 404


def test_nobody_leaves_an_official_space(ada, olga, signed_in):
    actions.found(by=olga, name="News", kind="official")
    actions.welcome(ada)
    answer = signed_in(ada).post("/spaces/news/departure/")
    assert answer.status_code == 403
    assert "nobody sees whether you do" in answer.content.decode()


def test_an_invitation_is_a_card_until_it_is_answered(ada, ben, cara, signed_in):
    space = a_space("Redwood", owner=ada, gated=True, is_listed=False)
    answer = signed_in(ada).post("/spaces/redwood/invitations/", {"people": "@ben, Cara Lindqvist"}, follow=True)
    assert "Invited, and not in yet" in answer.content.decode()
    assert SpaceInvitation.objects.count() == 2
    assert 'action="/spaces/redwood/invitation/acceptance/"' in signed_in(ben).get("/spaces/").content.decode()
    signed_in(ben).post("/spaces/redwood/invitation/acceptance/")
    signed_in(cara).post("/spaces/redwood/invitation/refusal/")
    assert {it.person for it in space.memberships.all()} == {ada, ben}
    assert signed_in(cara).get("/spaces/redwood/members/").status_code == 404


def test_a_name_that_two_people_bear_is_asked_back(ada, signed_in):
    a_space("Merger", owner=ada, gated=True)
    for handle in ("eva", "eve"):
        a_person(handle, name="Eva Lund")
    answer = signed_in(ada).post("/spaces/merger/invitations/", {"people": "eva lund"})
    assert answer.status_code == 422
    assert "more than one person" in answer.content.decode()
    assert 'value="eva lund"' in answer.content.decode()


# who is in it


def test_a_gated_spaces_members_are_for_its_members(ada, ben, cara, signed_in):
    a_space("Merger", owner=ada, members=(ben,), gated=True)
    assert "Ben Haddad" in signed_in(ada).get("/spaces/merger/members/").content.decode()
    outside = signed_in(cara).get("/spaces/merger/members/?q=ben").content.decode()
    assert "Ben Haddad" not in outside
    assert "Ada Okonkwo" in outside, "whoever looks after it can be asked"


def test_the_members_by_name_once_each(ada, signed_in, django_assert_max_num_queries):
    crowd = tuple(a_person(f"p{n}", name=f"Same {n % 3}") for n in range(110))
    a_space("Bakers", owner=ada, members=crowd)
    browser, address, seen = signed_in(ada), "/spaces/bakers/members/", []
    with django_assert_max_num_queries(3 * 8):
        while address:
            shown = browser.get(address).content.decode()
            seen += re.findall(r'href="/people/([^/]+)/"', shown.partition('id="members"')[2])
            more = re.search(r'rel="next" href="([^"]+)"', shown)
            address = more[1] if more else ""
    assert len(seen) == len(set(seen)) == 111


def test_a_removal_tells_its_reason_and_by_whom(ada, ben, signed_in):
    space = a_space("Bakers", owner=ada, members=(ben,))
    assert signed_in(ada).post("/spaces/bakers/members/ben/removal/", {"reason": "  "}).status_code == 422
    signed_in(ada).post("/spaces/bakers/members/ben/removal/", {"reason": "The season is over."})
    assert not space.memberships.filter(person=ben).exists()
    signed_in(ben).post("/spaces/bakers/removal/")
    assert Removal.objects.get().read_at is not None


# looking after it


def test_gating_opening_renewing_archiving(ada, signed_in):
    space = a_space("Bakers", owner=ada)
    browser = signed_in(ada)
    browser.post("/spaces/bakers/gate/", {"purpose": "Recipes", "sunset_on": day(30)})
    space.refresh_from_db()
    assert space.is_gated
    browser.post("/spaces/bakers/renewal/", {"sunset_on": day(60)})
    space.refresh_from_db()
    assert space.sunset_on.isoformat() == day(60)
    browser.post("/spaces/bakers/opening/")
    space.refresh_from_db()
    assert not space.is_gated
    browser.post("/spaces/bakers/archive/")
    space.refresh_from_db()
    assert space.archived_at
    assert browser.post("/spaces/bakers/gate/", {"purpose": "R", "sunset_on": day(30)}).status_code == 409
    browser.post("/spaces/bakers/restoration/")
    space.refresh_from_db()
    assert space.archived_at is None


def test_owners_by_form(ada, ben, signed_in):
    space = a_space("Bakers", owner=ada, members=(ben,))
    signed_in(ada).post("/spaces/bakers/owners/", {"person": "ben"})
    signed_in(ada).post("/spaces/bakers/resignation/")
    assert [it.person for it in space.memberships.filter(role="owner")] == [ben]
    assert signed_in(ben).post("/spaces/bakers/resignation/").status_code == 409


def test_an_external_space_stands_in_its_frame(ada, gus, signed_in):
    actions.found(
        by=ada, name="Carrier", kind="external", purpose="Freight", sunset_on=clock.now().date() + timedelta(days=9)
    )
    actions.invite(Space.objects.get(), [gus], by=ada)
    signed_in(gus).post("/spaces/carrier/invitation/acceptance/")
    for page in ("members/", "invitations/", ""):
        assert "People outside the organisation read this" in signed_in(ada).get(f"/spaces/carrier/{page}").content.decode()
    assert signed_in(gus).get("/spaces/carrier/").status_code == 200
    assert listed(signed_in(gus).get("/spaces/")) == ["carrier"]


def test_a_unit_of_nobody(cara, signed_in):
    cara.unit = None
    cara.save()
    a_unit("Depot")
    assert signed_in(cara).get("/spaces/new/?kind=unit").status_code == 200


ODD = ["\x00", "x" * 900, "\ud7ff\uffff", "'; DROP", "%00", "../..", "①", "\u202eevil"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_are_refused_and_nothing_breaks(ada, ben, signed_in, odd):
    a_space("Merger", owner=ada, members=(ben,), gated=True)
    browser = signed_in(ada)
    asked = [
        browser.get("/spaces/", {"q": odd, "after": odd}),
        browser.get("/spaces/merger/members/", {"q": odd}),
        browser.get(f"/spaces/{quote(odd, safe='')}/"),
        browser.post(f"/spaces/{quote(odd, safe='')}/removal/"),
        browser.get(f"/spaces/merger/members/{quote(odd, safe='')}/removal/"),
        browser.post("/spaces/merger/owners/", {"person": odd}),
        browser.post("/spaces/merger/invitations/", {"people": odd}),
        browser.post("/spaces/merger/renewal/", {"sunset_on": odd}),
        browser.post("/spaces/merger/settings/", {"name": odd, "kind": odd, "purpose": odd}),
        browser.post("/spaces/new/", {"kind": "social", "name": odd, "gated": "gated", "purpose": odd, "sunset_on": odd}),
        browser.post("/spaces/merger/members/ben/removal/", {"reason": odd}),
    ]
    assert all(answer.status_code < 500 for answer in asked)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "20270101", "2027-W01-1", "1e9"])
def test_odd_days_are_no_sunset(ada, signed_in, day):
    space = a_space("Merger", owner=ada, gated=True)
    until = space.sunset_on
    answer = signed_in(ada).post("/spaces/merger/renewal/", {"sunset_on": day})
    space.refresh_from_db()
    assert answer.status_code in (302, 422)
    assert answer.status_code == 302 or space.sunset_on == until
