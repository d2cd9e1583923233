"""Claims what is due and hands it over, one mail after the other. Several processes may do so at once.

A letter is claimed, and asked about again, in one transaction: what was taken down before it is not sent, and what is taken down
after it finds the letter LEAVING. The mail goes out when that is committed. What the server puts off is tried again, ever later;
what has become too late for its reader's day (`until`) waits until whoever queued it puts it off;
of what nobody can tell whether it left (the line broke after the words, the house stopped) one more is sent, and never two.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from intramural.exposure import actions as exposure
from intramural.exposure.models import Delivery
from intramural.kit import clock, ids, posting
from intramural.kit.markup import clean_line
from intramural.mail.models import Letter
from intramural.mail.outgoing import reading, troubles, writing
from intramural.people.models import Person
from intramural.posts import actions as posts

log = structlog.get_logger(__name__)
A_WHILE = 5.0
LOST_AFTER = timedelta(minutes=10)
NOBODY_ANSWERED = timedelta(minutes=1)
AGAIN_AFTER = (
    *(timedelta(minutes=each) for each in (1, 5, 30)),
    *(timedelta(hours=each) for each in (2, 6, 24, 24, 24)),
)
State = Letter.State


@dataclass(frozen=True)
class Claimed:
    """Letters of one person that one mail tells, taken: no other process has them."""

    claim: str
    news: Sequence[reading.News]

    @property
    def letters(self) -> QuerySet[Letter]:
        return Letter.objects.filter(claim=self.claim, state=State.LEAVING)


def hand_over(*, seconds: float = A_WHILE) -> int:
    """Hands over what is due, for a few seconds; returns how many mails were written."""
    _find_lost()
    began, done = time.monotonic(), 0
    if not _due().exists():
        return 0
    with posting.Line() as line:
        try:
            line.open()
            while time.monotonic() - began < seconds and (claimed := _next()) is not None:
                if claimed.news:
                    done += 1
                    _send(claimed, line)
        except posting.NobodyAnswers as error:
            log.warning("mail.no_server", said=str(error))
            _due().update(due_at=clock.now() + NOBODY_ANSWERED, said=str(error))
    return done


def _due() -> QuerySet[Letter]:
    now = clock.now()
    return Letter.objects.filter(Q(until=None) | Q(until__gt=now), state=State.WAITING, due_at__lte=now)


def _next() -> Claimed | None:
    """The next mail, claimed, with what its reader may see of it; without news if that is nothing. None: nothing is due."""
    while (found := _due().order_by("due_at", "pk").first()) is not None:
        # What may have left already goes again as it was, under its own Message-ID, and takes nothing new along.
        alike = {"person": found.person_id, "bundle": found.bundle, "is_doubtful": found.is_doubtful}
        together = _due().filter(**alike) if found.bundle else _due().filter(pk=found.pk)
        with transaction.atomic():
            claim, now = ids.new(), clock.now()
            if found.bundle:
                _one_at_a_time(found.person_id)
            if not together.update(state=State.LEAVING, claim=claim, changed_at=now):
                continue
            letters = list(Letter.objects.filter(claim=claim).select_related("person").order_by("due_at", "pk"))
            posts.hold((each.post_id for each in letters), (each.comment_id for each in letters if each.comment_id))
            news = reading.read(letters)
            told = {each.letter.pk for each in news}
            dropped = [letter.pk for letter in letters if letter.pk not in told]
            Letter.objects.filter(pk__in=dropped).update(state=State.DROPPED, changed_at=now)
        return Claimed(claim, news)
    return None


def _one_at_a_time(person_id: int) -> None:
    """Two processes do not share out one digest between them (PostgreSQL; SQLite has one writer)."""
    Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _send(claimed: Claimed, line: posting.Line) -> None:
    try:
        mail = writing.mail(claimed.news)
    except Exception:
        # What cannot be written must not hold up what can.
        log.exception("mail.not_written", letters=[each.letter.pk for each in claimed.news])
        _later(claimed, "It could not be written.")
        return
    try:
        outcome = line.hand_over(mail)
    except posting.NobodyAnswers:
        claimed.letters.update(state=State.WAITING)
        raise
    if outcome.how == posting.SENT:
        with transaction.atomic():
            _has_left(claimed.letters)
            claimed.letters.update(state=State.SENT, said="", changed_at=clock.now())
    elif outcome.how == posting.LATER:
        _later(claimed, outcome.said)
    elif outcome.how == posting.REFUSED:
        _ended(claimed, State.REFUSED, outcome.said)
        troubles.doubt(claimed.news[0].person, outcome.said)
    else:
        _doubtful(claimed.letters, outcome.said)


def _later(claimed: Claimed, said: str) -> None:
    """Back to waiting, ever longer, up to a day; refused after the last of them."""
    tries = claimed.letters.aggregate(most=Max("tries"))["most"] or 0
    if tries >= len(AGAIN_AFTER):
        _ended(claimed, State.REFUSED, said)
        return
    claimed.letters.update(
        state=State.WAITING, due_at=clock.now() + AGAIN_AFTER[tries], tries=tries + 1, said=clean_line(said)[:300]
    )


def _ended(claimed: Claimed, state: str, said: str) -> None:
    log.warning("mail.not_sent", state=state, letters=len(claimed.news))
    claimed.letters.update(state=state, said=clean_line(said)[:300], changed_at=clock.now())


def _doubtful(letters: QuerySet[Letter], said: str) -> None:
    """Nobody can tell whether it left: once more, with the same Message-ID; the second time it stays so."""
    now, said = clock.now(), clean_line(said)[:300]
    _has_left(letters)
    ended = letters.filter(is_doubtful=True).update(state=State.UNSURE, said=said, changed_at=now)
    again = letters.filter(is_doubtful=False).update(
        state=State.WAITING, is_doubtful=True, due_at=now + AGAIN_AFTER[1], said=said
    )
    log.warning("mail.unsure", sent_again=again, left_so=ended)


def _has_left(letters: QuerySet[Letter]) -> None:
    """What these tell is in their readers' hands, or may be: nobody can tell, and then it counts as there."""
    exposure.deliver(letters.values_list("post_id", "person_id"), way=Delivery.Way.MAIL)


def _find_lost() -> None:
    """Letters that were leaving when the house stopped."""
    lost = Letter.objects.filter(state=State.LEAVING, changed_at__lt=clock.now() - LOST_AFTER)
    if lost.exists():
        _doubtful(lost, "The house stopped while it was sent.")
