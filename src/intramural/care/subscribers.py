"""What care keeps follows its post, in the same transaction."""

from __future__ import annotations

from intramural.care.models import Narrowing
from intramural.kit import clock
from intramural.posts.events import PostDeleted
from intramural.record import journal


@journal.at_once(PostDeleted)
def post_deleted(event: PostDeleted) -> None:
    """What its author deleted is not given back by the end of a narrowing."""
    in_force = Narrowing.objects.filter(post=event.post_id, ended_at=None)
    in_force.update(ended_at=clock.now(), lapses_at=None, end=Narrowing.End.DELETED)
