"""What somebody wrote outlives their account, and unit audiences follow moves at once."""

from __future__ import annotations

import pytest

from intramural.people import actions as people
from intramural.posts import actions, composing, queries
from intramural.posts.beside import Beside
from intramural.posts.models import Bookmark, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from tests.programs import Program

pytestmark = pytest.mark.django_db


def test_deactivated_people_keep_their_posts(ada, ben, olga):
    post = a_post(by=ada)
    people.deactivate(ada, by=olga)
    assert queries.one(post.public_id, viewer=ben).author == ada


def test_erased_people_leave_content_without_author(ada, ben, olga, signed_in):
    post, mine = a_post(by=ada, body="Kept"), a_post(by=ada, body="To myself", to=Choice("me"))
    bens = a_post(by=ben)
    said = a_comment(by=ada, on=bens)
    Bookmark.objects.create(post=bens, person=ada, at=post.released_at)
    people.erase(ada, by=olga)
    shown = signed_in(ben).get(f"/posts/{post.public_id}/").content.decode()
    assert "Kept" in shown
    assert "Somebody who has left" in shown
    assert "Okonkwo" not in shown
    said.refresh_from_db()
    assert said.author is None
    assert not Post.objects.filter(pk=mine.pk).exists()
    assert not Bookmark.objects.exists()


def test_whoever_was_erased_is_no_reader_whom_its_author_would_have_to_leave_out(ada, ben, cara, olga, signed_in):
    ada.undo_seconds = 60
    ada.save()
    post = a_post(by=ada, to=Choice("people", people=(ben, cara)))
    thanks = a_post(by=ada, kind="kudos", to=Choice("people", people=(ben, cara)), beside=Beside(honours=(ben, cara)))
    people.erase(cara, by=olga)
    page = signed_in(ada).get(f"/posts/{post.public_id}/audience/").content.decode()
    assert "@ben" in page
    assert "@gone-" not in page
    chosen = composing.of(post)
    assert actions.change_audience(post, by=ada, choice=composing.choice(chosen, by=ada))
    draft = Program(ada).post(f"/posts/{thanks.public_id}/withdrawal").json()
    assert (draft["audience"]["people"], draft["honours"]) == (["ben"], ["ben"])


def test_what_others_said_stays_where_its_author_made_the_post_smaller(ada, ben, olga):
    post, mine = (a_post(by=ada, body=words) for words in ("Could be read by all", "So could this"))
    said = a_comment(by=ben, on=post, body="Ben's own words")
    a_comment(by=ada, on=mine)
    actions.delete_comment(a_comment(by=ben, on=mine), by=ben)
    for each in (post, mine):
        actions.change_audience(each, by=ada, choice=Choice("me"))
    people.erase(ada, by=olga)
    said.refresh_from_db()
    assert (said.body, said.post.author) == ("Ben's own words", None)
    assert not seen(ben, post)
    assert not Post.objects.filter(pk=mine.pk).exists()


def test_a_unit_audience_follows_who_moves(ada, ben, cara, olga, operations, sales):
    post = a_post(by=ada, to=Choice("units", units=(operations,)))
    assert not seen(cara, post)
    people.place(cara, by=olga, unit=operations)
    assert seen(cara, post)
    people.place(cara, by=olga, unit=sales)
    assert not seen(cara, post)


def test_and_the_unit_that_moves(ada, cara, olga, operations, sales):
    post = a_post(by=ada, to=Choice("units", units=(operations,)))
    people.move_unit(sales, to=operations, by=olga)
    assert seen(cara, post)
    people.move_unit(sales, to=None, by=olga)
    assert not seen(cara, post)


def seen(person, post) -> bool:
    return Post.objects.released_to(person).filter(pk=post.pk).exists()
