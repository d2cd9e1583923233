"""Who looks after what no more, in a house that is put back from a backup of before either: see record/closings.py."""

from __future__ import annotations

from intramural.people.models import Person
from intramural.record import closings
from intramural.record.closings import Facts
from intramural.stewards import actions
from intramural.stewards.events import StewardshipEntrusted
from intramural.stewards.models import Stewardship


def _entrusted(event: StewardshipEntrusted) -> Facts | None:
    return closings.named(
        stewardship=str(event.stewardship_id),
        steward=closings.public_id(Person.objects, event.steward_id) or "",
        deputy=closings.public_id(Person.objects, event.deputy_id) or "",
    )


@closings.kept(StewardshipEntrusted, _entrusted, last_of="stewardship")
def entrusted(facts: Facts) -> bool:
    """To those to whom it was last; whom the house does not know, or who may not be named, to nobody."""
    kept = Stewardship.objects.filter(pk=int(facts["stewardship"])).first()
    if kept is None:
        return False
    steward, deputy = (Person.objects.filter(public_id=facts[role]).first() for role in ("steward", "deputy"))
    return actions.entrust_again(kept, steward=steward, deputy=deputy)
