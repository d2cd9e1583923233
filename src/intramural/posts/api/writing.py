"""Writing: how far it would reach, drafts, sharing, and taking back."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from intramural.kit import markup, wire
from intramural.kit.errors import Unacceptable
from intramural.kit.paging import read_key
from intramural.kit.wire import AFTER, HOW_MANY, PageOf, asked
from intramural.people import scopes
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Surface
from intramural.posts import actions, composing, files, queries, reach
from intramural.posts.api import drafted, shapes
from intramural.posts.api.posts import GONE, shared, whole

surface = Surface("Writing")


class ReachBefore(shapes.Reach):
    """How far a post would go, and that it is there."""

    known_to: shapes.Reach | None = Field(description="How far it would go that a translucent post is there.")


@surface.read("/reach", scope=scopes.POSTS_READ, gives=ReachBefore)
def reach_before_sending(
    request: PersonRequest,
    audience: shapes.AUDIENCES = "everyone",
    space: str = asked("", max_length=60, description="The slug of a space."),
    units: str = asked("", max_length=4000, description="The ids of units, with commas between."),
    people: str = asked("", max_length=4000, description="Handles, with commas between."),
    known_to: str = asked("", max_length=40, description="Of a translucent post: `everyone`, or the id of a unit."),
) -> Any:
    """How far a post would reach, before it is sent: in words and number, exact now

    Refuses what sharing would refuse.
    """
    ids = tuple(word for part in units.split(",") if (word := part.strip()))
    composed = composing.Composition(audience=audience, space=space, units=ids, people=people, known_to=known_to)
    choice = composing.choice(composed, by=request.user)
    known = reach.of_choice(choice.known_to, by=request.user) if choice.known_to is not None else None
    told = shapes.reach_of(reach.of_choice(choice, by=request.user))
    return {**told, "known_to": known and shapes.reach_of(known)}


@surface.write("POST", "/posts", scope=scopes.POSTS_WRITE, gives=shapes.Post, status=201, refuses=GONE)
def publish(request: PersonRequest, post: shapes.NewPost) -> Any:
    """Share a post

    Nothing holds it for approval. Others see it when your undo window ends; the answer says whom it then reaches.
    Speaking officially needs a delegation for the unit (403).
    """
    return _published(request, actions.share(composed_of(post), by=request.user))


@surface.write(
    "PUT", "/posts/{id}/audience", scope=scopes.POSTS_WRITE, gives=shapes.Post, refuses=GONE, shown_at="/posts/{id}"
)
def change_audience(request: PersonRequest, id: str, audience: shapes.Audience) -> Any:
    """Change whom your post is for, at once and on every surface"""
    choice = composing.choice(composing.Composition(**_addressed(audience)), by=request.user)
    post = actions.change_audience(shared(request, id), by=request.user, choice=choice, summary=audience.summary)
    return whole(queries.one(post.public_id, viewer=request.user), request)


@surface.write(
    "POST", "/posts/{id}/withdrawal", scope=scopes.POSTS_WRITE, gives=drafted.Draft, refuses=GONE, shown_at="/drafts/{id}"
)
def withdraw(request: PersonRequest, id: str) -> Any:
    """Take your post back while its undo window lasts: it reached nobody, and is a draft again

    Later it can be edited, given another audience or deleted (409).
    """
    actions.withdraw(shared(request, id), by=request.user)
    return drafted.answer(queries.draft(id, by=request.user))


@surface.write("POST", "/posts/{id}/growth", scope=scopes.POSTS_WRITE, gives=drafted.Draft, status=201, refuses=GONE)
def grow(request: PersonRequest, id: str) -> Any:
    """Grow your status or update with its replies into the draft of an article, which credits whoever added to it"""
    return made_draft(request, actions.grow(shared(request, id), by=request.user))


@surface.read("/drafts", scope=scopes.POSTS_READ, gives=PageOf[drafted.Draft])
def drafts(request: PersonRequest, after: str = AFTER, limit: int = HOW_MANY) -> Any:
    """What you have begun and not shared, the newest first"""
    page = queries.drafts(request.user, after=read_key(after), size=limit)
    attached = files.of_posts([each.pk for each in page.rows])
    items = [drafted.drawn(each, attached.get(each.pk, ())) for each in page.rows]
    return {"items": items, "next": page.next and str(page.next)}


@surface.write("POST", "/drafts", scope=scopes.POSTS_WRITE, gives=drafted.Draft, status=201)
def begin_draft(request: PersonRequest, post: shapes.NewPost) -> Any:
    """Keep a draft, for you alone; only sharing asks whether it makes sense"""
    return made_draft(request, actions.draft(composed_of(post), by=request.user))


@surface.read("/drafts/{id}", scope=scopes.POSTS_READ, gives=drafted.Draft)
def draft(request: PersonRequest, id: str) -> Any:
    """One of your drafts"""
    return drafted.answer(queries.draft(id, by=request.user))


@surface.write("PUT", "/drafts/{id}", scope=scopes.POSTS_WRITE, gives=drafted.Draft)
def keep_draft(request: PersonRequest, id: str, post: shapes.NewDraft) -> Any:
    """Keep other words and choices in a draft"""
    kept = queries.draft(id, by=request.user)
    return drafted.answer(actions.draft(composed_of(post), by=request.user, into=kept, version=post.version))


@surface.write("DELETE", "/drafts/{id}", scope=scopes.POSTS_WRITE)
def discard_draft(request: PersonRequest, id: str) -> Any:
    """Throw a draft away"""
    actions.discard(queries.draft(id, by=request.user), by=request.user)


@surface.write("POST", "/drafts/{id}/publication", scope=scopes.POSTS_WRITE, gives=shapes.Post, status=201, refuses=GONE)
def publish_draft(request: PersonRequest, id: str) -> Any:
    """Share a draft as it is kept; its id stays"""
    kept = queries.draft(id, by=request.user)
    return _published(request, actions.share(composing.of(kept), by=request.user, draft=kept))


def _published(request: PersonRequest, post: Any) -> Any:
    shown = whole(queries.one(post.public_id, viewer=request.user), request)
    return wire.made(request, shown, at=f"{ADDRESS}/posts/{post.public_id}")


def made_draft(request: PersonRequest, kept: Any) -> Any:
    """A draft that was just begun (201), and where it is."""
    return wire.made(request, drafted.answer(kept), at=f"{ADDRESS}/drafts/{kept.public_id}")


def composed_of(post: shapes.NewPost) -> composing.Composition:
    source = post.source
    return composing.Composition(
        kind=post.kind,
        title=markup.clean(post.title),
        body=markup.clean(post.body),
        **(_addressed(post.audience) if post.audience else {"audience": "me"} if post.opens_at else {}),
        **_later(post),
        voice=post.voice,
        voice_unit=post.voice_unit,
        why_wide=markup.clean_line(post.why_wide),
        options="\n".join(markup.clean_line(option) for option in post.options),
        honours=", ".join(post.honours),
        way=source.way or "" if source else "",
        url=markup.clean_line(source.url) if source else "",
        made_by=markup.clean_line(source.made_by) if source else "",
        owner=markup.clean_line(source.owner) if source else "",
    )


def _later(post: shapes.NewPost) -> dict[str, Any]:
    """Not before when, and for whom then."""
    if post.opens_at is None:
        if post.audience_then is not None:
            raise Unacceptable(
                "For whom it is then says nothing without a time.", remedy="Send `opens_at`.", field="opens_at"
            )
        return {}
    return {"opens_at": post.opens_at.isoformat(), **then_of(post.audience_then)}


def then_of(audience: shapes.Audience | None) -> dict[str, Any]:
    """The fields of the composer for whom it is then; left out, for everyone."""
    if audience is None:
        return {"then": "everyone"}
    return {composing.THEN[name]: value for name, value in _addressed(audience).items() if name in composing.THEN}


def _addressed(audience: shapes.Audience) -> dict[str, Any]:
    return {
        "audience": audience.kind,
        "space": audience.space,
        "units": tuple(audience.units),
        "people": ", ".join(audience.people),
        "known_to": audience.known_to,
        "summary": markup.clean_line(audience.summary),
    }
