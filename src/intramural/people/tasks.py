"""What the keeper calls for people: every so many seconds, this function."""

from __future__ import annotations

from collections.abc import Callable

from intramural.people import mailing, photos, second_steps
from intramural.people.models import Person


def sweep_photos() -> int:
    """Removes photos that nobody has, a day after they came: of forms that were refused, and of crashes."""
    return photos.store.sweep(_had)


def _had(keys: list[str]) -> set[str]:
    return set(Person.objects.filter(photo_key__in=keys).values_list("photo_key", flat=True))


CHORES: list[tuple[int, Callable[[], int]]] = [
    (2, mailing.send_links),
    (3, mailing.send_invitations),
    (6 * 3600, sweep_photos),
    (6 * 3600, second_steps.seal_anew),
]
