"""The JSON surface of news: the inbox, and one's own marks in it."""

from __future__ import annotations

from datetime import time
from typing import Any, Literal

from pydantic import Field

from intramural.kit import wire
from intramural.kit.paging import read_key
from intramural.kit.wire import AFTER, HOW_MANY, Given, Moment, PageOf, Shown, asked, given_of
from intramural.notifications import actions, queries
from intramural.notifications.pushing import keys
from intramural.people import scopes
from intramural.people.api import PersonName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Surface

surface = Surface("For you")

ONLY = Literal["asks", "following", "done", "quiet"]
_ONLY = asked("asks", description="What asks something of you, what you follow, what you have done, or what you made quiet.")


class News(Shown):
    """A line of the inbox: what happened, why you are told, and where it stands."""

    id: str
    kind: str
    at: Moment
    by: PersonName | None
    said: str
    title: str
    words: str
    reason: str
    read: bool
    done: bool
    url: str


class Silencing(Given):
    """What is to be quiet: the post of the line, its space, its topic, who did it, or all of its kind."""

    about: Literal["post", "space", "topic", "person", "kind"] = Field(examples=["space"])


@surface.read("/for-you", scope=scopes.POSTS_READ, gives=PageOf[News])
def for_you(request: PersonRequest, only: ONLY = _ONLY, after: str = AFTER, limit: int = HOW_MANY) -> Any:
    """What you are told, the newest first"""
    page = queries.inbox(request.user, only=only, after=read_key(after), size=limit)
    return {"items": [_news(line) for line in page.rows], "next": page.next and str(page.next)}


@surface.write("PUT", "/for-you/{id}/reading", scope=scopes.POSTS_WRITE)
def news_read(request: PersonRequest, id: str) -> Any:
    """Mark a line as read; nobody else is told"""
    actions.read(queries.one(id, viewer=request.user).news, by=request.user)


@surface.write("PUT", "/for-you/{id}/done", scope=scopes.POSTS_WRITE)
def news_done(request: PersonRequest, id: str) -> Any:
    """Be done with what a line asks"""
    actions.finish(queries.one(id, viewer=request.user).news, by=request.user)


@surface.write("DELETE", "/for-you/{id}/done", scope=scopes.POSTS_WRITE)
def news_taken_up(request: PersonRequest, id: str) -> Any:
    """Take up again what a line asks"""
    actions.take_up(queries.one(id, viewer=request.user).news, by=request.user)


@surface.write("POST", "/for-you/{id}/quiet", scope=scopes.POSTS_WRITE)
def news_silenced(request: PersonRequest, id: str, given: Silencing) -> Any:
    """Hear no more of what a line comes from; who names you in a silenced space or topic is still heard"""
    actions.silence(queries.one(id, viewer=request.user).news, given.about, by=request.user)


def _news(line: queries.Line) -> dict[str, Any]:
    return {
        "id": line.public_id,
        "kind": line.news.kind,
        "at": line.at,
        "by": name_of(line.by),
        "said": line.said,
        "title": line.title,
        "words": line.words,
        "reason": line.reason,
        "read": line.news.read_at is not None,
        "done": line.news.done_at is not None,
        "url": line.url,
    }


class Wishes(Shown):
    """How you hear of things: `ways` of each kind, space and topic (null: as usual; none: not at all), and when."""

    ways: dict[str, list[str] | None]
    bundle: Literal["", "daily", "weekly"]
    quiet_from: str | None
    quiet_to: str | None
    only_at_work: bool
    work_days: str
    work_from: str
    work_to: str
    notes_quiet: bool
    push_key: str | None = Field(
        description="For a browser to subscribe with (applicationServerKey); null: nothing is pushed here."
    )


_CLOCK = Field(default=None, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["20:00"])


class Wanted(Given):
    """What is to change; what is left out stays."""

    ways: dict[str, list[Literal["page", "mail", "push"]] | None] = Field(
        default_factory=dict, max_length=500, examples=[{"kind:post": ["mail"]}]
    )
    bundle: Literal["", "daily", "weekly"] = ""
    quiet_from: str | None = _CLOCK
    quiet_to: str | None = _CLOCK
    only_at_work: bool = False
    work_days: str = Field(default="12345", max_length=7, examples=["12345"])
    work_from: str | None = _CLOCK
    work_to: str | None = _CLOCK
    notes_quiet: bool = True


@surface.read("/me/notifications", scope=scopes.PEOPLE_READ, gives=Wishes)
def my_notifications(request: PersonRequest) -> Any:
    """How you hear of things, and when"""
    return _wishes(request)


@surface.write("PATCH", "/me/notifications", scope=scopes.PEOPLE_WRITE, gives=Wishes)
def change_my_notifications(request: PersonRequest, wanted: Wanted) -> Any:
    """Change how you hear of things; the times are those of your time zone"""
    given = given_of(wanted)
    actions.choose(given.pop("ways", {}), by=request.user)
    if given:
        times = {name: value and time.fromisoformat(value) for name, value in given.items() if name in _TIMES}
        actions.choose_rhythm(by=request.user, **{**given, **times})
    return _wishes(request)


_TIMES = ("quiet_from", "quiet_to", "work_from", "work_to")


def _wishes(request: PersonRequest) -> dict[str, Any]:
    rhythm = queries.rhythm_of(request.user)
    chosen = [it for them in queries.chosen(request.user).values() for it in them]
    return {
        "ways": {it.name: None if it.ways is None else sorted(it.ways) for it in chosen},
        "bundle": rhythm.bundle,
        **{name: _clock(getattr(rhythm, name)) for name in _TIMES},
        "only_at_work": rhythm.only_at_work,
        "work_days": rhythm.work_days,
        "notes_quiet": rhythm.notes_quiet,
        "push_key": keys.ours().shown if keys.hosts() else None,
    }


def _clock(value: time | None) -> str | None:
    return value.strftime("%H:%M") if value else None


class Device(Shown):
    """What shows your news although no page is open, and the push service that it goes through."""

    id: str
    name: str
    through: str = Field(examples=["push.example.com"])
    at: Moment


class DeviceKeys(Given):
    p256dh: str = Field(max_length=100)
    auth: str = Field(max_length=100)


class NewDevice(Given):
    """A subscription as browsers give it (Push API), and a name for it."""

    endpoint: str = Field(max_length=1000, examples=["https://push.example.com/abc"])
    keys: DeviceKeys
    name: str = Field(default="", max_length=80)


@surface.read("/me/devices", scope=scopes.PEOPLE_READ, gives=PageOf[Device])
def my_devices(request: PersonRequest) -> Any:
    """Where your news is pushed to: at most ten, in one page"""
    return {"items": [_device(each) for each in queries.devices(request.user)], "next": None}


@surface.read("/me/devices/{id}", scope=scopes.PEOPLE_READ, gives=Device)
def my_device(request: PersonRequest, id: str) -> Any:
    """One of your devices"""
    return _device(queries.device(id, viewer=request.user))


@surface.write("POST", "/me/devices", scope=scopes.PEOPLE_WRITE, gives=Device, status=201)
def add_device(request: PersonRequest, given: NewDevice) -> Any:
    """Push your news to one more device

    Only to the push services that the operator has named. What a program adds ends with the next token of yours that ends.
    """
    session = None if "Authorization" in request.headers else request.session.session_key
    made = actions.add_device(
        by=request.user, endpoint=given.endpoint, p256dh=given.keys.p256dh, auth=given.keys.auth, name=given.name,
        session_key=session,
    )  # fmt: skip
    return wire.made(request, _device(made), at=f"{ADDRESS}/me/devices/{made.public_id}")


@surface.write("DELETE", "/me/devices/{id}", scope=scopes.PEOPLE_WRITE)
def end_device(request: PersonRequest, id: str) -> Any:
    """Push nothing to a device any more"""
    actions.end_device(id, by=request.user)


def _device(device: Any) -> dict[str, Any]:
    return {"id": device.public_id, "name": device.name, "through": device.host, "at": device.made_at}
