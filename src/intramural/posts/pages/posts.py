"""One post with its comments, and the verbs on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from intramural.kit import markup
from intramural.kit.errors import Conflict, NotAllowed, NotFound, Refusal, TooLarge, Unacceptable
from intramural.kit.paging import read_key
from intramural.people.entrance import PersonRequest, for_people, typed_number
from intramural.posts import actions, composing, files, menus, minding, opening, policy, queries, reach, uploads
from intramural.posts.errors import ChangedMeanwhile
from intramural.posts.pages import reacting
from intramural.ui import answers


@for_people("GET")
def post(request: PersonRequest, public_id: str) -> HttpResponse:
    """The post with what is said under it; `?answer=` and `?quote=` name the comment that the reply is meant for.

    Of a translucent one that the person may only know of, its shell. A draft has no page: its author is led to the composer.
    """
    try:
        shown = queries.one(public_id, viewer=request.user)
    except NotFound:
        return answers.page(request, "posts/known.html", {"it": queries.shell(public_id, viewer=request.user)})
    if shown.released_at is None:
        return redirect(f"/write/?draft={shown.public_id}")
    return whole(request, shown)


@for_people("POST", beforehand=uploads.take_in)
def comment(request: PersonRequest, public_id: str) -> HttpResponse:
    """Takes a reply. What is refused is shown again with the reason, and with the files that came."""
    shown = queries.one(public_id, viewer=request.user)
    body, parent, quoted = request.POST.get("body", ""), None, None
    try:
        parent = _answered(request.POST.get("parent", ""), viewer=request.user)
        quoted = _answered(request.POST.get("quotes", ""), viewer=request.user)
        came = uploads.of(request).files()
        said = actions.comment(shown, by=request.user, body=body, parent=parent, quotes=quoted, files=came)
    except (Unacceptable, TooLarge) as no:
        return whole(request, shown, answering=parent, quoting=quoted, typed=body, no=no)
    return answers.onward(request, f"/posts/{shown.public_id}/#comment-{said.public_id}")


def _answered(public_id: str, *, viewer: Any) -> Any:
    """The comment that a reply is meant for, if it names one. Refuses (422) one that is not there for this person."""
    try:
        return queries.comment(public_id, viewer=viewer) if public_id else None
    except NotFound:
        raise Unacceptable(
            "What this answers is not here any more.",
            remedy="Send it again as an answer to the post, or leave it.",
            field="parent",
        ) from None


def whole(
    request: PersonRequest,
    shown: Any,
    *,
    answering: Any = None,
    quoting: Any = None,
    typed: str = "",
    no: Refusal | None = None,
) -> HttpResponse:
    """The page of a post, its reply form holding what was typed (422 with what was wrong after a refusal)."""
    viewer = request.user
    said = queries.newest(shown, viewer=viewer, before=read_key(request.GET.get("before")))
    card = queries.card(shown, viewer=viewer)
    known = {comment.public_id: comment for top in said.rows for comment in (top, *top.replies_shown) if comment.pk}
    return answers.page(
        request,
        "posts/post.html",
        {
            "post": shown,
            "card": card,
            "waiting": opening.of(shown, viewer=viewer) if card.opens_at else None,
            "may_keep_time": bool(card.opens_at and policy.may_keep_time(viewer, shown)),
            "menu": menus.of_page(shown, viewer),
            "comments": said.rows,
            "earlier": said.next,
            "reach": reach.of_audience(shown.audience, space=shown.space, viewer=viewer),
            "known_reach": reach.of_known(shown),
            "spoke_then": queries.spoke_then(shown),
            "may_comment": policy.may_comment(viewer, shown),
            "answering": answering or known.get(request.GET.get("answer", "")),
            "quoting": quoting or known.get(request.GET.get("quote", "")),
            "typed": typed or queries.taken_back(request.GET.get("again", ""), by=viewer),
            "came": uploads.again(request),
            "wrong": {no.field: f"{no.message} {no.remedy}"} if no else {},
        },
        status=no.status if no else 200,
    )


def _other_words(request: HttpRequest) -> None:
    uploads.take_in(request)
    words = {name: markup.clean(request.POST.get(name, "")) for name in ("title", "body", "summary") if name in request.POST}
    minding.beforehand(request, uploads.of(request).taken, **words)


@for_people("GET", "POST", beforehand=_other_words)
def editing(request: PersonRequest, public_id: str) -> HttpResponse:
    """Changes title and words. What is refused is shown again with the reason and with the files that came, and what was changed
    meanwhile beside what is there now; once also where other words may concern somebody.
    """
    shown = queries.one(public_id, viewer=request.user)
    policy.may_reword(request.user, shown).required()
    typed = {"title": shown.title, "body": shown.body, "summary": shown.summary}
    wrong, newer = dict[str, str](), None
    status, line = 200, minding.line(request)
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
    if request.method == "POST" and not line:
        try:
            version = typed_number(request, "version")
            actions.edit(shown, by=request.user, **typed, version=version, files=uploads.of(request).files())
        except (Unacceptable, Conflict, TooLarge) as no:
            wrong, status = {no.field or "body": f"{no.message} {no.remedy}"}, no.status
            if isinstance(no, ChangedMeanwhile):
                shown = newer = queries.one(public_id, viewer=request.user)
        else:
            minding.done(request)
            return answers.onward(request, f"/posts/{shown.public_id}/")
    attached = files.of_posts([shown.pk]).get(shown.pk, ())
    context = {
        **typed, "wrong": wrong, "version": shown.version, "is_comment": False, "files": attached, "line": line,
        "came": uploads.again(request), "newer": newer, "has_title": shown.kind not in shown.UNTITLED,
        "known_reach": reach.of_known(shown), "back": f"/posts/{shown.public_id}/",
    }  # fmt: skip
    return answers.page(request, "posts/editing.html", context, status=status)


@for_people("GET")
def history(request: PersonRequest, public_id: str) -> HttpResponse:
    """When the post was changed; what it said before, for its author alone."""
    shown = queries.one(public_id, viewer=request.user)
    edits = queries.edits(shown, viewer=request.user)
    context = {"edits": edits, "thing": shown, "back": f"/posts/{shown.public_id}/"}
    return answers.page(request, "posts/history.html", context)


@for_people("POST")
def reaction(request: PersonRequest, public_id: str) -> HttpResponse:
    """Gives the reaction `kind`, or takes back the one that `take_back` names."""
    shown = queries.one(public_id, viewer=request.user)
    if back := request.POST.get("take_back", ""):
        actions.take_back(shown, by=request.user, kind=back)
    else:
        actions.react(shown, by=request.user, kind=request.POST.get("kind", ""))
    if answers.wants_part(request):
        card = queries.card(shown, viewer=request.user)
        return reacting.part(request, card)
    return answers.onward(request, f"/posts/{shown.public_id}/")


@for_people("POST")
def keeping(request: PersonRequest, public_id: str) -> HttpResponse:
    """Keeps the post for the person alone, or no longer (`take_back`)."""
    shown = queries.one(public_id, viewer=request.user)
    (actions.let_go if request.POST.get("take_back") else actions.keep)(shown, by=request.user)
    return answers.onward(request, f"/posts/{shown.public_id}/")


@for_people("POST")
def following(request: PersonRequest, public_id: str) -> HttpResponse:
    """Follows what is said under the post, or no longer (`take_back`)."""
    shown = queries.one(public_id, viewer=request.user)
    (actions.unfollow if request.POST.get("take_back") else actions.follow)(shown, by=request.user)
    return answers.onward(request, f"/posts/{shown.public_id}/")


@for_people("GET")
def kept(request: PersonRequest) -> HttpResponse:
    """What the person keeps, and may still see."""
    page = queries.stream(request.user, only="kept", after=read_key(request.GET.get("after")))
    return answers.page(request, "posts/kept.html", {"cards": page.rows, "next": page.next})


@for_people("POST")
def withdrawal(request: PersonRequest, public_id: str) -> HttpResponse:
    shown = queries.one(public_id, viewer=request.user)
    actions.withdraw(shown, by=request.user)
    return answers.onward(request, f"/write/?draft={shown.public_id}")


@for_people("POST")
def vote(request: PersonRequest, public_id: str) -> HttpResponse:
    """Gives the person's vote to the option at this place, or takes it back (`take_back`)."""
    shown = queries.one(public_id, viewer=request.user)
    if request.POST.get("take_back"):
        actions.unvote(shown, by=request.user)
    else:
        actions.vote(shown, by=request.user, position=typed_number(request, "option") or 0)
    if answers.wants_part(request):
        card = queries.card(shown, viewer=request.user)
        return answers.page(request, "posts/poll_part.html", {"it": card, "back": request.POST.get("next", "")})
    return answers.onward(request, f"/posts/{shown.public_id}/")


@for_people("POST")
def growing(request: PersonRequest, public_id: str) -> HttpResponse:
    """Begins an article with the post and what was answered, as a draft."""
    draft = actions.grow(queries.one(public_id, viewer=request.user), by=request.user)
    return redirect(f"/write/?draft={draft.public_id}")


_OF_READERS = ("audience", "space", "units", "people", "known_to", "summary")


def _other_readers(request: HttpRequest) -> None:
    chosen = composing.read(request.POST, several=composing.several_of(request.POST))
    minding.beforehand(request, **{name: getattr(chosen, name) for name in _OF_READERS})


@for_people("GET", "POST", beforehand=_other_readers)
def audience(request: PersonRequest, public_id: str) -> HttpResponse:
    """Shows whom the post is for, and how far another choice would reach; changes it. Where that may concern somebody it is
    said once, with what was chosen.
    """
    shown = queries.one(public_id, viewer=request.user)
    policy.may_edit(request.user, shown).required()
    composed, no, line = composing.of(shown), None, minding.line(request)
    if request.method == "POST":
        composed = composing.read(request.POST, several=composing.several_of(request.POST))
    if request.method == "POST" and not line:
        try:
            choice = composing.choice(composed, by=request.user)
            actions.change_audience(shown, by=request.user, choice=choice, summary=composed.summary)
        except (Unacceptable, NotAllowed, Conflict) as refused:
            no = refused
        else:
            minding.done(request)
            return answers.onward(request, f"/posts/{shown.public_id}/")
    context = {
        "it": composed,
        "public_id": shown.public_id,
        "words": shown.title or shown.body,
        "now_reach": reach.of_audience(shown.audience, space=shown.space, viewer=request.user),
        "reach": None if no else _far(shown, composed if line else None, by=request.user),
        "known_reach": None if no or line else reach.of_known(shown),
        "unreached": f"{no.message} {no.remedy}" if no else "",
        "wrong": {no.field or "audience": f"{no.message} {no.remedy}"} if no else {},
        "line": line,
        **composing.choices(request.user, composed),
    }
    return answers.page(request, "posts/audience.html", context, status=no.status if no else 200)


def _far(shown: Any, chosen: composing.Composition | None, *, by: Any) -> Any:
    """How far the choice would go, or the post goes now."""
    if chosen is None:
        return reach.of_audience(shown.audience, space=shown.space, viewer=by)
    try:
        return reach.of_choice(composing.choice(chosen, by=by), by=by)
    except Refusal:
        return None


@for_people("GET", "POST")
def deletion(request: PersonRequest, public_id: str) -> HttpResponse:
    """Asks once, saying what will happen; then takes the post away."""
    shown = queries.one(public_id, viewer=request.user)
    policy.may_edit(request.user, shown).required()
    if request.method in ("GET", "HEAD"):
        return answers.page(
            request,
            "posts/deletion.html",
            {"words": shown.title or shown.body, "is_comment": False, "back": f"/posts/{shown.public_id}/"},
        )
    actions.delete(shown, by=request.user)
    messages.success(request, "It is deleted.")
    return answers.onward(request, "/")
