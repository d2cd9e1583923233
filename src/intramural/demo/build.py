"""Makes the demo company in an empty house."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from intramural.audiences.models import EVERYONE
from intramural.demo import company, matters, passwords
from intramural.demo.weeks import WEEKS, Said
from intramural.kit import clock
from intramural.kit.errors import Conflict
from intramural.kit.files import taking
from intramural.people import testing as people
from intramural.people.actions import delegate
from intramural.people.models import Person, Unit
from intramural.posts import actions as posts
from intramural.posts import files
from intramural.posts.beside import Beside, Source
from intramural.posts.models import Comment, Post, Reaction, Release, Vote
from intramural.posts.reach import Choice
from intramural.spaces.models import Membership, Space
from intramural.spaces.testing import a_space
from intramural.stewards.testing import a_stewardship
from intramural.topics.models import Topic

ORIGIN = "demo:"
SEED = 20_011
NEWS = timedelta(days=2)
"""What was said before is the company's past, and news to nobody when its house opens."""
SIGN_INS = (("ines", "a member"), ("dana", "a steward"), ("marek", "a manager"), ("olu", "the operator"))


@dataclass
class _Made:
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)


def is_here() -> bool:
    """Whether the demo company lives in this house."""
    return Person.objects.filter(origin__startswith=ORIGIN).exists()


def make(tell: Callable[[str], None] = lambda line: None) -> None:
    """Makes the whole company or nothing; where it is already, nothing changes.

    Refuses (409) a house in which somebody lives. `tell` is told what is being made, in a few words each.
    """
    if is_here():
        return
    if Person.objects.exists():
        raise Conflict(
            "There are people in this house already; the demo company is for an empty one.",
            remedy="Name an empty folder: INTRAMURAL_DATA_DIR=… intramural demo",
        )
    chance = random.Random(SEED)  # noqa: S311  (the same company every time)
    with transaction.atomic():
        made = _Made()
        tell("units and people")
        _units_and_people(made, chance)
        tell("spaces and topics")
        _spaces(made)
        _topics(made)
        tell("five weeks of talk")
        for said in sorted(WEEKS, key=lambda said: (-said.days, said.at)):
            _say(said, made, chance)
        tell("what was settled, and what waits for an answer")
        matters.happen(made.people)
        Release.objects.filter(due_at__lt=clock.now() - NEWS).delete()
        Person.objects.filter(origin__startswith=ORIGIN).update(undo_seconds=20)
    matters.hush()


def _units_and_people(made: _Made, chance: random.Random) -> None:
    for name, parent in company.UNITS.items():
        made.units[name] = people.a_unit(name, parent=made.units[parent] if parent else None)
    password = make_password(passwords.shared())
    for someone in company.people():
        unit = made.units[someone.unit]
        manager = unit.head or (unit.parent.head if unit.parent else None)
        person = _person(
            made, someone.handle, someone.name, password, title=someone.title, unit=unit, manager=manager,
            level=someone.level, site=someone.site, ask_me_about=someone.ask, is_operator=someone.handle == "olu",
            languages=", ".join(["English", *chance.sample(["German", "French", "Portuguese", "Polish", "Spanish"], 1)]),
            working_hours="22:00 to 06:00" if "ight" in someone.title else chance.choice(["06:00 to 14:00", "08:00 to 16:30"]),
        )  # fmt: skip
        if unit.head is None:
            unit.head = person
            unit.save(update_fields=["head"])
    guest, title = company.GUEST
    _person(made, guest.split()[0].lower(), guest, password, title=title, standing=Person.Standing.GUEST)
    for handle, unit_name in company.VOICES:
        delegate(made.people[handle], unit=made.units[unit_name], by=made.people["olu"])


def _person(made: _Made, handle: str, name: str, password: str, **facts: object) -> Person:
    person = Person(
        handle=handle, name=name, email=f"{handle}@{company.DOMAIN}", origin=f"{ORIGIN}{handle}", password=password,
        undo_seconds=0, joined_at=clock.now() - timedelta(days=40), **facts,
    )  # fmt: skip
    person.save()
    made.people[handle] = person
    return person


def _spaces(made: _Made) -> None:
    for facts in company.SPACES:
        owner = made.people[facts.owner]
        handles = [made.people[handle] for handle in facts.people]
        inside = Person.objects.filter(unit__in=[made.units[name] for name in facts.units])
        if facts.kind == "official":
            inside = Person.objects.filter(standing=Person.Standing.MEMBER)
        members = {person.pk: person for person in (*inside, *handles) if person != owner}
        made.spaces[facts.name] = a_space(
            facts.name, owner=owner, members=tuple(members.values()), kind=facts.kind, description=facts.description,
            gated=bool(facts.purpose), **(_gate(facts) if facts.purpose else {}),
            **({"unit": made.units["Depot Lowmoor"]} if facts.kind == "unit" else {}),
        )  # fmt: skip
    long_ago = clock.now() - timedelta(days=37)
    Space.objects.update(founded_at=long_ago)
    Membership.objects.update(joined_at=long_ago, read_to=clock.now() - timedelta(days=2))


def _gate(facts: company.SpaceFacts) -> dict[str, object]:
    return {"purpose": facts.purpose, "sunset_on": (clock.now() + timedelta(days=facts.days_left)).date()}


def _topics(made: _Made) -> None:
    for slug, (name, description, steward, deputy) in company.TOPICS.items():
        topic, _ = Topic.objects.update_or_create(slug=slug, defaults={"name": name, "description": description})
        a_stewardship(topic=topic, steward=made.people[steward], deputy=made.people[deputy], **company.SAYS.get(slug, {}))


def _say(said: Said, made: _Made, chance: random.Random) -> None:
    author = made.people[said.by]
    space = made.spaces[said.space] if said.space else None
    choice = Choice("space", space=space) if space else Choice()
    if said.units:
        choice = Choice("units", units=tuple(made.units[name] for name in said.units))
    if said.summary:
        choice = replace(choice, known_to=Choice())
    voice_unit = next((made.units[unit] for handle, unit in company.VOICES if handle == said.by), None)
    post = posts.publish(
        by=author, body=said.body, title=said.title, summary=said.summary, kind=said.kind, choice=choice, voice=said.voice,
        voice_unit=voice_unit if said.voice == Post.Voice.OFFICIAL else None,
        beside=Beside(
            options=tuple(said.options), honours=tuple(made.people[handle] for handle in said.honours),
            source=Source(url=said.url, made_by=said.made_by),
        ),
        files=_taken(said),
    )  # fmt: skip
    for picture, (_, words) in zip(post.attachments.order_by("pk"), said.pictures, strict=True):
        posts.describe(picture, words, by=author)
    comments = _replies(post, said, made)
    readers = _readers(post, made)
    _reactions(post, comments, readers, said.warmth, chance)
    _poll(post, said, readers, chance)
    _backdate(post, _moment(said, author), comments, chance)


def _taken(said: Said) -> list[taking.Taken]:
    from intramural.demo import pictures  # what draws is needed by nobody else in a server

    return [
        taking.take([pictures.DRAWN[name]()], f"{name}.jpg", into=files.store, most=settings.MAX_UPLOAD_BYTES)
        for name, _ in said.pictures
    ]


def _replies(post: Post, said: Said, made: _Made) -> list[Comment]:
    comments: list[Comment] = []
    for handle, words in said.replies:
        mark = words[0] if words[0] in "↳✓" else ""
        parent = comments[-1] if mark == "↳" else None
        comments.append(posts.comment(post, by=made.people[handle], body=words.removeprefix(mark), parent=parent))
        if mark == "✓":
            Post.objects.filter(pk=post.pk).update(accepted_answer=comments[-1])
    return comments


def _readers(post: Post, made: _Made) -> list[Person]:
    """Whoever may see it, in one question rather than one a person."""
    if post.audience_id == EVERYONE:
        return [person for person in made.people.values() if person.is_member]
    inside = set(post.audience.grants.values_list("person_id", flat=True))
    return [person for person in made.people.values() if person.pk in inside]


def _reactions(post: Post, comments: list[Comment], readers: list[Person], warmth: int, chance: random.Random) -> None:
    kinds = Reaction.Kind.values
    weights = [6, 5, 3, 2, 4, 1]
    others = [person for person in readers if person.pk != post.author_id]
    for person in chance.sample(others, min(warmth, len(others))):
        posts.react(post, by=person, kind=chance.choices(kinds, weights)[0])
    for comment in comments:
        for person in chance.sample(others, min(chance.randint(0, 3), len(others))):
            if person.pk != comment.author_id:
                posts.react(post, by=person, kind=chance.choices(kinds, weights)[0], comment=comment)


def _poll(post: Post, said: Said, readers: list[Person], chance: random.Random) -> None:
    options = list(post.options.all())
    if options:
        for person in chance.sample(readers, min(21, len(readers))):
            Vote.objects.create(post=post, option=chance.choice(options), person=person)


def _moment(said: Said, author: Person) -> datetime:
    """When it was said; what today has not reached yet was said yesterday. Never in the future."""
    now = clock.now()
    at = datetime.combine(now.date() - timedelta(days=said.days), time.fromisoformat(said.at), UTC)
    return at if at < now - timedelta(minutes=5) else at - timedelta(days=1)


def _backdate(post: Post, at: datetime, comments: list[Comment], chance: random.Random) -> None:
    """The one place where the past is made: the times of a post and of what stands under it."""
    Post.objects.filter(pk=post.pk).update(begun_at=at, published_at=at, released_at=at)
    latest = clock.now() - timedelta(minutes=1)
    moment = at
    for comment in comments:
        moment = min(moment + timedelta(minutes=chance.randint(3, 90)), latest)
        Comment.objects.filter(pk=comment.pk).update(published_at=moment, released_at=moment)
        Reaction.objects.filter(comment=comment).update(at=moment)
    Reaction.objects.filter(post=post, comment=None).update(at=at + timedelta(minutes=30))
