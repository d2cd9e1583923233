"""D3: the author decides, with an answer, without one or against it; the clock is no veto, and what is over is gone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from intramural.care import actions, doors, queries
from intramural.care.actions import Wanted
from intramural.care.errors import NotNow
from intramural.care.models import Asked, Consult, Offer
from intramural.care.tasks import note_silence, remind
from intramural.care.testing import a_consult, a_draft
from intramural.kit import clock
from intramural.people import actions as people
from intramural.posts import actions as posts
from intramural.posts import queries as shown
from intramural.posts.models import Post
from intramural.posts.tasks import tell_released

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def part(consult, person):
    return queries.part_of(person, consult)


def test_silence_is_no_veto(ben, dana, rosa, pricing, signed_in):
    pricing.answers_within = 6
    pricing.save()
    with time_machine.travel(MONDAY, tick=False) as time:
        consult = a_consult(about=a_draft(by=ben), asks=(dana, rosa))
        assert [each.due_at for each in queries.asked_in(consult)] == [
            MONDAY + timedelta(hours=6),
            MONDAY + timedelta(hours=4),
        ]
        time.shift(timedelta(hours=3, minutes=59))
        assert note_silence() == 0
        assert "no answer" not in signed_in(ben).get(consult.url).content.decode()
        time.shift(timedelta(minutes=1))
        assert (note_silence(), note_silence()) == (1, 0)
        page = signed_in(ben).get(consult.url).content.decode()
        assert page.count("no answer") == 1
        assert part(consult, rosa).is_silent
        actions.share(consult, by=ben)
        assert Post.objects.get().state == "published"
        tell_released()


def test_a_late_answer_is_one(consult, dana):
    with time_machine.travel(clock.now() + timedelta(days=9)):
        note_silence()
        actions.opine(consult, by=dana, kind="fine")
    assert (part(consult, dana).answer, part(consult, dana).is_silent) == ("fine", False)


def test_shared_at_any_time_and_against_an_answer_with_dissent(
    draft, consult, ben, dana, signed_in, django_capture_on_commit_callbacks
):
    actions.opine(consult, by=dana, kind="dont", because="It is too early.")
    browser = signed_in(ben)
    assert browser.post(f"{consult.url}sharing/", {"dissent": "x" * 301}).status_code == 422
    assert browser.post(f"{consult.url}sharing/", {"dissent": "It is known already."}).status_code == 302
    assert shown.one(draft.public_id, viewer=ben).state == "published"
    with pytest.raises(NotNow):
        actions.opine(consult, by=dana, kind="fine")
    with time_machine.travel(clock.now() + timedelta(minutes=3)), django_capture_on_commit_callbacks(execute=True):
        tell_released()
    consult.refresh_from_db()
    assert (consult.end, consult.title, consult.body, consult.plan) == ("shared", "", "", {})
    page = signed_in(dana).get(consult.url).content.decode()
    for words in ("It is too early.", "It is known already.", "It was shared."):
        assert words in page
    assert "12 %" not in page


def test_dissent_may_be_said_afterwards_and_not_by_others(consult, ben, dana, signed_in):
    actions.opine(consult, by=dana, kind="dont", because="It is too early.")
    actions.call_off(consult, by=ben)
    assert signed_in(dana).post(f"{consult.url}dissent/", {"dissent": "No."}).status_code == 403
    assert signed_in(ben).post(f"{consult.url}dissent/", {"dissent": " "}).status_code == 422
    signed_in(ben).post(f"{consult.url}dissent/", {"dissent": "I saw it otherwise."})
    assert "I saw it otherwise." in signed_in(dana).get(consult.url).content.decode()


def test_what_sharing_refuses_is_said_on_the_page(ben, dana, signed_in):
    consult = a_consult(about=a_draft(by=ben, audience="people", people="@nobody"), asks=(dana,))
    assert consult.meant_for == ""
    answer = signed_in(ben).post(f"{consult.url}sharing/")
    assert answer.status_code == 422
    assert b"nobody here with the handle" in answer.content
    consult.refresh_from_db()
    assert consult.is_open


def test_taken_back_within_the_undo_window_goes_on(draft, consult, ben, dana):
    ben.undo_seconds = 60
    actions.share(consult, by=ben)
    posts.withdraw(Post.objects.get(pk=draft.pk), by=ben)
    assert actions.opine(consult, by=dana, kind="fine")


@pytest.mark.parametrize("how", ["discard", "delete", "call off"])
def test_closed_with_its_draft(draft, consult, ben, dana, signed_in, how):
    actions.opine(consult, by=dana, kind="if", because="without the figures")
    door = doors.to_consult(consult, dana)
    if how == "discard":
        posts.discard(draft, by=ben)
    elif how == "delete":
        actions.share(consult, by=ben)
        posts.delete(Post.objects.get(pk=draft.pk), by=ben)
    else:
        signed_in(ben).post(f"{consult.url}end/")
        with pytest.raises(NotNow):
            actions.call_off(consult, by=ben)
    consult.refresh_from_db()
    assert consult.end == ("called_off" if how == "call off" else "discarded")
    assert (consult.body, Offer.objects.get().body, consult.files.count()) == ("", "", 0)
    for page in (signed_in(dana).get(consult.url), signed_in(ben).get(consult.url), Client().get(door)):
        assert page.status_code == 200
        assert b"12 %" not in page.content
    assert Client().post(door, {"answer": "fine"}).status_code == 409


def test_nothing_is_left_of_who_is_erased(draft, consult, ben, dana, rosa, olga, signed_in):
    a_consult(about=draft, asks=(rosa,))
    people.erase(dana, by=olga)
    assert [each.person for each in queries.asked_in(consult)] == [rosa]
    people.erase(ben, by=olga)
    assert not Consult.objects.exists()


def test_an_agreed_day_is_kept_in_mind(draft, consult, ben, dana):
    day = date(2099, 5, 3)
    actions.opine(consult, by=dana, kind="if", wanted=Wanted(not_before=day))
    actions.take(consult, Offer.objects.get().public_id, by=ben)
    assert remind() == 0
    with time_machine.travel(datetime(2099, 5, 3, 0, 1, tzinfo=UTC)):
        assert (remind(), remind()) == (1, 0)


def test_the_page_asks_no_more_the_more_is_said(
    draft, consult, ben, dana, rosa, cara, signed_in, django_assert_max_num_queries
):
    actions.opine(consult, by=dana, kind="if", because="without the figures")
    browser = signed_in(ben)
    browser.get(consult.url)
    with django_assert_max_num_queries(60) as first:
        browser.get(consult.url)
    a_consult(about=draft, asks=(rosa, cara))
    for person in (dana, rosa, cara):
        actions.opine(consult, by=person, kind="if", because=f"without the figures, {person.name}")
        actions.say(consult, by=person, body="A word.")
    with django_assert_max_num_queries(len(first)):
        browser.get(consult.url)


def test_nobody_is_counted(consult, ben, dana, signed_in):
    """No page of it says how often somebody answered, or how soon."""
    actions.opine(consult, by=dana, kind="fine")
    page = signed_in(ben).get(consult.url).content.decode().lower()
    assert not any(word in page for word in ("on average", "answered in", "times asked", "response rate"))
    assert not [field.name for field in Asked._meta.fields if "count" in field.name]
