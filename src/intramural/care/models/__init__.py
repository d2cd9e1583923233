"""What care keeps.

narrowings   posts that are for fewer people for a time, and what they said then
concerns     talks between who minds, who wrote it and who looks after it
"""

from intramural.care.models.concerns import Concern, Message, Participant
from intramural.care.models.narrowings import Narrowing, Sealed

__all__ = ["Concern", "Message", "Narrowing", "Participant", "Sealed"]
