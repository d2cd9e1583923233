"""The verbs of news: telling people, and what they do with what they were told."""

from __future__ import annotations

from intramural.notifications.actions.admitting import tell_of_access, tell_of_access_answered
from intramural.notifications.actions.caring import (
    tell_of_acting,
    tell_of_entrusting,
    tell_of_message,
    tell_of_narrowing,
    tell_of_opening,
    tell_of_unattended,
    tell_of_upholding,
    tell_of_wider,
)
from intramural.notifications.actions.choosing import choose, choose_rhythm
from intramural.notifications.actions.consulting import (
    settle_for_author,
    tell_of_day,
    tell_of_outcome,
    tell_of_question,
    tell_of_remark,
    tell_of_silence,
)
from intramural.notifications.actions.devices import add_device, end_device, forget_devices
from intramural.notifications.actions.marking import finish, read, read_all, take_up
from intramural.notifications.actions.quieting import hear_again, silence
from intramural.notifications.actions.telling import (
    ask_no_more,
    forget_person,
    note_what_was_quiet,
    settle_acknowledged,
    take_back_acceptance,
    tell_of_acceptance,
    tell_of_asking,
    tell_of_comment,
    tell_of_embargo,
    tell_of_invitation,
    tell_of_muting,
    tell_of_post,
    tell_of_renewal,
    tell_of_waiting,
)

__all__ = [
    "add_device",
    "ask_no_more",
    "choose",
    "choose_rhythm",
    "end_device",
    "finish",
    "forget_devices",
    "forget_person",
    "hear_again",
    "note_what_was_quiet",
    "read",
    "read_all",
    "settle_acknowledged",
    "settle_for_author",
    "silence",
    "take_back_acceptance",
    "take_up",
    "tell_of_acceptance",
    "tell_of_access",
    "tell_of_access_answered",
    "tell_of_acting",
    "tell_of_asking",
    "tell_of_comment",
    "tell_of_day",
    "tell_of_embargo",
    "tell_of_entrusting",
    "tell_of_invitation",
    "tell_of_message",
    "tell_of_muting",
    "tell_of_narrowing",
    "tell_of_opening",
    "tell_of_outcome",
    "tell_of_post",
    "tell_of_question",
    "tell_of_remark",
    "tell_of_renewal",
    "tell_of_silence",
    "tell_of_unattended",
    "tell_of_upholding",
    "tell_of_waiting",
    "tell_of_wider",
]
