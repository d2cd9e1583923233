"""The words that care offers, neutral and short; everybody may change them before they are sent."""

from __future__ import annotations

from intramural.care.models import Concern

_KIND = Concern.Kind
OFFERED = {
    _KIND.QUESTION: "I have a question about this post: ",
    _KIND.NARROW: "I would feel better if fewer people could read this. Could you make the circle smaller?",
    _KIND.TAKEDOWN: "I would feel better if this were taken down. Can we talk about it?",
    _KIND.UNSURE: "I am not sure about this post, and would like to hear how you see it.",
}
"""What stands in the message if its writer says nothing of their own."""

PARTS = ("apology", "offer", "acknowledgement", "intent", "again")
RECOVERY = {
    "apology": "I am sorry. I shared this with more people than I should have.",
    "offer": "It is not there for all of them any more. If anything else should go, tell me, and I will do it at once.",
    "acknowledgement": "You have a say in how far this goes, I see why it matters, and I should have asked.",
    "intent": "Next time I will ask you before I share.",
    "again": "Once more: I am sorry for the trouble.",
}
"""The message of an author who overshared, in five parts."""
TO_NOBODY = {
    "acknowledgement": "It matters how far this goes, and I should have thought of it.",
    "intent": "Next time I will look at who can read it before I share.",
}
"""What it says instead where nobody looks after what it is about."""
LABELS = {
    "apology": "An apology",
    "offer": "What you offer",
    "acknowledgement": "What you acknowledge",
    "intent": "What you will do",
    "again": "And again",
}
