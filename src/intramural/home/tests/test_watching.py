"""Who watches what they look after is told within a minute when it goes wider (R11); who is to look after it is told too (R15)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intramural.care import actions as care
from intramural.care import doors
from intramural.care.models import Concern, Narrowing
from intramural.care.queries import watches as queries
from intramural.kit import clock
from intramural.mail import addresses
from intramural.mail.models import Notice
from intramural.mail.outgoing import notices, watching
from intramural.notifications import actions as devices
from intramural.notifications import tasks as notifications
from intramural.notifications.testing import heard
from intramural.notifications.tests import push_service
from intramural.people import actions as people
from intramural.posts import actions as posts
from intramural.posts.reach import Choice
from intramural.posts.tasks import tell_released
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space
from intramural.stewards import actions as stewards
from intramural.stewards.testing import a_stewardship

pytestmark = pytest.mark.django_db


@pytest.fixture
def watched(pricing, dana):
    stewards.watch(pricing, beyond="unit", by=dana)
    return pricing


def sent(person) -> list:
    return [each for each in mail.outbox if each.to == [person.email]]


def test_a_notice_leaves_within_a_minute(watched, ben, dana, django_capture_on_commit_callbacks):
    """The keeper comes round every two seconds; the author's undo window is the usual one."""
    with time_machine.travel(clock.now(), tick=False) as time:
        began = clock.now()
        ben.undo_seconds = 20
        with django_capture_on_commit_callbacks(execute=True):
            posts.publish(by=ben, title="New prices", body="All will cost more. #pricing", why_wide="Everybody sells.")
        while not sent(dana) and clock.now() < began + timedelta(minutes=5):
            time.shift(timedelta(seconds=2))
            with django_capture_on_commit_callbacks(execute=True):
                tell_released()
            notifications.decide()
            notices.hand_over()
        assert timedelta(seconds=20) <= clock.now() - began <= timedelta(seconds=60)
        assert heard(dana, only="following") == ["ben shares something that you look after: New prices"]
    (told,) = sent(dana)
    assert told.subject == "Pricing goes wider: Everyone here"
    for words in ("New prices", "All will cost more.", "Ben Haddad", "Everybody sells.", "wider than units"):
        assert words in told.body


def test_not_of_what_stays_within_nor_of_ones_own_nor_of_what_one_may_not_read(watched, ada, ben, dana, operations, told):
    board = a_space("Board", owner=ada, members=(ben,), gated=True)
    with told():
        a_post(by=ben, body="#pricing", to=Choice("units", units=(operations,)))
        a_post(by=ben, body="#pricing", to=Choice("space", space=board))
        a_post(by=dana, body="#pricing")
        a_post(by=ben, body="Lunch.")
    assert not Notice.objects.filter(kind="wider").exists()


def test_nobody_is_told_who_did_not_ask(pricing, ben, told):
    with told():
        a_post(by=ben, body="#pricing")
    assert not Notice.objects.exists()


def test_a_widening_is_told_and_a_smaller_circle_is_not(watched, ben, dana, sales, told):
    with told():
        post = a_post(by=ben, body="#pricing", to=Choice("people", people=(dana,)))
    assert not sent(dana)
    with told():
        posts.change_audience(post, by=ben, choice=Choice())
    assert [each.subject for each in sent(dana)] == ["Pricing goes wider: Everyone here"]
    stewards.watch(watched, beyond="named", by=dana)
    with told():
        posts.change_audience(post, by=ben, choice=Choice("units", units=(sales,)))
    _, recalled = sent(dana)
    assert recalled.subject == "An earlier mail of ours: please delete it", (
        "she was mailed its words, and may not read it now"
    )


def test_an_edit_that_makes_it_theirs_is_told_and_another_is_not(watched, ben, dana, told):
    with told():
        post = a_post(by=ben, body="Lunch.")
        posts.edit(post, by=ben, body="Lunch costs more. #pricing")
    assert len(sent(dana)) == 1
    with told():
        old = a_post(by=ben, body="#pricing")
    Notice.objects.all().delete()
    with told():
        posts.edit(old, by=ben, body="#pricing, indeed")
    assert not Notice.objects.exists()


def test_what_holds_no_longer_when_it_would_leave_is_told_to_nobody(watched, ben, dana, django_capture_on_commit_callbacks):
    for undone in (
        lambda post: stewards.watch(watched, beyond="", by=dana),
        lambda post: posts.change_audience(post, by=ben, choice=Choice("me")),
        lambda post: stewards.entrust(watched, steward=None, deputy=None, by=dana),
    ):
        with django_capture_on_commit_callbacks(execute=True):
            post = a_post(by=ben, body="#pricing")
        with django_capture_on_commit_callbacks(execute=True):
            tell_released()
        notice = Notice.objects.get(kind="wider", post=post)
        undone(post)
        notices.hand_over()
        notice.refresh_from_db()
        assert notice.state == "dropped"
        stewards.watch(watched, beyond="unit", by=dana) if watched.steward else None


def test_it_is_pushed_at_once_to_whoever_has_a_device(watched, ben, dana, told, settings):
    with push_service.running() as service, time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC), tick=False):
        settings.PUSH_HOSTS = (service.host,)
        phone = push_service.Browser("phone")
        devices.add_device(by=dana, endpoint=service.address("phone"), name="Phone", **phone.keys)
        with told():
            a_post(by=ben, title="New prices", body="#pricing")
        assert notifications.hand_over_pushes() == 1
        assert phone.read(service.to("phone")[0])["said"] == "Ben Haddad shares something that you look after"


def test_an_answer_to_it_is_for_the_author_in_private_and_a_word_makes_it_smaller(watched, ben, dana, told, settings):
    settings.MAIL_COMES_IN = True
    with told():
        post = a_post(by=ben, body="#pricing")
    (told_so,) = sent(dana)
    assert told_so.message()["Reply-To"] == addresses.care_address(post, dana)
    (door,) = [line for line in told_so.body.splitlines() if "/care/post/" in line]
    page = Client().get("/" + door.split("/", 3)[3]).content.decode()
    assert "Make it smaller now" in page
    Client().post(doors.to_post(post, dana), {"do": "narrow", "because": "Not yet.", "audience": "matter"})
    assert Narrowing.objects.get().by == dana
    assert not Concern.objects.exists()


# Being told


def test_who_is_named_gets_one_mail_and_a_line(pricing, dana, dirk, cara, olga, told):
    with told():
        stewards.entrust(pricing, steward=cara, deputy=dirk, by=olga)
    assert {each.to[0].partition("@")[0]: each.subject for each in mail.outbox} == {
        "cara": "You look after Pricing now",
        "dana": "You do not look after Pricing any more",
    }
    assert "Olga Novak has named you as steward" in sent(cara)[0].body
    assert "Cara Lindqvist looks after it from now on." in sent(dana)[0].body
    assert heard(cara, only="following") == ["olga has named you as steward: Pricing"]
    assert heard(dana, only="following") == ["olga has named others to look after it: Pricing"]
    mail.outbox.clear()
    with told():
        stewards.entrust(pricing, steward=cara, deputy=dirk, by=olga)
        stewards.entrust(pricing, steward=cara, deputy=olga, by=olga)
    assert [each.to for each in mail.outbox] == [[dirk.email]], "nobody is told of what they do themselves"


def test_the_deputy_acts_and_is_told_within_a_minute_of_the_steward_leaving(pricing, ben, dana, dirk, olga, told):
    with time_machine.travel(clock.now(), tick=False):
        with told():
            people.deactivate(dana, by=olga)
        (acts,) = sent(dirk)
        assert acts.subject == "You act for Dana Silva now"
        assert "  Pricing" in acts.body
        assert heard(dirk, only="following") == ["dana cannot look after it just now, so you do: Pricing"]
        with told():
            post = a_post(by=ben, body="#pricing")
        assert Client().post(doors.to_post(post, dirk), {"do": "narrow", "because": "Not yet."}).status_code == 302
    assert Narrowing.objects.get().by == dirk


def test_one_mail_of_all_that_a_deputy_acts_for_while_the_steward_is_away(pricing, dana, dirk, told):
    a_stewardship(topic="rebates", steward=dana, deputy=dirk)
    with told():
        stewards.go_away(by=dana, through=clock.now().date() + timedelta(days=9))
    (acts,) = sent(dirk)
    assert "Pricing" in acts.body
    assert "Rebates" in acts.body
    assert "is away through" in acts.body
    assert len(heard(dirk, only="following")) == 2


def test_who_came_back_before_the_mail_leaves_changes_nothing_for_the_deputy(
    pricing, dana, dirk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        stewards.go_away(by=dana, through=date(2027, 1, 1) if clock.now().year < 2027 else clock.now().date())
    stewards.come_back(by=dana)
    notices.hand_over()
    assert not mail.outbox


def test_operators_hear_of_what_nobody_looks_after_until_somebody_does(pricing, dana, dirk, cara, olga, told):
    with told():
        people.deactivate(dirk, by=olga)
    assert not heard(olga)
    with told():
        people.deactivate(dana, by=olga)
    assert heard(olga, only="following") == ["nobody : Pricing"]
    assert not heard(cara)
    with told():
        stewards.entrust(pricing, steward=cara, deputy=None, by=olga)
    assert not heard(olga)


def test_letting_somebody_in_makes_nothing_wider_and_stops_no_mail(
    pricing, ada, ben, dana, cara, operations, django_capture_on_commit_callbacks
):
    """Found by the full matrix: whoever watched a post into which somebody had been let held up all short mails."""
    stewards.watch(pricing, beyond="named", by=dana)
    circle = Choice("units", units=(operations,), known_to=Choice())
    facts = {"title": "Prices", "summary": "What changes in #pricing.", "body": "All 4 % more. @dana"}
    dana.unit = operations
    dana.save()
    with django_capture_on_commit_callbacks(execute=True):
        post = a_post(by=ben, to=circle, **facts)
        asked = care.ask_for_access(post, by=cara)
        care.answer_access(asked, by=ben, answer="yes")
    post.refresh_from_db()
    assert post.audience.base is not None
    assert queries.how_wide(post.audience, post) == queries.how_wide(post.audience.base, post)
    notices.tell(dana, Notice.Kind.WIDER, "now", post=post, stewardship=pricing)
    notices.hand_over()
    assert not Notice.objects.filter(state=Notice.State.WAITING, due_at__lte=clock.now()).exists()


def test_what_cannot_be_looked_at_does_not_hold_up_the_rest(watched, ben, dana, monkeypatch):
    post = a_post(by=ben, body="All will cost more. #pricing")
    notices.tell(dana, Notice.Kind.WIDER, "first", post=post, stewardship=watched)
    notices.tell(dana, Notice.Kind.OPENED, "second", post=post)
    monkeypatch.setattr(watching, "is_wanted", lambda notice: 1 / 0)
    notices.hand_over()
    states = dict(Notice.objects.values_list("key", "state"))
    assert (states["wider:first"], states["opened:second"]) == ("waiting", "dropped")
    assert "could not be written" in Notice.objects.get(key="wider:first").said
