"""Writing the ledger, and letting it go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings

from intramural.exposure import spool
from intramural.exposure.models import Delivery
from intramural.exposure.spool import Line
from intramural.people.models import Person

AT_ONCE = 2_000


def deliver(handed: Iterable[tuple[int, int]], *, way: str) -> None:
    """Notes in the transaction at hand that something of a post left for a person, for each (post, person): for mails and pushes.

    One statement, however many there are.
    """
    _note({Line(post_id, person_id, str(way), spool.today()) for post_id, person_id in handed})


def take_in() -> int:
    """Takes into the ledger what the processes that answer have written; returns how many lines. Again changes nothing.

    A crash between taking in and removing has the same lines taken in twice, which is once.
    """
    paths = spool.aside()
    lines = set(spool.read(paths)) if paths else set()
    gone = Person.objects.filter(pk__in={line.person_id for line in lines}, erased_at__isnull=False)
    without = set(gone.values_list("pk", flat=True)) if lines else set()
    _note({line for line in lines if line.person_id not in without})
    spool.remove(paths)
    return len(lines)


def forget_old() -> int:
    """Lets go of what was handed out longer ago than the operator wants it kept; returns how many lines."""
    oldest = spool.today() - timedelta(days=settings.EXPOSURE_DAYS)
    return Delivery.objects.filter(on__lt=oldest).delete()[0]


def forget_person(person_id: int) -> None:
    """Nothing is kept of what an erased person was handed; what is on its way is not taken in (`take_in`)."""
    Delivery.objects.filter(person_id=person_id).delete()


def _note(lines: set[Line]) -> None:
    if not lines:
        return
    known = set(Delivery.Way.values)
    rows = [
        Delivery(post_id=line.post_id, person_id=line.person_id, way=line.way, on=line.on)
        for line in sorted(lines, key=lambda line: (line.on, line))
        if line.way in known
    ]
    last = {(row.post_id, row.way, row.person_id): row for row in rows}
    Delivery.objects.bulk_create(
        [last[key] for key in sorted(last)],  # in one order, so that two writers wait for each other and never both
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["post_id", "way", "person_id"],
        update_fields=["on"],
    )
