"""What was said to whom, as the page carries it: signed, so that a form counts only for a line that was really shown to its person."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

from intramural.people.models import Person
from intramural.thought.queries import Thought

GOOD_FOR = timedelta(days=2)
LONGEST = 400
_SALT = "intramural.thought.said"


def token(thought: Thought, person: Person) -> str:
    """The thought's key, signed for this person."""
    return signing.dumps([thought.key, person.public_id], salt=_SALT)


def read(token: str, person: Person) -> str:
    """The key of the thought that was said to this person; "" for what was not made here, for somebody else, or long ago."""
    try:
        key, said_to = signing.loads(token[:LONGEST], salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(key) if said_to == person.public_id else ""


def parts(key: str) -> dict[str, str]:
    """What a key names: each stewardship by its public id, with the signal; a thought about none by its signal alone."""
    return {about or signal: signal for signal, _, about in (part.partition(".") for part in key.split("+")) if signal}


def was_said(thought: Thought, key: str) -> bool:
    """Whether all that it names was named by the thought of this key; another sign of the same is nothing new."""
    return parts(thought.key).keys() <= parts(key).keys()
