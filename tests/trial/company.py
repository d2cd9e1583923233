"""A made-up company: people in units, spaces, stewards with deputies, and years of talk, some of it about what they look after.

Written in bulk, past the actions, for what has long been there; whatever a test is about goes through the house itself.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from intramural.audiences import actions as audiences
from intramural.audiences.models import EVERYONE, Grant
from intramural.kit import markup
from intramural.people.models import Person, Unit
from intramural.people.testing import a_unit
from intramural.posts.models import Comment, Post
from intramural.search import actions as search
from intramural.spaces.models import Membership, Space
from intramural.stewards.models import Stewardship
from intramural.stewards.testing import a_stewardship
from intramural.thought import tasks as thought
from intramural.thought.tests import drafts
from intramural.topics.models import Topic

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SEED = 20_031


@dataclass(frozen=True)
class Size:
    """How many there are of each; a fifth of the spaces is gated."""

    people: int
    units: int
    spaces: int
    posts: int
    drafts: int
    """How many labelled drafts the second thought is tried with."""


WHOLE, SMALL = Size(400, 30, 60, 20_000, 2_000), Size(60, 10, 12, 500, 200)
SIZE = WHOLE if os.environ.get("TRIAL") == "whole" else SMALL


@dataclass
class Company:
    """Who is there. Stewards and deputies have no other right; `readers` are members who look after nothing."""

    people: list[Person]
    units: list[Unit]
    spaces: list[Space]
    stewardships: dict[str, Stewardship]

    @property
    def operator(self) -> Person:
        return self.people[0]

    @property
    def executive(self) -> Person:
        """Leads the company, and never signs in."""
        return self.people[1]

    @property
    def readers(self) -> list[Person]:
        return self.people[2 + 2 * len(drafts.SUBJECTS) :]

    def anew(self) -> Company:
        """The same company, as the database has it."""
        people, units, spaces = (
            list(type(each[0])._default_manager.order_by("pk")) for each in (self.people, self.units, self.spaces)
        )
        held = Stewardship.objects.select_related("topic", "steward", "deputy").in_bulk(
            [it.pk for it in self.stewardships.values()]
        )
        return Company(people, units, spaces, {subject: held[it.pk] for subject, it in self.stewardships.items()})

    def steward(self, subject: str) -> Person:
        found = self.stewardships[subject].steward
        assert found is not None
        return found

    def deputy(self, subject: str) -> Person:
        found = self.stewardships[subject].deputy
        assert found is not None
        return found


def found(size: Size = SIZE) -> Company:
    """Fills an empty house, indexed, and with what the second thought learns of it."""
    chance = random.Random(SEED)
    units = _units(size.units)
    people = _people(chance, units, size.people)
    spaces = _spaces(chance, people, size.spaces)
    stewardships = {
        subject: a_stewardship(topic=subject, steward=people[2 + number], deputy=people[14 + number])
        for number, subject in enumerate(drafts.SUBJECTS)
    }
    _talk(chance, people, spaces, stewardships, size.posts)
    search.reindex()
    thought.learn_ordinary_talk()
    while thought.refresh_stale():
        pass
    thought.calibrate()
    return Company(people, units, spaces, stewardships)


def _units(count: int) -> list[Unit]:
    top = a_unit("The company")
    return [top, *(a_unit(f"Unit {number:02}", parent=top) for number in range(1, count))]


def _people(chance: random.Random, units: list[Unit], count: int) -> list[Person]:
    people = Person.objects.bulk_create(
        Person(
            handle=f"person{number:03}", name=f"Person {number:03}", email=f"person{number:03}@house.example",
            unit=chance.choice(units[1:]), level="executive" if number == 1 else "worker", is_operator=number == 0,
            undo_seconds=0, password="!", joined_at=MONDAY - timedelta(days=900),
        )
        for number in range(count)
    )  # fmt: skip
    heads = {}
    for person in people:
        heads.setdefault(person.unit_id, person)
    for person in people:
        person.manager = heads[person.unit_id] if heads[person.unit_id] != person else people[1]
    people[1].manager = None
    Person.objects.bulk_update(people, ["manager"])
    return people


def _spaces(chance: random.Random, people: list[Person], count: int) -> list[Space]:
    spaces = []
    for number in range(count):
        gate = {"is_gated": True, "purpose": "A plan", "sunset_on": (MONDAY + timedelta(days=200)).date()}
        more = gate if number % 5 == 4 else {}
        spaces.append(
            Space.objects.create(name=f"Space {number}", slug=f"space-{number}", circle=audiences.open_circle(), **more)
        )
    inside = [(space, chance.sample(people, len(people) // 4)) for space in spaces]
    Membership.objects.bulk_create(
        Membership(space=space, person=person, role="owner" if not place else "member")
        for space, members in inside
        for place, person in enumerate(members)
    )
    Grant.objects.bulk_create(
        Grant(audience_id=space.circle_id, person=person) for space, members in inside for person in members
    )
    return spaces


def _talk(
    chance: random.Random, people: list[Person], spaces: list[Space], stewardships: dict[str, Stewardship], count: int
) -> None:
    """Three years of posts; one in fourteen is about what somebody looks after, but of each subject there are some."""
    each = max(14, count // 14 // len(stewardships))
    told = [(body, subject) for subject in stewardships for body in drafts.posts(subject, each)]
    told += [(body, "") for body in drafts.posts("", count - len(told))]
    chance.shuffle(told)
    step = timedelta(days=1_000) / count
    for first in range(0, count, 2_000):
        some = told[first : first + 2_000]
        written = Post.objects.bulk_create(
            _post(chance, people, spaces, text, subject, MONDAY - step * (count - first - number))
            for number, (text, subject) in enumerate(some)
        )
        _tag(zip(written, some, strict=True), stewardships)
        Comment.objects.bulk_create(
            Comment(
                post=post, author=chance.choice(people), body="Thank you.", body_html="<p>Thank you.</p>",
                published_at=post.released_at, released_at=post.released_at,
            )
            for post in written[::3]
        )  # fmt: skip


def _post(chance: random.Random, people: list[Person], spaces: list[Space], text: str, subject: str, at: datetime) -> Post:
    space = chance.choice(spaces) if chance.random() < 0.6 and not subject else None
    body = f"{text} #{subject}" if subject else text
    return Post(
        state="published", author=chance.choice(people), body=body, body_html=markup.render(body).html, space=space,
        audience_id=space.audience_id if space else EVERYONE, begun_at=at, published_at=at, released_at=at,
    )  # fmt: skip


def _tag(told: Iterable[tuple[Post, tuple[str, str]]], stewardships: dict[str, Stewardship]) -> None:
    tagged = Post.topics.through
    topics = {subject: it.topic for subject, it in stewardships.items()}
    assert all(isinstance(topic, Topic) for topic in topics.values())
    tagged.objects.bulk_create(
        tagged(post_id=post.pk, topic_id=topics[subject].pk) for post, (_, subject) in told if subject
    )
