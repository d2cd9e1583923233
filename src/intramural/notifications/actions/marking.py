"""What a person does with their own news. Nobody else is told."""

from __future__ import annotations

from intramural.kit import clock
from intramural.notifications.models import ASKS, News
from intramural.people.models import Person


def read(news: News, *, by: Person) -> None:
    """The person has opened it. Again changes nothing."""
    News.objects.filter(pk=news.pk, person=by, read_at=None).update(read_at=clock.now())


def read_all(*, by: Person) -> None:
    """The person has seen what they follow."""
    News.objects.filter(person=by, read_at=None).exclude(kind__in=ASKS).update(read_at=clock.now())


def finish(news: News, *, by: Person) -> None:
    """It asks nothing of the person any more; it is found under “Done”."""
    now = clock.now()
    News.objects.filter(pk=news.pk, person=by, done_at=None).update(done_at=now)
    read(news, by=by)


def take_up(news: News, *, by: Person) -> None:
    """It asks something of the person again."""
    News.objects.filter(pk=news.pk, person=by).update(done_at=None)
