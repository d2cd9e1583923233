"""What is said under a post, and the verbs on it. A comment is seen by whom its post is seen, and by nobody else."""

from __future__ import annotations

from typing import Any

from intramural.kit import wire
from intramural.kit.paging import read_key
from intramural.kit.wire import AFTER, HOW_MANY, PageOf
from intramural.people import scopes
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Surface
from intramural.posts import actions, queries, talk
from intramural.posts.api import shapes
from intramural.posts.api.posts import GONE, history_of, shared

surface = Surface("Comments")


@surface.read("/posts/{id}/comments", scope=scopes.POSTS_READ, gives=PageOf[shapes.Comment], refuses=GONE)
def comments(request: PersonRequest, id: str, after: str = AFTER, limit: int = HOW_MANY) -> Any:
    """What is said under a post, the oldest first

    Each names the comment that it answers; threads are one level deep.
    """
    page = talk.comments(shared(request, id), viewer=request.user, after=read_key(after), size=limit)
    return {"items": [shapes.comment_of(said) for said in page.rows], "next": page.next and str(page.next)}


@surface.write("POST", "/posts/{id}/comments", scope=scopes.POSTS_WRITE, gives=shapes.Comment, status=201, refuses=GONE)
def comment(request: PersonRequest, id: str, words: shapes.NewComment) -> Any:
    """Answer a post, or a comment under it

    Others see it when your undo window ends; until then you can delete it without a trace. Whom it reaches is whom the
    post reaches.
    """
    shown = shared(request, id)
    parent, quotes = (
        queries.comment(other, viewer=request.user) if other is not None else None for other in (words.parent, words.quotes)
    )
    said = actions.comment(shown, by=request.user, body=words.body, parent=parent, quotes=quotes)
    return wire.made(request, _shown(request, said.public_id), at=f"{ADDRESS}/comments/{said.public_id}")


@surface.read("/comments/{id}", scope=scopes.POSTS_READ, gives=shapes.Comment)
def one_comment(request: PersonRequest, id: str) -> Any:
    """One comment"""
    return _shown(request, id)


@surface.write("PATCH", "/comments/{id}", scope=scopes.POSTS_WRITE, gives=shapes.Comment)
def change_comment(request: PersonRequest, id: str, words: shapes.NewWords) -> Any:
    """Change the words of your comment; everybody sees that it was changed and when"""
    said = queries.comment(id, viewer=request.user)
    actions.edit_comment(said, by=request.user, body=words.body, version=words.version)
    return _shown(request, id)


@surface.write("DELETE", "/comments/{id}", scope=scopes.POSTS_WRITE)
def delete_comment(request: PersonRequest, id: str) -> Any:
    """Take your comment away; answers to it stay"""
    actions.delete_comment(queries.comment(id, viewer=request.user), by=request.user)


@surface.read("/comments/{id}/history", scope=scopes.POSTS_READ, gives=PageOf[shapes.Edit])
def comment_history(request: PersonRequest, id: str) -> Any:
    """When a comment was changed, newest first; what it said before, for its author alone"""
    return history_of(queries.comment(id, viewer=request.user), request)


@surface.write("PUT", "/comments/{id}/reactions/{kind}", scope=scopes.POSTS_WRITE)
def react_to_comment(request: PersonRequest, id: str, kind: str) -> Any:
    """React to a comment: thank, agree, learned, celebrate, smile or care"""
    said = queries.comment(id, viewer=request.user)
    actions.react(said.post, by=request.user, kind=kind, comment=said)


@surface.write("DELETE", "/comments/{id}/reactions/{kind}", scope=scopes.POSTS_WRITE)
def take_back_reaction_to_comment(request: PersonRequest, id: str, kind: str) -> Any:
    """Take a reaction back; where there was none, nothing changes"""
    said = queries.comment(id, viewer=request.user)
    actions.take_back(said.post, by=request.user, kind=kind, comment=said)


@surface.write("PUT", "/comments/{id}/acceptance", scope=scopes.POSTS_WRITE)
def accept_answer(request: PersonRequest, id: str) -> Any:
    """Accept a comment as the answer to your question; the one accepted before gives way"""
    actions.accept(queries.comment(id, viewer=request.user), by=request.user)


@surface.write("DELETE", "/comments/{id}/acceptance", scope=scopes.POSTS_WRITE)
def unaccept_answer(request: PersonRequest, id: str) -> Any:
    """Open your question again"""
    actions.unaccept(queries.comment(id, viewer=request.user), by=request.user)


def _shown(request: PersonRequest, id: str) -> dict[str, Any]:
    return shapes.comment_of(talk.alone(id, viewer=request.user))
