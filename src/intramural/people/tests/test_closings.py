"""Who was erased, sent away or signed out since a backup is so again when it is put back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.kit import clock
from intramural.people import actions
from intramural.people.actions import leaving, standing
from intramural.people.models import Delegation, Person, Session, Token
from intramural.people.testing import a_token, a_unit
from intramural.record import closings
from intramural.record.testing import closed_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("closings_file")]


def opened(person: Person) -> None:
    """As a backup of before holds them."""
    Person.objects.filter(pk=person.pk).update(
        is_active=True, deactivated_at=None, erased_at=None, standing=Person.Standing.MEMBER, name="Ben as he was"
    )


def test_whoever_was_erased_is_forgotten_again(ben, olga, noted):
    with noted():
        leaving.erase(ben, by=olga)
    opened(ben)
    assert len(closed_again()) == 1
    ben.refresh_from_db()
    assert ben.erased_at is not None
    assert ben.name == leaving.NAME_OF_THE_ERASED
    assert closed_again() == []


def test_whoever_was_sent_away_is_again_unless_they_came_back(ada, ben, olga, noted):
    with noted():
        leaving.deactivate(ada, by=olga)
        leaving.deactivate(ben, by=olga)
        leaving.reactivate(ben, by=olga)
    opened(ada)
    opened(ben)
    assert len(closed_again()) == 1
    for person, is_away in ((ada, True), (ben, False)):
        person.refresh_from_db()
        assert (person.deactivated_at is not None) == is_away


def test_whoever_became_a_guest_is_one_again(ben, olga, noted):
    with noted():
        standing.change_standing(ben, by=olga, standing="guest")
    opened(ben)
    assert len(closed_again()) == 1
    ben.refresh_from_db()
    assert ben.standing == Person.Standing.GUEST


def test_a_token_that_was_ended_opens_nothing_any_more(ada, ben, noted):
    a_token(ada)
    token = Token.objects.get(person=ada)
    with noted():
        actions.end_token(token.public_id, by=ada)
    a_token(ben)
    Token.objects.bulk_create([token])
    assert len(closed_again()) == 1
    assert not Token.objects.filter(person=ada).exists()
    assert Token.objects.filter(person=ben).exists()


def test_a_number_of_somebody_elses_token_ends_nothing(ada, ben):
    a_token(ben)
    number = Token.objects.get(person=ben).pk
    closings._write("TokenEnded", {"person": ada.public_id, "token": str(number)})
    assert closed_again() == []
    assert Token.objects.filter(person=ben).exists()


def test_a_browser_that_was_signed_out_is_out_again(ada, ben, signed_in, noted):
    signed_in(ada)
    signed_in(ben)
    with noted():
        actions.end_other_sessions(by=ada, but=None)
    signed_in(ada)
    assert len(closed_again()) == 1
    assert [session.person for session in Session.objects.all()] == [ben]


def test_whoever_moved_is_where_they_were_last(ben, olga, noted):
    before, after = ben.unit, a_unit("Roof")
    with noted():
        actions.place(ben, by=olga, unit=a_unit("Docks"))
        actions.place(ben, by=olga, unit=after)
    Person.objects.filter(pk=ben.pk).update(unit=before)
    assert closed_again() == ["PersonMoved"]
    ben.refresh_from_db()
    assert ben.unit == after
    assert closed_again() == []


def test_who_operates_no_more_and_speaks_for_nobody_does_not_again(ada, ben, olga, noted):
    actions.appoint(ada, by=olga)
    delegation = actions.delegate(ben, unit=ben.unit, by=olga)
    Delegation.objects.update(starts_at=clock.now() - timedelta(days=1))
    with noted():
        actions.dismiss(ada, by=olga)
        actions.end_delegation(delegation, by=olga)
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    Delegation.objects.update(ends_at=None)
    assert closed_again() == ["OperatorDismissed", "DelegationEnded"]
    assert not Person.objects.get(pk=ada.pk).is_operator
    assert not Delegation.objects.filter(ends_at=None).exists()


def test_the_last_operator_is_not_dismissed_by_it(ada, olga, noted):
    actions.appoint(ada, by=olga)
    with noted():
        actions.dismiss(olga, by=ada)
    Person.objects.filter(pk=olga.pk).update(is_operator=True)
    Person.objects.filter(pk=ada.pk).update(is_operator=False)
    [(_, why)] = closings.close_again(closings.since(clock.EPOCH)).refused
    assert "Nobody would be left" in why
    assert Person.objects.get(pk=olga.pk).is_operator
