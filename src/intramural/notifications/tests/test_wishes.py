"""What people choose, and what then happens: by the page, by mail, quietly."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.mail import actions as mail_actions
from intramural.mail import addresses
from intramural.mail.models import Letter
from intramural.mail.tasks import hand_over_letters, hand_over_notices
from intramural.notifications import actions, queries, tasks
from intramural.notifications.models import News, Rhythm, Wish
from intramural.notifications.testing import hear, heard
from intramural.people.models import Following
from intramural.people.testing import a_token
from intramural.posts import actions as posts
from intramural.posts.beside import Beside
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    return lambda: hear(django_capture_on_commit_callbacks)


def mailed(person):
    letters = Letter.objects.filter(person=person).order_by("pk")
    return [(letter.reason, letter.bundle) for letter in letters]


def test_who_chose_nothing_is_mailed_what_asks_them_once_a_day(ada, ben, told):
    space = a_space("Bakers", owner=ada, members=(ben,))
    a_post(by=ada, title="Flour", to=Choice("space", space=space))
    a_post(by=ada, body="@ben, look")
    told()
    assert len(heard(ben)) == 2
    assert mailed(ben) == [("because you are mentioned", "daily")]
    tasks.decide()
    assert len(mailed(ben)) == 1


def test_who_chose_mail_only_hears_of_every_kind_of_thread(ada, ben, told):
    space = a_space("Bakers", owner=ada, members=(ben,))
    actions.choose({"space:bakers": ["mail"], "kind:thanked": ["mail"], "kind:accepted": ["mail"]}, by=ben)
    own = a_post(by=ben, title="Mine", to=Choice("space", space=space))
    question = a_post(by=ben, title="Which?", kind="question", to=Choice("space", space=space))
    followed = a_post(by=ada, title="Followed", to=Choice("space", space=space))
    posts.follow(followed, by=ben)
    a_post(by=ada, title="Asked", body="@ben", kind="question", to=Choice("space", space=space))
    a_post(by=ada, title="Named", body="@ben", to=Choice("space", space=space))
    a_post(by=ada, title="Thanks", kind="kudos", beside=Beside(honours=(ben,)))
    for post in (own, question, followed):
        a_comment(by=ada, on=post)
    told()
    assert heard(ben) == []
    kinds = set(News.objects.filter(person=ben).values_list("kind", flat=True))
    assert kinds == {"reply", "answer", "comment", "post", "asked", "mention", "thanked"}
    assert len(mailed(ben)) == News.objects.filter(person=ben).count()


def test_page_only_is_not_mailed(ada, ben, told):
    a_space("Bakers", owner=ada, members=(ben,))
    space = ben.spaces.get()
    actions.choose({"space:bakers": ["page"]}, by=ben)
    a_post(by=ada, body="@ben", to=Choice("space", space=space))
    told()
    assert len(heard(ben)) == 1
    assert mailed(ben) == []


def test_who_cannot_be_mailed_sees_it_on_the_page(ada, ben, told):
    actions.choose({"kind:mention": ["mail"]}, by=ben)
    type(ben).objects.filter(pk=ben.pk).update(email=None)
    a_post(by=ada, body="@ben")
    told()
    assert len(heard(ben)) == 1


def test_mails_wait_for_the_end_of_the_quiet_hours(ada, ben, told):
    type(ben).objects.filter(pk=ben.pk).update(time_zone="Europe/Berlin")
    actions.choose_rhythm(by=ben, bundle="")
    with time_machine.travel(datetime(2026, 3, 2, 20, 30, tzinfo=UTC), tick=False):
        a_post(by=ada, body="@ben")
        told()
    letter = Letter.objects.get(person=ben)
    assert (letter.due_at, letter.bundle) == (datetime(2026, 3, 3, 6, tzinfo=UTC), "daily")


def test_what_could_not_leave_in_time_waits_for_the_end_of_the_quiet(ada, ben, told):
    type(ben).objects.filter(pk=ben.pk).update(time_zone="Europe/Berlin")
    actions.choose_rhythm(by=ben, bundle="")
    with time_machine.travel(datetime(2026, 3, 2, 18, 0, tzinfo=UTC), tick=False) as now:
        a_post(by=ada, body="@ben")
        told()
        letter = Letter.objects.get(person=ben)
        assert (letter.due_at, letter.bundle, letter.until) == (
            datetime(2026, 3, 2, 18, 2, tzinfo=UTC), "", datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
        )  # fmt: skip
        now.move_to(datetime(2026, 3, 2, 19, 30, tzinfo=UTC))
        assert (hand_over_letters(), tasks.put_off_mails(), tasks.put_off_mails()) == (0, 1, 0)
        letter.refresh_from_db()
        assert (letter.due_at, letter.bundle) == (datetime(2026, 3, 3, 6, tzinfo=UTC), "daily")
        now.move_to(datetime(2026, 3, 3, 6, 1, tzinfo=UTC))
        assert (hand_over_letters(), hand_over_letters()) == (1, 0)


def test_a_weekly_note_says_that_something_was_kept_quiet(ada, ben, cara, told):
    Following.objects.create(person=ben, followed=ada)
    Following.objects.create(person=cara, followed=ada)
    for one in (ben, cara):
        actions.choose({"kind:post": []}, by=one)
    actions.choose_rhythm(by=cara, notes_quiet=False)
    with time_machine.travel(datetime(2026, 3, 6, 10, tzinfo=UTC), tick=False) as now:
        post = a_post(by=ada, title="Quiet")
        told()
        assert heard(ben) == []
        assert tasks.note_quiet() == 0
        now.move_to(datetime(2026, 3, 9, 9, tzinfo=UTC))
        assert tasks.note_quiet() == 1
        assert tasks.note_quiet() == 0
        assert heard(ben) == ["nobody : Some things were kept quiet"]
        assert heard(ben, only="quiet") == ["ada shares: Quiet"]
        News.objects.filter(kind="quiet").delete()
        posts.change_audience(post, by=ada, choice=Choice("me"))
        assert tasks.note_quiet() == 0


def test_who_lives_by_mail_is_mailed_what_was_kept_quiet_and_may_still_be_read(ada, ben, told, mailoutbox):
    Following.objects.create(person=ben, followed=ada)
    actions.choose({"kind:post": [], "kind:reply": ["mail"]}, by=ben)
    with time_machine.travel(datetime(2026, 3, 6, 10, tzinfo=UTC), tick=False) as now:
        a_post(by=ada, title="Flour is here")
        hidden = a_post(by=ada, title="Not for long")
        told()
        now.move_to(datetime(2026, 3, 9, 8, tzinfo=UTC))
        assert (tasks.note_quiet(), tasks.note_quiet()) == (1, 0)
        assert heard(ben) == []
        posts.change_audience(hidden, by=ada, choice=Choice("me"))
        now.move_to(datetime(2026, 3, 9, 9, tzinfo=UTC))
        hand_over_notices()
        (mail,) = mailoutbox
        assert (mail.subject, mail.to) == ("Kept quiet this week", [ben.email])
        assert "- Flour is here (Ada Okonkwo)\n  http://testserver/posts/" in mail.body
        assert "Not for long" not in str(mail.message())
        assert "One-Click" in mail.message()["List-Unsubscribe-Post"]
        assert tasks.note_quiet() == 0
        hand_over_notices()
        assert len(mailoutbox) == 1


@pytest.mark.parametrize("ways", [[], ["mail"]])
def test_who_has_the_note_of_the_week_is_not_asked_about_again(ada, ben, told, monkeypatch, ways):
    Following.objects.create(person=ben, followed=ada)
    actions.choose({"kind:post": [], "kind:reply": ways}, by=ben)
    with time_machine.travel(datetime(2026, 3, 6, 10, tzinfo=UTC), tick=False) as now:
        a_post(by=ada, title="Flour is here")
        told()
        now.move_to(datetime(2026, 3, 9, 9, tzinfo=UTC))
        assert tasks.note_quiet() == 1
        monkeypatch.setattr(tasks.queries, "quiet_since", pytest.fail)
        assert tasks.note_quiet() == 0


def test_a_note_of_which_nothing_is_left_does_not_leave_and_without_mail_it_is_on_the_page(ada, ben, cara, told, mailoutbox):
    for one in (ben, cara):
        Following.objects.create(person=one, followed=ada)
        actions.choose({"kind:post": [], "kind:reply": ["mail"]}, by=one)
    mail_actions.leave(cara, addresses.DIGESTS)
    with time_machine.travel(datetime(2026, 3, 6, 10, tzinfo=UTC), tick=False) as now:
        post = a_post(by=ada, title="Flour is here")
        told()
        now.move_to(datetime(2026, 3, 9, 9, tzinfo=UTC))
        assert tasks.note_quiet() == 2
        posts.change_audience(post, by=ada, choice=Choice("people", people=(cara,)))
        hand_over_notices()
        assert not mailoutbox
        assert heard(cara) == ["nobody : Some things were kept quiet"]


@pytest.mark.parametrize("name", ["kind:weather", "space:nowhere", "topic:nothing", "post:1", "nonsense"])
def test_what_is_not_there_cannot_be_chosen(ada, name):
    with pytest.raises(Unacceptable):
        actions.choose({name: ["page"]}, by=ada)
    with pytest.raises(Unacceptable):
        actions.choose({"kind:post": ["pigeon"]}, by=ada)


def test_a_rhythm_without_room_is_refused(ada):
    for wrong in ({"only_at_work": True, "work_days": ""}, {"quiet_to": None}, {"bundle": "hourly"}, {"work_from": None}):
        with pytest.raises(Unacceptable):
            actions.choose_rhythm(by=ada, **wrong)
    assert not Rhythm.objects.exists()


def test_the_form_keeps_what_is_chosen(ada, ben, signed_in):
    a_space("Bakers", owner=ada, members=(ben,))
    form = {
        "kind:mention": "mail", "kind:post": "nothing", "kind:reply": "usual", "space:bakers": "page,mail", "everything": "",
        "bundle": "weekly", "quiet_from": "21:30", "quiet_to": "06:00", "work_from": "08:00", "work_to": "16:00",
        "work_days": ["1", "2"],
    }  # fmt: skip
    browser = signed_in(ben)
    assert browser.post("/settings/notifications/", form).status_code == 302
    assert queries.wishes_of([ben.pk])[ben.pk] == {
        "kind:mention": {"mail"}, "kind:post": set(), f"space:{ben.spaces.get().pk}": {"page", "mail"}
    }  # fmt: skip
    kept = Rhythm.objects.get(person=ben)
    assert (kept.bundle, kept.quiet_from, kept.work_days, kept.notes_quiet) == ("weekly", time(21, 30), "12", False)
    page = browser.get("/settings/notifications/").content.decode()
    assert 'value="21:30"' in page
    browser.post("/settings/notifications/", {**form, "everything": "mail"})
    assert Wish.objects.filter(person=ben, about="kind").values_list("ways", flat=True).distinct().get() == "mail"
    wrong = browser.post("/settings/notifications/", {**form, "quiet_to": "", "kind:post": "page"})
    assert wrong.status_code == 422
    assert "Give both, or neither." in wrong.content.decode()
    assert queries.wishes_of([ben.pk])[ben.pk]["kind:post"] == {"mail"}


def test_programs_read_and_set_what_their_person_wants(client, ada, ben):
    a_space("Bakers", owner=ada, members=(ben,))
    header = {"Authorization": f"Bearer {a_token(ben)}"}
    asked = client.get("/api/v1/me/notifications", headers=header).json()
    assert asked["ways"]["kind:post"] is None
    assert asked["ways"]["space:bakers"] is None
    assert asked["quiet_from"] == "20:00"
    given = {"ways": {"kind:post": ["mail"], "space:bakers": []}, "quiet_from": None, "quiet_to": None, "bundle": "weekly"}
    changed = client.patch("/api/v1/me/notifications", given, content_type="application/json", headers=header)
    assert changed.status_code == 200, changed.content
    now = client.get("/api/v1/me/notifications", headers=header).json()
    assert now == changed.json()
    assert now["ways"]["kind:post"] == ["mail"]
    assert now["ways"]["space:bakers"] == []
    assert (now["quiet_from"], now["bundle"]) == (None, "weekly")
    refused = client.patch(
        "/api/v1/me/notifications", {"quiet_from": "late"}, content_type="application/json", headers=header
    )
    assert refused.status_code == 422


def test_the_settings_cost_the_same_however_much_there_is(ada, ben, signed_in, django_assert_max_num_queries):
    for n in range(5):
        a_space(f"Space {n}", owner=ada, members=(ben,))
    browser = signed_in(ben)
    browser.get("/settings/notifications/")
    with django_assert_max_num_queries(9):
        browser.get("/settings/notifications/")


def test_old_news_is_not_decided_anew(ada, ben, told):
    a_post(by=ada, body="@ben")
    told()
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert tasks.decide() == 0
