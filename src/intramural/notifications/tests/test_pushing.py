"""What appears on devices: encrypted, signed, once, in time, and only what its person may still read."""

from __future__ import annotations

import time as clocks
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection

from intramural.kit import clock
from intramural.notifications import actions, queries, reasons, tasks
from intramural.notifications.models import Device, News, Push, Rhythm
from intramural.notifications.pushing import handing, keys
from intramural.notifications.testing import hear, heard
from intramural.notifications.tests import push_service
from intramural.notifications.tests.push_service import Browser
from intramural.people import actions as people
from intramural.people.testing import a_person
from intramural.posts import actions as posts
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def service(settings):
    with push_service.running() as found:
        settings.PUSH_HOSTS = (found.host,)
        yield found


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    return lambda: hear(django_capture_on_commit_callbacks)


@pytest.fixture
def now():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def turned_on(service, person, name="phone", **more):
    """The person's browser, which hears of their news from now on."""
    browser = Browser(name)
    actions.add_device(by=person, endpoint=service.address(name), name="Firefox on Android", **browser.keys, **more)
    return browser


def later(now, **more):
    now.shift(timedelta(**more))
    return tasks.hand_over_pushes()


def states(person):
    return sorted(Push.objects.filter(device__person=person).values_list("state", flat=True))


def test_what_asks_somebody_appears_on_their_device(ada, ben, service, told, now):
    phone = turned_on(service, ben)
    a_post(by=ada, title="Secret flour", body="@ben, the words")
    told()
    assert heard(ben) == ["ada mentions you: Secret flour"]
    assert later(now, seconds=119) == 0
    assert later(now, seconds=1) == 1
    [received] = service.to("phone")
    news = News.objects.get(person=ben)
    shown = {"id": news.public_id, "said": "Ada Okonkwo mentions you", "url": f"/for-you/{news.public_id}/"}
    assert phone.read(received) == shown
    assert states(ben) == ["sent"]
    assert later(now, minutes=5) == 0
    assert len(service.received) == 1


def test_it_is_signed_by_the_house_and_tells_nothing_by_its_length(ada, ben, service, told, now, settings):
    settings.DEFAULT_FROM_EMAIL = "Contoso inside <inside@contoso.example>"
    turned_on(service, ben)
    a_post(by=ada, body="@ben")
    a_post(by=a_person("x", name="Somebody with a very much longer name"), body="@ben")
    told()
    later(now, minutes=2)
    one, two = service.received
    said, key = push_service.claims(one)
    assert said["aud"].startswith("http://127.0.0.1")
    assert said["sub"] == "mailto:inside@contoso.example"
    assert 0 < said["exp"] - clock.now().timestamp() <= 24 * 3600
    assert key == keys.ours().shown
    assert one.headers["content-encoding"] == "aes128gcm"
    assert 0 < int(one.headers["ttl"]) <= 24 * 3600
    assert len(one.body) == len(two.body)
    assert one.headers["topic"] != two.headers["topic"]


def test_the_key_pair_follows_from_the_secret_key(settings):
    settings.SECRET_KEY = "a"
    first = keys.ours()
    assert keys.ours() == first
    settings.SECRET_KEY = "b"
    assert keys.ours() != first
    settings.SECRET_KEY = "a"
    assert keys.ours() == first


@pytest.mark.parametrize("kind", News.Kind.values)
def test_of_every_kind_something_is_said(kind):
    assert reasons.pushed(News(kind=kind)).startswith(
        ("Somebody ", "Nobody ", "Some things ", "A space ", "The second thought ")
    )


def test_who_turned_nothing_on_and_what_asks_nothing_is_not_pushed(ada, ben, cara, service, told, now):
    space = a_space("Bakers", owner=ada, members=(ben, cara))
    turned_on(service, ben)
    a_post(by=ada, title="Flour", to=Choice("space", space=space))
    a_post(by=ada, body="@cara")
    told()
    later(now, minutes=3)
    assert service.received == []


def test_people_choose_what_is_pushed(ada, ben, service, told, now):
    space = a_space("Bakers", owner=ada, members=(ben,))
    turned_on(service, ben)
    actions.choose({"kind:mention": ["page"], "space:bakers": ["push"], "kind:reply": ["mail", "push"]}, by=ben)
    assert queries.wishes_of([ben.pk])[ben.pk][f"space:{space.pk}"] == {"page", "push"}
    own = a_post(by=ben, title="Mine")
    a_post(by=ada, title="Flour", to=Choice("space", space=space))
    a_post(by=ada, body="@ben")
    a_comment(by=ada, on=own)
    told()
    later(now, minutes=2)
    assert sorted(Push.objects.values_list("news__kind", flat=True)) == ["post", "reply"]
    assert len(service.received) == 2
    assert heard(ben) == ["ada mentions you: @ben", "ada shares: Flour"]


def test_an_invitation_is_pushed_without_the_name_of_its_space(
    ada, ben, service, told, now, django_capture_on_commit_callbacks
):
    phone = turned_on(service, ben)
    space = a_space("Redwood", owner=ada, gated=True, is_listed=False)
    with django_capture_on_commit_callbacks(execute=True):
        spaces.invite(space, [ben], by=ada)
    told()
    later(now, minutes=2)
    assert phone.read(service.received[0])["said"] == "Ada Okonkwo invites you into a space"


@pytest.mark.parametrize(
    "turn",
    [
        lambda post, ada, ben: posts.change_audience(post, by=ada, choice=Choice("me")),
        lambda post, ada, ben: posts.delete(post, by=ada),
        lambda post, ada, ben: actions.read(News.objects.get(person=ben), by=ben),
        lambda post, ada, ben: actions.finish(News.objects.get(person=ben), by=ben),
        lambda post, ada, ben: actions.silence(News.objects.get(person=ben), "person", by=ben),
        lambda post, ada, ben: type(ben).objects.filter(pk=ben.pk).update(is_active=False),
    ],
    ids=["narrowed", "deleted", "read", "done", "silenced", "shut out"],
)
def test_what_is_over_before_it_leaves_is_dropped_in_silence(turn, ada, ben, service, told, now):
    turned_on(service, ben)
    post = a_post(by=ada, body="@ben, look")
    told()
    turn(post, ada, ben)
    assert later(now, minutes=2) == 0
    assert service.received == []
    assert states(ben) == ["dropped"]


def test_nothing_comes_in_the_quiet(ada, ben, service, told, now):
    phone = turned_on(service, ben)
    now.move_to(NOON.replace(hour=19, minute=59))
    a_post(by=ada, body="@ben")
    told()
    assert later(now, minutes=5) == 0
    assert later(now, hours=10) == 0
    now.move_to(datetime(2026, 3, 5, 7, tzinfo=UTC))
    assert tasks.hand_over_pushes() == 1
    assert phone.read(service.received[0])["said"] == "Ada Okonkwo mentions you"


def test_a_quiet_that_was_chosen_meanwhile_holds_too(ada, ben, service, told, now):
    turned_on(service, ben)
    a_post(by=ada, body="@ben")
    told()
    actions.choose_rhythm(by=ben, quiet_from=time(11), quiet_to=time(13))
    assert later(now, minutes=2) == 0
    assert later(now, minutes=58) == 1


def test_what_waits_at_the_service_does_not_come_in_the_quiet(ada, ben, service, told, now):
    turned_on(service, ben)
    now.move_to(NOON.replace(hour=19, minute=30))
    a_post(by=ada, body="@ben")
    told()
    later(now, minutes=2)
    assert service.received[0].headers["ttl"] == str(28 * 60)


def test_each_device_hears_of_it_and_new_ones_not_of_what_was(ada, ben, service, told, now):
    for name in ("phone", "desk"):
        turned_on(service, ben, name)
    a_post(by=ada, body="@ben")
    told()
    turned_on(service, ben, "late")
    later(now, minutes=2)
    assert sorted(each.path for each in service.received) == ["/desk", "/phone"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_the_service_knows_no_more_ends(status, ada, ben, service, told, now):
    turned_on(service, ben)
    service.answers.append(status)
    a_post(by=ada, body="@ben")
    told()
    assert later(now, minutes=2) == 0
    assert queries.devices(ben) == []
    assert not Push.objects.exists()


def test_what_is_put_off_is_tried_again_and_given_up_after_a_day(ada, ben, service, told, now):
    Rhythm.objects.create(person=ben, quiet_from=None, quiet_to=None)
    turned_on(service, ben)
    service.answers += [503, (429, {"Retry-After": "900"})]
    a_post(by=ada, body="@ben")
    told()
    assert later(now, minutes=2) == 0
    assert later(now, seconds=59) == 0
    assert len(service.received) == 1
    assert later(now, seconds=1) == 0
    assert later(now, minutes=14) == 0
    assert len(service.received) == 2
    service.always = 500
    for _ in range(30):
        later(now, hours=1)
    assert states(ben) == ["refused"]
    tries = len(service.received)
    assert 4 < tries < 12
    later(now, hours=30)
    assert len(service.received) == tries


def test_what_is_refused_is_not_tried_again_and_no_redirect_is_followed(ada, ben, service, told, now):
    turned_on(service, ben)
    service.answers += [400, (307, {"Location": service.address("elsewhere")})]
    a_post(by=ada, body="@ben")
    a_post(by=ada, body="@ben")
    told()
    later(now, minutes=2)
    later(now, hours=1)
    assert states(ben) == ["refused", "refused"]
    assert len(service.received) == 2


def test_of_what_nobody_can_tell_one_more_is_sent_and_never_two(ada, ben, service, told, now):
    turned_on(service, ben)
    service.always = "hang up"
    a_post(by=ada, body="@ben")
    told()
    for _ in range(6):
        later(now, minutes=10)
    assert len(service.received) == 2
    assert service.received[0].headers["topic"] == service.received[1].headers["topic"]
    assert states(ben) == ["unsure"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_house_that_stops_while_it_sends_sends_one_more_at_most(moment, ada, ben, service, told, now, monkeypatch):
    turned_on(service, ben)
    a_post(by=ada, body="@ben")
    told()

    class Stopped(BaseException):
        pass

    def stops(*given):
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(handing, "_posted" if moment == "before" else "_mark", stops)
        with pytest.raises(Stopped):
            later(now, minutes=2)
    assert later(now, minutes=1) == 0
    later(now, minutes=6)
    for _ in range(4):
        later(now, minutes=10)
    assert len(service.received) == (1 if moment == "before" else 2)
    assert states(ben) == ["sent"]


@pytest.mark.parametrize("trouble", ["silence", "slow"])
def test_a_slow_service_holds_up_nobody_for_long(trouble, ada, ben, cara, service, told, now, settings, monkeypatch):
    monkeypatch.setattr(handing.outgoing, "SECONDS", 1.0)
    monkeypatch.setattr(handing, "A_WHILE", 0.5)
    with push_service.running() as other:
        settings.PUSH_HOSTS = (service.host, other.host)
        turned_on(other, ben)
        turned_on(service, cara)
        other.always = trouble
        Device.objects.filter(person=ben).update(host="slow.example")
        for _ in range(25):
            a_post(by=ada, body="@ben")
        a_post(by=ada, body="@cara")
        told()
        began = clocks.perf_counter()
        for _ in range(3):
            later(now, minutes=2)
        assert clocks.perf_counter() - began < 15
        assert service.received


def test_a_service_that_is_not_there_costs_nothing(ada, ben, service, told, now):
    turned_on(service, ben)
    address = Device.objects.get().endpoint
    service.stop()
    a_post(by=ada, body="@ben")
    told()
    assert later(now, minutes=2) == 0
    assert states(ben) == ["waiting"]
    assert Device.objects.get().endpoint == address


def test_who_is_signed_out_or_has_a_new_password_is_pushed_nothing(ada, ben, service, told, now, signed_in):
    here, there = signed_in(ben), signed_in(ben)
    turned_on(service, ben, "here", session_key=here.session.session_key)
    turned_on(service, ben, "there", session_key=there.session.session_key)
    people.end_other_sessions(by=ben, but=here.session.session_key)
    assert [device.endpoint for device in queries.devices(ben)] == [service.address("here")]
    a_post(by=ada, body="@ben")
    told()
    ben.set_password("something quite new")
    ben.save()
    assert later(now, minutes=2) == 0
    assert service.received == []
    assert queries.devices(ben) == []


def test_a_new_secret_key_ends_what_was_made_under_the_old_one(ada, ben, service, told, now, settings):
    turned_on(service, ben)
    a_post(by=ada, body="@ben")
    told()
    settings.SECRET_KEY = "another"
    assert later(now, minutes=2) == 0
    assert queries.devices(ben) == []


def test_nothing_leaves_where_push_is_off(ada, ben, service, told, now, settings):
    turned_on(service, ben)
    settings.PUSH_HOSTS = ()
    a_post(by=ada, body="@ben")
    told()
    assert not Push.objects.exists()
    settings.PUSH_HOSTS = (service.host,)
    a_post(by=ada, body="@ben")
    told()
    settings.PUSH_HOSTS = ("push.example.com",)
    assert later(now, minutes=2) == 0
    assert states(ben) == ["dropped"]


def test_old_pushes_are_forgotten(ada, ben, service, told, now):
    turned_on(service, ben)
    a_post(by=ada, body="@ben")
    told()
    later(now, minutes=2)
    assert tasks.forget_pushes() == 0
    now.shift(timedelta(days=8))
    assert tasks.forget_pushes() == 1


def test_handing_over_costs_the_same_however_many_there_are(ada, ben, service, told, now, django_assert_num_queries):
    turned_on(service, ben)
    for _ in range(3):
        a_post(by=ada, body="@ben")
    told()
    now.shift(timedelta(minutes=2))
    with django_assert_num_queries(handed(3)):
        assert tasks.hand_over_pushes() == 3
    for _ in range(9):
        a_post(by=ada, body="@ben")
    told()
    now.shift(timedelta(minutes=2))
    with django_assert_num_queries(handed(9)):
        assert tasks.hand_over_pushes() == 9


def handed(count):
    """Whether any was lost, or is due; a savepoint, what is free, claimed, read, rhythms, sight, its end; rhythms; what was handed out; a mark each; nothing is due.
    On PostgreSQL the posts are held meanwhile."""
    return 11 + count + 1 + (connection.vendor == "postgresql")
