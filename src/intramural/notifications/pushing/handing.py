"""Claims what is due and hands it to push services, several at once. Several processes may do so too.

A push is claimed, and asked about again, in one transaction: what was taken down, read or done before it is not sent. It goes out
when that is committed. What a service puts off is tried again, ever later, for a day; of what nobody can tell whether
it left (no answer, the house stopped) one more is sent, and never two. A service that is slow waits for a minute.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import QuerySet

from intramural.exposure import actions as exposure
from intramural.exposure.models import Delivery
from intramural.kit import clock, ids, outgoing
from intramural.notifications import policy, queries
from intramural.notifications.events import DeviceEnded
from intramural.notifications.models import Device, News, Push
from intramural.notifications.pushing import keys, writing
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.record import journal
from intramural.ui.environment import zone_of

log = structlog.get_logger(__name__)
A_WHILE = 5.0
AT_ONCE = 20
LOST_AFTER = timedelta(minutes=5)
SILENT_FOR = timedelta(minutes=1)
AGAIN_AFTER = [timedelta(minutes=each) for each in (1, 5, 15, 30, 60, 120, 240, 480)]
State = Push.State


@dataclass(frozen=True)
class Ready:
    """A claimed push that is to leave, and what is posted."""

    push: Push
    message: writing.Message


def hand_over(*, seconds: float = A_WHILE) -> int:
    """Hands over what is due, for a few seconds; returns how many were taken."""
    if not keys.hosts():
        return 0
    _find_lost()
    began, taken = time.monotonic(), 0
    while time.monotonic() - began < seconds and (claimed := _claim()) is not None:
        ready = list(_written(claimed))
        outcomes = list(zip(ready, _posted(ready), strict=True))
        _note(each.push for each, outcome in outcomes if _may_be_there(outcome))
        for each, outcome in outcomes:
            taken += _mark(each.push, outcome)
    return taken


def _due() -> QuerySet[Push]:
    return Push.objects.filter(state=State.WAITING, due_at__lte=clock.now())


def _claim() -> list[Push] | None:
    """The next pushes, claimed, of what their people may see at this moment. None: nothing is due."""
    if not _due().exists():
        return None
    with transaction.atomic():
        free = _due().select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        found = list(free.order_by("due_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
        claim, now = ids.new(), clock.now()
        Push.objects.filter(pk__in=found, state=State.WAITING).update(state=State.LEAVING, claim=claim, changed_at=now)
        claimed = list(
            Push.objects.filter(claim=claim).select_related("device__person", "news__by").order_by("due_at", "pk")
        )
        told = [push.news for push in claimed]
        posts.hold((each.post_id for each in told if each.post_id), (each.comment_id for each in told if each.comment_id))
        wanted = _wanted(claimed, now)
    return [push for push in claimed if push.pk in wanted] if found else None


def _wanted(claimed: Sequence[Push], now: datetime) -> set[int]:
    """Those that are to leave now. The others are dropped, or wait for the end of the quiet; devices that were shut out end."""
    people = {push.device.person_id: push.device.person for push in claimed}
    rhythms = queries.rhythms_of(people.values())
    shown = {pk: _shown(person, [push.news_id for push in claimed]) for pk, person in people.items()}
    wanted, dropped = set(), []
    for push in claimed:
        device, person = push.device, push.device.person
        rhythm, zone = rhythms[person.pk], zone_of(person)
        if device.mark != keys.mark(person, in_session=device.session_id is not None):
            _end(device)
        elif push.news_id not in shown[person.pk] or push.until <= now or not _takes(device.endpoint):
            dropped.append(push.pk)
        elif policy.is_quiet(rhythm, zone, now):
            at = policy.next_allowed(rhythm, zone, now)
            Push.objects.filter(pk=push.pk).update(state=State.WAITING, due_at=at, until=at + policy.DAY)
        else:
            wanted.add(push.pk)
    Push.objects.filter(pk__in=dropped).update(state=State.DROPPED, changed_at=now)
    return wanted


def _shown(person: Person, news: Iterable[int]) -> set[int]:
    """Of these, what the person may see and has not seen, done or silenced meanwhile."""
    if not person.is_active:
        return set()
    fresh = News.objects.visible_to(person).filter(pk__in=set(news), read_at=None, done_at=None, is_quiet=False)
    return set(fresh.values_list("pk", flat=True))


def _takes(endpoint: str) -> bool:
    try:
        keys.hosts().take(endpoint)
    except outgoing.Refused:
        return False
    return True


def _written(claimed: Iterable[Push]) -> Iterable[Ready]:
    people = {push.device.person_id: push.device.person for push in claimed}
    rhythms = queries.rhythms_of(people.values())
    now = clock.now()
    for push in claimed:
        person = push.device.person
        ends = min(push.until, policy.allowed_until(rhythms[person.pk], zone_of(person), now))
        try:
            yield Ready(push, writing.message(push, seconds=max(0, int((ends - now).total_seconds()))))
        except Exception:
            # What cannot be written must not hold up what can.
            log.exception("push.not_written", push=push.pk)
            _ended(push, State.REFUSED, "It could not be written.")


Outcome = outgoing.Answer | outgoing.Trouble


def _posted(ready: Sequence[Ready]) -> list[Outcome]:
    """What came of each. Nobody waits longer than a request may last."""
    if not ready:
        return []
    hosts, pool = keys.hosts(), ThreadPoolExecutor(len(ready), thread_name_prefix="push")

    def post(each: Ready) -> outgoing.Answer:
        return outgoing.post(
            each.message.url, each.message.body, each.message.headers, hosts=hosts, seconds=outgoing.SECONDS
        )

    going = [pool.submit(post, each) for each in ready]
    wait(going, timeout=outgoing.SECONDS + 1)
    pool.shutdown(wait=False, cancel_futures=True)
    return [_outcome(each) for each in going]


def _outcome(going: Future[outgoing.Answer]) -> Outcome:
    if going.cancelled():
        return outgoing.NotSent("Its turn did not come.")
    if not going.done():
        return outgoing.Unanswered("It lasts too long.")
    error = going.exception()
    if error is None:
        return going.result()
    return error if isinstance(error, outgoing.Trouble) else outgoing.Unanswered(type(error).__name__)


def _mark(push: Push, outcome: Outcome) -> bool:
    """Notes what came of it; returns whether it was taken."""
    kept = Push.objects.filter(pk=push.pk, claim=push.claim, state=State.LEAVING)
    if isinstance(outcome, outgoing.Answer):
        return _answered(push, kept, outcome)
    if isinstance(outcome, outgoing.NotSent):
        _later(push, kept, timedelta(0), str(outcome))
        _let_wait(push.device.host)
    elif isinstance(outcome, outgoing.Unanswered):
        _doubtful(kept, str(outcome))
        _let_wait(push.device.host)
    else:
        _ended(push, State.REFUSED, str(outcome))
    return False


def _answered(push: Push, kept: QuerySet[Push], answer: outgoing.Answer) -> bool:
    if 200 <= answer.status < 300:
        return bool(kept.update(state=State.SENT, changed_at=clock.now()))
    if answer.status in (404, 410):
        with transaction.atomic():
            _end(push.device)
    elif answer.status == 429 or answer.status >= 500:
        asked = answer.headers.get("retry-after", "")
        at_least = timedelta(seconds=int(asked[:6])) if asked.isascii() and asked.isdigit() else timedelta(0)
        _later(push, kept, at_least, f"{answer.status}")
    else:
        _ended(push, State.REFUSED, f"{answer.status}")
    return False


def _later(push: Push, kept: QuerySet[Push], at_least: timedelta, said: str) -> None:
    """Back to waiting, ever longer; given up after a day."""
    at = clock.now() + max(at_least, AGAIN_AFTER[min(push.tries, len(AGAIN_AFTER) - 1)])
    if at >= push.until:
        _ended(push, State.REFUSED, said)
    else:
        log.info("push.later", host=push.device.host, said=said)
        kept.update(state=State.WAITING, due_at=at, tries=push.tries + 1)


def _let_wait(host: str) -> None:
    """A service that does not answer is asked nothing more for a minute, so that the others need not wait for it."""
    _due().filter(device__host=host).update(due_at=clock.now() + SILENT_FOR)


def _ended(push: Push, state: str, said: str) -> None:
    log.warning("push.not_sent", state=state, host=push.device.host, said=said)
    Push.objects.filter(pk=push.pk, claim=push.claim, state=State.LEAVING).update(state=state, changed_at=clock.now())


def _doubtful(pushes: QuerySet[Push], said: str) -> None:
    """Nobody can tell whether it left: once more, on the same topic; the second time it stays so."""
    now = clock.now()
    ended = pushes.filter(is_doubtful=True).update(state=State.UNSURE, changed_at=now)
    again = pushes.filter(is_doubtful=False).update(state=State.WAITING, is_doubtful=True, due_at=now + AGAIN_AFTER[0])
    log.warning("push.unsure", sent_again=again, left_so=ended, said=said)


def _may_be_there(outcome: Outcome) -> bool:
    """Whether the service has it, or may have it."""
    return 200 <= outcome.status < 300 if isinstance(outcome, outgoing.Answer) else isinstance(outcome, outgoing.Unanswered)


def _note(pushes: Iterable[Push]) -> None:
    """Notes that these people were told, or may have been, that a post is there; before the push is marked, so that no crash hides it."""
    told = ((push.news, push.device) for push in pushes)
    about = [(news.post_id, device.person_id) for news, device in told if news.post_id and news.narrowing_id is None]
    exposure.deliver(about, way=Delivery.Way.PUSH)


def _find_lost() -> None:
    """Pushes that were leaving when the house stopped."""
    lost = Push.objects.filter(state=State.LEAVING, changed_at__lt=clock.now() - LOST_AFTER)
    if lost.exists():
        _note(lost.select_related("news", "device"))
        _doubtful(lost, "The house stopped while it was sent.")


def _end(device: Device) -> None:
    """What the push service knows no more, or what was shut out, is no device any more."""
    if Device.objects.filter(pk=device.pk).delete()[0]:
        journal.note(DeviceEnded(person_id=device.person_id, device_id=device.pk), by=None, about=device.person)
