"""The access table's rows, and the scene that they are asked in.

A domain writes down, in `<domain>/tests/access.py`, what each of its routes answers to whom:

    from tests.access import Row

    ACCESS = {
        #                         visitor guest member space_member owner author operator
        "posts:post": [Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.post.public_id]),
                       Row("GET", (302, 404, 404, 200, 200, 200, 404), at=lambda s: [s.gated_post.public_id])],
        "posts:delete": Row("POST", (302, 404, 403, 403, 403, 302, 403), at=lambda s: [s.post.public_id]),
    }

The key is the route's name with its namespace. `at` gives the route's arguments and `data` what is sent, each from the
scene; `s.me` is whoever asks just then (the author, when nobody does). Every person asks in a world of their own: what
the one before changed is taken back.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from intramural.people.models import Person, Unit
from intramural.people.testing import a_person, a_unit
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.models import Comment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces.models import Space
from intramural.spaces.testing import a_space
from intramural.stewards.models import Stewardship
from intramural.stewards.testing import a_stewardship
from intramural.topics.models import Topic
from intramural.ui.answers import WORDS

WHO = ("visitor", "guest", "member", "space_member", "owner", "author", "operator")


@dataclass(frozen=True)
class Row:
    """One method of one route: the status that each of WHO gets. `json` sends `data` as JSON; `query` goes into the address.

    `first` prepares the scene before anybody asks. Where a visitor is led to the way in (302), one who sends words is shown them
    first (403): see `of_a_visitor`.
    """

    method: str
    statuses: tuple[int, ...]
    at: Callable[[Any], list[Any]] | None = None
    data: Callable[[Any], Any] | Mapping[str, Any] | None = None
    json: bool = False
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    first: Callable[[Any], Any] | None = None

    def sent(self, scene: Any) -> Any:
        """What is sent, made from the scene."""
        return self.data(scene) if callable(self.data) else dict(self.data or {})

    def of_a_visitor(self, data: Any) -> int:
        """What a visitor gets who sends these: nobody is signed out while they write and loses their words."""
        status = self.statuses[WHO.index("visitor")]
        is_a_form = self.method == "POST" and not self.json and "HX-Request" not in self.headers
        return 403 if status == 302 and is_a_form and any(str(data.get(name, "")).strip() for name in WORDS) else status

    def __post_init__(self) -> None:
        assert len(self.statuses) == len(WHO), f"a row has {len(WHO)} statuses: {', '.join(WHO)}"


class Scene:
    """A small house: an open and a gated space, the people of WHO, and something of each kind that may be asked for.

    `owner` owns both spaces; `space_member` and `author` are members of both; `member`, `guest` and `operator` of
    neither. `author` wrote all posts and comments.
    """

    def __init__(self) -> None:
        self.unit: Unit = a_unit("Operations")
        self.owner: Person = a_person("ada", name="Ada Okonkwo", unit=self.unit, level="manager")
        self.space_member: Person = a_person("ben", name="Ben Haddad", unit=self.unit, manager=self.owner)
        self.member: Person = a_person("cara", name="Cara Lindqvist", unit=a_unit("Sales"))
        self.author: Person = a_person("rosa", name="Rosa Marchetti", level="executive")
        self.guest: Person = a_person("gus", name="Gus Weber", standing="guest")
        self.operator: Person = a_person("olga", name="Olga Novak", is_operator=True)
        self.visitor = None
        insiders = (self.space_member, self.author)
        self.open_space: Space = a_space("Bakers", owner=self.owner, members=insiders)
        self.space: Space = a_space("Merger", owner=self.owner, members=insiders, gated=True)
        self.secret_space: Space = a_space("Redwood", owner=self.owner, members=insiders, gated=True, is_listed=False)
        self.topic: Topic = Topic.objects.create(slug="pay", name="Pay")
        self.stewardship: Stewardship = a_stewardship(topic=self.topic, steward=self.owner)
        self.post: Post = a_post(by=self.author, body="We start at seven. #pay")
        self.gated_post: Post = a_post(by=self.author, body="The offer is out.", to=Choice("space", space=self.space))
        self.private_post: Post = a_post(by=self.author, body="A note to myself.", to=Choice("me"))
        self.waiting_post: Post = self._waiting()
        self.draft: Post = posts.draft(composing.read({"body": "Not yet said."}), by=self.author)
        self.comment: Comment = posts.comment(self.post, by=self.author, body="And end at three.")
        self.gated_comment: Comment = posts.comment(self.gated_post, by=self.author, body="Until Friday.")
        self.me: Person = self.author

    def _waiting(self) -> Post:
        """A post that its author may still take back, and nobody else has seen."""
        self.author.undo_seconds = 60
        post = a_post(by=self.author, body="Said too soon.")
        self.author.undo_seconds = 0
        return post


class Browsers:
    """New browsers of the people of a scene, who sign in once, which takes as long as a page: their cookies are lent again."""

    def __init__(self, scene: Scene) -> None:
        self._cookies: dict[int, SimpleCookie] = {}
        for person in (getattr(scene, who) for who in WHO):
            if person is not None:
                client = Client()
                client.force_login(person)
                self._cookies[person.pk] = client.cookies

    def of(self, person: Person | None, **more: Any) -> Client:
        """A browser of theirs; of nobody, one that has signed in nowhere."""
        client = Client(**more)
        if person is not None:
            client.cookies = copy.deepcopy(self._cookies[person.pk])
        return client
