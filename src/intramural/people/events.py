from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class PersonInvited(Event):
    person_id: int


@dataclass(frozen=True)
class PersonJoined(Event):
    """An invitation was accepted, or the operator made the account."""

    person_id: int


@dataclass(frozen=True)
class ProfileChanged(Event):
    """Words of a profile, its photo, or somebody's place beside the unit (title, manager, level) changed; or as what
    somebody who was brought in will come in."""

    person_id: int


@dataclass(frozen=True)
class PersonMoved(Event):
    """Somebody changed unit; both may be None. Audiences of units follow."""

    person_id: int
    from_unit_id: int | None
    to_unit_id: int | None


@dataclass(frozen=True)
class UnitMoved(Event):
    """A unit changed its place in the tree; audiences of both lines follow."""

    unit_id: int
    from_parent_id: int | None
    to_parent_id: int | None


@dataclass(frozen=True)
class UnitFounded(Event):
    unit_id: int


@dataclass(frozen=True)
class UnitChanged(Event):
    """Its name or its head changed."""

    unit_id: int


@dataclass(frozen=True)
class PersonBecameGuest(Event):
    """A member, or somebody who was brought in, is a guest from now on: what is for members alone is closed to them."""

    person_id: int


@dataclass(frozen=True)
class PersonBecameMember(Event):
    """A guest is a member from now on."""

    person_id: int


@dataclass(frozen=True)
class PersonDeactivated(Event):
    person_id: int


@dataclass(frozen=True)
class PersonReactivated(Event):
    person_id: int


@dataclass(frozen=True)
class PersonErased(Event):
    """Name, address, photo and profile are gone; what the person wrote stays without author."""

    person_id: int


@dataclass(frozen=True)
class AddressChanged(Event):
    """Somebody signs in, and gets mail, with another address from now on."""

    person_id: int


@dataclass(frozen=True)
class OperatorAppointed(Event):
    person_id: int


@dataclass(frozen=True)
class OperatorDismissed(Event):
    person_id: int


@dataclass(frozen=True)
class DelegationGiven(Event):
    person_id: int
    unit_id: int


@dataclass(frozen=True)
class DelegationEnded(Event):
    person_id: int
    unit_id: int


@dataclass(frozen=True)
class SessionEnded(Event):
    person_id: int


@dataclass(frozen=True)
class SecondStepsTaken(Event):
    """An operator took passkeys, authenticator app and recovery codes from an account; its person is mailed."""

    person_id: int


@dataclass(frozen=True)
class TokenIssued(Event):
    person_id: int
    token_id: int


@dataclass(frozen=True)
class TokenEnded(Event):
    person_id: int
    token_id: int
