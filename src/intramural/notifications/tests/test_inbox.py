"""Who hears of what, why, and once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.care import actions as care
from intramural.kit import clock
from intramural.mail.models import Letter
from intramural.notifications import actions, queries, tasks
from intramural.notifications.models import News, Wish
from intramural.notifications.testing import hear, heard
from intramural.people import actions as people
from intramural.people.models import Following
from intramural.people.testing import a_person
from intramural.posts import actions as posts
from intramural.posts import tasks as keeper
from intramural.posts.beside import Beside
from intramural.posts.reach import Choice, NotBefore
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.topics.models import Topic, TopicFollow

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Lets everything be told that is out."""
    return lambda: hear(django_capture_on_commit_callbacks)


def reasons(person, only="following"):
    return [line.reason for line in queries.inbox(person, only=only).rows]


def test_who_is_named_hears_of_it_first_and_once(ada, ben, cara, told):
    space = a_space("Bakers", owner=ada, members=(ben, cara))
    Following.objects.create(person=ben, followed=ada)
    a_post(by=ada, title="Flour", body="@ben, what is left? @ada", kind="question", to=Choice("space", space=space))
    told()
    assert heard(ben) == ["ada asks you: Flour"]
    assert reasons(ben, "asks") == ["because the question names you"]
    assert heard(cara) == ["ada shares: Flour"]
    assert reasons(cara) == ["because you are in Bakers"]
    assert heard(ada) == []


def test_the_nearest_reason_is_given(ada, ben, cara, rosa, told):
    space = a_space("Bakers", owner=ada, members=(ben, cara, rosa))
    pay = Topic.objects.create(slug="pay", name="Pay")
    Following.objects.create(person=ben, followed=ada)
    TopicFollow.objects.create(topic=pay, person=ben)
    TopicFollow.objects.create(topic=pay, person=cara)
    a_post(by=ada, body="More #pay for all", to=Choice("space", space=space))
    told()
    assert [reasons(one) for one in (ben, cara, rosa)] == [
        ["because you follow Ada Okonkwo"], ["because you follow Pay"], ["because you are in Bakers"]
    ]  # fmt: skip


def test_nobody_hears_before_it_is_out(ada, ben, told):
    ada.undo_seconds = 30
    with time_machine.travel(clock.now(), tick=False) as time:
        a_post(by=ada, body="@ben, come")
        told()
        assert heard(ben) == []
        time.shift(timedelta(seconds=31))
        told()
        assert heard(ben) == ["ada mentions you: @ben, come"]


@pytest.mark.parametrize("undo_seconds", [0, 20])
def test_who_looks_after_it_hears_of_its_day_once(
    ben, dana, dirk, pricing, django_capture_on_commit_callbacks, told, undo_seconds
):
    ben.undo_seconds = undo_seconds
    with time_machine.travel(clock.now(), tick=False) as time:
        with django_capture_on_commit_callbacks(execute=True):
            waits = NotBefore(clock.now() + timedelta(days=3), Choice())
            post = a_post(by=ben, title="Merger", body="#pricing", to=Choice("people", people=(dana,)), not_before=waits)
        told()
        assert News.objects.filter(kind="embargo").exists() is (undo_seconds == 0)
        time.shift(timedelta(seconds=21))
        told()
        by_person = News.objects.filter(kind="embargo").values_list("person__handle", flat=True)
        assert sorted(by_person) == ["dana", "dirk"]
        assert actions.tell_of_waiting(post.pk) == 0
        assert set(Letter.objects.filter(post=post).values_list("person__handle", flat=True)) == {"dana", "dirk"}
        assert heard(dana) == ["ben has chosen the day before which it is not for all: Merger"]
        time.shift(timedelta(days=4))
        with django_capture_on_commit_callbacks(execute=True):
            keeper.open_embargoes()
        told()
        assert News.objects.filter(kind="embargo").count() == 2


def test_nobody_hears_of_what_they_may_not_read(ada, ben, cara, told):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    a_post(by=ada, body="@cara and @ben", to=Choice("space", space=space))
    told()
    assert not News.objects.filter(person=cara).exists()
    assert len(heard(ben)) == 1


def test_what_is_taken_away_is_gone_from_the_inbox(ada, ben, told):
    post = a_post(by=ada, body="@ben, look")
    told()
    posts.change_audience(post, by=ada, choice=Choice("me"))
    assert heard(ben) == []
    posts.change_audience(post, by=ada, choice=Choice())
    assert len(heard(ben)) == 1
    said = a_comment(by=ada, on=post, body="@ben, and this")
    told()
    assert len(heard(ben)) == 2
    posts.delete_comment(said, by=ada)
    assert len(heard(ben)) == 1
    posts.delete(post, by=ada)
    assert heard(ben) == []


def test_told_twice_it_is_there_once(ada, ben, told):
    post = a_post(by=ada, body="@ben, look")
    told()
    assert actions.tell_of_post(post.pk) == 0
    assert len(heard(ben)) == 1


def test_an_answer_asks_its_question_to_be_closed(ada, ben, cara, told):
    question = a_post(by=ada, title="Which flour?", body="We have two.", kind="question")
    answer = a_comment(by=ben, on=question, body="The dark one")
    told()
    assert heard(ada, only="asks") == ["ben answers your question: Which flour?"]
    accept(answer, ada, told)
    assert heard(ada, only="asks") == []
    assert heard(ada, only="done") == ["ben answers your question: Which flour?"]
    assert heard(ben) == ["ada says that your answer helped: Which flour?"]
    posts.unaccept(answer, by=ada)
    actions.take_back_acceptance(answer.pk)
    assert heard(ben) == []
    a_comment(by=cara, on=question, body="The light one", parent=answer)
    told()
    assert heard(ben) == ["cara replies to you: Which flour?"]


def accept(answer, person, told):
    posts.accept(answer, by=person)
    actions.tell_of_acceptance(answer.post_id, answer.pk)
    told()


def test_who_follows_a_post_hears_what_is_said_there(ada, ben, cara, told):
    post = a_post(by=ada, title="Flour", body="It comes on Monday.")
    posts.follow(post, by=cara)
    a_comment(by=ben, on=post, body="At last")
    told()
    assert heard(ada) == ["ben replies to you: Flour"]
    assert heard(cara) == ["ben says: Flour"]
    assert reasons(cara) == ["because you follow this post"]


def test_answering_does_what_was_asked(ada, ben, told):
    post = a_post(by=ada, title="Flour", body="@ben, what is left?", kind="question")
    told()
    a_comment(by=ben, on=post, body="Two sacks")
    told()
    assert heard(ben, only="asks") == []
    assert heard(ben, only="done") == ["ada asks you: Flour"]


def test_who_is_thanked_hears_of_it(ada, ben, told):
    a_post(by=ada, body="You saved the day.", kind="kudos", beside=Beside(honours=(ben,)))
    told()
    assert heard(ben) == ["ada thanks you: You saved the day."]


def test_nobody_is_thanked_by_what_is_no_thanks_any_more(ada, ben, told):
    ada.undo_seconds = 30
    post = a_post(by=ada, body="You saved the day.", kind="kudos", beside=Beside(honours=(ben,)))
    posts.withdraw(post, by=ada)
    post.refresh_from_db()
    ada.undo_seconds = 0
    a_post(by=ada, body="The day is saved.", draft=post)
    told()
    assert heard(ben) == []


def test_an_invitation_waits_until_it_is_answered(ada, ben, django_capture_on_commit_callbacks):
    space = a_space("Merger", owner=ada, gated=True, is_listed=False)
    with django_capture_on_commit_callbacks(execute=True):
        spaces.invite(space, [ben], by=ada)
    assert heard(ben) == ["ada invites you: Merger"]
    with django_capture_on_commit_callbacks(execute=True):
        spaces.accept(space, by=ben)
    assert heard(ben) == []


def test_owners_hear_that_a_space_ends(ada, ben, django_capture_on_commit_callbacks):
    from intramural.spaces import tasks as chores

    soon = (clock.now() + timedelta(days=9)).date()
    space = a_space("Merger", owner=ada, members=(ben,), gated=True, sunset_on=soon)
    with django_capture_on_commit_callbacks(execute=True):
        chores.ask_for_renewals()
    assert heard(ada) == ["nobody : Merger"]
    assert heard(ben) == []
    actions.tell_of_renewal(space.pk)
    assert len(heard(ada)) == 1
    type(space).objects.filter(pk=space.pk).update(renewal_asked_at=None)
    assert heard(ada) == []


def test_a_large_space_is_told_in_one_statement(ada, django_assert_max_num_queries):
    crowd = tuple(a_person(f"p{n}", password="a password") for n in range(3))
    space = a_space("Crowd", owner=ada, members=crowd)
    post = a_post(by=ada, body="Hello all", to=Choice("space", space=space))
    with django_assert_max_num_queries(8):
        assert actions.tell_of_post(post.pk) == 3


def test_a_space_is_not_named_to_whoever_may_not_know_of_it(ada, ben, cara, told):
    space = a_space("Redwood", owner=ada, members=(ben,), gated=True, is_listed=False)
    for person in (ben, cara):
        people.follow(ada, by=person)
    a_post(by=ada, to=Choice("people", space=space, people=(ben, cara)))
    told()
    for person, labels in ((ben, ["Redwood, but not who names me"]), (cara, [])):
        [line] = queries.inbox(person, only="following").rows
        assert [way.label for way in line.quietings if way.about == "space"] == labels


@pytest.mark.parametrize(
    ("about", "left"),
    [("post", ["other"]), ("space", ["other", "named"]), ("person", []), ("kind", ["named"]), ("topic", ["other", "named"])],
)
def test_what_is_silenced_where_it_stands_comes_no_more(ada, ben, told, about, left):
    space = a_space("Bakers", owner=ada, members=(ben,))
    pay = Topic.objects.create(slug="pay", name="Pay")
    TopicFollow.objects.create(topic=pay, person=ben)
    first = a_post(by=ada, body="Of #pay", to=Choice("space", space=space))
    posts.follow(first, by=ben)
    told()
    line = queries.inbox(ben, only="following").rows[0]
    assert about in [way.about for way in line.quietings]
    actions.silence(line.news, about, by=ben)
    assert heard(ben) == []
    assert heard(ben, only="quiet") == ["ada shares: Of #pay"]
    if about == "post":
        a_comment(by=ada, on=first, body="@ben")
        a_post(by=ada, title="other", to=Choice("space", space=space))
    elif about == "kind":
        a_post(by=ada, title="silent", to=Choice("space", space=space))
        a_post(by=ada, title="named", body="@ben", to=Choice("space", space=space))
    else:
        Following.objects.create(person=ben, followed=ada)
        a_post(by=ada, title="silent", body="#pay", to=Choice("space", space=space))
        a_post(by=ada, title="named", body="@ben #pay", to=Choice("space", space=space))
        a_post(by=ada, title="other")
    told()
    assert sorted(title.partition(": ")[2] for title in heard(ben)) == sorted(left)


def test_a_silence_ends_when_its_person_ends_it(ada, ben, cara, told):
    a_post(by=ada, body="@ben and @cara")
    told()
    wish = actions.silence(queries.inbox(ben, only="asks").rows[0].news, "person", by=ben)
    assert [name for _, name in queries.silenced(ben)] == ["Ada Okonkwo"]
    assert len(heard(cara)) == 1
    from intramural.kit.errors import NotFound

    with pytest.raises(NotFound):
        actions.hear_again(str(wish.pk), by=cara)
    actions.hear_again(str(wish.pk), by=ben)
    a_post(by=ada, body="@ben again")
    told()
    assert heard(ben) == ["ada mentions you: @ben again"]


def test_nothing_is_left_of_who_is_erased(ada, ben, olga, told):
    a_post(by=ada, body="@ben")
    a_post(by=ben, body="@ada")
    told()
    actions.silence(queries.inbox(ada, only="asks").rows[0].news, "post", by=ada)
    people.erase(ben, by=olga)
    assert not News.objects.filter(person=ben).exists()
    assert heard(ada, only="quiet") == ["nobody mentions you: @ada"]
    people.erase(ada, by=olga)
    assert not Wish.objects.filter(person=ada).exists()


def test_pages_by_key_show_every_line_once(ada, ben, signed_in, told):
    space = a_space("Bakers", owner=ada, members=(ben,))
    for n in range(7):
        a_post(by=ada, title=f"Number {n}", to=Choice("space", space=space))
    told()
    seen, after = [], None
    while True:
        page = queries.inbox(ben, only="following", after=after, size=3)
        seen += [line.title for line in page.rows]
        if page.next is None:
            break
        after = page.next
    assert seen == [f"Number {n}" for n in reversed(range(7))]


def test_the_page_costs_the_same_whatever_is_told(ada, ben, signed_in, told, django_assert_max_num_queries):
    space = a_space("Bakers", owner=ada, members=(ben,))
    for n in range(12):
        a_post(by=ada, title=f"Number {n}", body="@ben" if n % 2 else "", to=Choice("space", space=space))
    told()
    browser = signed_in(ben)
    browser.get("/for-you/")
    with django_assert_max_num_queries(5):
        page = browser.get("/for-you/").content.decode()
    assert "6 ask you" in page
    assert "because you are in Bakers" in page


def test_a_line_is_opened_done_and_taken_up_by_its_person_alone(ada, ben, cara, signed_in, told):
    post = a_post(by=ada, body="@ben, look")
    told()
    [line] = queries.inbox(ben, only="asks").rows
    at = f"/for-you/{line.public_id}/"
    assert signed_in(cara).get(at).status_code == 404
    assert News.objects.get(person=ben).read_at is None
    browser = signed_in(ben)
    assert browser.get(at)["Location"] == f"/posts/{post.public_id}/"
    assert News.objects.get(person=ben).read_at is not None
    browser.post(f"{at}done/")
    assert heard(ben, only="done")
    browser.post(f"{at}taking-up/")
    assert heard(ben, only="asks")
    browser.post(f"{at}quiet/", {"about": "person"})
    assert heard(ben) == []
    assert "Ada Okonkwo" in browser.get("/settings/notifications/").content.decode()


def test_reading_all_leaves_what_asks(ada, ben, signed_in, told):
    Following.objects.create(person=ben, followed=ada)
    a_post(by=ada, body="one")
    a_post(by=ada, body="@ben")
    told()
    signed_in(ben).post("/for-you/reading/")
    assert News.objects.filter(person=ben, read_at=None).count() == 1


def test_deciding_again_changes_nothing():
    assert tasks.decide() == 0
    assert keeper.tell_released() == 0


def test_an_answer_about_access_is_told_once_and_anew_when_it_changes(
    ada, ben, cara, dana, pricing, django_capture_on_commit_callbacks
):
    """The journal may tell the same thing twice: whoever has read it has read it."""
    post = a_post(by=ben, title="Prices", summary="Of #pricing.", to=Choice("people", people=(ada,), known_to=Choice()))
    with django_capture_on_commit_callbacks(execute=True):
        asked = care.ask_for_access(post, by=cara, words="I answer the customers.")
        care.answer_access(asked, by=dana, answer="yes")
    answers = News.objects.filter(kind="answered").order_by("pk")
    first = list(answers.values())
    assert {row["person_id"] for row in first} == {ben.pk, cara.pk}
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        assert actions.tell_of_access_answered(asked.pk) == 0
        assert list(answers.values()) == first
        with django_capture_on_commit_callbacks(execute=True):
            care.answer_access(asked, by=dana, answer="no")
    assert len(answers) == 2
    assert not {row["id"] for row in first} & {news.pk for news in answers}
