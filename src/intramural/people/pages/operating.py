"""What operators do with accounts and units. Each page asks the policy first: whoever is no operator is refused (403)."""

from __future__ import annotations

from functools import wraps
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpResponse

from intramural.kit.errors import Conflict, Refusal, Unacceptable
from intramural.kit.markup import clean_line
from intramural.kit.paging import read_name_key
from intramural.people import actions, policy, queries
from intramural.people.entrance import PersonRequest, for_people, typed_lines
from intramural.ui import answers


class _View(Protocol):
    def __call__(self, request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


def for_operators(view: _View) -> _View:
    """Refuses (403) whoever is no operator."""

    @wraps(view)
    def operated(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        policy.may_operate(request.user).required()
        return view(request, *args, **kwargs)

    return operated


@for_people("GET")
@for_operators
def accounts(request: PersonRequest) -> HttpResponse:
    """Every account, found by words and kind."""
    asked = {name: clean_line(request.GET.get(name, ""))[:120] for name in ("q", "kind")}
    page = queries.accounts(words=asked["q"], kind=asked["kind"], after=read_name_key(request.GET.get("after")))
    kinds = [("", "Everybody"), *((kind, words) for kind, (words, _) in queries.KINDS.items())]
    context = {"people": page.rows, "next": page.next, "asked": asked, "kinds": kinds}
    return answers.page(request, "people/operating/accounts.html", context)


@for_people("GET")
@for_operators
def account(request: PersonRequest, handle: str) -> HttpResponse:
    """One account: its address, where its person belongs, and what can be done with it."""
    return _account(request, handle)


@for_people("POST")
@for_operators
def placing(request: PersonRequest, handle: str) -> HttpResponse:
    """Unit, manager and level."""
    typed = typed_lines(request, "unit", "manager", "level")
    try:
        actions.place(
            queries.account(handle),
            by=request.user,
            unit=queries.unit(typed["unit"]) if typed["unit"] else None,
            manager=queries.named(typed["manager"], viewer=request.user, field="manager"),
            level=typed["level"],
        )
    except Unacceptable as no:
        return _account(request, handle, typed=typed, no=no)
    return _done(request, handle, "They are placed there.")


@for_people("POST")
@for_operators
def standing(request: PersonRequest, handle: str) -> HttpResponse:
    """A member becomes a guest, or a guest a member."""
    person, typed = queries.account(handle), typed_lines(request, "standing")
    try:
        actions.change_standing(person, by=request.user, standing=typed["standing"])
    except (Unacceptable, Conflict) as no:
        return _account(request, handle, no=no)
    said = f"They are a {typed['standing']} now." if person.is_active else f"They will come in as a {typed['standing']}."
    return _done(request, handle, said)


@for_people("POST")
@for_operators
def addressing(request: PersonRequest, handle: str) -> HttpResponse:
    """Another address to sign in with."""
    typed = typed_lines(request, "email")
    try:
        actions.change_address(queries.account(handle), by=request.user, address=typed["email"])
    except Unacceptable as no:
        return _account(request, handle, typed=typed, no=no)
    return _done(request, handle, "The address is changed.")


@for_people("POST")
@for_operators
def appointment(request: PersonRequest, handle: str) -> HttpResponse:
    """Makes somebody an operator, or ends that (`take_back` in the form), which signs them out."""
    if request.POST.get("take_back"):
        actions.dismiss(queries.account(handle), by=request.user)
        if handle == request.user.handle:
            return answers.onward(request, "/sign-in/")
        return _done(request, handle, "They operate the house no longer.")
    actions.appoint(queries.account(handle), by=request.user)
    return _done(request, handle, "They operate the house too.")


@for_people("POST")
@for_operators
def second_steps(request: PersonRequest, handle: str) -> HttpResponse:
    """Takes passkeys, app and recovery codes away, for whoever has lost them."""
    actions.take_second_steps(queries.account(handle), by=request.user)
    if handle == request.user.handle:
        return answers.onward(request, "/sign-in/")
    return _done(request, handle, "Their second steps are gone. They sign in with their password.")


@for_people("POST")
@for_operators
def inviting(request: PersonRequest, handle: str) -> HttpResponse:
    """Mails the link for a first password, again or to somebody who was brought in from elsewhere."""
    person = queries.account(handle)
    try:
        sent = actions.invite(person.email or "", by=request.user, name=person.name)
    except (Unacceptable, Conflict) as no:
        return _account(request, handle, no=no)
    return _done(request, handle, f"A mail with a link goes to {sent.person.email} within a minute.")


@for_people("POST")
@for_operators
def deactivation(request: PersonRequest, handle: str) -> HttpResponse:
    """Ends an account, or opens it again (`take_back` in the form)."""
    if request.POST.get("take_back"):
        actions.reactivate(queries.account(handle), by=request.user)
        return _done(request, handle, "The account is open again.")
    actions.deactivate(queries.account(handle), by=request.user)
    return _done(request, handle, "The account is ended. What they wrote stays where it is.")


@for_people("GET", "POST")
@for_operators
def erasure(request: PersonRequest, handle: str) -> HttpResponse:
    """Forgets who somebody was, for good; asks for the handle, so that nobody does it by a slip."""
    person = queries.account(handle)
    policy.may_deactivate(request.user, person).required()
    if request.method != "POST":
        return answers.page(request, "people/operating/erasure.html", {"person": person, "no": None})
    if clean_line(request.POST.get("handle", "")).removeprefix("@").lower() != person.handle:
        no = Unacceptable("That is not the handle of this account.", remedy=f"Write {person.handle}.", field="handle")
        return answers.page(request, "people/operating/erasure.html", {"person": person, "no": no}, status=no.status)
    actions.erase(person, by=request.user)
    messages.success(request, "The account is erased.")
    return answers.onward(request, "/operator/people/")


@for_people("GET", "POST")
@for_operators
def units(request: PersonRequest) -> HttpResponse:
    """The tree of units, and a form for one more."""
    if request.method != "POST":
        return _units(request)
    typed = typed_lines(request, "name", "parent")
    try:
        parent = queries.unit(typed["parent"]) if typed["parent"] else None
        unit = actions.put_unit(typed["name"], by=request.user, parent=parent)
    except Unacceptable as no:
        return _units(request, typed=typed, no=no)
    messages.success(request, f"{unit.name} is there.")
    return answers.onward(request, "/operator/units/")


@for_people("GET", "POST")
@for_operators
def unit(request: PersonRequest, public_id: str) -> HttpResponse:
    """Name, head and place of one unit."""
    shown = queries.unit(public_id)
    if request.method != "POST":
        return _unit(request, public_id)
    typed = typed_lines(request, "name", "head", "parent")
    try:
        head = queries.named(typed["head"], viewer=request.user, field="head")
        to = queries.unit(typed["parent"]) if typed["parent"] else None
        actions.arrange_unit(shown, by=request.user, name=typed["name"], head=head, to=to)
    except Unacceptable as no:
        return _unit(request, public_id, typed=typed, no=no)
    messages.success(request, "The unit is changed.")
    return answers.onward(request, f"/operator/units/{public_id}/")


def _done(request: PersonRequest, handle: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return answers.onward(request, f"/operator/people/{handle}/")


def _account(
    request: PersonRequest, handle: str, *, typed: dict[str, str] | None = None, no: Refusal | None = None
) -> HttpResponse:
    person = queries.account(handle)
    kept = {
        "unit": person.unit.public_id if person.unit else "",
        "manager": person.manager.handle if person.manager else "",
        "level": person.level,
        "email": person.email or "",
    }
    context = {
        "person": person,
        "invitation": queries.invitation_of(person),
        "speaks_for": list(queries.speaks_for(person)),
        "second_steps": queries.second_steps_of(person),
        "units": [("", "None"), *in_line(queries.unit_tree())],
        "levels": queries.LEVELS,
        "may_end": policy.may_deactivate(request.user, person),
        "value": {**kept, **(typed or {})},
        "no": no,
    }
    return answers.page(request, "people/operating/account.html", context, status=no.status if no else 200)


def _units(request: PersonRequest, *, typed: dict[str, str] | None = None, no: Refusal | None = None) -> HttpResponse:
    tree = queries.unit_tree()
    context = {
        "tree": tree,
        "places": [("", "At the top"), *in_line(tree)],
        "value": typed or {"name": "", "parent": ""},
        "no": no,
    }
    return answers.page(request, "people/operating/units.html", context, status=no.status if no else 200)


def _unit(
    request: PersonRequest, public_id: str, *, typed: dict[str, str] | None = None, no: Refusal | None = None
) -> HttpResponse:
    shown = queries.unit(public_id)
    kept = {
        "name": shown.name,
        "head": shown.head.handle if shown.head else "",
        "parent": shown.parent.public_id if shown.parent else "",
    }
    places = [each for each in queries.unit_tree() if not each.path.startswith(shown.path)]
    context = {
        "unit": shown,
        "places": [("", "At the top"), *in_line(places)],
        "value": {**kept, **(typed or {})},
        "no": no,
    }
    return answers.page(request, "people/operating/unit.html", context, status=no.status if no else 200)


def in_line(tree: list[Any]) -> list[tuple[str, str]]:
    """Units as a list offers them, deeper ones further in."""
    return [(unit.public_id, f"{'– ' * unit.depth}{unit.name}") for unit in tree]
