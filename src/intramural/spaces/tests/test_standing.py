"""From member to guest and back: what is for members alone closes at once."""

from __future__ import annotations

import pytest

from intramural.kit.errors import Conflict, NotAllowed, Unacceptable
from intramural.people import actions, invitations, queries
from intramural.people.models import Person, Session, Token, Unit
from intramural.people.testing import a_person, a_token
from intramural.record.models import Entry
from intramural.spaces.models import Membership
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def spaces_of(person: Person) -> dict[str, str]:
    return dict(Membership.objects.filter(person=person).values_list("space__name", "role"))


def test_a_member_becomes_a_guest(ada, ben, olga, operations, signed_in):
    actions.place(ben, by=None, unit=operations)
    Unit.objects.filter(pk=operations.pk).update(head=ben)
    given = actions.delegate(ben, unit=operations, by=olga)
    for name, kind in (("Chess", "social"), ("News", "official")):
        a_space(name, owner=ada, members=(ben,), kind=kind)
    a_space("Suppliers", owner=ben, members=(ada,), kind="external", gated=True)
    browser, secret = signed_in(ben), a_token(ben)

    actions.change_standing(ben, by=olga, standing="guest")

    ben = Person.objects.get(pk=ben.pk)
    assert (ben.standing, ben.unit, ben.is_active) == ("guest", None, True)
    assert browser.get("/").status_code == 302
    assert queries.token_of(secret) is None
    assert not Session.objects.filter(person=ben).exists()
    assert not Token.objects.filter(person=ben).exists()
    assert spaces_of(ben) == {"Suppliers": "member"}
    assert signed_in(ben).get("/people/ada/").status_code == 404
    assert Unit.objects.get(pk=operations.pk).head is None
    given.refresh_from_db()
    assert given.ends_at is not None
    names = {entry.name for entry in Entry.objects.filter(by_id=olga.pk)}
    assert {"PersonBecameGuest", "PersonMoved", "SessionEnded", "TokenEnded", "DelegationEnded", "UnitChanged"} <= names


def test_a_guest_becomes_a_member(ada, gus, olga, signed_in):
    a_space("News", owner=olga, kind="official")
    actions.change_standing(gus, by=olga, standing="member")
    actions.change_standing(gus, by=olga, standing="member")
    gus = Person.objects.get(pk=gus.pk)
    assert gus.is_member
    assert spaces_of(gus) == {"News": "member"}
    assert signed_in(gus).get("/people/ada/").status_code == 200
    assert Entry.objects.filter(name="PersonBecameMember").count() == 1


def test_who_was_invited_and_is_not_here_yet(ada, olga):
    nia = actions.invite("nia@house.example", by=ada, name="Nia").person
    actions.change_standing(nia, by=olga, standing="guest")
    assert queries.invitation_of(nia) is not None
    assert Person.objects.get(pk=nia.pk).standing == "guest"


def test_who_was_brought_in_comes_in_as_a_guest_and_leaves_what_guests_are_not_in(ada, olga):
    ida = a_person("ida", standing="imported", is_active=False)
    for name, kind in (("Chess", "social"), ("Suppliers", "external")):
        a_space(name, owner=ada, members=(ida,), kind=kind, gated=True)
    actions.change_standing(ida, by=olga, standing="guest")
    sent = actions.invite("ida@house.example", by=ada)
    here = actions.accept(invitations.token_of(sent.nonce), password="kettle-harbour-7")
    assert here.standing == "guest"
    assert spaces_of(here) == {"Suppliers": "member"}


def test_what_is_refused(ada, ben, olga):
    with pytest.raises(NotAllowed):
        actions.change_standing(ben, by=ada, standing="guest")
    with pytest.raises(Conflict):
        actions.change_standing(olga, by=olga, standing="guest")
    with pytest.raises(Unacceptable):
        actions.change_standing(ben, by=olga, standing="imported")
    actions.deactivate(ben, by=olga)
    with pytest.raises(Conflict):
        actions.change_standing(ben, by=olga, standing="guest")


def test_the_page_of_the_account(ben, olga, signed_in):
    desk = signed_in(olga)
    assert "Make them a guest" in desk.get("/operator/people/ben/").content.decode()
    assert desk.post("/operator/people/ben/standing/", {"standing": "guest"}).url == "/operator/people/ben/"
    page = desk.get("/operator/people/ben/").content.decode()
    assert "They are a guest now." in page
    assert "Make them a member" in page
    desk.post("/operator/people/ben/standing/", {"standing": "member"})
    assert Person.objects.get(pk=ben.pk).is_member
    assert desk.post("/operator/people/ben/standing/", {"standing": "king"}).status_code == 422
    answer = desk.post("/operator/people/olga/standing/", {"standing": "guest"})
    assert (answer.status_code, "is an operator" in answer.content.decode()) == (409, True)
