"""The note beside *For you* counts what the inbox shows, though it is asked in another way."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest

from intramural.announcements import actions as announcements
from intramural.care import actions as care
from intramural.care.testing import a_consult, a_draft, a_narrowing
from intramural.home.queries import beside
from intramural.kit import clock
from intramural.notifications import actions, queries
from intramural.notifications.models import ASKS
from intramural.notifications.testing import hear
from intramural.people import actions as people
from intramural.posts import actions as posts
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.stewards.models import Stewardship

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """What happens in the block is told: `with told(): …`."""

    @contextmanager
    def telling():
        with django_capture_on_commit_callbacks(execute=True):
            yield
        hear(django_capture_on_commit_callbacks)

    return telling


def test_the_note_beside_every_page_says_what_the_inbox_shows(ada, ben, django_capture_on_commit_callbacks):
    gated = a_space("Merger", owner=ada, members=(ben,), gated=True, sunset_on=(clock.now() + timedelta(days=9)).date())
    post = a_post(by=ada, body="@ben here", to=Choice("space", space=gated))
    open_post = a_post(by=ada, body="@ben there")
    said = a_comment(by=ada, on=open_post, body="@ben, and there")
    spaces.invite(a_space("Redwood", owner=ada, gated=True, is_listed=False), [ben], by=ada)
    hear(django_capture_on_commit_callbacks)
    for invited in ben.space_invitations.all():
        actions.tell_of_invitation(invited.space_id, ben.pk)
    type(gated).objects.filter(pk=gated.pk).update(renewal_asked_at=clock.now())
    actions.tell_of_renewal(gated.pk)

    def agree(person, count):
        assert len(queries.inbox(person, only="asks").rows) == beside(person).asks == count

    agree(ben, 4)
    agree(ada, 1)
    posts.delete_comment(said, by=ada)
    agree(ben, 3)
    posts.change_audience(post, by=ada, choice=Choice("me"))
    agree(ben, 2)
    spaces.decline(ben.space_invitations.get().space, by=ben)
    agree(ben, 1)
    actions.finish(queries.inbox(ben, only="asks").rows[0].news, by=ben)
    agree(ben, 0)
    type(gated).objects.filter(pk=gated.pk).update(renewal_asked_at=None)
    agree(ada, 0)
    assert beside(ben).asks_note == ""


def asked(ada, ben, operations, olga):
    a_post(by=ada, title="Flour", body="@ben, what is left?", kind="question")
    return ben


def named(ada, ben, operations, olga):
    a_post(by=ada, body="@ben, look")
    return ben


def answered(ada, ben, operations, olga):
    a_comment(by=ben, on=a_post(by=ada, title="Which flour?", body="We have two.", kind="question"))
    return ada


def replied(ada, ben, operations, olga):
    a_comment(by=ben, on=a_post(by=ada))
    return ada


def asked_to_acknowledge(ada, ben, operations, olga):
    people.delegate(ada, unit=operations, by=olga)
    announcements.ask(a_post(by=ada, title="We start at six", voice="official", voice_unit=operations), by=ada)
    return ben


def invited(ada, ben, operations, olga):
    spaces.invite(a_space("Redwood", owner=ada, gated=True, is_listed=False), [ben], by=ada)
    return ben


def asked_to_renew(ada, ben, operations, olga):
    gated = a_space("Merger", owner=ada, gated=True, sunset_on=(clock.now() + timedelta(days=9)).date())
    type(gated).objects.filter(pk=gated.pk).update(renewal_asked_at=clock.now())
    actions.tell_of_renewal(gated.pk)
    return ada


def concerned(ada, ben, operations, olga):
    care.raise_concern(a_post(by=ada), by=ben, kind="question")
    return ada


def consulted(ada, ben, operations, olga):
    a_consult(about=a_draft(by=ada), asks=(ben,))
    return ben


def advised(ada, ben, operations, olga):
    care.opine(a_consult(about=a_draft(by=ada), asks=(ben,)), by=ben, kind="fine")
    return ada


def may_uphold(ada, ben, operations, olga):
    pricing = Stewardship.objects.get()
    a_narrowing(of=a_post(by=ada, body="All about #pricing"), by=pricing.steward)
    return pricing.deputy


def asked_for_access(ada, ben, operations, olga):
    words = {"title": "Prices from May", "summary": "What changes, and why.", "body": "All 12 % more."}
    care.ask_for_access(a_post(by=ada, to=Choice("people", people=(olga,), known_to=Choice()), **words), by=ben)
    return ada


HAPPENS = {
    "asked": asked,
    "mention": named,
    "answer": answered,
    "reply": replied,
    "notice": asked_to_acknowledge,
    "invitation": invited,
    "renewal": asked_to_renew,
    "concern": concerned,
    "consult": consulted,
    "opinion": advised,
    "uphold": may_uphold,
    "access": asked_for_access,
}


@pytest.mark.parametrize("kind", ASKS)
def test_whatever_asks_is_counted(kind, ada, ben, operations, olga, pricing, told):
    with told():
        person = HAPPENS[kind](ada, ben, operations, olga)
    assert [line.news.kind for line in queries.inbox(person, only="asks").rows] == [kind]
    assert beside(person).asks_note == "1 asks you"


def test_what_members_say_under_the_words_of_a_new_guest_asks_them_nothing(ada, ben, olga, told):
    post = a_post(by=ada)
    with told():
        a_comment(by=ben, on=post)
    assert len(queries.inbox(ada, only="asks").rows) == beside(ada).asks == 1
    people.change_standing(ada, by=olga, standing="guest")
    ada.refresh_from_db()
    with told():
        a_comment(by=ben, on=post)
    assert len(queries.inbox(ada, only="asks").rows) == beside(ada).asks == 0


@pytest.mark.parametrize("done", ["agree", "uphold", "end"])
def test_what_may_be_upheld_asks_as_long_as_it_would_lapse(done, ada, cara, dana, dirk, pricing, told):
    with told():
        narrowing = a_narrowing(of=a_post(by=ada, body="All about #pricing"), by=dana)
    assert beside(dirk).asks == 1
    by = {"agree": ada, "uphold": dirk, "end": dana}[done]
    getattr(care, done)(narrowing, by=by)
    assert len(queries.inbox(dirk, only="asks").rows) == beside(dirk).asks == 0
