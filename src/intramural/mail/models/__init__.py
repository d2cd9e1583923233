"""What mail keeps.

letters    what is to be mailed to whom, whom no mail reaches, and which mails somebody has left
notices    short mails about what was narrowed
received   what came in, and what its senders are told of it
"""

from intramural.mail.models.letters import Doubt, Left, Letter
from intramural.mail.models.notices import Notice
from intramural.mail.models.received import Answer, Received

__all__ = ["Answer", "Doubt", "Left", "Letter", "Notice", "Received"]
