"""Files under posts and comments, given to whoever may see what they are under, and to nobody else."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from intramural.kit.errors import Unacceptable
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import actions, files, policy, queries, uploads
from intramural.posts.composing import Composition
from intramural.ui import answers


@for_people("POST", beforehand=uploads.take_in)
def sending(request: PersonRequest) -> HttpResponse:
    """Takes files into a draft (`draft`), or begins one with them: a file never stands alone (R2).

    A script gets the files that the draft now has.
    """
    came, begun = uploads.of(request).files(), request.POST.get("draft", "")
    if not came:
        raise Unacceptable("There was no file.", remedy="Choose one.", field=uploads.FIELD)
    draft = queries.draft(begun, by=request.user) if begun else None
    if draft is None:
        draft = actions.draft(Composition(), by=request.user, files=came)
    else:
        actions.attach(draft, came, by=request.user)
    if not answers.wants_part(request):
        return answers.onward(request, f"/write/?draft={draft.public_id}")
    attached = files.of_draft(draft.public_id, by=request.user)
    return answers.page(request, "posts/sent.html", {"draft": draft, "files": attached})


@for_people("GET")
def original(request: PersonRequest, public_id: str) -> HttpResponseBase:
    """The file itself: a picture to look at, everything else to be saved."""
    file = files.one(public_id, viewer=request.user)
    is_picture = file.kind == file.Kind.IMAGE and "save" not in request.GET
    return files.original(request, file, inline=is_picture)


@for_people("GET")
def thumbnail(request: PersonRequest, public_id: str) -> HttpResponseBase:
    """The file drawn small."""
    return files.thumbnail(request, files.one(public_id, viewer=request.user))


@for_people("GET")
def preview(request: PersonRequest, public_id: str) -> HttpResponseBase:
    """The first page of a document, drawn."""
    return files.preview(request, files.one(public_id, viewer=request.user))


@for_people("GET", "POST")
def about(request: PersonRequest, public_id: str) -> HttpResponse:
    """For the author: what the file shows, and its versions."""
    file = files.one(public_id, viewer=request.user)
    policy.may_edit(request.user, file.comment or file.post).required()
    typed, no = file.description, None
    if request.method == "POST":
        typed = request.POST.get("description", "")
        try:
            actions.describe(file, typed, by=request.user)
        except Unacceptable as refused:
            no = refused
        else:
            return answers.onward(request, _under(file))
    context = {
        "file": file,
        "versions": files.versions(file, viewer=request.user),
        "typed": typed,
        "wrong": f"{no.message} {no.remedy}" if no else "",
        "back": _under(file),
    }
    return answers.page(request, "posts/file.html", context, status=no.status if no else 200)


@for_people("POST")
def removal(request: PersonRequest, public_id: str) -> HttpResponse:
    """Takes the file off its post or comment."""
    file = files.one(public_id, viewer=request.user)
    actions.remove(file, by=request.user)
    return answers.onward(request, _under(file))


def _under(file: Any) -> str:
    """Where the file stands."""
    return f"/posts/{file.post.public_id}/" + (f"#comment-{file.comment.public_id}" if file.comment else "")
