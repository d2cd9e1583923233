"""Who may know of a translucent post and asks to read it, and who answers that. Hidden answers as absent does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from intramural.care.models import AccessRequest
from intramural.care.queries.matters import is_open_to, stewardships_of
from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.people.models import Person
from intramural.posts import queries as posts
from intramural.posts.models import Post
from intramural.stewards import queries as stewards

REMINDS_AFTER = timedelta(days=7)
MOST_AT_ONCE = 200


def known_post(public_id: str, *, viewer: Person) -> Post:
    """The translucent post at this address that the viewer may read, or may know of. Refuses (404) all else in the same words."""
    here = Post.objects.filter(public_id=public_id[:13], known_to__isnull=False).select_related("author", "audience")
    found = here.released_to(viewer).filter(audience_before=None).first() or here.known_to(viewer).first()
    if found is None:
        raise NotFound("There is no such post for you to see.")
    return found


def may_know(person: Person, post: Post) -> bool:
    """Whether they know of it by its shell."""
    return person.is_active and Post.objects.known_to(person).filter(pk=post.pk).exists()


def in_whose_hands(post: Post, *, asks: Person) -> list[Person]:
    """Whom somebody asks for access just now: who looks after it, else its author; nobody where its author has left.

    What a post is about is for its readers: whoever looks after a topic that stands in its words alone is asked only if they can
    read them.
    """
    others = ([person for person in each if person.pk != asks.pk] for each in _caring(post))
    asked = _once(each[0] for each in others if each)
    return asked or _author_of(post)


def who_may_answer(post: Post) -> list[Person]:
    """Stewards and deputies of what it is about, as in `in_whose_hands`, and its author."""
    caring = (person for each in _caring(post) for person in each)
    return _once(each for each in (*caring, *_author_of(post)) if each.is_active)


def _author_of(post: Post) -> list[Person]:
    """Its author, while they read themselves what others say there: they let nobody in to a talk that is closed to them."""
    author = post.author
    return [author] if author is not None and author.is_active and posts.reads_replies(author, post) else []


def _caring(post: Post) -> list[list[Person]]:
    """For each stewardship who may be told that the post is about that, its author aside: who decides just now stands first."""
    topics = post.known_topics.values_list("pk", flat=True)
    units = [post.voice_unit_id] if post.voice_unit_id is not None else []
    told = {each.pk for each in stewards.over(topics=topics, units=units)}
    found = []
    for stewardship in stewardships_of(post):
        here = stewards.in_turn(stewardship)
        asked = [
            each for each in here if each.pk != post.author_id and _may_be_told(each, post, is_told=stewardship.pk in told)
        ]
        found += [asked] if asked else []
    return found


def _may_be_told(person: Person, post: Post, *, is_told: bool) -> bool:
    return is_open_to(person, post) or (is_told and may_know(person, post))


def access_request(public_id: str, *, viewer: Person) -> AccessRequest:
    """The request with this id, for whoever may answer it or has made it, while they may know of its post. Refuses (404) all else."""
    found = _whole().filter(public_id=public_id[:13]).first() if viewer.is_active else None
    if found is None or not _is_there_for(viewer, found):
        raise NotFound("There is no such request for you to see.")
    return found


def _is_there_for(viewer: Person, request: AccessRequest) -> bool:
    post = request.post
    if post.state != Post.State.PUBLISHED or not (is_open_to(viewer, post) or may_know(viewer, post)):
        return False
    return viewer.pk == request.by_id or viewer.pk in {each.pk for each in who_may_answer(post)}


def request_of(person: Person, post: Post) -> AccessRequest | None:
    """What this person asked of the post, if they did."""
    return _whole().filter(post=post, by=person).first()


def requests_for(post: Post) -> list[AccessRequest]:
    """All that was asked of the post, what waits first, then the newest. The caller may answer."""
    found = list(_whole().filter(post=post).order_by("-asked_at", "-pk")[:MOST_AT_ONCE])
    return sorted(found, key=lambda each: each.answered_at is not None)


def unanswered(now: datetime | None = None) -> list[int]:
    """Requests that nobody answered in a week and of which nobody was reminded yet, the oldest first."""
    before = (now or clock.now()) - REMINDS_AFTER
    waiting = AccessRequest.objects.filter(answered_at=None, reminded_at=None, asked_at__lte=before)
    still = Post.objects.filter(pk=OuterRef("post"), state=Post.State.PUBLISHED, audience_before=None)
    return list(waiting.filter(Exists(still)).order_by("asked_at").values_list("pk", flat=True)[:MOST_AT_ONCE])


def _whole() -> QuerySet[AccessRequest]:
    return AccessRequest.objects.select_related("by", "answered_by", "post__author", "post__audience", "post__voice_unit")


def _once(people: Iterable[Person]) -> list[Person]:
    return list({person.pk: person for person in people}.values())
