"""What the circle that knows is told of a post's embargo: its day, for whom it opens then, and who agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intramural.audiences import queries as reaches
from intramural.people.models import Person
from intramural.posts import reach
from intramural.posts.models import Embargo, Post
from intramural.posts.queries import embargoes
from intramural.ui.environment import moment


@dataclass(frozen=True)
class Waits:
    """An embargo in force. `is_agreed`: whether the viewer has said that the day is well chosen; `because`: why it moved."""

    embargo: Embargo
    opens_at: datetime
    then: reaches.Reach
    agreed: tuple[str, ...]
    is_agreed: bool
    because: str

    @property
    def agreed_by(self) -> str:
        """Such as "Ana Berg and Dana Silva"; "" for nobody who is still here."""
        return reaches.listed(list(self.agreed)) if self.agreed else ""

    def sentence(self, person: Person) -> str:
        """All of it for a mail, on the person's clock."""
        agreed = f", agreed by {self.agreed_by}" if self.agreed else ""
        return (
            f"Not before {moment(self.opens_at, person)}{agreed}. {self.then.counted}, can read it then, with its answers. "
            "Until then it is for those who can read it now: please keep it among you."
        )


def of(post: Post, *, viewer: Person) -> Waits | None:
    """The embargo of a post that the viewer may read; None where it waits for nothing. One query then."""
    embargo = embargoes.in_force(post)
    if embargo is None:
        return None
    agreed = list(embargo.agreements.filter(person__erased_at=None).order_by("at", "pk").select_related("person"))
    return Waits(
        embargo=embargo,
        opens_at=embargo.opens_at,
        then=reach.of_audience(embargo.audience_then, space=embargo.space_then, viewer=viewer),
        agreed=tuple(each.person.name for each in agreed),
        is_agreed=viewer.pk in {each.person_id for each in agreed},
        because=embargo.because,
    )
