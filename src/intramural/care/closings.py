"""A consult that ended, closed again in a house that is put back from a backup of before: see record/closings.py.

What was narrowed is closed by the change of its audience (posts/closings.py).
"""

from __future__ import annotations

from intramural.care import actions
from intramural.care.events import ConsultClosed
from intramural.care.models import Consult
from intramural.record import closings
from intramural.record.closings import Facts


def _consult(event: ConsultClosed) -> Facts | None:
    return closings.named(consult=closings.public_id(Consult.objects, event.consult_id), end=event.end)


@closings.kept(ConsultClosed, _consult)
def consult_closed(facts: Facts) -> bool:
    """Whoever was asked reads the draft no more."""
    number = Consult.objects.filter(public_id=facts["consult"]).values_list("pk", flat=True).first()
    return number is not None and actions.close_consult(number, facts["end"])
