"""Who is told what, decided when it is told. R04: there are no counters, so nothing counts what is hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.audiences.models import AUTHOR, Audience
from intramural.kit import clock
from intramural.people import actions as people
from intramural.posts import actions, tasks
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.realtime import queries
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def hears(ada, ben, cara, gus):
    """`hears()` gives what each has been told since it was asked last: handle → (word, post)."""
    people_here = {person.pk: person.handle for person in (ada, ben, cara, gus)}
    at = [queries.newest()]

    def since() -> dict[str, list[tuple[str, str]]]:
        tasks.tell_released()
        rows = queries.entries(after=at[0])
        at[0] = queries.newest()
        told = queries.told([one for _, one in rows if one is not None], set(people_here))
        return {people_here[pk]: [(one.word, one.post) for one in news] for pk, news in told.items()}

    return since


def test_a_post_is_told_to_who_may_read_it_but_not_to_its_author(ada, hears):
    post = a_post(by=ada)
    assert hears() == {"ben": [("post", post.public_id)], "cara": [("post", post.public_id)]}


def test_a_post_in_a_gated_space_is_told_to_its_members(ada, ben, hears):
    merger = a_space("Merger", owner=ada, members=[ben], gated=True)
    hears()
    post = a_post(by=ada, to=Choice("space", space=merger))
    assert hears() == {"ben": [("post", post.public_id)]}
    actions.react(post, by=ben, kind="thank")
    assert hears() == {who: [("changed", post.public_id)] for who in ("ada", "ben")}


@pytest.mark.parametrize("becomes_a_guest", [True, False])
def test_what_members_say_is_not_told_to_an_author_who_is_none_any_more(ada, ben, cara, olga, hears, becomes_a_guest):
    merger = None if becomes_a_guest else a_space("Merger", owner=ben, members=[ada, cara], gated=True)
    post = a_post(by=ada, to=merger and Choice("space", space=merger))
    if merger is None:
        people.change_standing(ada, by=olga, standing="guest")
    else:
        spaces.leave(merger, by=ada)
    hears()
    said = a_comment(by=ben, on=post)
    assert hears() == {who: [("changed", post.public_id)] for who in ("ben", "cara")}
    actions.react(post, by=cara, kind="thank", comment=said)
    assert hears() == {who: [("changed", post.public_id)] for who in ("ben", "cara")}


def test_what_a_file_shows_is_told_where_its_post_is_read(ada, hears):
    post = a_post(by=ada, files=[a_file()])
    hears()
    for _ in range(2):
        actions.describe(post.attachments.get(), "The ramp", by=ada)
    assert hears() == {who: [("changed", post.public_id)] for who in ("ada", "ben", "cara")}


def test_nothing_is_told_within_the_undo_window(ada, hears):
    ada.undo_seconds = 20
    post = a_post(by=ada)
    assert hears() == {}
    actions.edit(post, by=ada, body="Better said")
    assert hears() == {"ada": [("changed", post.public_id)]}
    actions.delete(post, by=ada)
    assert hears() == {"ada": [("gone", post.public_id)]}


@pytest.mark.parametrize(
    "do",
    [
        lambda post, who: actions.react(post, by=who, kind="smile"),
        lambda post, who: actions.edit(post, by=post.author, body="Said anew"),
        lambda post, who: a_comment(by=who, on=post),
    ],
)
def test_what_is_done_under_a_post_changes_it_once(ada, ben, hears, do):
    post = a_post(by=ada)
    hears()
    do(post, ben)
    assert hears() == {who: [("changed", post.public_id)] for who in ("ada", "ben", "cara")}


def test_a_deleted_post_is_gone_for_who_could_read_it(ada, hears):
    mine, ours = a_post(by=ada, to=Choice("me")), a_post(by=ada)
    hears()
    actions.delete(mine, by=ada)
    actions.delete(ours, by=ada)
    gone = [("gone", ours.public_id)]
    assert hears() == {"ada": [("gone", mine.public_id), *gone], "ben": gone, "cara": gone}


def test_a_narrowed_post_is_gone_for_who_may_read_it_no_longer(ada, ben, hears):
    post = a_post(by=ada)
    hears()
    actions.change_audience(post, by=ada, choice=Choice("people", people=(ben,)))
    assert hears() == {
        "ada": [("changed", post.public_id)], "ben": [("changed", post.public_id)], "cara": [("gone", post.public_id)],
    }  # fmt: skip


def test_who_never_could_read_it_is_not_told_that_it_was_narrowed(ada, ben, hears):
    post = a_post(by=ada, to=Choice("people", people=(ben,)))
    hears()
    actions.change_audience(post, by=ada, choice=Choice("me"))
    assert hears() == {"ada": [("changed", post.public_id)], "ben": [("gone", post.public_id)]}


def test_who_leaves_a_space_is_told_to_ask_again_and_hears_no_more(ada, ben, hears):
    merger = a_space("Merger", owner=ada, members=[ben], gated=True)
    post = a_post(by=ada, to=Choice("space", space=merger))
    hears()
    spaces.leave(merger, by=ben)
    assert hears() == {"ben": [("again", "")]}
    a_comment(by=ada, on=post)
    assert hears() == {"ada": [("changed", post.public_id)]}


def test_a_gated_space_has_all_ask_again(ada, ben, hears):
    bakers = a_space("Bakers", owner=ada, members=[ben])
    hears()
    spaces.gate(bakers, by=ada, purpose="A merger", sunset_on=(clock.now() + timedelta(days=30)).date())
    assert all(("again", "") in news for news in hears().values())


def test_a_deactivated_person_is_told_nothing(ada, ben, olga, hears):
    people.deactivate(ben, by=olga)
    hears()
    a_post(by=ada)
    assert set(hears()) == {"cara"}


def test_what_is_told_is_asked_in_few_queries(ada, ben, hears, django_assert_max_num_queries):
    posts = [a_post(by=ada) for _ in range(10)]
    tasks.tell_released()
    happened = [one for _, one in queries.entries(after=0) if one is not None]
    assert len(happened) == len(posts)
    with django_assert_max_num_queries(2):
        queries.told(happened, {ada.pk, ben.pk})


def test_who_comes_back_is_told_what_was_missed_and_may_be_read_now(ada, ben, cara):
    before = clock.now()
    posts = [a_post(by=ada) for _ in range(3)]
    tasks.tell_released()
    actions.change_audience(posts[0], by=ada, choice=Choice("people", people=(ben,)))
    lately = queries.recent()

    def missed(person, after=before):
        found = queries.missed(lately.happenings, lately.since, after=after, person=person.pk)
        return [(one.word, one.post) for one in found]

    rest = [("post", post.public_id) for post in posts[1:]]
    assert missed(cara) == [*rest, ("gone", posts[0].public_id)]
    assert set(missed(ben)) == {("post", posts[0].public_id), ("changed", posts[0].public_id), *rest}
    assert missed(ben, None) == [("missed", "")]


def test_who_was_away_asks_for_what_is_shown_and_is_told_of_new_posts_alone(ada, ben, cara):
    talked_under = a_post(by=ada)
    tasks.tell_released()
    before = clock.now() + queries.LATE
    with time_machine.travel(before):
        post, other = a_post(by=ada), a_post(by=ada)
        tasks.tell_released()
        actions.change_audience(post, by=ada, choice=Choice("people", people=(ben,)))
        actions.react(talked_under, by=ben, kind="thank")
    with time_machine.travel(before + timedelta(minutes=5)):
        lately = queries.recent()
        found = queries.missed(lately.happenings, lately.since, after=before, person=cara.pk)
    assert [(one.word, one.post) for one in found] == [("missed", ""), ("post", other.public_id)]


def test_who_was_away_for_long_asks_for_everything(ada, ben, monkeypatch):
    monkeypatch.setattr(queries, "MOST_MISSED", 3)
    before = clock.now()
    with time_machine.travel(before + timedelta(hours=1)):
        for _ in range(4):
            a_post(by=ada)
        tasks.tell_released()
        lately = queries.recent()
    found = queries.missed(lately.happenings, lately.since, after=before, person=ben.pk)
    assert [one.word for one in found] == ["missed"]


def test_a_clock_that_was_put_back_takes_no_page_to_a_moment_to_come(ada, ben):
    before = clock.now()
    with time_machine.travel(before + timedelta(days=7)):
        post = a_post(by=ada)
        tasks.tell_released()
        actions.react(post, by=ada, kind="thank")
    post.released_at = before
    post.save(update_fields=["released_at"])
    lately = queries.recent()
    found = queries.missed(lately.happenings, lately.since, after=before, person=ben.pk)
    assert {one.word for one in found} == {"post", "changed"}
    assert all(before <= one.at <= clock.now() for one in found)
    ahead = queries.missed(lately.happenings, lately.since, after=clock.now() + timedelta(days=7), person=ben.pk)
    assert [one.word for one in ahead] == ["missed"]
    assert ahead[0].at <= clock.now()


@pytest.mark.parametrize("text", ["", "x", "-1", "1" * 18, "١٢", "1.5"])
def test_a_position_that_nobody_gave_out_is_none(text):
    assert queries.read_position(text) is None


def test_a_position_names_its_moment():
    now = clock.now()
    assert queries.read_position(queries.position(now)) == now


def test_who_comes_back_after_a_deletion_is_told_that_it_is_gone_and_nothing_else(ada, ben):
    before, post = clock.now(), a_post(by=ada)
    tasks.tell_released()
    actions.react(post, by=ben, kind="thank")
    actions.delete(post, by=ada)
    lately = queries.recent()
    found = queries.missed(lately.happenings, lately.since, after=before, person=ben.pk)
    assert [(one.word, one.post) for one in found] == [("gone", post.public_id)]


def test_what_is_only_known_is_told_when_it_is_gone_and_to_whoever_is_let_in(ada, ben, cara, operations, hears):
    """Of a translucent post: nobody outside its circle is told anything else of it."""
    choice = Choice("units", units=(operations,), known_to=Choice())
    post = a_post(by=ben, title="Carriers", summary="Which, and why.", to=choice)
    hears()
    actions.react(post, by=ada, kind="thank")
    assert hears() == {who: [("changed", post.public_id)] for who in ("ada", "ben")}
    assert queries.visible([post.public_id], person=cara.pk) == [post.public_id]
    actions.admit(post, cara, by=ben)
    assert hears() == {"cara": [("changed", post.public_id)]}
    actions.put_out(post, cara, by=ben)
    assert hears() == {"cara": [("changed", post.public_id)]}
    actions.narrow(post, to=Audience.objects.get(pk=AUTHOR), by=ada)
    assert hears() == {
        "ada": [("gone", post.public_id)],
        "ben": [("changed", post.public_id)],
        "cara": [("gone", post.public_id)],
    }
    assert queries.visible([post.public_id], person=cara.pk) == []
    actions.restore(post, by=ada)
    hears()
    actions.delete(post, by=ben)
    assert hears()["cara"] == [("gone", post.public_id)]
