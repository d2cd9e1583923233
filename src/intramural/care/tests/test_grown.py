"""An article that grew from a post begins with its words: it goes with the post, and comes back with it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from intramural.care import actions
from intramural.care.actions import Circle
from intramural.care.models import Narrowing
from intramural.care.tasks import lapse
from intramural.care.testing import a_narrowing
from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7, minutes=1)


@pytest.fixture
def post(ben, cara, pricing) -> Post:
    said = a_post(by=ben, kind="status", body="A tenth more, says the quincebook. #pricing")
    a_comment(by=cara, on=said, body="From May?")
    return said


def share(draft: Post, **more: str) -> Post:
    composed = composing.read({**draft.plan, "body": draft.body, **more})
    return posts.share(composed, by=draft.author, draft=draft)


@pytest.fixture
def article(post, ben) -> Post:
    return share(posts.grow(post, by=ben))


def readers(post: Post, *people) -> list[str]:
    return [each.handle for each in people if Post.objects.released_to(each).filter(pk=post.pk).exists()]


def test_it_goes_with_the_post_and_comes_back(post, article, ben, cara, dana, signed_in):
    everybody = (ben, cara, dana)
    narrowing = a_narrowing(of=post, by=dana)
    assert readers(post, *everybody) == readers(article, *everybody) == ["ben", "dana"]
    along = Narrowing.objects.get(post=article)
    assert (along.because, along.lapses_at, along.sealed.said["body"]) == (
        narrowing.because, narrowing.lapses_at, article.body,
    )  # fmt: skip
    page = signed_in(ben).get(narrowing.url).content.decode()
    assert along.url in page
    assert "comes back with it" in page
    actions.end(narrowing, by=dana)
    assert readers(post, *everybody) == readers(article, *everybody) == ["ben", "cara", "dana"]


def test_what_is_agreed_is_agreed_of_both(post, article, ben, cara, dana):
    actions.agree(a_narrowing(of=post, by=dana), by=ben)
    with time_machine.travel(clock.now() + WEEK):
        assert lapse() == 0
        assert readers(article, cara) == []


def test_what_lapses_comes_back_with_it(post, article, cara, dana):
    a_narrowing(of=post, by=dana)
    with time_machine.travel(clock.now() + WEEK):
        lapse()
        assert readers(post, cara) == readers(article, cara) == ["cara"]
        assert not Narrowing.objects.filter(ended_at=None).exists()


def test_a_takedown_takes_both_down(post, article, ben, cara, signed_in):
    narrowing = a_narrowing(of=post, by=ben, takes_down=True)
    for each in (post, article):
        assert signed_in(cara).get(f"/posts/{each.public_id}/").status_code == 410
    actions.end(narrowing, by=ben)
    assert signed_in(cara).get(f"/posts/{article.public_id}/").status_code == 200


def test_what_goes_no_further_stays_as_it_is(post, ben, cara, dana):
    own = share(posts.grow(post, by=ben), audience="people", people="@dana")
    a_narrowing(of=post, by=dana)
    assert readers(own, ben, cara, dana) == ["ben", "dana"]
    assert not Narrowing.objects.filter(post=own).exists()


def test_nobody_is_let_in_to_it(post, ben, cara, dana, ada):
    own = share(posts.grow(post, by=ben), audience="people", people="@ada @cara")
    a_narrowing(of=post, by=dana, to=Circle("people", people=(cara,)))
    assert readers(post, ada, ben, cara, dana) == ["ben", "cara", "dana"]
    assert readers(own, ada, ben, cara, dana) == ["ben", "cara"]


def test_what_waits_to_be_seen_goes_with_it_too(post, ben, cara, dana):
    ben.undo_seconds = 20
    waiting = share(posts.grow(post, by=ben))
    a_narrowing(of=post, by=dana)
    with time_machine.travel(clock.now() + timedelta(seconds=30)):
        assert readers(waiting, ben, cara, dana) == ["ben", "dana"]


def test_what_was_taken_back_is_for_whom_it_is_shared_with_next(post, ben, cara, dana, ada, signed_in):
    ben.undo_seconds = 20
    waiting = share(posts.grow(post, by=ben))
    narrowing = a_narrowing(of=post, by=dana)
    posts.withdraw(waiting, by=ben)
    draft, along = Post.objects.get(pk=waiting.pk), Narrowing.objects.get(post=waiting)
    assert (draft.audience_before, draft.is_taken_down, draft.plan["audience"]) == (None, False, "everyone")
    assert (along.is_in_force, along.lapses_at, along.end) == (False, None, "unshared")
    assert "took the post back" in signed_in(ben).get(along.url).content.decode()
    assert signed_in(ben).get(f"/api/v1{along.url.rstrip('/')}").json()["end"] == "unshared"
    with pytest.raises(Unacceptable, match="grew from is narrowed"):
        share(draft)
    ben.undo_seconds = 0
    own = share(draft, audience="people", people="@dana")
    actions.end(narrowing, by=dana)
    assert readers(post, cara) == ["cara"]
    assert readers(own, ada, ben, cara, dana) == ["ben", "dana"]


def test_what_grows_meanwhile_goes_no_further(post, ben, cara, dana, signed_in):
    draft = posts.grow(post, by=ben)
    narrowing = a_narrowing(of=post, by=dana)
    with pytest.raises(Unacceptable, match="grew from is narrowed"):
        share(draft)
    form = {**draft.plan, "body": draft.body.replace("#pricing", ""), "draft": draft.public_id}
    browser = signed_in(ben)
    shown = browser.post("/write/", form, follow=True).content.decode()  # says once who looks after pricing
    (thought,) = re.findall(r'name="thought" value="([^"]+)"', shown)
    answer = browser.post("/write/", {**form, "thought": thought})
    assert answer.status_code == 422
    assert "grew from is narrowed" in answer.content.decode()
    own = share(draft, audience="people", people="@dana")
    assert readers(own, ben, cara, dana) == ["ben", "dana"]
    with pytest.raises(Unacceptable, match="grew from is narrowed"):
        posts.change_audience(own, by=ben, choice=Choice("everyone"))
    actions.end(narrowing, by=dana)
    posts.change_audience(own, by=ben, choice=Choice("everyone"))
    assert readers(own, cara) == ["cara"]
