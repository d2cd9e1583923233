"""The HTML surface of one stewardship. The list of all, with the topics that nobody looks after, is in home."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse

from intramural.kit.errors import Refusal, TooLarge, Unacceptable
from intramural.people import queries as people
from intramural.people.entrance import PersonRequest, for_people, typed_lines
from intramural.stewards import actions, forms, notes, policy, queries, texts
from intramural.stewards.errors import LookedAfterAlready
from intramural.ui import answers
from intramural.ui.environment import read_moment

KINDS = (("topic", "A topic"), ("unit", "A unit"), ("function", "A function"), ("source", "A source of documents"))


@for_people("GET")
def stewardship(request: PersonRequest, public_id: str) -> HttpResponse:
    """Who looks after one thing and what they ask for, open to every member; code names and examples to them alone."""
    return _shown(request, public_id)


@for_people("GET", "POST")
def new(request: PersonRequest) -> HttpResponse:
    """Founding a stewardship: by operators, and by heads of units for their units."""
    units = [unit for unit in people.unit_tree() if policy.may_name(request.user, unit=unit)]
    if not units:
        policy.may_name(request.user).required()
    any_kind = policy.may_name(request.user).allowed
    kinds = KINDS if any_kind else KINDS[1:2]
    begun = {name: request.GET.get(name, "")[:60] for name in ("topic", "unit")}
    typed = {"kind": "unit" if begun["unit"] else kinds[0][0], **begun, "name": "", "steward": "", "deputy": ""}
    no: Refusal | None = None
    if request.method == "POST":
        typed = typed_lines(request, "kind", "topic", "unit", "name", "steward", "deputy")
        try:
            unit = next((unit for unit in units if unit.public_id == typed["unit"]), None)
            made = actions.found(
                by=request.user,
                kind=typed["kind"],
                topic=typed["topic"],
                unit=unit if typed["kind"] == "unit" else None,
                name=typed["name"],
                **forms.named(typed, by=request.user),
            )
        except (Unacceptable, LookedAfterAlready) as refused:
            no = refused
        else:
            return answers.onward(request, made.url)
    context = {"typed": typed, "kinds": kinds, "units": [(unit.public_id, unit.name) for unit in units], "no": no}
    return answers.page(request, "stewards/new.html", context, status=no.status if no is not None else 200)


@for_people("GET", "POST")
def entrusting(request: PersonRequest, public_id: str) -> HttpResponse:
    """Naming steward and deputy."""
    found = queries.by_id(public_id, viewer=request.user)
    policy.may_entrust(request.user, found).required()
    typed = forms.in_charge(found)
    no: Refusal | None = None
    if request.method == "POST":
        typed = forms.typed_people(request.POST)
        try:
            forms.entrust(found, typed, by=request.user)
        except Unacceptable as refused:
            no = refused
        else:
            messages.success(request, "That holds from now on.")
            return answers.onward(request, found.url)
    context = {"it": found, "typed": typed, "no": no}
    return answers.page(request, "stewards/people.html", context, status=no.status if no is not None else 200)


@for_people("GET", "POST")
def say(request: PersonRequest, public_id: str) -> HttpResponse:
    """What those who look after it ask for."""
    found = queries.by_id(public_id, viewer=request.user)
    policy.may_say(request.user, found).required()
    typed = forms.asked(found, by=request.user)
    no: Refusal | None = None
    if request.method == "POST":
        typed = forms.typed_say(found, request.POST, by=request.user)
        try:
            forms.say(found, typed, by=request.user)
        except Unacceptable as refused:
            no = refused
        else:
            messages.success(request, "That holds from now on.")
            return answers.onward(request, found.url)
    context = {"it": found, "typed": typed, "widest": forms.WIDEST, "asks": forms.ASKS, "no": no}
    return answers.page(request, "stewards/say.html", context, status=no.status if no is not None else 200)


@for_people("POST")
def watch(request: PersonRequest, public_id: str) -> HttpResponse:
    """Being told of what goes wider than one says, or no longer."""
    found = queries.by_id(public_id, viewer=request.user)
    try:
        forms.watch(found, request.POST, by=request.user)
    except Unacceptable as no:
        return _shown(request, public_id, no=no)
    messages.success(request, "That holds from now on.")
    return answers.onward(request, f"{found.url}#watch")


def _read_files(request: Any) -> None:
    """Only for whoever looks after it is a file read."""
    with suppress(Refusal):
        found = queries.by_id(request.resolver_match.kwargs["public_id"], viewer=request.user)
        policy.may_keep_examples(request.user, found).required()
        texts.take_in(request)


@for_people("POST", beforehand=_read_files)
def examples(request: PersonRequest, public_id: str) -> HttpResponse:
    """Adds an example as it was typed, and one for each file that came."""
    found = queries.by_id(public_id, viewer=request.user)
    policy.may_keep_examples(request.user, found).required()
    typed = {"name": request.POST.get("name", "")[:300], "text": request.POST.get("text", "")}
    try:
        with transaction.atomic():
            read = texts.of(request)
            if any(typed.values()) or not read:
                read = [*read, (typed["name"], typed["text"])]
            for name, text in read:
                actions.add_example(found, name=name, text=text, by=request.user)
    except (Unacceptable, TooLarge) as no:
        return _shown(request, public_id, typed=typed, no=no)
    return answers.onward(request, f"{found.url}#examples")


@for_people("POST")
def removal(request: PersonRequest, public_id: str, example_id: str) -> HttpResponse:
    """Removes an example."""
    found = queries.by_id(public_id, viewer=request.user)
    policy.may_keep_examples(request.user, found).required()
    actions.remove_example(queries.example(found, example_id), by=request.user)
    return answers.onward(request, f"{found.url}#examples")


@for_people("POST")
def names(request: PersonRequest, public_id: str) -> HttpResponse:
    """Keeps a name that is not out before a day; the same name again gets another day."""
    found = queries.by_id(public_id, viewer=request.user)
    typed = typed_lines(request, "unreleased", "opens_at")
    try:
        policy.may_keep_examples(request.user, found).required()
        at = read_moment(typed["opens_at"], by=request.user)
        actions.keep_name(found, name=typed["unreleased"], opens_at=at, by=request.user)
    except (Unacceptable, TooLarge) as no:
        return _shown(request, public_id, typed=typed, no=no)
    return answers.onward(request, f"{found.url}#names")


@for_people("POST")
def name(request: PersonRequest, public_id: str, name_id: str) -> HttpResponse:
    """The name is out now; with `remove` it was never to be."""
    found = queries.by_id(public_id, viewer=request.user)
    policy.may_keep_examples(request.user, found).required()
    kept = queries.unreleased(found, name_id)
    actions.drop_name(kept, by=request.user, is_out=not request.POST.get("remove"))
    return answers.onward(request, f"{found.url}#names")


@for_people("GET", "POST")
def away(request: PersonRequest) -> HttpResponse:
    """Being away: deputies act meanwhile. With `take_back`, being here again."""
    no: Refusal | None = None
    if request.method == "POST":
        try:
            if request.POST.get("take_back"):
                actions.come_back(by=request.user)
            else:
                forms.go_away(request.POST, by=request.user)
        except Unacceptable as refused:
            no = refused
        else:
            return answers.onward(request, "/stewards/away/")
    context = {
        "mine": queries.of_person(request.user),
        "through": queries.away_through(request.user),
        "today": queries.today_of(request.user),
        "typed": request.POST.get("through", "")[:40],
        "no": no,
    }
    return answers.page(request, "stewards/away.html", context, status=no.status if no is not None else 200)


def _shown(
    request: PersonRequest, public_id: str, *, typed: dict[str, str] | None = None, no: Refusal | None = None
) -> HttpResponse:
    it = queries.by_id(public_id, viewer=request.user)
    keeps = policy.may_keep_examples(request.user, it).allowed
    context: dict[str, Any] = {
        "it": it,
        "acts": queries.acting(it),
        "away": queries.away_through,
        "may_say": policy.may_say(request.user, it),
        "may_entrust": policy.may_entrust(request.user, it),
        "keeps": keeps,
        "notes": notes.of(it) if keeps else [],
        "watched": forms.WATCHED,
        "beyond": queries.watch_of(request.user, it) if keeps else "",
        "examples": list(it.examples.all()) if keeps else [],
        "unreleased": list(it.unreleased.all()) if keeps else [],
        "typed": typed or {},
        "no": no,
    }
    return answers.page(request, "stewards/stewardship.html", context, status=no.status if no is not None else 200)
