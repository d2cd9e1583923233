"""The JSON surface of what is made of several domains: the stream, newest first and ranked by nothing, and the topics."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.home import queries as home
from intramural.kit import clock, wire
from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.kit.markup import clean_line
from intramural.kit.paging import NameKey, Page, read_key, read_name_key
from intramural.kit.wire import AFTER, HOW_MANY, Moment, PageOf, Shown, asked
from intramural.people import queries as people
from intramural.people import scopes
from intramural.people.api import PersonName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Surface
from intramural.posts import queries, reach
from intramural.posts.api import shapes, shells
from intramural.spaces import queries as spaces
from intramural.stewards import actions as act
from intramural.stewards import policy
from intramural.stewards import queries as stewards
from intramural.stewards.api import KIND, Named, Stewardship, StewardshipLine, line_of, line_without, whom
from intramural.topics import actions as topics

surface = Surface("Stream")

ONLY = Literal["all", "spaces", "questions", "following", "kept"]
_ONLY = asked(
    "all",
    description="`spaces`: of the spaces you are in. `following`: by people, about topics and under posts that you follow. "
    "`kept`: what you keep.",
)
_THAN = asked(..., description="The `released_at` of the newest post that you have.")
_SPACE = asked("", max_length=60, description="The slug of a space: what stands in it.")
_AUTHOR = asked("", max_length=40, description="The handle of a person: what they posted.")
_TOPIC = asked("", max_length=50, description="The slug of a topic: what is about it.")


@surface.read("/stream", scope=scopes.POSTS_READ, gives=PageOf[shapes.PostLine | shells.Shell])
def stream(
    request: PersonRequest,
    only: ONLY = _ONLY,
    space: str = _SPACE,
    author: str = _AUTHOR,
    topic: str = _TOPIC,
    after: str = AFTER,
    limit: int = HOW_MANY,
) -> Any:
    """What you may see, newest first

    Among them the shells of translucent posts that you may only know of; `questions` and `kept` have none.
    Your own posts that can still be taken back stand first. Give one filter at most: `only`, `space`, `author` or `topic`.
    """
    chosen, named = _filter(request, only, space=space, author=author, topic=topic)
    page = queries.stream(request.user, only=chosen, after=read_key(after), size=limit, **named)
    reaches, now = reach.of_cards(page.rows), clock.now()
    return {
        "items": [shells.shown_of(card, reaches, now) for card in page.rows],
        "next": page.next and str(page.next),
    }


@surface.read("/stream/newer", scope=scopes.POSTS_READ, gives=shapes.Newer)
def newer(
    request: PersonRequest,
    than: Moment = _THAN,
    only: ONLY = _ONLY,
    space: str = _SPACE,
    topic: str = _TOPIC,
) -> Any:
    """How many posts have come since, counted up to 99

    What one person posts is not counted: the filter `author` is refused (422) here.
    """
    if "author" in request.GET:
        raise Unacceptable(
            "What one person posts is not counted.", remedy="Ask the stream for their newest, with author.", field="author"
        )
    chosen, named = _filter(request, only, space=space, topic=topic)
    most = 99
    count = queries.count_newer(request.user, than=than, only=chosen, most=most + 1, **named)
    return {"count": min(count, most), "more": count > most}


class NewStewardship(Named):
    """What is looked after: a topic by its word, a unit by its id, a function or a source by its name."""

    kind: KIND = "topic"
    topic: str = Field("", max_length=50)
    unit: str = Field("", max_length=20)
    name: str = Field("", max_length=80)


class Topic(Shown):
    """A subject, and who looks after it."""

    slug: str
    name: str
    description: str
    steward: PersonName | None
    deputy: PersonName | None
    followed: bool
    url: str


@surface.read("/topics", scope=scopes.SPACES_READ, gives=PageOf[Topic])
def topics_known(
    request: PersonRequest,
    q: str = asked("", max_length=80, description="Words to find in name and description."),
    after: str = AFTER,
) -> Any:
    """The topics that you may know of, by name

    Whoever writes #word makes a topic; it is known to whoever can read one of the posts about it.
    """
    page = home.topics(request.user, search=clean_line(q), after=read_name_key(after))
    return {"items": [_topic(known) for known in page.rows], "next": page.next and str(page.next)}


@surface.read("/topics/{slug}", scope=scopes.SPACES_READ, gives=Topic)
def topic(request: PersonRequest, slug: str) -> Any:
    """One topic"""
    return _topic(home.topic(slug, viewer=request.user))


@surface.write("PUT", "/topics/{slug}/following", scope=scopes.SPACES_WRITE)
def follow_topic(request: PersonRequest, slug: str) -> Any:
    """Follow a topic: what is about it shows under “following”, and nobody is told"""
    topics.follow(home.topic(slug, viewer=request.user).topic, by=request.user)


@surface.write("DELETE", "/topics/{slug}/following", scope=scopes.SPACES_WRITE)
def unfollow_topic(request: PersonRequest, slug: str) -> Any:
    """Follow a topic no longer"""
    topics.unfollow(home.topic(slug, viewer=request.user).topic, by=request.user)


@surface.read("/stewards", scope=scopes.SPACES_READ, gives=PageOf[StewardshipLine])
def stewards_listed(
    request: PersonRequest,
    topic: str = asked("", max_length=50, description="The slug of a topic: who looks after it, if anybody."),
    nobody: bool = asked(False, description="What nobody looks after just now: functions, units and sources, then topics."),
    kind: Literal["", "topic", "function", "unit", "source"] = "",
    q: str = asked("", max_length=80, description="Words to find in names, phrases and people."),
    after: str = AFTER,
) -> Any:
    """Who looks after what, and what they ask

    Give `topic` alone. The list is for members.
    """
    viewer = request.user
    if topic:
        return {"items": [_held(home.topic(topic, viewer=viewer))], "next": None}
    if not viewer.is_member:
        raise NotAllowed(
            "The list of stewards is for members.", remedy="Ask for one topic: its line names who looks after it."
        )
    if nobody:
        items, next_one = _without(viewer, kind=kind, search=clean_line(q), after=read_name_key(after))
    else:
        page = stewards.listed(viewer, search=clean_line(q), kind=kind, after=read_name_key(after))
        items, next_one = [line_of(it) for it in page.rows], page.next
    return {"items": items, "next": next_one and str(next_one)}


@surface.write("POST", "/stewards", scope=scopes.STEWARDS_WRITE, gives=Stewardship, status=201)
def found_stewardship(request: PersonRequest, new: NewStewardship) -> Any:
    """Somebody looks after something from now on: said by operators, and for a unit by its head"""
    unit = people.unit(new.unit, viewer=request.user) if new.kind == "unit" and new.unit else None
    policy.may_name(request.user, unit=unit).required()
    made = act.found(by=request.user, kind=new.kind, topic=new.topic, unit=unit, name=new.name, **whom(request, new))
    shown = {
        **line_of(stewards.by_id(made.public_id, viewer=request.user)),
        "examples": None,
        "code_names": None,
        "watch": None,
        "unreleased": None,
    }
    return wire.made(request, shown, at=f"{ADDRESS}/stewards/{made.public_id}")


def _without(viewer: Any, *, kind: str, search: str, after: NameKey | None) -> tuple[list[dict[str, Any]], Any]:
    """What nobody looks after: other things on the first page, then topics, a page by key."""
    others = stewards.unattended(kind=kind, search=search) if after is None and kind != "topic" else []
    topics = home.unattended(viewer, search=search, after=after) if kind in ("", "topic") else Page(rows=[], next=None)
    return [*(line_of(it) for it in others if it.topic is None), *(_held(known) for known in topics.rows)], topics.next


def _held(known: home.Known) -> dict[str, Any]:
    held = known.stewardship
    return line_of(held) if held is not None else line_without(known.topic)


def _topic(known: home.Known) -> dict[str, Any]:
    it = known.topic
    return {
        "slug": it.slug,
        "name": it.name,
        "description": it.description,
        "steward": name_of(known.steward),
        "deputy": name_of(known.deputy),
        "followed": known.is_followed,
        "url": f"/topics/{it.slug}/",
    }


def _filter(request: PersonRequest, only: str, **asked_for: str) -> tuple[str, dict[str, int]]:
    """The filter of `queries.stream`, and the number that it needs. What cannot be seen is not there (404)."""
    given = {name: value for name, value in asked_for.items() if value}
    if not given:
        return only, {}
    if len(given) > 1 or only != "all":
        raise Unacceptable(
            "Those are two filters.", remedy="Give one of: only, space, author, topic.", field=next(iter(given))
        )
    [(name, value)] = given.items()
    viewer = request.user
    if name == "space":
        return name, {name: spaces.by_slug(value, viewer=viewer).pk}
    if name == "author":
        return name, {name: people.by_handle(value, viewer=viewer).pk}
    return name, {name: home.topic(value, viewer=viewer).topic.pk}
