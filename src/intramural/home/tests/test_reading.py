"""Reading is a full way of taking part (R47): whoever never posts loses no feature, and nothing urges them to."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from intramural.home import queries
from intramural.kit import clock
from intramural.posts.models import Comment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db

PAGES = ["/", "/?only=spaces", "/?only=questions", "/?only=following", "/spaces/", "/spaces/bakers/", "/topics/",
         "/topics/bread/", "/people/", "/people/ada/", "/kept/", "/settings/"]  # fmt: skip


def main_of(answer) -> str:
    """The page's own part, without what differs from request to request."""
    body = answer.content.decode().partition('id="main"')[2]
    return re.sub(r'name="(csrfmiddlewaretoken|idempotency_key)" value="[^"]*"|since=\w+| position="\d+"', "", body)


def test_whoever_never_posts_sees_and_does_all_that_others_do(ada, ben, cara, signed_in):
    space = a_space("Bakers", owner=ada)
    post = a_post(by=ada, body="Rye on Friday #bread", to=Choice("space", space=space))
    reader = signed_in(ben)
    done = [
        reader.post("/spaces/bakers/membership/"),
        reader.post("/topics/bread/following/"),
        reader.post("/people/ada/following/"),
        reader.post(f"/posts/{post.public_id}/reactions/", {"kind": "thank"}),
        reader.post(f"/posts/{post.public_id}/keeping/"),
        reader.post(f"/posts/{post.public_id}/following/"),
        reader.post("/spaces/new/", {"kind": "social", "name": "Rye"}),
    ]
    assert {answer.status_code for answer in done} == {302}
    for page in PAGES:
        assert reader.get(page).status_code == 200, page
    assert "Rye on Friday" in reader.get("/kept/").content.decode()
    assert "Rye on Friday" in reader.get("/?only=following").content.decode()
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        a_post(by=ada, body="Spelt on Monday", to=Choice("space", space=space))
        assert queries.beside(ben).spaces[0].note == "1 new"
    assert not Post.objects.filter(author=ben).exists()
    assert not Comment.objects.filter(author=ben).exists()


@pytest.fixture
def at_one_moment():
    """What a page says of the time, such as what o'clock it is for somebody, stays as it is."""
    with time_machine.travel(clock.now(), tick=False):
        yield


def test_a_house_looks_the_same_to_who_posts_and_who_does_not(at_one_moment, ada, ben, cara, signed_in):
    """Nothing urges a reader to write: the pages of two members differ in nothing but what one of them wrote."""
    space = a_space("Bakers", owner=ada, members=(ben, cara))
    a_post(by=ada, body="Rye on Friday #bread", to=Choice("space", space=space))
    reader, writer = signed_in(ben), signed_in(cara)
    ben.refresh_from_db()
    before = {page: main_of(reader.get(page)) for page in PAGES if page != "/settings/"}
    note = a_post(by=cara, body="A note to myself", to=Choice("me"))
    Post.objects.filter(pk=note.pk).update(released_at=clock.now() - timedelta(days=900))
    for page, shown in before.items():
        theirs = re.sub(
            r'<article[^>]*id="post-' + note.public_id + r'".*?</article>', "", main_of(writer.get(page)), flags=re.S
        )
        assert theirs.split() == shown.split(), page


def test_an_empty_stream_says_how_it_fills(ada, signed_in):
    assert "people, topics, posts" in signed_in(ada).get("/?only=following").content.decode()
    assert "Find spaces" in signed_in(ada).get("/?only=spaces").content.decode()


def test_nobody_is_made_to_join_anything_but_an_official_space(ada, ben, olga, signed_in):
    spaces.found(by=ada, name="Bakers")
    spaces.found(by=olga, name="News", kind="official")
    assert [it.slug for it in queries.beside(ben).spaces] == ["news"]
    assert "/spaces/news/departure/" not in signed_in(ben).get("/spaces/news/").content.decode()


def test_the_home_page_asks_five_questions_whatever_waits(ada, ben, signed_in, django_assert_max_num_queries):
    for n in range(25):
        space = a_space(f"Space {n}", owner=ada, members=(ben,) if n % 2 else ())
        a_post(by=ada, body=f"Loaf {n} #bread", to=Choice("space", space=space))
        if not n % 2:
            spaces.invite(space, [ben], by=ada)
    browser = signed_in(ben)
    browser.get("/")
    with django_assert_max_num_queries(
        5
    ):  # session and person, the margin, the stream, its reactions, how far a new post reaches
        browser.get("/")
