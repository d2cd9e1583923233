from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class DeviceAdded(Event):
    """News is pushed to one more device of somebody."""

    person_id: int
    device_id: int


@dataclass(frozen=True)
class DeviceEnded(Event):
    """Nothing is pushed to it any more: its person, or the push service, ended it. One that is signed out ends without a word."""

    person_id: int
    device_id: int
