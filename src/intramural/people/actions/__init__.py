"""The verbs of people. Each asks the policy, writes, and notes what happened, in one transaction."""

from __future__ import annotations

from intramural.people.actions.arriving import accept, ask_for_password, invite, make_operator, withdraw_invitation
from intramural.people.actions.inviting import invite_together
from intramural.people.actions.keys import end_other_sessions, end_session, end_token, issue_token
from intramural.people.actions.leaving import deactivate, erase, reactivate
from intramural.people.actions.operating import appoint, change_address, dismiss, take_second_steps
from intramural.people.actions.profiles import OWN_WORDS, change_photo, change_profile, follow, place, remove_photo, unfollow
from intramural.people.actions.speaking import delegate, end_delegation
from intramural.people.actions.standing import change_standing
from intramural.people.actions.units import arrange_unit, change_unit, move_unit, put_unit

__all__ = [
    "OWN_WORDS",
    "accept",
    "appoint",
    "arrange_unit",
    "ask_for_password",
    "change_address",
    "change_photo",
    "change_profile",
    "change_standing",
    "change_unit",
    "deactivate",
    "delegate",
    "dismiss",
    "end_delegation",
    "end_other_sessions",
    "end_session",
    "end_token",
    "erase",
    "follow",
    "invite",
    "invite_together",
    "issue_token",
    "make_operator",
    "move_unit",
    "place",
    "put_unit",
    "reactivate",
    "remove_photo",
    "take_second_steps",
    "unfollow",
    "withdraw_invitation",
]
