"""By which ways news goes to a person, and when: pure functions of what it is, what the person wants, and the clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from intramural.notifications.models import ASKS, AT_ONCE, OF_CARE, PUSHED, News, Rhythm

PAGE, MAIL, PUSH = "page", "mail", "push"
WAYS = (PAGE, MAIL, PUSH)
NOWHERE: frozenset[str] = frozenset()
MORNING = time(8)
HELD = timedelta(minutes=2)  # R26: what is mailed or pushed cannot be taken back, so its author has longer than on the page
DAY = timedelta(days=1)
FAR = 15  # days within which everybody is to be reached some time

_KIND = News.Kind
_MAILED = (_KIND.ASKED, _KIND.MENTION, _KIND.ANSWER, _KIND.REPLY, _KIND.NOTICE, _KIND.EMBARGO)
DEFAULTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_KIND.values, frozenset({PAGE})),
    **dict.fromkeys(_MAILED, frozenset({PAGE, MAIL})),
}


_OF_NO_POST = (_KIND.INVITATION, _KIND.RENEWAL, _KIND.MUTED)
MAILED_AS_WISHED = tuple(kind for kind in News.Kind if kind not in (*OF_CARE, *_OF_NO_POST, _KIND.QUIET))
"""Kinds whose mails follow the wishes. Of the others care mails what is private by itself, at once; the rest stands on the page alone."""


def lives_by_mail(wishes: Mapping[str, frozenset[str]]) -> bool:
    """Whether somebody wants anything by mail that they do not want on the page."""
    return any(MAIL in ways and PAGE not in ways for ways in wishes.values())


@dataclass(frozen=True)
class Facts:
    """What is known of one piece of news when its ways are decided. Numbers; None where there is none."""

    kind: str
    post: int | None = None
    space: int | None = None
    topics: frozenset[int] = frozenset()
    by: int | None = None
    followed_topic: int | None = None


def usual(kind: str, *, has_devices: bool = False) -> frozenset[str]:
    """The ways of a kind for whoever wants it as usual. Who has turned on a device hears there of what asks something, and of what
    they watch."""
    return DEFAULTS[kind] | {PUSH} if has_devices and kind in PUSHED else DEFAULTS[kind]


def ways(news: Facts, wishes: Mapping[str, frozenset[str]], *, has_devices: bool = False) -> frozenset[str]:
    """The ways by which this person hears of it; none: it stays quiet.

    Silence comes first: of a post, a person or a kind it silences all; of a space or a topic what is only followed, for
    who is named there is still told. Then the nearest wish counts: for the post, its space, the topic that is
    followed, its kind. `wishes` are by their keys ("space:7", "kind:reply"). What has no post is mailed to nobody, nor
    what care mails by itself: it stands on the page instead.
    """
    silencers = [f"post:{news.post}", f"person:{news.by}", f"kind:{news.kind}"]
    if news.kind not in ASKS:
        silencers += [f"space:{news.space}", *(f"topic:{topic}" for topic in news.topics)]
    if any(wishes.get(key) == NOWHERE for key in silencers):
        return NOWHERE
    nearest = (f"post:{news.post}", f"space:{news.space}", f"topic:{news.followed_topic}", f"kind:{news.kind}")
    found = next((wished for key in nearest if (wished := wishes.get(key))), None)
    found = found or usual(news.kind, has_devices=has_devices)
    is_mailed = news.post is not None and news.kind not in OF_CARE
    return found if is_mailed else on_page_instead(found)


def on_page_instead(ways: frozenset[str]) -> frozenset[str]:
    """The ways of what no wish mails: what was to be mailed stands on the page."""
    return (ways - {MAIL}) | {PAGE} if MAIL in ways else ways


@dataclass(frozen=True)
class Due:
    """When something leaves, and in which bundle: "" alone, "daily" or "weekly"."""

    at: datetime
    bundle: str


def due(rhythm: Rhythm, zone: ZoneInfo, told_at: datetime, now: datetime) -> Due:
    """When a mail leaves, of what was told then: alone and held a while, or with others in the morning; never when it is quiet.

    What would leave alone and may not waits, bundled, for the end of the quiet.
    """
    if rhythm.bundle == Rhythm.Bundle.AT_ONCE:
        moment = max(now, told_at + HELD)
        at = next_allowed(rhythm, zone, moment)
        return Due(at, "" if at == moment else "daily")
    return Due(next_allowed(rhythm, zone, _morning(rhythm, zone, now)), rhythm.bundle)


def due_again(rhythm: Rhythm, zone: ZoneInfo, bundle: str, now: datetime) -> Due:
    """When a mail leaves that has become too late for the day it was meant for: as `due`, without being held."""
    at = next_allowed(rhythm, zone, now)
    return Due(at, bundle or ("" if at == now else "daily"))


def push_due(rhythm: Rhythm, zone: ZoneInfo, told_at: datetime, now: datetime, *, kind: str = "") -> datetime:
    """When a push leaves of what was told then: held a while, unless it is of a kind that leaves at once, and never when it is
    quiet. Pushes are not bundled."""
    return next_allowed(rhythm, zone, now if kind in AT_ONCE else max(now, told_at + HELD))


def next_allowed(rhythm: Rhythm, zone: ZoneInfo, moment: datetime) -> datetime:
    """The first moment from this one on when it is not quiet. Whoever is never to be reached is reached a fortnight later."""
    if _allows(rhythm, moment.astimezone(zone)):
        return moment
    first = moment.astimezone(zone).date()
    edges = sorted(_edges(rhythm, zone, first))
    found = next((edge for edge in edges if edge > moment and _allows(rhythm, edge.astimezone(zone))), None)
    return found or moment + timedelta(days=FAR)


def allowed_until(rhythm: Rhythm, zone: ZoneInfo, moment: datetime) -> datetime:
    """Until when it stays allowed that something reaches this person, a day at most; the moment itself, when it is quiet."""
    if is_quiet(rhythm, zone, moment):
        return moment
    first = moment.astimezone(zone).date()
    ends = {time(0), *filter(None, (rhythm.quiet_from, rhythm.work_to))}
    edges = sorted(_moment(first + timedelta(days=days), end, zone) for days in range(3) for end in ends)
    found = next((edge for edge in edges if edge > moment and is_quiet(rhythm, zone, edge)), moment + DAY)
    return min(found, moment + DAY)


def leaves_room(rhythm: Rhythm) -> bool:
    """Whether there is a time in the week at which this person may be reached."""
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    return next_allowed(rhythm, ZoneInfo("UTC"), monday) < monday + timedelta(days=FAR)


def is_quiet(rhythm: Rhythm, zone: ZoneInfo, moment: datetime) -> bool:
    """Whether nothing is to reach this person at the moment."""
    return not _allows(rhythm, moment.astimezone(zone))


def _allows(rhythm: Rhythm, here: datetime) -> bool:
    clock = here.time()
    if _within(clock, rhythm.quiet_from, rhythm.quiet_to):
        return False
    if not rhythm.only_at_work:
        return True
    return str(here.isoweekday()) in rhythm.work_days and _within(clock, rhythm.work_from, rhythm.work_to)


def _within(clock: time, begin: time | None, end: time | None) -> bool:
    """Whether the time lies in the span, which may reach over midnight; a span of nothing holds none."""
    if begin is None or end is None or begin == end:
        return False
    return begin <= clock < end if begin < end else clock >= begin or clock < end


def _edges(rhythm: Rhythm, zone: ZoneInfo, first: date) -> Iterator[datetime]:
    starts = {time(0)} | {edge for edge in (rhythm.quiet_to, rhythm.work_from) if edge is not None}
    for days in range(FAR):
        for start in starts:
            yield _moment(first + timedelta(days=days), start, zone)


def _morning(rhythm: Rhythm, zone: ZoneInfo, now: datetime) -> datetime:
    """The next morning of a bundle: of any day, or of a Monday."""
    start = rhythm.work_from if rhythm.only_at_work and rhythm.work_from else MORNING
    today = now.astimezone(zone).date()
    weekly = rhythm.bundle == Rhythm.Bundle.WEEKLY
    days = (today + timedelta(days=n) for n in range(FAR))
    mornings = (_moment(day, start, zone) for day in days if not weekly or day.isoweekday() == 1)
    return next(morning for morning in mornings if morning > now)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
