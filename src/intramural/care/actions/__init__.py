"""The verbs of care, each in the module of its subject.

narrowing    narrow, agree, uphold, end, lapse; seal_late, close_to_guest
watching     note_wider
talking      raise_concern, talk_about, answer, close, recover, keep_lesson
consulting   ask, opine, say, show_again
offering     take
deciding     share, note_dissent, call_off; note_silence, remind
admitting    ask_for_access, answer_access; note_put_out, remind_of_access
"""

from intramural.care.actions.admitting import MOST_WORDS, answer_access, ask_for_access, note_put_out, remind_of_access
from intramural.care.actions.consulting import MOST_ASKED, MOST_REMARK, ask, opine, other_words, say, show_again
from intramural.care.actions.deciding import (
    MOST_DISSENT,
    call_off,
    close_consult,
    note_dissent,
    note_silence,
    remind,
    share,
)
from intramural.care.actions.narrowing import (
    MATTER,
    MOST_REASON,
    Circle,
    agree,
    close_to_guest,
    end,
    lapse,
    narrow,
    seal_late,
    uphold,
)
from intramural.care.actions.offering import Wanted, take
from intramural.care.actions.showing import is_changed
from intramural.care.actions.talking import OVERSHARED, answer, close, keep_lesson, raise_concern, recover, talk_about
from intramural.care.actions.watching import note_wider

__all__ = [
    "MATTER",
    "MOST_ASKED",
    "MOST_DISSENT",
    "MOST_REASON",
    "MOST_REMARK",
    "MOST_WORDS",
    "OVERSHARED",
    "Circle",
    "Wanted",
    "agree",
    "answer",
    "answer_access",
    "ask",
    "ask_for_access",
    "call_off",
    "close",
    "close_consult",
    "close_to_guest",
    "end",
    "is_changed",
    "keep_lesson",
    "lapse",
    "narrow",
    "note_dissent",
    "note_put_out",
    "note_silence",
    "note_wider",
    "opine",
    "other_words",
    "raise_concern",
    "recover",
    "remind",
    "remind_of_access",
    "say",
    "seal_late",
    "share",
    "show_again",
    "take",
    "talk_about",
    "uphold",
]
