"""The inbox *For you*, and what somebody wants to hear of."""

from __future__ import annotations

from calendar import day_name
from datetime import time
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from intramural.kit.errors import Unacceptable
from intramural.kit.paging import read_key
from intramural.notifications import actions, policy, queries
from intramural.notifications.pushing import keys
from intramural.people.devices import device_name
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers

FIRST = 10
USUAL, NOTHING = "usual", "nothing"
NAMES = {"page": "page", "mail": "mail", "push": "devices"}
WAYS = [("page", "On the page"), ("page,mail", "On the page and by mail"), ("mail", "By mail only")]
PUSHED = [
    ("page,push", "Page and my devices"),
    ("page,mail,push", "Page, mail, my devices"),
    ("mail,push", "Mail and my devices"),
]
BUNDLES = [
    ("", "Each by itself, after two minutes"),
    ("daily", "Together, every morning"),
    ("weekly", "Together, on Monday morning"),
]
DAYS = [(str(n + 1), name) for n, name in enumerate(day_name)]
TABS = {"": "All", "asks": "Asks you", "following": "You follow", "done": "Done", "quiet": "Kept quiet"}


@for_people("GET")
def inbox(request: PersonRequest) -> HttpResponse:
    """What asks something of the person, then what they follow; or one of the tabs, page by page."""
    only, after = request.GET.get("only", ""), read_key(request.GET.get("after"))
    if only not in TABS:
        raise Unacceptable("There is no such list.", remedy="Choose one of the tabs.", field="only")
    asks = queries.inbox(request.user, only="asks", size=FIRST) if not only and after is None else None
    page = queries.inbox(request.user, only=only or "following", after=after)
    return answers.page(
        request,
        "notifications/inbox.html",
        {"only": only, "tabs_of": TABS, "asks": asks, "lines": page.rows, "next": page.next, "is_first": after is None},
    )


@for_people("GET")
def opening(request: PersonRequest, public_id: str) -> HttpResponse:
    """The way from a line to what it is about; the person has read it then, and nobody else is told."""
    line = queries.one(public_id, viewer=request.user)
    if line.news.read_at is None:
        actions.read(line.news, by=request.user)
    return redirect(line.url)


@for_people("POST")
def reading(request: PersonRequest) -> HttpResponse:
    """All that the person follows has been seen."""
    actions.read_all(by=request.user)
    return answers.onward(request, "/for-you/")


@for_people("POST")
def done(request: PersonRequest, public_id: str) -> HttpResponse:
    actions.finish(queries.one(public_id, viewer=request.user).news, by=request.user)
    return answers.onward(request, "/for-you/")


@for_people("POST")
def taking_up(request: PersonRequest, public_id: str) -> HttpResponse:
    actions.take_up(queries.one(public_id, viewer=request.user).news, by=request.user)
    return answers.onward(request, "/for-you/")


@for_people("POST")
def quiet(request: PersonRequest, public_id: str) -> HttpResponse:
    """Less of what a line comes from: `about` is post, space, topic, person or kind."""
    line = queries.one(public_id, viewer=request.user)
    actions.silence(line.news, request.POST.get("about", ""), by=request.user)
    messages.success(request, "That stays quiet from now on. You can hear it again under Settings, Notifications.")
    return answers.onward(request, "/for-you/")


@for_people("GET", "POST")
def settings(request: PersonRequest) -> HttpResponse:
    """What the person wants to hear, by which way and when, and what they have silenced."""
    if request.method != "POST":
        return _settings(request)
    form = request.POST
    chosen = {name: _ways(form[name]) for name in form if name.startswith(("kind:", "space:", "topic:"))}
    if form.get("everything"):
        kinds = queries.chosen(request.user)["kinds"]
        chosen |= {kind.name: _ways(form["everything"]) for kind in kinds}
    try:
        with transaction.atomic():
            actions.choose(chosen, by=request.user)
            actions.choose_rhythm(by=request.user, **_rhythm(form))
    except Unacceptable as no:
        return _settings(request, typed=form, no=no)
    messages.success(request, "That is how you hear of things from now on.")
    return answers.onward(request, "/settings/notifications/")


def _ways(text: str) -> list[str] | None:
    return None if text == USUAL else [way for way in text.split(",") if way and way != NOTHING]


def _rhythm(form: QueryDict) -> dict[str, Any]:
    """What the form says about the hours; refuses (422) what is no time."""
    return {
        "bundle": form.get("bundle", ""),
        **{name: _time(form.get(name, ""), name) for name in ("quiet_from", "quiet_to", "work_from", "work_to")},
        "only_at_work": "only_at_work" in form,
        "work_days": "".join(form.getlist("work_days")),
        "notes_quiet": "notes_quiet" in form,
    }


def _time(text: str, field: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        raise Unacceptable("That is no time.", remedy="Write it as 20:00.", field=field) from None


def _settings(request: PersonRequest, *, typed: QueryDict | None = None, no: Unacceptable | None = None) -> HttpResponse:
    rhythm = queries.rhythm_of(request.user)
    value = {name: _shown(getattr(rhythm, name)) for name in ("bundle", "quiet_from", "quiet_to", "work_from", "work_to")}
    marks = {"only_at_work": rhythm.only_at_work, "notes_quiet": rhythm.notes_quiet, "work_days": rhythm.work_days}
    if typed is not None:
        value = {name: typed.get(name, "") for name in value}
        marks = {
            "only_at_work": "only_at_work" in typed,
            "notes_quiet": "notes_quiet" in typed,
            "work_days": "".join(typed.getlist("work_days")),
        }
    pair = keys.ours() if keys.hosts() else None
    devices = queries.devices(request.user)
    here = request.session.session_key
    mailed = {f"kind:{kind.value}" for kind in policy.MAILED_AS_WISHED}
    options = WAYS + (PUSHED if pair else [])
    context = {
        "mailed": mailed,
        "silenced": queries.silenced(request.user),
        "chosen": {
            title: [
                (it, _word(it, typed, is_pushed=pair is not None, is_mailed=title != "kinds" or it.name in mailed))
                for it in them
            ]
            for title, them in queries.chosen(request.user).items()
        },
        "ways": options,
        "ways_of_page": [(value, label) for value, label in options if policy.MAIL not in value.split(",")],
        "nothing": [(NOTHING, "Not at all")],
        "usual": {kind: _usual(kind, has_devices=bool(pair and devices)) for kind in policy.DEFAULTS},
        "push_key": pair.shown if pair else "",
        "devices": [(device, device.session_id == here) for device in devices],
        "bundles": BUNDLES,
        "days": DAYS,
        "value": value,
        "marks": marks,
        "no": no,
    }
    return answers.page(request, "notifications/settings.html", context, status=no.status if no else 200)


def _shown(value: time | str | None) -> str:
    return value.strftime("%H:%M") if isinstance(value, time) else value or ""


def _usual(kind: str, *, has_devices: bool) -> str:
    """Such as "page, mail"."""
    return ", ".join(NAMES[way] for way in policy.WAYS if way in policy.usual(kind, has_devices=has_devices))


def _word(it: queries.Chosen, typed: QueryDict | None, *, is_pushed: bool, is_mailed: bool) -> str:
    """The word of the form for what is chosen: "page,mail", "nothing", or "usual" for the house's own."""
    if typed is not None and it.name in typed:
        return typed.get(it.name, "")
    if it.ways is None:
        return USUAL
    ways = it.ways if is_mailed else policy.on_page_instead(it.ways)
    return ",".join(way for way in policy.WAYS if way in ways and (is_pushed or way != policy.PUSH)) or NOTHING


@for_people("POST")
def devices(request: PersonRequest) -> HttpResponse:
    """This browser is one of the person's devices from now on."""
    given = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    name = device_name(request.headers.get("User-Agent", ""))
    actions.add_device(by=request.user, name=name, session_key=request.session.session_key, **given)
    messages.success(request, "What asks something of you now comes to this device too.")
    return answers.onward(request, "/settings/notifications/")


@for_people("POST")
def device_ending(request: PersonRequest, public_id: str) -> HttpResponse:
    actions.end_device(public_id, by=request.user)
    messages.success(request, "Nothing comes to that device any more.")
    return answers.onward(request, "/settings/notifications/")


@for_people("POST")
def hearing_again(request: PersonRequest, pk: str) -> HttpResponse:
    actions.hear_again(pk, by=request.user)
    messages.success(request, "You hear of it again.")
    return answers.onward(request, "/settings/notifications/")
