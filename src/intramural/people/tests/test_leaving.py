"""Who goes is out at once; who is erased leaves what they wrote without author."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from intramural.kit.errors import Conflict, NotAllowed
from intramural.people import actions, queries
from intramural.people.actions.bringing_in import Newcomer, bring_in
from intramural.people.errors import LastOperator
from intramural.people.models import HandleOfTheErased, Person, Session, Token
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db


def test_a_deactivated_person_is_out_at_once(ada, ben, olga, operations, signed_in):
    browser = signed_in(ben)
    assert browser.get("/").status_code == 200
    _, secret = actions.issue_token(by=ben, name="Script", allowed=["posts:read"])
    given = actions.delegate(ben, unit=operations, by=olga)
    actions.deactivate(ben, by=olga)
    assert browser.get("/").status_code == 302
    assert queries.token_of(secret) is None
    assert not Session.objects.filter(person=ben).exists()
    assert not queries.speaks_for(ben).exists()
    given.refresh_from_db()
    assert given.ends_at is not None
    assert not Client().login(email="ben@house.example", password="ben-password")


def test_an_operator_whose_account_was_ended_is_none_any_more(ada, olga):
    actions.appoint(ada, by=olga)
    actions.deactivate(ada, by=olga)
    actions.reactivate(ada, by=olga)
    assert (ada.is_active, Person.objects.get(pk=ada.pk).is_operator) == (True, False)
    names = [entry.name for entry in Entry.objects.filter(about=f"Person:{ada.pk}").order_by("pk")]
    assert names == ["OperatorAppointed", "OperatorDismissed", "PersonDeactivated", "PersonReactivated"]


def test_and_comes_back_with_the_same_password(ben, olga):
    actions.deactivate(ben, by=olga)
    actions.deactivate(ben, by=olga)
    actions.reactivate(ben, by=olga)
    actions.reactivate(ben, by=olga)
    assert ben.is_member
    assert Client().login(email="ben@house.example", password="ben-password")


def test_who_was_brought_in_is_not_let_in_by_a_reactivation(olga):
    ida = Person.objects.create(handle="ida", name="Ida", email="ida@house.example", standing="imported", is_active=False)
    actions.deactivate(ida, by=olga)
    actions.reactivate(ida, by=olga)
    assert not ida.is_active


def test_nobody_gets_the_handle_of_who_was_erased(ada, ben, olga):
    actions.erase(ada, by=olga)
    assert actions.invite("ada2@house.example", by=ben, name="Ada").person.handle == "ada2"
    newcomers = [Newcomer(origin=f"slack:T1:U{n}", name="Ada", handle="ada") for n in range(2)]
    assert {arrived.handle for arrived in bring_in(newcomers).values()} == {"ada3", "ada4"}
    assert "ada" not in str(HandleOfTheErased.objects.get())


def test_only_operators_end_accounts_and_never_their_own(ada, ben, olga):
    for verb in (actions.deactivate, actions.erase):
        with pytest.raises(NotAllowed):
            verb(ben, by=ada)
        with pytest.raises(NotAllowed):
            verb(olga, by=olga)
    with pytest.raises(NotAllowed):
        actions.reactivate(ben, by=ada)


def test_the_last_operator_stays(olga, ada):
    second = Person.objects.get(pk=ada.pk)
    second.is_operator = True  # not saved: the table still knows one operator
    with pytest.raises(LastOperator):
        actions.deactivate(olga, by=second)


def test_an_erased_person_is_nowhere_any_more(ada, ben, olga, operations):
    operations.head = ada
    operations.save()
    ada.photo_key, ada.about, ada.origin = "", "Likes kettles", "slack:U1"
    ada.save()
    actions.follow(ada, by=ben)
    actions.follow(ben, by=ada)
    Authenticator.objects.create(user=ada, type="totp", data={})
    Token.objects.create(person=ada, name="t", token_hash="x", made_at=ada.joined_at or "2026-01-01T00:00Z")
    actions.erase(ada, by=olga)
    gone = Person.objects.get(pk=ada.pk)
    assert gone.erased_at is not None
    assert (gone.name, gone.email, gone.about, gone.origin, gone.unit) == ("Somebody who has left", None, "", None, None)
    assert "ada" not in gone.handle
    assert not gone.has_usable_password()
    ben.refresh_from_db()
    operations.refresh_from_db()
    assert ben.manager is None
    assert operations.head is None
    assert not ben.following.exists()
    assert not Authenticator.objects.exists()
    assert not Token.objects.exists()
    assert not queries.visible_to(ben).filter(pk=gone.pk).exists()
    actions.erase(gone, by=olga)
    with pytest.raises(Conflict):
        actions.reactivate(gone, by=olga)
