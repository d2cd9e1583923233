"""Files under drafts, posts and comments: sent, described, taken off, fetched. Nothing is attached to nothing (R2).

Who may see what a file hangs under may have the file, and nobody else. A file of a name that is there already is its
next version; a picture of such a name is another picture.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from intramural.kit import wire
from intramural.kit.errors import Unacceptable, WrongType
from intramural.kit.wire import PageOf
from intramural.people import scopes
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Form, Surface
from intramural.posts import actions, files, queries, uploads
from intramural.posts.api import drafted, shapes
from intramural.posts.api.posts import GONE, shared
from intramural.posts.api.writing import made_draft
from intramural.posts.composing import Composition

surface = Surface("Files")


def _take_in(request: HttpRequest) -> None:
    """Takes in the files before the transaction. Refuses (415) another kind of body, (422) fields that are not read."""
    if request.content_type != "multipart/form-data":
        raise WrongType("This takes files.", remedy="Send them as multipart/form-data, in the field files.")
    uploads.take_in(request)
    read = {uploads.FIELD, "csrfmiddlewaretoken", "idempotency_key"}
    if unknown := sorted({*request.POST, *request.FILES} - read):
        raise Unacceptable(
            f"There is no field {unknown[0][:40]!r} here.", remedy="Send files, in the field files.", field=unknown[0][:40]
        )


FILES = Form(
    take_in=_take_in,
    document={
        "description": "One file or several, each with its name, as a form in a browser sends them.",
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1}
                    },
                    "required": ["files"],
                    "additionalProperties": False,
                }
            }
        },
    },
)


@surface.write("POST", "/files", scope=scopes.POSTS_WRITE, gives=drafted.Draft, status=201, takes=FILES)
def begin_draft_with_files(request: PersonRequest) -> Any:
    """Begin a draft with files, such as a picture without words

    They stay yours alone until the draft is shared.
    """
    return made_draft(request, actions.draft(Composition(), by=request.user, files=_came(request)))


@surface.read("/drafts/{id}/files", scope=scopes.POSTS_READ, gives=PageOf[shapes.File])
def draft_files(request: PersonRequest, id: str) -> Any:
    """The files of your draft, in their order"""
    return _under_post(queries.draft(id, by=request.user))


@surface.write(
    "POST",
    "/drafts/{id}/files",
    scope=scopes.POSTS_WRITE,
    gives=PageOf[shapes.File],
    status=201,
    takes=FILES,
    shown_at="/drafts/{id}/files",
)
def send_files_to_draft(request: PersonRequest, id: str) -> Any:
    """Put files into your draft; the answer lists all that it has now, and `Location` names the first of those sent

    A file of a name that is there already is its next version (a picture: another picture); the very same bytes again
    change nothing. Pictures are drawn anew, without place and camera.
    """
    draft = queries.draft(id, by=request.user)
    return _attached(request, draft, lambda: _under_post(draft))


@surface.read("/posts/{id}/files", scope=scopes.POSTS_READ, gives=PageOf[shapes.File], refuses=GONE)
def post_files(request: PersonRequest, id: str) -> Any:
    """The files of a post, in their order"""
    return _under_post(shared(request, id))


@surface.write(
    "POST",
    "/posts/{id}/files",
    scope=scopes.POSTS_WRITE,
    gives=PageOf[shapes.File],
    status=201,
    refuses=GONE,
    takes=FILES,
    shown_at="/posts/{id}/files",
)
def send_files_to_post(request: PersonRequest, id: str) -> Any:
    """Put files, or new versions of files, under your post, as into a draft; whoever sees the post has them at once"""
    post = shared(request, id)
    return _attached(request, post, lambda: _under_post(post))


@surface.read("/comments/{id}/files", scope=scopes.POSTS_READ, gives=PageOf[shapes.File])
def comment_files(request: PersonRequest, id: str) -> Any:
    """The files of a comment, in their order"""
    return _under_comment(queries.comment(id, viewer=request.user))


@surface.write(
    "POST",
    "/comments/{id}/files",
    scope=scopes.POSTS_WRITE,
    gives=PageOf[shapes.File],
    status=201,
    takes=FILES,
    shown_at="/comments/{id}/files",
)
def send_files_to_comment(request: PersonRequest, id: str) -> Any:
    """Put files under your comment, as into a draft"""
    said = queries.comment(id, viewer=request.user)
    return _attached(request, said, lambda: _under_comment(said))


@surface.read("/files/{id}", scope=scopes.POSTS_READ, gives=shapes.File)
def file(request: PersonRequest, id: str) -> Any:
    """What there is to know of a file"""
    return shapes.file_of(files.shown(files.one(id, viewer=request.user)))


@surface.write("PATCH", "/files/{id}", scope=scopes.POSTS_WRITE, gives=shapes.File)
def describe_file(request: PersonRequest, id: str, words: shapes.Description) -> Any:
    """Say what your file shows, for who cannot see it"""
    actions.describe(files.one(id, viewer=request.user), words.description, by=request.user)
    return shapes.file_of(files.shown(files.one(id, viewer=request.user)))


@surface.write("DELETE", "/files/{id}", scope=scopes.POSTS_WRITE)
def remove_file(request: PersonRequest, id: str) -> Any:
    """Take your file off with all its versions, at once and for everybody"""
    actions.remove(files.one(id, viewer=request.user), by=request.user)


@surface.read("/files/{id}/versions", scope=scopes.POSTS_READ, gives=PageOf[shapes.File])
def file_versions(request: PersonRequest, id: str) -> Any:
    """The versions of a file, the newest first: all for whoever put them there, the last for others"""
    known = files.versions(files.one(id, viewer=request.user), viewer=request.user)
    return _page(files.shown(version) for version in known)


@surface.fetch("/files/{id}/content", scope=scopes.POSTS_READ)
def file_content(request: PersonRequest, id: str) -> HttpResponseBase:
    """The file itself; what could run in a browser comes as mere bytes"""
    return files.original(request, files.one(id, viewer=request.user))


@surface.fetch("/files/{id}/thumbnail", scope=scopes.POSTS_READ)
def file_thumbnail(request: PersonRequest, id: str) -> HttpResponseBase:
    """The file drawn small"""
    return files.thumbnail(request, files.one(id, viewer=request.user))


@surface.fetch("/files/{id}/preview", scope=scopes.POSTS_READ)
def file_preview(request: PersonRequest, id: str) -> HttpResponseBase:
    """The first page of a document, drawn"""
    return files.preview(request, files.one(id, viewer=request.user))


def _attached(request: PersonRequest, thing: Any, listed: Any) -> HttpResponse:
    first, *_ = actions.attach(thing, _came(request), by=request.user)
    return wire.made(request, listed(), at=f"{ADDRESS}/files/{first.public_id}")


def _came(request: PersonRequest) -> list[Any]:
    came = uploads.of(request).files()
    if not came:
        raise Unacceptable("There was no file.", remedy="Send one, with a name, in the field files.", field=uploads.FIELD)
    return came


def _under_post(post: Any) -> dict[str, Any]:
    return _page(files.of_posts([post.pk]).get(post.pk, ()))


def _under_comment(said: Any) -> dict[str, Any]:
    return _page(files.of_comments([said]).get(said.pk, ()))


def _page(found: Any) -> dict[str, Any]:
    return {"items": [shapes.file_of(each) for each in found], "next": None}
