"""How something of the post gets to a reader.

Each way is made `ready` beforehand, goes once (`go`), and is asked once more `afterwards`, when both it and the verb are over:
then nothing of the post may be there. `go` says what the reader got, and the moment that counts.

    asked for     pages, lists, searches, files: the moment at which the question was sent
    handed over   mail, digest, push: the moment at which the claim was about to be committed (docs/decisions/0016)
    told          the stream of an open page: the moment at which it was decided whom to tell
    copied        what a reader or the author makes of it meanwhile: what its answer shows, as if it had been asked for
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter_ns
from typing import Any, NamedTuple
from unittest.mock import patch

from django.core import mail
from django.test import override_settings

from intramural.kit import clock
from intramural.kit.errors import Refusal
from intramural.mail.actions import queue
from intramural.mail.outgoing import handing, reading
from intramural.notifications import actions as notifications
from intramural.notifications import policy
from intramural.notifications.models import Device, News, Push
from intramural.notifications.pushing import handing as pushing
from intramural.notifications.tests import push_service
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.models import Post
from intramural.realtime import queries as realtime
from intramural.search import actions as search
from tests.leaks.racing.scene import OF_OTHERS, Reader, Scene
from tests.leaks.reading import body_of, found, whole_mail


class Got(NamedTuple):
    """What a reader got, and the moment that counts."""

    raw: bytes
    at: int


Ready = Callable[[Scene, Reader], None]
Go = Callable[[Scene, Reader], Got]


@dataclass(frozen=True)
class Way:
    """`alone`: no other way that is alone goes at the same time, because it would take its letters. `grows`: its author makes
    something of the post that is theirs to share."""

    kind: str
    go: Go
    ready: Ready = lambda scene, reader: None
    afterwards: Go | None = None
    alone: bool = False
    grows: bool = False

    def shows(self, scene: Scene, got: Got, *, only_others: bool = False) -> list[str]:
        """Which words of the post the reader got; with `only_others`, of those that its author did not say."""
        facets = OF_OTHERS if only_others else tuple(scene.words)
        return found({facet: scene.words[facet] for facet in facets}, got.raw)


def _asks(*paths: Callable[[Scene], str], is_file: bool = False) -> Go:
    def go(scene: Scene, reader: Reader) -> Got:
        at, raw = perf_counter_ns(), b""
        for path in paths:
            answer = reader.ask("GET", path(scene))
            body = body_of(answer)
            # The bytes of a picture hold no word: that it is given at all counts as one.
            raw += body + (scene.words["file name"].encode() if is_file and answer.status_code == 200 else b"")
        return Got(raw, at)

    return go


def _writes(method: str, path: Callable[[Scene], str], data: Callable[[Scene], dict[str, str]]) -> Go:
    def go(scene: Scene, reader: Reader) -> Got:
        at = perf_counter_ns()
        return Got(body_of(reader.ask(method, path(scene), data=data(scene), follow=True)), at)

    return go


def its_page(scene: Scene) -> str:
    return f"/posts/{scene.post.public_id}/"


# Mail and push: the moment is taken where the claim has asked, and has not been committed.

_claims = threading.local()


@contextmanager
def watched_claims() -> Iterator[None]:
    """Within the block each claim notes, in its thread, when it had asked who may see what it claims."""

    def noting(real: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*given: Any) -> Any:
            result = real(*given)
            _claims.at = perf_counter_ns()
            return result

        return asked

    with (
        patch.object(reading, "read", noting(reading.read)),
        patch.object(pushing, "_wanted", noting(pushing._wanted)),
        # By night a push would wait.
        patch.object(policy, "is_quiet", lambda *given: False),
        override_settings(PUSH_HOSTS=(push_service.shared().host,)),
    ):
        yield


def _queues(bundle: str, *, comment: bool = False) -> Ready:
    def ready(scene: Scene, reader: Reader) -> None:
        due = clock.now() - timedelta(seconds=1)
        about = scene.comment if comment else None
        queue(to=reader.person, post=scene.post, comment=about, reason="because you follow it", due_at=due, bundle=bundle)

    return ready


def _mails(scene: Scene, reader: Reader) -> Got:
    mail.outbox.clear()
    _claims.at = perf_counter_ns()
    handing.hand_over()
    return Got(b"\n".join(whole_mail(sent) for sent in mail.outbox), _claims.at)


def _mails_again(bundle: str) -> Go:
    """News of what was answered there, queued now."""

    def go(scene: Scene, reader: Reader) -> Got:
        _queues(bundle, comment=True)(scene, reader)
        return _mails(scene, reader)

    return go


def _has_a_push(scene: Scene, reader: Reader) -> None:
    service, now = push_service.shared(), clock.now()
    if not Device.objects.filter(person=reader.person).exists():
        browser = push_service.Browser(reader.person.handle)
        notifications.add_device(by=reader.person, endpoint=service.address(browser.name), name="A browser", **browser.keys)
    device = Device.objects.get(person=reader.person)
    news = News.objects.get(person=reader.person, public_id=reader.line_id)
    Push.objects.filter(device=device).delete()
    Push.objects.create(news=news, device=device, due_at=now, until=now + timedelta(days=1), changed_at=now)


def _pushes(scene: Scene, reader: Reader) -> Got:
    """That there is something to tell is as much as its first word: a push holds no other."""
    service = push_service.shared()
    service.received.clear()
    _claims.at = perf_counter_ns()
    pushing.hand_over()
    return Got(b"\n".join(scene.words["title"].encode() for _ in service.received), _claims.at)


def _pushes_again(scene: Scene, reader: Reader) -> Got:
    _has_a_push(scene, reader)
    return _pushes(scene, reader)


# What is told to an open page.


def _is_told(again: bool) -> Go:
    def go(scene: Scene, reader: Reader) -> Got:
        happenings = [one for _, one in realtime.entries(after=reader.heard) if one is not None]
        at, person = perf_counter_ns(), reader.person.pk
        if again:
            a_while_ago = clock.now() - timedelta(seconds=5)
            news = realtime.missed(happenings, clock.EPOCH, after=a_while_ago, person=person)
        else:
            news = realtime.told(happenings, {person}).get(person, [])
        there = any(one.word in ("post", "changed") for one in news)
        return Got(scene.words["title"].encode() if there else b"", at)

    return go


def _changes_it(scene: Scene, reader: Reader) -> None:
    """Something happens that open pages are told of."""
    reader.heard = realtime.newest()
    posts.react(scene.fresh(), by=scene.insider, kind="thank")


# What is made of it meanwhile.


def _grows(scene: Scene, reader: Reader) -> Got:
    """Its author makes an article of it and shares it with all; the reader opens that."""
    at = perf_counter_ns()
    try:
        draft = posts.grow(scene.fresh(), by=scene.author)
        posts.share(composing.read({**draft.plan, "body": draft.body, "audience": "everyone"}), by=scene.author, draft=draft)
    except Refusal:
        return Got(b"", at)
    return _reads_what_grew(scene, reader)


def _reads_what_grew(scene: Scene, reader: Reader) -> Got:
    at, raw = perf_counter_ns(), b""
    for public_id in Post.objects.filter(grown_from=scene.post).values_list("public_id", flat=True):
        raw += body_of(reader.ask("GET", f"/posts/{public_id}/"))
    return Got(raw + body_of(reader.ask("GET", "/")), at)


def _cites(scene: Scene, reader: Reader) -> Got:
    """The reader refers to it in a post of their own, and opens that."""
    at = perf_counter_ns()
    said = posts.publish(by=reader.person, body=f"See {its_page(scene)} and [what was answered]({scene.comment.url})")
    return Got(body_of(reader.ask("GET", f"/posts/{said.public_id}/")), at)


def _reads_own(scene: Scene, reader: Reader) -> Got:
    at, raw = perf_counter_ns(), b""
    for said in Post.objects.filter(author=reader.person, pk__gt=scene.referring.pk):
        raw += body_of(reader.ask("GET", f"/posts/{said.public_id}/"))
    return Got(raw, at)


def _indexes(scene: Scene, reader: Reader) -> Got:
    """The index is made anew while they search."""
    at = perf_counter_ns()
    search.put_post(scene.post.pk)
    return Got(body_of(reader.ask("GET", _search(scene))), at)


def _search(scene: Scene) -> str:
    return "/search/?q=quayside"


def _of_program(path: str) -> Callable[[Scene], str]:
    return lambda scene: f"/api/v1/posts/{scene.post.public_id}{path}"


_PAGE = _asks(its_page)
_KEPT = _asks(lambda scene: "/kept/")

WAYS: dict[str, Way] = {
    "its page": Way("asked for", _PAGE),
    "a part of its page": Way("asked for", _asks(lambda s: f"/live/posts/{s.post.public_id}/?whole=1")),
    "the stream": Way("asked for", _asks(lambda s: "/")),
    "a topic": Way("asked for", _asks(lambda s: "/topics/pay/")),
    "what its author shared": Way("asked for", _asks(lambda s: f"/people/{s.author.handle}/shared/")),
    "a search": Way("asked for", _asks(_search)),
    "a search by a program": Way("asked for", _asks(lambda s: "/api/v1/search?q=indeed")),
    "a program": Way("asked for", _asks(_of_program(""))),
    "a list, to a program": Way("asked for", _asks(lambda s: "/api/v1/stream")),
    "replies, to a program": Way("asked for", _asks(_of_program("/comments"))),
    "a file": Way("asked for", _asks(lambda s: f"/files/{s.document.public_id}/", is_file=True)),
    "a thumbnail": Way("asked for", _asks(lambda s: f"/files/{s.picture.public_id}/thumbnail/", is_file=True)),
    "a post that refers to it": Way("asked for", _asks(lambda s: f"/posts/{s.referring.public_id}/")),
    "For you": Way("asked for", _asks(lambda s: "/for-you/")),
    "a mail": Way("handed over", _mails, _queues(""), _mails_again(""), alone=True),
    "a digest": Way("handed over", _mails, _queues("daily"), _mails_again("daily"), alone=True),
    "a push": Way("handed over", _pushes, _has_a_push, _pushes_again, alone=True),
    "an open page": Way("told", _is_told(False), _changes_it),
    "a page that comes back": Way("told", _is_told(True), _changes_it),
    "a reply": Way(
        "copied",
        _writes("POST", lambda s: f"{its_page(s)}comments/", lambda s: {"body": f"I say {s.new_word()}"}),
        afterwards=_PAGE,
    ),
    "a quotation": Way(
        "copied",
        _writes("POST", lambda s: f"{its_page(s)}comments/", lambda s: {"body": "Yes.", "quotes": s.comment.public_id}),
        afterwards=_asks(its_page, _search),
    ),
    "keeping it": Way(
        "copied", _writes("POST", lambda s: f"{its_page(s)}keeping/", lambda s: {}), afterwards=_KEPT
    ),
    "a reaction": Way(
        "copied", _writes("POST", lambda s: f"{its_page(s)}reactions/", lambda s: {"kind": "agree"}), afterwards=_PAGE
    ),
    "a post of the reader's own": Way("copied", _cites, afterwards=_reads_own),
    "making the index anew": Way("copied", _indexes, afterwards=_asks(_search)),
    "an article that grows": Way("copied", _grows, afterwards=_reads_what_grew, alone=True, grows=True),
}  # fmt: skip
