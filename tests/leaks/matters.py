"""What care does with the secret: a private talk about it, and a narrowing by who looks after it or by its author."""

from __future__ import annotations

from typing import Any

from intramural.care import actions
from intramural.care.models import Concern, Narrowing

STATES = ("narrowed_by_steward", "taken_down")


def turn(world: Any) -> None:
    """Both, at the addresses that the surfaces ask for; what is said in them is a secret of those on the matter."""
    steward, is_own = world.people["steward"], world.state == "taken_down"
    concern = actions.raise_concern(world.post, by=steward, kind="unsure", body=world.word("concern"))
    Concern.objects.filter(pk=concern.pk).update(public_id=world.concern_id)
    by = world.people["author"] if is_own else steward
    narrowing = actions.narrow(world.post, by=by, because=world.word("reason"), takes_down=is_own)
    Narrowing.objects.filter(pk=narrowing.pk).update(public_id=world.narrowing_id)
