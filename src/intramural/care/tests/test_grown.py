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
from intramural.people import actions as people
from intramural.people.testing import a_unit
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.errors import AlreadyNarrowed
from intramural.posts.models import Post
from intramural.posts.queries import embargoes
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.stewards import actions as stewards

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7, minutes=1)


@pytest.fixture
def post(ben, cara, pricing) -> Post:
    said = a_post(by=ben, kind="status", body="A tenth more, says the quincebook. #pricing")
    a_comment(by=cara, on=said, body="From May?")
    return said


def share(draft: Post, **more: str | list[str]) -> Post:
    composed = composing.read({**draft.plan, "body": draft.body, **more})
    return posts.share(composed, by=draft.author, draft=draft)


@pytest.fixture
def article(post, ben) -> Post:
    return share(posts.grow(post, by=ben))


def on_its_day(**more: str) -> dict[str, str]:
    """What is chosen for an article that opens to everyone in two days."""
    return {"opens_at": f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}", "then": "everyone", **more}


KNOWN = {"audience": "people", "people": "@dana", "known_to": "everyone", "summary": "Something new."}


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


@pytest.mark.parametrize("circle", [{"audience": "people", "people": "@dana"}, {"audience": "me"}])
def test_what_waits_for_its_day_does_not_open_before_the_post_is_back(post, ben, cara, dana, circle):
    own = share(posts.grow(post, by=ben), **on_its_day(**circle))
    narrowing = a_narrowing(of=post, by=dana)
    assert not Narrowing.objects.filter(post=own).exists()
    waiting = embargoes.in_force(own)
    with pytest.raises(AlreadyNarrowed, match="grew from is narrowed"):
        posts.lift(waiting, by=ben)
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert (posts.open_due(), readers(own, cara)) == (0, [])
        actions.end(narrowing, by=dana)
        assert (posts.open_due(), readers(own, cara)) == (1, ["cara"])


def test_no_day_is_chosen_meanwhile_on_which_it_goes_further(post, ben, cara, dana):
    draft = posts.grow(post, by=ben)
    a_narrowing(of=post, by=dana)
    with pytest.raises(Unacceptable, match="grew from is narrowed") as no:
        share(draft, **on_its_day(audience="people", people="@dana"))
    assert no.value.field == "then"
    own = share(Post.objects.get(pk=draft.pk), audience="people", people="@dana")
    with pytest.raises(Unacceptable, match="grew from is narrowed"):
        posts.embargo(own, by=ben, opens_at=clock.now() + timedelta(days=2), then=Choice())
    assert readers(own, ben, cara, dana) == ["ben", "dana"]


def test_nor_is_who_looks_after_something_else_let_in_to_it(post, ben, dana, rosa, olga):
    stewards.found(by=olga, kind="topic", topic="pay", steward=rosa)
    before = share(posts.grow(post, by=ben), **on_its_day(audience="people", people="@dana"))
    draft = posts.grow(post, by=ben)
    a_narrowing(of=post, by=dana)
    posts.edit(before, by=ben, body=f"{before.body} #pay")
    assert readers(before, dana, rosa) == ["dana"]
    draft.body += " #pay"
    with pytest.raises(Unacceptable, match="grew from is narrowed") as no:
        share(draft, **on_its_day(audience="people", people="@ben", then="people", then_people="@dana"))
    assert no.value.field == "audience"


def test_nobody_knows_of_it_who_may_not_read_the_post(post, ben, cara, dana, signed_in):
    own = share(posts.grow(post, by=ben), **KNOWN)
    address = f"/posts/{own.public_id}/"
    assert signed_in(cara).get(address).status_code == 200
    narrowing = a_narrowing(of=post, by=dana)
    assert signed_in(cara).get(address).status_code == 404
    assert readers(own, ben, cara, dana) == ["ben", "dana"]
    actions.end(narrowing, by=dana)
    assert signed_in(cara).get(address).status_code == 200
    assert readers(own, ben, cara, dana) == ["ben", "dana"]


def test_nobody_gets_to_know_of_it_meanwhile(post, ben, dana):
    draft = posts.grow(post, by=ben)
    a_narrowing(of=post, by=dana)
    with pytest.raises(Unacceptable, match="grew from is narrowed") as no:
        share(draft, **KNOWN)
    assert no.value.field == "known_to"
    own = share(Post.objects.get(pk=draft.pk), audience="people", people="@dana")
    known = Choice("people", people=(dana,), known_to=Choice())
    with pytest.raises(Unacceptable, match="grew from is narrowed"):
        posts.change_audience(own, by=ben, choice=known, summary="Something new.")


def test_who_comes_later_into_a_space_or_a_unit_does_not_read_it_either(post, ben, cara, dana, olga):
    space, unit = a_space("Deals", owner=ben, members=(dana,)), a_unit("Tenders")
    people.place(dana, unit=unit, by=olga)
    of_space = share(posts.grow(post, by=ben), audience="members", space=space.slug)
    of_unit = share(posts.grow(post, by=ben), audience="units", units=[unit.public_id])
    narrowing = a_narrowing(of=post, by=dana)
    spaces.join(space, by=cara)
    people.place(cara, unit=unit, by=olga)
    for own in (of_space, of_unit):
        assert readers(own, ben, cara, dana) == ["ben", "dana"]
    actions.end(narrowing, by=dana)
    assert readers(of_unit, cara) == ["cara"]


def test_what_was_deleted_holds_nothing_back(post, ben, cara, dana):
    own, draft = share(posts.grow(post, by=ben), **on_its_day(audience="me")), posts.grow(post, by=ben)
    a_narrowing(of=post, by=dana)
    posts.delete(post, by=ben)
    assert readers(share(draft), cara) == ["cara"]
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert (posts.open_due(), readers(own, cara)) == (1, ["cara"])


def test_what_was_agreed_of_the_article_stays_when_that_of_the_post_lapses(post, article, ben, cara, dana, signed_in):
    narrowing = a_narrowing(of=post, by=dana)
    along = actions.agree(Narrowing.objects.get(post=article), by=ben)
    page = signed_in(ben).get(narrowing.url).content.decode()
    assert along.url in page
    assert "comes back with it" not in page
    with time_machine.travel(clock.now() + WEEK):
        assert lapse() == 1
        assert (readers(post, cara), readers(article, cara)) == (["cara"], [])
        actions.end(along, by=dana)
        assert readers(article, cara) == ["cara"]


def test_what_was_narrowed_before_goes_with_its_source_when_its_own_narrowing_ends(post, article, ben, cara, dana):
    own = a_narrowing(of=article, by=ben)
    narrowing = a_narrowing(of=post, by=dana)
    actions.end(own, by=ben)
    assert not Post.objects.released_to(cara).filter(pk=article.pk).exists()
    actions.end(narrowing, by=dana)
    assert Post.objects.released_to(cara).filter(pk=article.pk).exists()


def test_a_steward_ends_it_for_the_article_alone(post, article, cara, dana):
    a_narrowing(of=post, by=dana)
    actions.end(Narrowing.objects.get(post=article), by=dana)
    assert Post.objects.released_to(cara).filter(pk=article.pk).exists()
    assert not Post.objects.released_to(cara).filter(pk=post.pk).exists()
