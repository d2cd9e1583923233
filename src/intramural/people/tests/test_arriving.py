"""People come in by invitation, and nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from intramural.kit import clock
from intramural.kit.errors import Conflict, NotAllowed, Unacceptable
from intramural.people import actions, invitations, mailing, queries
from intramural.people.actions import arriving
from intramural.people.actions.bringing_in import Newcomer, bring_in
from intramural.people.errors import AddressTaken, InvitationGone, TooManyInvitations
from intramural.people.models import Invitation, Person
from intramural.people.queries.handles import free
from intramural.people.testing import a_person

pytestmark = pytest.mark.django_db

PASSWORD = "kettle-harbour-7"


def token_in(message) -> str:
    return message.body.split("/invitations/")[1].split("/")[0]


def test_from_the_invitation_to_being_here(ada):
    actions.invite(" New.Person@house.example", by=ada, name="Nia Person")
    assert not mail.outbox
    assert mailing.send_invitations() == 1
    [message] = mail.outbox
    assert message.to == ["new.person@house.example"]
    assert "Ada Okonkwo invites you" in message.body
    nia = Person.objects.get(email="new.person@house.example")
    assert (nia.handle, nia.is_active, nia.has_usable_password()) == ("nia.person", False, False)

    token = token_in(message)
    assert not Invitation.objects.filter(token_hash=token).exists()
    here = actions.accept(token, password=PASSWORD, name="Nia Adeyemi")
    assert here.is_member
    assert here.check_password(PASSWORD)
    assert here.name == "Nia Adeyemi"
    with pytest.raises(InvitationGone):
        actions.accept(token, password=PASSWORD)


def test_who_was_brought_in_becomes_invited_and_then_a_member(ada):
    imported = a_person("ida", standing="imported", is_active=False)
    actions.invite("IDA@house.example", by=ada)
    mailing.send_invitations()
    imported.refresh_from_db()
    assert imported.standing == "imported"
    here = actions.accept(token_in(mail.outbox[0]), password=PASSWORD)
    assert here == imported
    assert here.is_member


def test_a_guest_stays_a_guest(olga):
    invitation = actions.invite("g@elsewhere.example", by=olga, name="Gio", standing="guest")
    here = actions.accept(invitations.token_of(invitation.nonce), password=PASSWORD)
    assert (here.standing, here.is_active, here.is_member) == ("guest", True, False)


def accepted(invitation) -> Person:
    return actions.accept(invitations.token_of(invitation.nonce), password=PASSWORD)


def test_who_was_brought_in_comes_in_as_the_guest_they_are_invited_as(ada, olga, operations):
    ida = a_person("ida", standing="imported", is_active=False, unit=operations)
    here = accepted(actions.invite("ida@house.example", by=olga, standing="guest"))
    assert (here.pk, here.standing, here.comes_as, here.unit) == (ida.pk, "guest", "", None)
    assert not Person.objects.get(pk=ida.pk).is_member


def test_who_was_brought_in_as_a_guest_stays_one_whoever_invites(ada, olga):
    for handle, by in (("ida", ada), ("jon", olga)):
        a_person(handle, standing="imported", comes_as="guest", is_active=False)
        assert accepted(actions.invite(f"{handle}@house.example", by=by)).standing == "guest"
    a_person("kim", standing="imported", comes_as="guest", is_active=False)
    assert accepted(actions.invite("kim@house.example", by=olga, standing="member")).is_member


def test_who_waits_as_a_member_is_invited_anew_as_a_guest(ada, olga):
    actions.invite("nia@house.example", by=ada, name="Nia")
    assert accepted(actions.invite("nia@house.example", by=olga, standing="guest")).standing == "guest"


def test_only_an_operator_makes_a_member_of_a_guest_who_waits(ada, olga):
    sent = actions.invite("g@elsewhere.example", by=olga, name="Gio", standing="guest")
    with pytest.raises(NotAllowed):
        actions.invite("g@elsewhere.example", by=ada, standing="member")
    assert accepted(sent).standing == "guest"


def test_a_second_invitation_ends_the_first_link(ada):
    old = invitations.token_of(actions.invite("n@house.example", by=ada, name="Nia").nonce)
    new = invitations.token_of(actions.invite("n@house.example", by=ada).nonce)
    with pytest.raises(InvitationGone):
        queries.invitation(old)
    assert queries.invitation(new).person.name == "Nia"


def test_an_invitation_runs_out(ada):
    token = invitations.token_of(actions.invite("n@house.example", by=ada, name="Nia").nonce)
    with time_machine.travel(clock.now() + timedelta(days=14, minutes=1)), pytest.raises(InvitationGone):
        actions.accept(token, password=PASSWORD)


def test_a_withdrawn_invitation_opens_nothing(ada, ben, olga):
    invitation = actions.invite("n@house.example", by=ada, name="Nia")
    with pytest.raises(NotAllowed):
        actions.withdraw_invitation(invitation.person, by=ben)
    actions.withdraw_invitation(invitation.person, by=olga)
    actions.withdraw_invitation(invitation.person, by=olga)
    with pytest.raises(InvitationGone):
        queries.invitation(invitations.token_of(invitation.nonce))


def test_a_member_sends_anew_and_withdraws_only_what_is_theirs(ada, ben, olga):
    sent = actions.invite("g@elsewhere.example", by=olga, name="Gio", standing="guest")
    with pytest.raises(Unacceptable, match="Olga Novak has invited Gio already") as refused:
        actions.invite("g@elsewhere.example", by=ada, name="Gio")
    assert refused.value.field == "email"
    assert queries.invitation(invitations.token_of(sent.nonce)).invited_by == olga
    actions.invite("n@house.example", by=ada, name="Nia")
    actions.invite("n@house.example", by=olga)
    with time_machine.travel(clock.now() + timedelta(days=14, minutes=1)):
        assert actions.invite("g@elsewhere.example", by=ada).invited_by == ada


@pytest.mark.parametrize("password", ["short", "password1234", "nia@house.example", "1234567890"])
def test_a_weak_password_is_refused_and_the_link_still_works(ada, password):
    token = invitations.token_of(actions.invite("nia@house.example", by=ada, name="Nia").nonce)
    with pytest.raises(Unacceptable) as refused:
        actions.accept(token, password=password)
    assert refused.value.field == "password"
    assert actions.accept(token, password=PASSWORD).is_member


@pytest.mark.parametrize("address", ["", "nia", "nia@", "a@b\n.example", "x" * 260 + "@house.example"])
def test_a_broken_address(ada, address):
    with pytest.raises(Unacceptable) as refused:
        actions.invite(address, by=ada, name="Nia")
    assert refused.value.field == "email"


def test_who_is_here_or_gone_is_not_invited(ada, ben, olga):
    with pytest.raises(AddressTaken):
        actions.invite("BEN@house.example", by=ada)
    actions.deactivate(ben, by=olga)
    with pytest.raises(Conflict):
        actions.invite("ben@house.example", by=ada)


def test_who_may_invite(ada, gus):
    with pytest.raises(NotAllowed):
        actions.invite("n@house.example", by=gus, name="Nia")
    with pytest.raises(NotAllowed):
        actions.invite("n@house.example", by=ada, name="Nia", standing="guest")


def test_a_member_sends_so_many_a_day_and_an_operator_as_many_as_needed(ada, olga):
    for n in range(30):
        actions.invite(f"n{n}@house.example", by=ada, name="Nia")
    with pytest.raises(TooManyInvitations):
        actions.invite("n31@house.example", by=ada, name="Nia")
    actions.invite("n31@house.example", by=olga, name="Nia")


def test_handles_do_not_collide(ada):
    given = [actions.invite(f"n{n}@house.example", by=ada, name="Ådå Okonkwo").person.handle for n in range(3)]
    assert given == ["ada.okonkwo", "ada.okonkwo2", "ada.okonkwo3"]
    assert actions.invite("han@house.example", by=ada, name="李明").person.handle == "person"


def test_handles_are_free_however_many_are_called_the_same_and_none_hides_behind_a_page(django_assert_max_num_queries):
    for handle in ("person", *(f"person{n}" for n in range(2, 131))):
        a_person(handle)
    with django_assert_max_num_queries(6):
        assert free("person") == "person131"
    assert free("person", besides={"person131"}) == "person132"
    assert (free("chart"), len(free("x" * 40))) == ("chart2", 40)
    came = bring_in([Newcomer(origin="slack:T1:U1", name="Chart", handle="Chart")])
    assert came["slack:T1:U1"].handle == "chart2"


def test_the_first_operator():
    olga = actions.make_operator("olga@house.example", name="Olga Novak", password=PASSWORD)
    assert (olga.is_operator, olga.is_member) == (True, True)
    again = actions.make_operator("OLGA@house.example", name="Olga Novak", password=PASSWORD + "!")
    assert again == olga
    assert again.check_password(PASSWORD + "!")


def test_a_member_invites_and_the_guest_of_the_link_comes_in(ada, signed_in):
    browser, door = signed_in(ada), signed_in()
    assert browser.post("/invitations/", {"email": "n@house.example", "name": "Nia"}).url == "/invitations/"
    mailing.send_invitations()
    page = browser.get("/invitations/").content.decode()
    assert "A mail with a link goes to n@house.example within a minute." in page
    assert "n@house.example · sent" in page
    assert "guest" not in page
    link = f"/invitations/{token_in(mail.outbox[0])}/"
    assert "Ada Okonkwo" in door.get(link).content.decode()
    weak = door.post(link, {"name": "Nia Adeyemi", "password": "short"})
    assert weak.status_code == 422
    assert 'value="Nia Adeyemi"' in weak.content.decode()
    assert door.post(link, {"name": "Nia Adeyemi", "password": PASSWORD}).url == "/settings/"
    assert "You are here." in door.get("/settings/").content.decode()
    assert signed_in().get(link).status_code == 410
    assert "n@house.example" not in browser.get("/invitations/").content.decode()


def test_a_refused_invitation_keeps_what_was_typed(ada, ben, signed_in):
    answer = signed_in(ada).post("/invitations/", {"email": "BEN@house.example", "name": "Benedikt"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ben Haddad is here with this address." in page
    assert 'value="Benedikt"' in page


def test_an_operator_invites_somebody_brought_in_as_a_guest(olga, signed_in):
    ida = a_person("ida", standing="imported", is_active=False)
    desk = signed_in(olga)
    assert '<option value="guest">' in desk.get("/invitations/").content.decode()
    desk.post("/invitations/", {"email": "ida@house.example", "name": "", "standing": "guest"})
    desk.post("/operator/people/ida/invitation/")
    assert accepted(queries.invitation_of(ida)).standing == "guest"


def test_an_invitation_too_many_keeps_what_was_typed(ada, signed_in, monkeypatch):
    monkeypatch.setattr(arriving, "MOST_A_DAY", 0)
    answer = signed_in(ada).post("/invitations/", {"email": "nia@out.example", "name": "Nia Adeyemi"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    page = answer.content.decode()
    assert 'value="nia@out.example"' in page
    assert 'value="Nia Adeyemi"' in page
    assert "Go on tomorrow, or ask an operator." in page
    assert not Person.objects.filter(email="nia@out.example").exists()


def test_a_withdrawn_link_is_gone_for_who_clicks_it(ada, signed_in):
    token = invitations.token_of(actions.invite("n@house.example", by=ada, name="Nia").nonce)
    signed_in(ada).post("/invitations/nia/withdrawal/")
    assert "ask whoever invited you" in signed_in().get(f"/invitations/{token}/").content.decode()
