"""What is said under a post, and the verbs on it. A comment is seen by whom its post is seen, and by nobody else."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect

from intramural.kit.errors import Conflict, Refusal, TooLarge, Unacceptable
from intramural.people.entrance import PersonRequest, for_people, typed_number
from intramural.posts import actions, files, policy, queries, uploads
from intramural.posts.errors import ChangedMeanwhile
from intramural.posts.pages import reacting
from intramural.ui import answers


@for_people("GET")
def comment(request: PersonRequest, public_id: str) -> HttpResponse:
    """Leads to the comment where it stands under its post, on the page of a long talk that has it."""
    said = queries.comment(public_id, viewer=request.user)
    before = queries.page_with(said, viewer=request.user)
    return redirect(f"/posts/{said.post.public_id}/{f'?before={before}' if before else ''}#comment-{said.public_id}")


@for_people("POST")
def reaction(request: PersonRequest, public_id: str) -> HttpResponse:
    """Gives the reaction `kind` to a comment, or takes back the one that `take_back` names."""
    said = queries.comment(public_id, viewer=request.user)
    if back := request.POST.get("take_back", ""):
        actions.take_back(said.post, by=request.user, kind=back, comment=said)
    else:
        actions.react(said.post, by=request.user, kind=request.POST.get("kind", ""), comment=said)
    if answers.wants_part(request):
        queries.add_reactions(said, viewer=request.user)
        return reacting.part(request, said)
    return answers.onward(request, f"/posts/{said.post.public_id}/#comment-{said.public_id}")


@for_people("POST")
def acceptance(request: PersonRequest, public_id: str) -> HttpResponse:
    """Marks the comment as the answer, or no longer (`take_back`)."""
    said = queries.comment(public_id, viewer=request.user)
    (actions.unaccept if request.POST.get("take_back") else actions.accept)(said, by=request.user)
    return answers.onward(request, f"/posts/{said.post.public_id}/#comment-{said.public_id}")


@for_people("POST")
def withdrawal(request: PersonRequest, public_id: str) -> HttpResponse:
    """Takes a comment back while nobody has seen it; its words are in the reply form again."""
    said = queries.comment(public_id, viewer=request.user)
    actions.withdraw_comment(said, by=request.user)
    return answers.onward(request, f"/posts/{said.post.public_id}/?again={said.public_id}#reply")


@for_people("GET", "POST")
def deletion(request: PersonRequest, public_id: str) -> HttpResponse:
    """Asks once, saying what will happen; then takes the comment away."""
    said = queries.comment(public_id, viewer=request.user)
    policy.may_edit(request.user, said).required()
    if request.method in ("GET", "HEAD"):
        return answers.page(
            request,
            "posts/deletion.html",
            {"words": said.body, "is_comment": True, "back": f"/posts/{said.post.public_id}/#comments"},
        )
    actions.delete_comment(said, by=request.user)
    return answers.onward(request, f"/posts/{said.post.public_id}/#comments")


@for_people("GET", "POST", beforehand=uploads.take_in)
def editing(request: PersonRequest, public_id: str) -> HttpResponse:
    """Changes the words of a comment. What is refused is shown again with the reason and with the files that came, and what was
    changed meanwhile beside what is there now.
    """
    said = queries.comment(public_id, viewer=request.user)
    policy.may_reword(request.user, said).required()
    typed, no, newer = said.body, cast(Refusal | None, None), cast(Any, None)
    if request.method == "POST":
        typed = request.POST.get("body", "")
        try:
            version = typed_number(request, "version")
            actions.edit_comment(said, by=request.user, body=typed, version=version, files=uploads.of(request).files())
        except (Unacceptable, Conflict, TooLarge) as refused:
            no = refused
            if isinstance(no, ChangedMeanwhile):
                said = newer = queries.comment(public_id, viewer=request.user)
        else:
            return answers.onward(request, f"/posts/{said.post.public_id}/#comment-{said.public_id}")
    context = {
        "body": typed,
        "wrong": {no.field or "body": f"{no.message} {no.remedy}"} if no else {},
        "version": said.version,
        "has_title": False,
        "is_comment": True,
        "line": "",
        "came": uploads.again(request),
        "newer": newer,
        "known_reach": None,
        "back": f"/posts/{said.post.public_id}/#comments",
        "files": files.of_comments([said]).get(said.pk, ()),
    }
    return answers.page(request, "posts/editing.html", context, status=no.status if no else 200)


@for_people("GET")
def history(request: PersonRequest, public_id: str) -> HttpResponse:
    """When the comment was changed; what it said before, for its author alone."""
    said = queries.comment(public_id, viewer=request.user)
    edits = queries.edits(said, viewer=request.user)
    back = f"/posts/{said.post.public_id}/#comment-{said.public_id}"
    context = {"edits": edits, "thing": said, "back": back}
    return answers.page(request, "posts/history.html", context)
