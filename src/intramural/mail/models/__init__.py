"""What mail keeps.

letters    what is to be mailed to whom, whom no mail reaches, and which mails somebody has left
"""

from intramural.mail.models.letters import Doubt, Left, Letter

__all__ = ["Doubt", "Left", "Letter"]
