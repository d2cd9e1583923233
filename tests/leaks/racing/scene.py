"""The post that is taken away again and again, those who read it, and the verbs that take it away."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from intramural.audiences.models import EVERYONE
from intramural.care import actions as care
from intramural.care.models import Narrowing
from intramural.kit import clock
from intramural.mail.models import Letter, Notice
from intramural.notifications.models import News, Push
from intramural.notifications.testing import tell_everybody
from intramural.people.models import Person
from intramural.people.testing import a_person, a_token
from intramural.posts import actions as posts
from intramural.posts.models import Attachment, Bookmark, Comment, Post, Reaction
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.search import actions as search
from intramural.stewards.testing import a_stewardship
from tests.leaks.world import fixed_id, word

OF_OTHERS = ("comment", "quote")
"""Words of the scene that its author did not say."""


@dataclass
class Reader:
    """Somebody who may read it while it is open to all, and in no circle that is left: by browser and by program."""

    person: Person
    line_id: str
    browser: Client = field(default_factory=Client)
    token: str = ""
    heard: int = 0

    def __post_init__(self) -> None:
        self.browser.force_login(self.person)
        self.browser.raise_request_exception = False
        self.token = a_token(self.person)

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """The answer to a question; what fails is said by its status."""
        headers = {"Authorization": f"Bearer {self.token}"} if path.startswith("/api/") else {}
        answer = getattr(self.browser, method.lower())(path, headers=headers, **more)
        if answer.status_code >= 500:
            raise AssertionError(f"{method} {path} was answered {answer.status_code}")
        return answer


class Scene:
    """A post with a reply, a quotation, files, lines that tell of it, and another post that refers to it."""

    def __init__(self, readers: int) -> None:
        self.words: dict[str, str] = {}
        self._numbers = itertools.count()
        self.author, self.steward = a_person("alba", name="Alba Author"), a_person("stig", name="Stig Steward")
        self.insider = a_person("nils", name="Nils Named")
        a_stewardship(topic="pay", steward=self.steward)
        self.post = a_post(
            by=self.author, kind="update", title=self._word("title"), body=f"{self._word('body')} quayside #pay",
        )  # fmt: skip
        Post.objects.filter(pk=self.post.pk).update(public_id=fixed_id("post"))
        self.post.refresh_from_db()
        posts.attach(
            self.post,
            [a_file(f"{self._word('file name')}.png"), a_file("words.txt", self._word("file").encode())],
            by=self.author,
        )
        self.picture, self.document = Attachment.objects.filter(post=self.post).order_by("pk")
        self.comment = a_comment(by=self.insider, on=self.post, body=f"{self._word('comment')} indeed")
        a_comment(by=self.insider, on=self.post, body=self._word("quote"), quotes=self.comment)
        self._last_comment = Comment.objects.order_by("-pk").values_list("pk", flat=True)[0]
        self.referring = a_post(
            by=self.insider, body=f"See /posts/{self.post.public_id}/ and [an answer]({self.comment.url})"
        )
        self._last_post = self.referring.pk
        self.readers = [self._reader(number) for number in range(readers)]
        search.reindex()

    def _reader(self, number: int) -> Reader:
        reader = Reader(a_person(f"mara{number}", name=f"Mara {number}"), line_id=fixed_id(f"line {number}"))
        tell_everybody([reader.person], self.post, public_id=reader.line_id)
        return reader

    def _word(self, facet: str) -> str:
        self.words[facet] = word("racing", facet)
        return self.words[facet]

    def new_word(self) -> str:
        """A word that nobody has said here yet."""
        return f"word{next(self._numbers)}"

    def fresh(self) -> Post:
        """The post as whoever asks for it now gets it."""
        return Post.objects.select_related("author", "audience", "space").get(pk=self.post.pk)

    def put_back(self, after: str) -> None:
        """Everything as it was before the verb, and nothing left of what came meanwhile."""
        now = clock.now()
        Post.objects.filter(pk=self.post.pk).update(
            state=Post.State.PUBLISHED, audience=EVERYONE, audience_before=None, is_taken_down=False, deleted_at=None
        )
        Narrowing.objects.filter(ended_at=None).update(ended_at=now, lapses_at=None, end=Narrowing.End.STEWARD)
        Comment.objects.filter(pk__gt=self._last_comment).delete()
        Post.objects.filter(pk__gt=self._last_post).delete()
        for trace in (Letter, Push, Bookmark, Reaction):
            trace.objects.all().delete()
        News.objects.filter(post=self.post, narrowing=None).update(read_at=None, done_at=None)
        if after == "deleting":
            search.put_post(self.post.pk)

    def tidy(self) -> None:
        """Lets go of what the rounds have heaped up."""
        Notice.objects.all().delete()
        News.objects.exclude(public_id__in=[reader.line_id for reader in self.readers]).delete()
        Narrowing.objects.all().delete()


def _narrowing(scene: Scene) -> None:
    care.narrow(scene.fresh(), by=scene.steward, because="Not yet.")


def _taking_down(scene: Scene) -> None:
    care.narrow(scene.fresh(), by=scene.author, because="It was the wrong one.", takes_down=True)


def _changing(scene: Scene) -> None:
    posts.change_audience(scene.fresh(), by=scene.author, choice=Choice("people", people=(scene.insider,)))


def _deleting(scene: Scene) -> None:
    posts.delete(scene.fresh(), by=scene.author)


VERBS: dict[str, Callable[[Scene], None]] = {
    "narrowing": _narrowing,
    "taking down": _taking_down,
    "changing for whom": _changing,
    "deleting": _deleting,
}
GOES_ALONG = ("narrowing", "taking down")
"""What also takes away what grew from the post; after the others its author's own words stand where the author put them."""
