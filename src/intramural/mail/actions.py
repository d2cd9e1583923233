"""Verbs of mail, out: queue a piece of news or a steward's week, leave a list and come back to it, trust an address again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from intramural.care import queries as care
from intramural.kit import clock
from intramural.kit.markup import clean_line
from intramural.mail import addresses, queries
from intramural.mail.events import AddressTrusted, MailsLeft, MailsWanted
from intramural.mail.models import Doubt, Left, Letter, Notice
from intramural.mail.outgoing import notices
from intramural.people.models import Person
from intramural.posts.models import Comment, Post
from intramural.record import journal

LONGEST_REASON = 200


def queue(
    *,
    to: Person,
    post: Post,
    comment: Comment | None,
    reason: str,
    due_at: datetime,
    bundle: str = Letter.Bundle.ALONE,
    until: datetime | None = None,
) -> bool:
    """One piece of news for this person by mail, with the reason why they get it ("because you follow Pay").

    `bundle` "" is a mail of its own, in the post's thread; "daily" and "weekly" go into the digest that is due then. What has not
    left by `until` waits to be `put_off`. Returns
    whether it is new: nobody is mailed the same post or comment twice. Nothing is queued for whoever may not sign in, has
    no address, left these mails, or gets none because they come back. Whether they may read it is asked when it leaves.
    """
    if bundle not in Letter.Bundle.values:
        raise ValueError(f"{bundle!r} is no bundle")
    if not queries.may_be_mailed(to) or queries.has_left(to, queries.list_of(post, bundle=bundle)):
        return False
    fresh = {
        "reason": clean_line(reason)[:LONGEST_REASON],
        "bundle": bundle,
        "due_at": due_at,
        "until": until,
        "changed_at": clock.now(),
    }
    return Letter.objects.get_or_create(person=to, post=post, comment=comment, defaults=fresh)[1]


def brief(person: Person, *, week: str, due_at: datetime) -> bool:
    """The steward's half page of this week ("2026-W10"), once; returns whether it is new. Nothing for whoever has left these
    mails, and where there is nothing to tell."""
    if queries.has_left(person, addresses.BRIEFS) or care.brief(person).is_empty:
        return False
    return notices.tell(person, Notice.Kind.BRIEF, week, due_at=due_at)


@transaction.atomic
def note_quiet(person: Person, posts: Iterable[Post], *, week: str, due_at: datetime) -> bool:
    """The note on what was kept quiet in this week ("2026-W10"), once; returns whether it is new. Nothing for whoever has left digests
    or cannot be mailed. Which of the posts they may read is asked when it leaves."""
    if not queries.gets_digests(person):
        return False
    return notices.tell(person, Notice.Kind.QUIET, week, due_at=due_at, words_of=posts)


def put_off(letter: Letter, *, due_at: datetime, bundle: str, until: datetime | None) -> bool:
    """Gives a letter that has become too late another time to leave. Returns False for one that has left or been dropped."""
    still_late = Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING, until=letter.until)
    return bool(still_late.update(due_at=due_at, bundle=bundle, until=until))


@transaction.atomic
def leave(person: Person, about_id: str) -> bool:
    """No more mails of this list (a space's public id, HOUSE, DIGESTS or BRIEFS) for this person; what waits of it is dropped when it
    is due. Returns whether that is new."""
    is_new = Left.objects.get_or_create(person=person, about_id=about_id, defaults={"at": clock.now()})[1]
    if is_new:
        journal.note(MailsLeft(person_id=person.pk, about_id=about_id), by=person, about=person)
    return is_new


@transaction.atomic
def come_back(person: Person, about_id: str) -> bool:
    """Mails of this list again, from now on. Returns whether they had been left."""
    was_left = bool(Left.objects.filter(person=person, about_id=about_id).delete()[0])
    if was_left:
        journal.note(MailsWanted(person_id=person.pk, about_id=about_id), by=person, about=person)
    return was_left


@transaction.atomic
def trust_again(person: Person) -> bool:
    """Mails to this person's address again, although some came back. Returns whether there was a doubt."""
    was_in_doubt = bool(Doubt.objects.filter(person=person).delete()[0])
    if was_in_doubt:
        journal.note(AddressTrusted(person_id=person.pk), by=person, about=person)
    return was_in_doubt
