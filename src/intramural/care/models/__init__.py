"""What care keeps.

narrowings   posts that are for fewer people for a time, and what they said then
concerns     talks between who minds, who wrote it and who looks after it
consults     drafts that their authors ask about before they share them
access       who asks to read a translucent post, and what was answered
"""

from intramural.care.models.access import AccessRequest
from intramural.care.models.concerns import Concern, Message, Participant
from intramural.care.models.consults import Asked, Consult, Offer, Remark
from intramural.care.models.narrowings import Narrowing, Sealed

__all__ = [
    "AccessRequest",
    "Asked",
    "Concern",
    "Consult",
    "Message",
    "Narrowing",
    "Offer",
    "Participant",
    "Remark",
    "Sealed",
]
