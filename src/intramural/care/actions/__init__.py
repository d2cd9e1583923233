"""The verbs of care, each in the module of its subject.

narrowing   narrow, agree, uphold, end, lapse
talking     raise_concern, answer, close, recover
"""

from intramural.care.actions.narrowing import MATTER, MOST_REASON, Circle, agree, end, lapse, narrow, uphold
from intramural.care.actions.talking import OVERSHARED, answer, close, raise_concern, recover

__all__ = [
    "MATTER",
    "MOST_REASON",
    "OVERSHARED",
    "Circle",
    "agree",
    "answer",
    "close",
    "end",
    "lapse",
    "narrow",
    "raise_concern",
    "recover",
    "uphold",
]
