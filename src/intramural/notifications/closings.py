"""A device that was ended hears nothing more of a house that is put back from a backup of before: see record/closings.py."""

from __future__ import annotations

from intramural.notifications.events import DeviceEnded
from intramural.notifications.models import Device
from intramural.people.models import Person
from intramural.record import closings
from intramural.record.closings import Facts


def _device(event: DeviceEnded) -> Facts | None:
    """Its row is gone, and its number is nobody else's among the devices of its person."""
    return closings.named(person=closings.public_id(Person.objects, event.person_id), device=str(event.device_id))


@closings.kept(DeviceEnded, _device)
def device_ended(facts: Facts) -> bool:
    return bool(Device.objects.filter(pk=int(facts["device"]), person__public_id=facts["person"]).delete()[0])
