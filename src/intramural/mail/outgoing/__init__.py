"""The way out: a letter is claimed, asked about again, written, and handed to the mail server.

handing    claims what is due and hands it over; what the server said is written down
reading    what a letter is about, as far as its reader may see it in the moment it is claimed
writing    the mail that this becomes: its headers, its text, its HTML
plain      HTML in words, as one would read it aloud
examples   mails made up to be looked at
troubles   what came back: addresses that nothing is sent to any more
"""

from intramural.mail.outgoing.troubles import bounced, complained

__all__ = ["bounced", "complained"]
