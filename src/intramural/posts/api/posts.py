"""One post, and the verbs on it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.kit.wire import Given, PageOf, given_of
from intramural.people import scopes
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface
from intramural.posts import actions, queries, reach
from intramural.posts.api import shapes, shells

surface = Surface("Posts")
GONE = (410,)


@surface.read("/posts/{id}", scope=scopes.POSTS_READ, gives=shapes.Post | shells.Shell, refuses=GONE)
def post(request: PersonRequest, id: str) -> Any:
    """One post, with all its words; of a translucent one that you may only know of, its shell"""
    try:
        found = shared(request, id)
    except NotFound:
        return shells.shell_of(queries.shell(id, viewer=request.user))
    return whole(found, request)


@surface.write("PATCH", "/posts/{id}", scope=scopes.POSTS_WRITE, gives=shapes.Post, refuses=GONE)
def change_post(request: PersonRequest, id: str, words: shapes.NewPostWords) -> Any:
    """Change the words of your post

    Everybody sees that it was changed and when; what it said before is for you alone.
    """
    given = {"title": None, **given_of(words)}
    return whole(actions.edit(shared(request, id), by=request.user, **given), request)


@surface.write("DELETE", "/posts/{id}", scope=scopes.POSTS_WRITE, refuses=GONE)
def delete_post(request: PersonRequest, id: str) -> Any:
    """Take your post away from everybody, with its replies and files"""
    actions.delete(shared(request, id), by=request.user)


@surface.read("/posts/{id}/history", scope=scopes.POSTS_READ, gives=PageOf[shapes.Edit], refuses=GONE)
def post_history(request: PersonRequest, id: str) -> Any:
    """When a post was changed, newest first; what it said before, for its author alone"""
    return history_of(shared(request, id), request)


@surface.write("PUT", "/posts/{id}/reactions/{kind}", scope=scopes.POSTS_WRITE, refuses=GONE)
def react_to_post(request: PersonRequest, id: str, kind: str) -> Any:
    """React to a post: thank, agree, learned, celebrate, smile or care"""
    actions.react(shared(request, id), by=request.user, kind=kind)


@surface.write("DELETE", "/posts/{id}/reactions/{kind}", scope=scopes.POSTS_WRITE, refuses=GONE)
def take_back_reaction_to_post(request: PersonRequest, id: str, kind: str) -> Any:
    """Take a reaction back; where there was none, nothing changes"""
    actions.take_back(shared(request, id), by=request.user, kind=kind)


@surface.write("PUT", "/posts/{id}/keeping", scope=scopes.POSTS_WRITE, refuses=GONE)
def keep_post(request: PersonRequest, id: str) -> Any:
    """Keep a post, to find it again; nobody else is told"""
    actions.keep(shared(request, id), by=request.user)


@surface.write("DELETE", "/posts/{id}/keeping", scope=scopes.POSTS_WRITE, refuses=GONE)
def let_post_go(request: PersonRequest, id: str) -> Any:
    """Keep a post no longer"""
    actions.let_go(shared(request, id), by=request.user)


@surface.write("PUT", "/posts/{id}/following", scope=scopes.POSTS_WRITE, refuses=GONE)
def follow_post(request: PersonRequest, id: str) -> Any:
    """Follow what is said under a post; nobody else is told"""
    actions.follow(shared(request, id), by=request.user)


@surface.write("DELETE", "/posts/{id}/following", scope=scopes.POSTS_WRITE, refuses=GONE)
def unfollow_post(request: PersonRequest, id: str) -> Any:
    """Follow a post no longer"""
    actions.unfollow(shared(request, id), by=request.user)


class Choice(Given):
    """The option of a poll that one chooses."""

    option: int


@surface.write("PUT", "/posts/{id}/vote", scope=scopes.POSTS_WRITE, refuses=GONE)
def vote(request: PersonRequest, id: str, choice: Choice) -> Any:
    """Vote in a poll: one vote a person, changed by voting again, told to others as sums"""
    actions.vote(shared(request, id), by=request.user, position=choice.option)


@surface.write("DELETE", "/posts/{id}/vote", scope=scopes.POSTS_WRITE, refuses=GONE)
def unvote(request: PersonRequest, id: str) -> Any:
    """Take your vote back; where there is none, nothing changes"""
    actions.unvote(shared(request, id), by=request.user)


def whole(shown: Any, request: PersonRequest) -> dict[str, Any]:
    """A Post."""
    card = queries.card(shown, viewer=request.user)
    return {
        **shapes.line_of(card, reach.of_cards([card]), clock.now()),
        "body": shown.body,
        "topics": [{"slug": topic.slug, "name": topic.name} for topic in shown.topics.all()],
        "accepted_answer": card.answer_id,
        "why_wide": shown.why_wide,
    }


def history_of(thing: Any, request: PersonRequest) -> dict[str, Any]:
    """A page of Edits of a post or comment; the query keeps the earlier words for its author."""
    return {"items": [asdict(edit) for edit in queries.edits(thing, viewer=request.user)], "next": None}


def shared(request: PersonRequest, id: str) -> Any:
    """The post, if the viewer may see it; a draft is no post yet, and lies among the drafts."""
    shown = queries.one(id, viewer=request.user)
    if shown.released_at is None:
        raise NotFound("There is no such post for you to see.")
    return shown
