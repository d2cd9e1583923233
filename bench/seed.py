"""A house to measure: people, spaces, posts, comments and reactions in given numbers, the same for every run.

Written in bulk, past the actions: it is the shape that counts. Numbers come from one seed; words are drawn from a small
vocabulary with the lengths that real posts have.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from intramural.audiences.actions import open_circle
from intramural.audiences.models import EVERYONE, Grant
from intramural.kit import markup
from intramural.people.models import Person, Unit
from intramural.posts.models import Comment, Post, Reaction
from intramural.spaces.models import Membership, Space

NEWEST = datetime(2026, 11, 1, tzinfo=UTC)
WORDS = """
    carrier depot pallet rate shift label scanner route dock customs invoice night crew forklift plan answer
    question window morning contract quality return damage photo list weight door ramp winter order count supplier
    team week please thanks when where how why can we should the a of for with on in at before after each new old
    next last
""".split()  # noqa: SIM905


def house(*, people: int, spaces: int, gated: int, posts: int) -> None:
    """Fills an empty database. One space in `spaces` has about a fiftieth of the posts; a tenth of them is gated."""
    draw = random.Random(20261123)
    members = _people(draw, people)
    rooms = _spaces(draw, members, spaces, gated)
    _posts(draw, members, rooms, posts)


def _people(draw: random.Random, count: int) -> list[Person]:
    top = Unit.objects.create(name="House")
    Unit.objects.filter(pk=top.pk).update(path=f"{top.pk}.")
    units = [Unit.objects.create(name=f"Unit {n}", parent=top) for n in range(max(1, count // 60))]
    for unit in units:
        Unit.objects.filter(pk=unit.pk).update(path=f"{top.pk}.{unit.pk}.")
    first = "Ada Ben Cara Dan Eve Finn Gita Hugo Ines Jan Kofi Lena Marek Nora Omar Priya".split()  # noqa: SIM905
    last = "Okonkwo Haddad Lindqvist Marchetti Novak Petrov Berg Alvarez Weber Sato Kaya Moreau".split()  # noqa: SIM905
    return Person.objects.bulk_create(
        [
            Person(
                handle=f"person{n}",
                name=f"{draw.choice(first)} {draw.choice(last)} {n}",
                email=f"person{n}@bench.example",
                unit=draw.choice(units),
                title=f"{draw.choice(WORDS).capitalize()} {draw.choice(('planner', 'clerk', 'lead', 'engineer'))}",
                undo_seconds=0,
                password="!",
            )
            for n in range(count)
        ],
        batch_size=1000,
    )


def _spaces(draw: random.Random, members: list[Person], count: int, gated: int) -> list[Space]:
    rooms = []
    for n in range(count):
        more = (
            {"is_gated": True, "purpose": "Bench", "sunset_on": (NEWEST + timedelta(days=300)).date()} if n < gated else {}
        )
        rooms.append(Space.objects.create(name=f"Space {n}", slug=f"space-{n}", circle=open_circle(), **more))
    memberships = [
        Membership(space=room, person=person, read_to=NEWEST)
        for person in members
        for room in draw.sample(rooms, min(5, count))
    ]
    Membership.objects.bulk_create(memberships, batch_size=2000)
    grants = [Grant(audience_id=each.space.circle_id, person_id=each.person_id) for each in memberships]
    Grant.objects.bulk_create(grants, batch_size=2000)
    return rooms


def _posts(draw: random.Random, members: list[Person], rooms: list[Space], count: int) -> None:
    step = timedelta(days=3 * 365) / count
    for first in range(0, count, 5000):
        batch = [_post(draw, members, rooms, NEWEST - step * (count - n)) for n in range(first, min(first + 5000, count))]
        for post in batch[7::5_000]:  # a word that few have
            post.body += " Zeppelin."
        written = Post.objects.bulk_create(batch, batch_size=500)
        Comment.objects.bulk_create(list(_comments(draw, members, written)), batch_size=1000)
        Reaction.objects.bulk_create(list(_reactions(draw, members, written)), batch_size=1000, ignore_conflicts=True)


def _post(draw: random.Random, members: list[Person], rooms: list[Space], at: datetime) -> Post:
    room = draw.choice(rooms) if draw.random() < 0.7 else None
    kind = draw.choices(("update", "status", "question", "article"), (6, 6, 2, 1))[0]
    body = _text(draw, {"status": 18, "update": 60, "question": 25, "article": 250}[kind])
    return Post(
        kind=kind, state="published", author=draw.choice(members), space=room, title=_text(draw, 6) if kind == "article" else "",
        audience_id=room.audience_id if room else EVERYONE, body=body, body_html=markup.render(body).html,
        begun_at=at, published_at=at, released_at=at,
    )  # fmt: skip


def _comments(draw: random.Random, members: list[Person], posts: list[Post]) -> Iterator[Comment]:
    for post in posts:
        for n in range(draw.choices((0, 1, 2, 5), (5, 3, 2, 1))[0]):
            body = _text(draw, 20)
            assert post.released_at is not None
            at = post.released_at + timedelta(minutes=7 * (n + 1))
            yield Comment(
                post=post,
                author=draw.choice(members),
                body=body,
                body_html=f"<p>{body}</p>",
                published_at=at,
                released_at=at,
            )


def _reactions(draw: random.Random, members: list[Person], posts: list[Post]) -> Iterator[Reaction]:
    for post in posts:
        for _ in range(draw.choices((0, 1, 3), (5, 3, 2))[0]):
            yield Reaction(
                post=post, person=draw.choice(members), kind=draw.choice(("thank", "agree", "learned")), at=NEWEST
            )


def _text(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(WORDS, k=max(3, round(draw.gauss(words, words / 4))))).capitalize() + "."
