from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class SpaceFounded(Event):
    space_id: int


@dataclass(frozen=True)
class SpaceJoined(Event):
    space_id: int
    person_id: int


@dataclass(frozen=True)
class SpaceLeft(Event):
    space_id: int
    person_id: int


@dataclass(frozen=True)
class InvitedToSpace(Event):
    space_id: int
    person_id: int


@dataclass(frozen=True)
class SpaceInvitationDeclined(Event):
    space_id: int
    person_id: int


@dataclass(frozen=True)
class RemovedFromSpace(Event):
    space_id: int
    person_id: int


@dataclass(frozen=True)
class OwnerAppointed(Event):
    space_id: int
    person_id: int


@dataclass(frozen=True)
class OwnerSteppedDown(Event):
    space_id: int
    person_id: int


@dataclass(frozen=True)
class SpaceGated(Event):
    """The space became gated; what it holds is for its members from now on."""

    space_id: int


@dataclass(frozen=True)
class SpaceOpened(Event):
    """The space is open from now on; what was posted while it was gated stays with its members."""

    space_id: int


@dataclass(frozen=True)
class SpaceChanged(Event):
    space_id: int


@dataclass(frozen=True)
class SunsetNear(Event):
    space_id: int


@dataclass(frozen=True)
class SpaceRenewed(Event):
    space_id: int


@dataclass(frozen=True)
class SpaceArchived(Event):
    """Read-only from now on; it opens nothing."""

    space_id: int


@dataclass(frozen=True)
class SpaceRestored(Event):
    """An archived space takes posts again; it opens nothing either."""

    space_id: int
