"""The HTML surface of spaces. The page of one space, with what is posted in it, is one storey of pages up: in home."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse

from intramural.kit import clock
from intramural.kit.errors import Conflict, NotAllowed, NotFound, Unacceptable
from intramural.kit.markup import clean_line
from intramural.kit.paging import read_name_key
from intramural.people.entrance import PersonRequest, for_people, typed_number
from intramural.spaces import actions, kinds, policy, queries
from intramural.spaces.errors import SettingsChanged
from intramural.ui import answers


@for_people("GET")
def listing(request: PersonRequest) -> HttpResponse:
    """The spaces that the person may know of, their own first."""
    kind, search = request.GET.get("kind", ""), clean_line(request.GET.get("q", ""))[:80]
    if kind and kind not in kinds.BY_NAME:
        raise Unacceptable("There is no such kind of space.", remedy=f"Choose one of: {', '.join(kinds.BY_NAME)}.")
    after = read_name_key(request.GET.get("after"))
    others = queries.listed(request.user, kind=kind, search=search, after=after)
    return answers.page(
        request,
        "spaces/list.html",
        {
            "mine": [] if after else queries.mine(request.user, kind=kind, search=search),
            "others": others.rows,
            "next": others.next,
            "kind": kind,
            "search": search,
            "kinds": kinds.KINDS,
        },
    )


@for_people("GET", "POST")
def new(request: PersonRequest) -> HttpResponse:
    """Founding a space: first its kind, then a form that begins with what the kind suggests."""
    policy.may_found(request.user, "social").required()
    form = request.POST if request.method == "POST" else request.GET
    chosen = kinds.BY_NAME.get(form.get("kind", ""))
    if request.method == "GET" or chosen is None:
        return _founding(request, chosen, {}, None)
    try:
        space = actions.found(
            by=request.user,
            name=form.get("name", ""),
            kind=chosen.name,
            description=form.get("description", ""),
            gated=form.get("gated") == "gated",
            purpose=form.get("purpose", ""),
            sunset_on=queries.read_date(form.get("sunset_on", "")),
            listed="unlisted" not in form,
            protects_history="protects_history" in form,
            unit=request.user.unit if chosen.name == "unit" else None,
        )
    except (Unacceptable, NotAllowed) as no:
        return _founding(request, chosen, form.dict(), no)
    return answers.onward(request, f"/spaces/{space.slug}/")


def _founding(
    request: PersonRequest, chosen: kinds.Kind | None, typed: dict[str, str], no: Unacceptable | NotAllowed | None
) -> HttpResponse:
    suggested = {}
    if chosen is not None and not typed:
        unit = request.user.unit
        suggested = {"name": unit.name if chosen.name == "unit" and unit else "", "description": chosen.description}
    may = {kind.name: policy.may_found(request.user, kind.name) for kind in kinds.KINDS}
    context = {"kinds": kinds.KINDS, "may": may, "chosen": chosen, "typed": typed or suggested, "no": no}
    return answers.page(
        request,
        "spaces/new.html",
        {**context, "latest": actions.latest_sunset(), "suggested_sunset": actions.usual_sunset()},
        status=no.status if no else 200,
    )


@for_people("POST")
def membership(request: PersonRequest, slug: str) -> HttpResponse:
    """Joins."""
    space = queries.by_slug(slug, viewer=request.user)
    actions.join(space, by=request.user)
    return answers.onward(request, f"/spaces/{slug}/")


@for_people("POST")
def departure(request: PersonRequest, slug: str) -> HttpResponse:
    """Leaves; whoever cannot know of the space any more finds themselves among all spaces."""
    space = queries.by_slug(slug, viewer=request.user)
    actions.leave(space, by=request.user)
    messages.success(request, f"You have left {space.name}.")
    return answers.onward(request, "/spaces/")


@for_people("POST")
def acceptance(request: PersonRequest, slug: str) -> HttpResponse:
    space = queries.by_slug(slug, viewer=request.user)
    actions.accept(space, by=request.user)
    return answers.onward(request, f"/spaces/{slug}/")


@for_people("POST")
def refusal(request: PersonRequest, slug: str) -> HttpResponse:
    space = queries.by_slug(slug, viewer=request.user)
    actions.decline(space, by=request.user)
    return answers.onward(request, "/spaces/")


@for_people("POST")
def reading(request: PersonRequest, slug: str) -> HttpResponse:
    """The person has seen what is in the space; where they are not in it, nothing changes."""
    actions.read_to(queries.by_slug(slug, viewer=request.user), by=request.user, at=clock.now())
    return answers.onward(request, f"/spaces/{slug}/")


@for_people("GET")
def members(request: PersonRequest, slug: str) -> HttpResponse:
    """Who is in the space: for its members, and of an open one for every member of the house; its owners for all."""
    seen = queries.seen(slug, viewer=request.user)
    search = clean_line(request.GET.get("q", ""))[:80]
    page = queries.members_of(seen, search=search, after=read_name_key(request.GET.get("after")))
    context = {"seen": seen, "rows": page.rows, "next": page.next, "search": search}
    return answers.page(request, "spaces/members.html", context)


@for_people("GET", "POST")
def removal(request: PersonRequest, slug: str, handle: str) -> HttpResponse:
    """Takes somebody out, with a reason that they will read."""
    seen = queries.seen(slug, viewer=request.user)
    policy.may_look_after(seen.membership).required()
    person = queries.member(seen.space, handle)
    no = None
    if request.method == "POST":
        try:
            actions.remove(seen.space, person, by=request.user, reason=request.POST.get("reason", ""))
            return answers.onward(request, f"/spaces/{slug}/members/")
        except Unacceptable as refused:
            no = refused
    context = {"seen": seen, "person": person, "reason": request.POST.get("reason", ""), "no": no}
    return answers.page(request, "spaces/removal.html", context, status=no.status if no else 200)


@for_people("POST")
def removal_read(request: PersonRequest, slug: str) -> HttpResponse:
    """The person who was taken out has read why. Whoever was not finds nothing (404), as if there were no such space."""
    if not actions.removal_read(slug, by=request.user):
        raise NotFound("There is no such space for you to see.")
    return answers.onward(request, "/")


@for_people("GET", "POST")
def invitations(request: PersonRequest, slug: str) -> HttpResponse:
    """Invites people by name; whoever looks after the space sees who has not answered."""
    seen = queries.seen(slug, viewer=request.user)
    policy.may_invite(seen.space, seen.membership).required()
    no = None
    if request.method == "POST":
        try:
            people = queries.named(request.POST.get("people", ""), viewer=request.user)
            count = actions.invite(seen.space, people, by=request.user)
            messages.success(request, "Invited." if count else "They are in it or invited already.")
            return answers.onward(request, f"/spaces/{slug}/invitations/")
        except Unacceptable as refused:
            no = refused
    context = {
        "seen": seen,
        "typed": request.POST.get("people", ""),
        "no": no,
        "waiting": queries.invited_to(seen.space) if seen.is_owner else [],
    }
    return answers.page(request, "spaces/invitations.html", context, status=no.status if no else 200)


@for_people("POST")
def owners(request: PersonRequest, slug: str) -> HttpResponse:
    """Makes a member an owner too."""
    space = queries.by_slug(slug, viewer=request.user)
    policy.may_look_after(queries.membership(space, request.user)).required()
    person = queries.member(space, request.POST.get("person", ""))
    actions.appoint(space, person, by=request.user)
    messages.success(request, f"{person.name} looks after {space.name} too.")
    return answers.onward(request, f"/spaces/{slug}/members/")


@for_people("POST")
def resignation(request: PersonRequest, slug: str) -> HttpResponse:
    """Steps down as an owner and stays a member."""
    actions.step_down(queries.by_slug(slug, viewer=request.user), by=request.user)
    return answers.onward(request, f"/spaces/{slug}/")


@for_people("POST")
def care(request: PersonRequest, slug: str) -> HttpResponse:
    """Takes on a space that nobody looks after any more."""
    actions.take_on(queries.by_slug(slug, viewer=request.user), by=request.user)
    return answers.onward(request, f"/spaces/{slug}/")


@for_people("GET", "POST")
def settings(request: PersonRequest, slug: str) -> HttpResponse:
    """What an owner changes: words, kind, who finds it, what late joiners see; and the ways to gate, renew, archive."""
    seen = queries.seen(slug, viewer=request.user)
    policy.may_look_after(seen.membership).required()
    form = request.POST
    no: Unacceptable | Conflict | None = None
    if request.method == "POST":
        try:
            actions.change(
                seen.space,
                by=request.user,
                name=form.get("name"),
                description=form.get("description"),
                purpose=form.get("purpose"),
                kind=form.get("kind"),
                listed="unlisted" not in form,
                protects_history="protects_history" in form,
                version=typed_number(request, "version"),
            )
            messages.success(request, "Saved.")
            return answers.onward(request, f"/spaces/{slug}/settings/")
        except (Unacceptable, Conflict) as refused:
            no = refused
            seen = queries.seen(slug, viewer=request.user)
    return _settings(request, seen, form.dict() if no else _as_typed(seen), no)


def _settings(
    request: PersonRequest, seen: queries.Seen, typed: dict[str, str], no: Unacceptable | Conflict | None
) -> HttpResponse:
    """The form with what was typed; where that was refused because of what is there now, with that beside it."""
    other = []
    if isinstance(no, SettingsChanged):
        now = _as_typed(seen)
        other = [
            (f"{label} now", shown(now.get(name, "")))
            for name, (label, shown) in _SAID.items()
            if (name in typed or name in _MARKS) and now.get(name, "") != typed.get(name, "")
        ]
        typed = typed | {"version": now["version"]}
    context = {"seen": seen, "typed": typed, "no": no, "other": other}
    return answers.page(
        request,
        "spaces/settings.html",
        {**context, "changeable": kinds.CHANGEABLE, "kinds": kinds.BY_NAME, "latest": actions.latest_sunset()},
        status=no.status if no else 200,
    )


_MARKS = ("protects_history", "unlisted")
_SAID: dict[str, tuple[str, Callable[[str], str]]] = {
    "name": ("Name", str),
    "description": ("Description", lambda words: words or "none"),
    "kind": ("Kind", lambda name: kinds.BY_NAME[name].label),
    "purpose": ("Purpose", str),
    "protects_history": (
        "What who comes later sees",
        lambda mark: "what is posted after they came" if mark else "what was posted before, too",
    ),
    "unlisted": ("In the list of spaces", lambda mark: "no" if mark else "yes"),
}
"""What the settings say, as it is told beside a form in which something else was typed."""


def _as_typed(seen: queries.Seen) -> dict[str, str]:
    space = seen.space
    marks = {"unlisted": not space.is_listed, "protects_history": space.protects_history}
    words = {"name": space.name, "description": space.description, "purpose": space.purpose, "kind": space.kind}
    words["version"] = str(space.version)
    return words | {name: "on" for name, is_on in marks.items() if is_on}


@for_people("GET", "POST")
def gate(request: PersonRequest, slug: str) -> HttpResponse:
    """Closes an open space to all but its members, with a purpose and a sunset."""
    seen = queries.seen(slug, viewer=request.user)
    policy.may_look_after(seen.membership).required()
    form = request.POST
    no: Unacceptable | Conflict | None = None
    if request.method == "POST":
        try:
            day = queries.read_date(form.get("sunset_on", ""))
            actions.gate(seen.space, by=request.user, purpose=form.get("purpose", ""), sunset_on=day)
            return answers.onward(request, f"/spaces/{slug}/")
        except (Unacceptable, Conflict) as refused:
            no = refused
    context = {"seen": seen, "typed": form.dict(), "no": no, "latest": actions.latest_sunset()}
    return answers.page(
        request,
        "spaces/gate.html",
        {**context, "suggested_sunset": actions.usual_sunset()},
        status=no.status if no else 200,
    )


@for_people("POST")
def opening(request: PersonRequest, slug: str) -> HttpResponse:
    actions.open_up(queries.by_slug(slug, viewer=request.user), by=request.user)
    return answers.onward(request, f"/spaces/{slug}/")


@for_people("POST")
def renewal(request: PersonRequest, slug: str) -> HttpResponse:
    """Moves the sunset. What is refused stands in the settings again."""
    seen = queries.seen(slug, viewer=request.user)
    policy.may_look_after(seen.membership).required()
    day = request.POST.get("sunset_on", "")
    try:
        actions.renew(seen.space, by=request.user, sunset_on=queries.read_date(day))
    except (Unacceptable, Conflict) as no:
        seen = queries.seen(slug, viewer=request.user)
        return _settings(request, seen, _as_typed(seen) | {"sunset_on": day}, no)
    return answers.onward(request, f"/spaces/{slug}/")


@for_people("POST")
def archive(request: PersonRequest, slug: str) -> HttpResponse:
    actions.archive(queries.by_slug(slug, viewer=request.user), by=request.user)
    return answers.onward(request, f"/spaces/{slug}/")


@for_people("POST")
def restoration(request: PersonRequest, slug: str) -> HttpResponse:
    actions.restore(queries.by_slug(slug, viewer=request.user), by=request.user)
    return answers.onward(request, f"/spaces/{slug}/")
