"""The Jinja2 environment: one template world for pages, mails and the account pages of allauth."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import MutableMapping
from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jinja2
import lucide.jinja
from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template import engines
from django.templatetags.static import static
from django.urls import reverse
from jinja2.bccache import Bucket
from markupsafe import Markup

from intramural.kit import clock, markup
from intramural.kit.errors import Unacceptable
from intramural.ui import shell


class Compiled(jinja2.FileSystemBytecodeCache):
    """Templates as they were compiled, each good for its very text, this module and this Jinja, so that only the first process
    after a change compiles it. Where nothing can be kept, each process compiles for itself.
    """

    # Filters of what never changes are worked out when a template is compiled, so what they do is part of it.
    how = f"{jinja2.__version__} {zlib.crc32(Path(__file__).read_bytes())} "

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
        super().__init__(str(folder))

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(self.how + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


class Environment(jinja2.Environment):
    """Jinja's, whose templates have what is known to all of them in one dict. Jinja keeps it beside each template's own, and
    compares both key by key wherever a template imports another."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def environment(**options: Any) -> jinja2.Environment:
    options["undefined"] = jinja2.StrictUndefined if settings.DEBUG or settings.TESTING else jinja2.Undefined
    options.update(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.do"])
    options["autoescape"] = True
    options["bytecode_cache"] = Compiled(settings.COMPILED_TEMPLATES)
    env = Environment(**options)
    env.globals.update(
        static=_static,
        url=_url,
        icon=_icon,
        idempotency_key=idempotency_key,
        notices=notices,
        sections=shell.sections,
        new_in_spaces=shell.new_in_spaces,
        site_name=settings.SITE_NAME,
        now=clock.now,
        with_query=with_query,
        upload_limit=lambda: settings.MAX_UPLOAD_BYTES,
    )
    env.filters.update(when=when, moment=moment, day=day, number=number, file_size=file_size, excerpt=markup.excerpt)
    return env


def load_all() -> None:
    """Loads every template there is: a process that is forked afterwards answers its first page as it does its second."""
    for engine in engines.all():
        for name in engine.env.list_templates():  # type: ignore[attr-defined]
            engine.get_template(name)


def notices(request: HttpRequest) -> list[Message]:
    """What an answer before this one has left to be said, once. Where there is nothing, no cookie has to be ended."""
    waiting = get_messages(request)
    return list(waiting) if len(waiting) else []


def idempotency_key() -> str:
    """A key for one form on one page: see `record.once`."""
    return secrets.token_hex(10)


def read_moment(typed: str, *, by: Any) -> datetime:
    """A day and hour as a form sends it ("2027-05-03T09:00"), on the person's clock, or with a zone of its own. Refuses (422)."""
    try:
        at = datetime.fromisoformat(typed.strip())
        at = (at if at.tzinfo is not None else at.replace(tzinfo=zone_of(by))).astimezone(UTC)
        if not MINYEAR < at.year < MAXYEAR:  # on some clock it is in a year that there is not
            raise ValueError(typed)
        return at
    except (ValueError, OverflowError):
        raise Unacceptable(
            "That is not a day and hour.", remedy="Write them as 2027-05-03T09:00.", field="opens_at"
        ) from None


def when(at: datetime | None, person: Any = None) -> str:
    """A time as people say it, in the person's zone: "9:12", "yesterday", "Tuesday", "3 May", "3 May 2024"."""
    if at is None:
        return ""
    here, today = _there(at, person), _there(clock.now(), person).date()
    days = (today - here.date()).days
    if days <= 0:
        return f"{here.hour}:{here.minute:02}"
    if days == 1:
        return "yesterday"
    if days < 7:
        return here.strftime("%A")
    return day(here.date()) if here.year != today.year else f"{here.day} {here.strftime('%B')}"


def moment(at: datetime | None, person: Any = None) -> str:
    """A time in full, in the person's zone: "3 May 2024, 9:12"."""
    if at is None:
        return ""
    here = _there(at, person)
    return f"{day(here.date())}, {here.hour}:{here.minute:02}"


def _there(at: datetime, person: Any) -> datetime:
    """The time on the person's clock; in the first and last hours of the calendar, which some zones do not have, as it is."""
    try:
        return at.astimezone(zone_of(person))
    except OverflowError:
        return at


def day(on: date | None) -> str:
    """A date in full: "3 May 2024"."""
    return f"{on.day} {on.strftime('%B %Y')}" if on else ""


def number(value: int) -> str:
    """A number with its thousands: "1,240"."""
    return f"{value:,}"


def file_size(size: int) -> str:
    """A length in bytes as people say it: "812 bytes", "40 kB", "1.2 MB"."""
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    if size < 999_500:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB" if size < 999_950_000 else f"{size / 1_000_000_000:.1f} GB"


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def zone_of(person: Any) -> ZoneInfo:
    """The person's time zone; UTC for nobody, and where the name of the zone is not known."""
    return _zone(getattr(person, "time_zone", "") or "UTC")


def with_query(path: str, **parameters: Any) -> str:
    """The path with those parameters that have a value."""
    query = urlencode({name: value for name, value in parameters.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path


def _url(name: str, *args: Any) -> str:
    return _reversed(name, args)


@cache
def _fixed(name: str) -> str:
    return reverse(name)


def _reversed(name: str, args: tuple[Any, ...]) -> str:
    return reverse(name, args=args) if args else _fixed(name)


_static = static if settings.DEBUG or settings.TESTING else cache(static)


@cache
def _icon(name: str, size: int = 18) -> Markup:
    """An icon drawn in the text's colour; it is decoration, the words beside it speak."""
    return Markup(lucide.jinja.lucide(name, size=size, aria_hidden="true", focusable="false"))  # noqa: S704  (our own drawing)
