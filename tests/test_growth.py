"""What a page costs grows no faster than the house: its work is counted and not timed, so that any machine finds the same.

Each GET of the access table is asked in two houses, one with four times as much of everything. Counted are its queries, which
have nothing to do with how much there is; the steps that SQLite takes to answer them; and the functions that are called.
"""

from __future__ import annotations

import copy
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from bench import seed
from intramural.audiences.models import Grant
from intramural.kit import clock, ids
from intramural.notifications.models import News
from intramural.people.models import Following, Person
from intramural.posts.models import Bookmark, Comment, Post, PostFollow, Reaction
from intramural.spaces.models import Membership
from intramural.stewards.models import Stewardship
from intramural.topics.models import Topic, TopicFollow
from tests.access import WHO, Browsers, Row, Scene
from tests.test_access import ROUTES, TABLE

FEW, TIMES = 60, 4
SLACK = 1.4
"""What a tree of an index adds, and a page that was short of filling itself."""
TOO_FEW = 20_000
"""Steps and calls of which nothing is said: a page that draws fifty lines where it drew ten."""
EVERY = 50
"""After how many steps SQLite calls back. Each would take minutes."""


@dataclass(frozen=True)
class Cost:
    queries: int
    steps: int
    calls: int

    def has_grown_too_much(self, than: Cost) -> bool:
        """Whether this, in a house TIMES as large, is more than that many times as much as the other."""
        return self.queries > than.queries + 2 or any(
            many > TOO_FEW and many > TIMES * SLACK * few
            for many, few in ((self.steps, than.steps), (self.calls, than.calls))
        )


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_no_page_costs_more_than_the_house_has_grown():
    scene = Scene()
    browsers = Browsers(scene)
    small = _costs(scene, browsers, many=FEW, again=True)
    large = _costs(scene, browsers, many=FEW * TIMES)
    wrong = [f"{page}: {small[page]}, then {cost}" for page, cost in large.items() if cost.has_grown_too_much(small[page])]
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.once
@pytest.mark.django_db
def test_what_grows_with_the_square_is_seen(ada: Person):
    def with_each_other() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_person a, people_person b WHERE a.name < b.name")

    def one_by_one() -> None:
        for person in Person.objects.all():
            person.refresh_from_db()

    costs = []
    for many in (FEW, FEW * TIMES):
        Person.objects.bulk_create(
            Person(handle=f"p{many}-{n}", name=f"P {n}", email=f"p{many}-{n}@x.example") for n in range(many)
        )
        costs.append((_counted(with_each_other), _counted(one_by_one)))
        Person.objects.exclude(pk=ada.pk).delete()
    seen = [large.has_grown_too_much(small) for small, large in zip(*costs, strict=True)]
    assert seen == [connection.vendor == "sqlite", True]  # elsewhere no steps are counted


def _costs(scene: Scene, browsers: Browsers, *, many: int, again: bool = False) -> dict[str, Cost]:
    """Of each page; with `again`, of the second time: what is worked out once is worked out by then."""
    found = {}
    with transaction.atomic():
        _a_crowd(scene, many)
        for name, row in _pages():
            found[f"{name}{row.query}"] = _cost(name, row, copy.deepcopy(scene), browsers, again=again)
        transaction.set_rollback(True)
    return found


def _pages() -> Iterator[tuple[str, Row]]:
    """Each address with each query once."""
    asked = set()
    for name, rows in TABLE.items():
        for row in rows:
            if row.method == "GET" and 200 in row.statuses and name in ROUTES and (name, row.query) not in asked:
                asked.add((name, row.query))
                yield name, row


def _cost(name: str, row: Row, scene: Scene, browsers: Browsers, *, again: bool) -> Cost:
    who = next(each for each in ("owner", "author", "operator", *WHO) if row.statuses[WHO.index(each)] == 200)
    with transaction.atomic():
        if row.first is not None:
            row.first(scene)
        scene.me = getattr(scene, who) or scene.author
        client = browsers.of(getattr(scene, who))
        path = reverse(name, args=row.at(scene) if row.at else []) + row.query

        def ask() -> None:
            with transaction.atomic():
                client.get(path, headers=dict(row.headers))
                transaction.set_rollback(True)

        if again:
            ask()
        cost = _counted(ask)
        transaction.set_rollback(True)
    cache.clear()
    return cost


def _counted(do: Callable[[], None]) -> Cost:
    queries = steps = calls = 0

    def queried(execute: Any, *asked: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*asked)

    def stepped() -> int:
        nonlocal steps
        steps += EVERY
        return 0

    # Elsewhere queries and calls alone are counted.
    count_steps = getattr(connection.connection, "set_progress_handler", lambda *_: None)

    def called(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    count_steps(stepped, EVERY)
    before = sys.getprofile()
    try:
        with connection.execute_wrapper(queried):
            sys.setprofile(called)
            do()
    finally:
        sys.setprofile(before)
        count_steps(None, 0)
    return Cost(queries, steps, calls)


def _a_crowd(scene: Scene, many: int) -> None:
    """So many more people, twice as many posts, and of all that people do with each other in proportion; the scene's among it."""
    draw, now = random.Random(many), clock.now()
    seed.house(people=many, spaces=many // 5, gated=many // 10, posts=2 * many)
    crowd = list(Person.objects.filter(handle__startswith="person"))
    posts = list(Post.objects.filter(author__in=crowd))
    for post in posts[::4]:
        post.author = draw.choice((scene.owner, scene.author, scene.operator))
    Post.objects.bulk_update(posts[::4], ["author"])
    topics = Topic.objects.bulk_create(Topic(slug=f"subject-{n}", name=f"Subject {n}") for n in range(many // 2))
    Post.topics.through.objects.bulk_create(
        Post.topics.through(post=post, topic=draw.choice((scene.topic, *topics))) for post in posts
    )
    Stewardship.objects.bulk_create(
        Stewardship(
            topic=topic, steward=draw.choice((scene.owner, *crowd)), deputy=scene.author, phrases="a phrase\nanother"
        )
        for topic in topics[::2]
    )
    for person in (scene.owner, scene.author, scene.operator):
        TopicFollow.objects.bulk_create(TopicFollow(topic=topic, person=person) for topic in topics[::3])
        Following.objects.bulk_create(Following(person=person, followed=each) for each in crowd[::3])
        PostFollow.objects.bulk_create(PostFollow(post=post, person=person) for post in posts[::3])
        Bookmark.objects.bulk_create(Bookmark(post=post, person=person, at=now) for post in posts[::3])
        News.objects.bulk_create(_news(post, person, now - timedelta(minutes=post.pk)) for post in posts)
        Post.objects.bulk_create(
            Post(author=person, body=f"Begun {n}", plan={"audience": "everyone"}, begun_at=now) for n in range(many // 4)
        )
    for space in (scene.open_space, scene.space, scene.secret_space):
        Membership.objects.bulk_create(Membership(space=space, person=person) for person in crowd)
        Grant.objects.bulk_create(Grant(audience_id=space.circle_id, person=person) for person in crowd)
    for post in (scene.post, scene.gated_post):
        Comment.objects.bulk_create(
            Comment(
                post=post, author=person, body="An answer", body_html="<p>An answer</p>", published_at=now, released_at=now
            )
            for person in crowd
        )
        Reaction.objects.bulk_create(Reaction(post=post, person=person, kind="thank", at=now) for person in crowd)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # SQLite goes other ways where it knows how much there is


def _news(post: Post, person: Person, at: datetime) -> News:
    return News(
        public_id=ids.new(), key=f"post:{post.pk}", person=person, kind=News.Kind.POST, why=News.Why.TOPIC, by=post.author, post=post,
        at=at, is_decided=True, on_page=True,
    )  # fmt: skip
