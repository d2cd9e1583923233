"""Chores of notifications: deciding by which ways people hear of what they are told, and pushing. Again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from intramural.kit import clock
from intramural.mail import actions as mail
from intramural.mail import queries as mailed
from intramural.mail.models import Notice
from intramural.notifications import actions, policy, queries, reasons
from intramural.notifications.models import Device, News, Push, Rhythm
from intramural.notifications.pushing import handing, keys
from intramural.people.models import Person
from intramural.posts.queries import topics_of
from intramural.stewards import queries as stewards
from intramural.ui.environment import zone_of

AT_ONCE = 200
WEEK = timedelta(days=7)


def decide() -> int:
    """Decides for those who want something else than the page; hands to mail what is to be mailed, and queues what is to be
    pushed. Returns how many."""
    found = News.objects.filter(is_decided=False).select_related("person", "by", "post__space", "comment", "topic")
    waiting = list(found.order_by("pk")[:AT_ONCE])
    if not waiting:
        return 0
    wishes = queries.wishes_of(news.person_id for news in waiting)
    rhythms = queries.rhythms_of(news.person for news in waiting)
    topics = _topics(waiting)
    devices = queries.devices_of(news.person_id for news in waiting) if keys.hosts() else {}
    pushes: list[Push] = []
    with transaction.atomic():
        still = set(
            News.objects.select_for_update()
            .filter(pk__in=[news.pk for news in waiting], is_decided=False)
            .values_list("pk", flat=True)
        )
        decided = [news for news in waiting if news.pk in still]
        for news in decided:
            own = devices.get(news.person_id, [])
            ways = policy.ways(facts_of(news, topics), wishes.get(news.person_id, {}), has_devices=bool(own))
            by_mail = policy.MAIL in ways and _mail(news, rhythms[news.person_id])
            if policy.PUSH in ways:
                pushes += _pushes(news, own, rhythms[news.person_id])
            news.is_decided, news.is_quiet = True, not ways
            news.on_page = bool(ways) and (policy.PAGE in ways or not by_mail)
        News.objects.bulk_update(decided, ["is_decided", "is_quiet", "on_page"])
        Push.objects.bulk_create(pushes, ignore_conflicts=True)
    return len(waiting)


def _mail(news: News, rhythm: Rhythm) -> bool:
    """Hands it to mail; returns whether a mail tells of it, this one or one before. Who may read it is asked again when it leaves.

    Who has left these mails, or gets none, sees it on the page, whatever they chose.
    """
    if news.post is None or not mailed.may_be_mailed(news.person):
        return False
    zone = zone_of(news.person)
    due = policy.due(rhythm, zone, news.at, clock.now())
    return mail.queue(
        to=news.person, post=news.post, comment=news.comment, reason=reasons.reason(news), due_at=due.at,
        bundle=due.bundle, until=_until(rhythm, zone, due.at),
    ) or not mailed.has_left(news.person, mailed.list_of(news.post, bundle=due.bundle))  # fmt: skip


def put_off_mails() -> int:
    """Gives mails another time that could not leave in time, because the mail server or the house stood still; returns how many."""
    late = mailed.late(most=AT_ONCE)
    rhythms = queries.rhythms_of({letter.person for letter in late})
    done = 0
    for letter in late:
        rhythm, zone = rhythms[letter.person_id], zone_of(letter.person)
        due = policy.due_again(rhythm, zone, letter.bundle, clock.now())
        done += mail.put_off(letter, due_at=due.at, bundle=due.bundle, until=_until(rhythm, zone, due.at))
    return done


def _until(rhythm: Rhythm, zone: ZoneInfo, at: datetime) -> datetime | None:
    """Until when what is due then may leave; None for whoever is never to be reached, and is reached all the same."""
    ends = policy.allowed_until(rhythm, zone, at)
    return ends if ends > at else None


def _pushes(news: News, devices: list[Device], rhythm: Rhythm) -> list[Push]:
    """One for each device. Who may read it is asked again when it leaves."""
    now = clock.now()
    at = policy.push_due(rhythm, zone_of(news.person), news.at, now, kind=news.kind)
    return [Push(news=news, device=device, due_at=at, until=at + policy.DAY, changed_at=now) for device in devices]


def _topics(waiting: list[News]) -> dict[int, set[int]]:
    """The topics of the posts that these are about, by the post."""
    found = topics_of({news.post_id for news in waiting if news.post_id})
    return {post: set(topics) for post, topics in found.items()}


def facts_of(news: News, topics: dict[int, set[int]]) -> policy.Facts:
    """What its ways are decided by; `topics` are those of the posts, by the post."""
    return policy.Facts(
        kind=news.kind,
        post=news.post_id,
        space=news.post.space_id if news.post else news.space_id,
        topics=frozenset(topics.get(news.post_id or 0, ())),
        by=news.by_id,
        followed_topic=news.topic_id,
    )


def note_quiet() -> int:
    """Tells on Monday morning who wants to know that something was kept quiet in the week; returns how many people.

    Who wants something by mail only is mailed what it was, when they may be reached; others find a line on the page.
    """
    now, told = clock.now(), 0
    quiet = News.objects.filter(is_quiet=True, at__gt=now - WEEK, person__is_active=True).exclude(kind=News.Kind.QUIET)
    people = _on_their_morning(Person.objects.filter(pk__in=quiet.values("person")), now)
    on_page = queries.have_quiet_note(people, weeks=set(people.values()))
    by_mail_already = mailed.have_weekly(people, Notice.Kind.QUIET, weeks=set(people.values()))
    left = {person: week for person, week in people.items() if person.pk not in on_page | by_mail_already}
    rhythms = queries.rhythms_of(left)
    wishes = queries.wishes_of(person.pk for person in left)
    for person, week in left.items():
        wished = wishes.get(person.pk, {})
        if (
            rhythms[person.pk].notes_quiet
            and wished.get(f"kind:{News.Kind.QUIET}") != policy.NOWHERE
            and queries.quiet_since(person, now - WEEK)
        ):
            by_mail = policy.lives_by_mail(wished) and mailed.gets_digests(person)
            posts = queries.quiet_posts(person, now - WEEK) if by_mail else []
            if posts:
                due_at = policy.next_allowed(rhythms[person.pk], zone_of(person), now)
                told += mail.note_quiet(person, posts, week=week, due_at=due_at)
            else:
                told += actions.note_what_was_quiet(person, week)
    return told


def brief_stewards() -> int:
    """Queues on Monday morning the half page of whoever looks after something, for when they may be reached; returns how many."""
    now, told = clock.now(), 0
    people = _on_their_morning(stewards.all_acting(), now)
    have = mailed.have_weekly(people, Notice.Kind.BRIEF, weeks=set(people.values()))
    left = {person: week for person, week in people.items() if person.pk not in have}
    rhythms = queries.rhythms_of(left)
    for person, week in left.items():
        due_at = policy.next_allowed(rhythms[person.pk], zone_of(person), now)
        told += mail.brief(person, week=week, due_at=due_at)
    return told


def _on_their_morning(people: Iterable[Person], now: datetime) -> dict[Person, str]:
    """Those whose Monday morning it is, each with their week ("2026-W10")."""
    found = {person: now.astimezone(zone_of(person)) for person in people if _is_its_morning(now, zone_of(person))}
    return {person: f"{here.isocalendar().year}-W{here.isocalendar().week:02}" for person, here in found.items()}


def _is_its_morning(now: datetime, zone: ZoneInfo) -> bool:
    here = now.astimezone(zone)
    return here.isoweekday() == 1 and here.time() >= policy.MORNING


def hand_over_pushes() -> int:
    """Hands to push services what is due; returns how many they took."""
    return handing.hand_over()


def forget_pushes() -> int:
    """Forgets what was pushed a week ago, and what waited in vain; returns how many rows."""
    return Push.objects.filter(changed_at__lt=clock.now() - WEEK, due_at__lt=clock.now() - WEEK).delete()[0]


CHORES: list[tuple[float, Callable[[], int]]] = [
    (2, decide), (2, put_off_mails), (1800, note_quiet), (1800, brief_stewards), (2, hand_over_pushes), (6 * 3600, forget_pushes)
]  # fmt: skip
"""What the keeper calls: every so many seconds, this function."""
