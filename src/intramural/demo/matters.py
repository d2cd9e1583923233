"""Respect for control at Ostergate: a roadmap that went too far and was repaired, a question before sharing, a request.

The first is over, and what is left of it in public is a lesson that its author signed. The others wait for the steward of
pricing, who signs in as one of the four.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import F, Q

from intramural.care import actions as care
from intramural.care.models import Concern, Message, Narrowing, Participant, Sealed
from intramural.demo.weeks import RATES, ROADMAP
from intramural.mail.models import Notice
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.models import Post

NARROWED_AFTER, ANSWERED_AFTER, SETTLED_AFTER = timedelta(minutes=41), timedelta(minutes=49), timedelta(minutes=58)
WHY_NARROWED = "Two of the four dates in it are not decided, and customers would hold us to them."
SORRY = {
    "apology": "I am sorry. I thought that these days were settled, and I passed them on to everyone.",
    "offer": "I have told the two callers to whom I had read it. It can stay where you put it.",
    "acknowledgement": "The planner is yours, and so is the day on which it is promised.",
    "intent": "Next time I ask you first; it would have taken a minute.",
    "again": "And again, sorry. Thank you for ringing before you wrote.",
}
THANKS = "Thank you, Jonas, that is more than enough. I put together what you can say on the phone today."
LESSON = "A date in a plan is a promise as soon as a customer hears it. Ask whose plan it is."
BEFORE_SHARING = """A dairy asked me, and I had to look it up, so here it is for the next one: from December the **winter surcharge**
on the northern lines is 4 %, as in the price list. In the south there is none. #pricing"""
ASKED = "Is the number right, and may everybody have it, or only those of us who are asked?"
WANTS_IN = "We load for two of these customers and plan our nights from their volumes. May I read how it is made?"


def happen(people: Mapping[str, Person]) -> None:
    """All three, in a house in which the five weeks were told."""
    _overshared(people["jonas"], people["signe"])
    _asked_first(people["noor"], people["dana"])
    care.ask_for_access(Post.objects.get(title=RATES), by=people["marek"], words=WANTS_IN)


def hush() -> None:
    """What was settled weeks ago is mailed to nobody when the house opens."""
    of_then = Q(narrowing__post__title=ROADMAP) | Q(message__concern__post__title=ROADMAP)
    Notice.objects.filter(of_then, state=Notice.State.WAITING).update(state=Notice.State.DROPPED)


def _overshared(author: Person, steward: Person) -> None:
    """Its steward narrows it, the author repairs it, both say that it is settled."""
    post = Post.objects.get(title=ROADMAP)
    narrowing = care.narrow(post, by=steward, because=WHY_NARROWED)
    concern = care.recover(post, by=author, parts=SORRY, takes_down=False, lesson=LESSON, signs=True)
    care.answer(concern, by=steward, body=THANKS)
    for each in (author, steward):
        care.close(concern, by=each)
    assert post.released_at is not None
    _backdate(narrowing, concern, post.released_at)


def _backdate(narrowing: Narrowing, concern: Concern, at: datetime) -> None:
    """What the care of it would have written down then."""
    narrowed, answered, settled = at + NARROWED_AFTER, at + ANSWERED_AFTER, at + SETTLED_AFTER
    Narrowing.objects.filter(pk=narrowing.pk).update(narrowed_at=narrowed, agreed_at=answered)
    Sealed.objects.filter(narrowing=narrowing).update(at=narrowed)
    Concern.objects.filter(pk=concern.pk).update(raised_at=answered, answered_at=settled, closed_at=settled)
    Participant.objects.filter(concern=concern, closed_at__isnull=False).update(closed_at=settled)
    Message.objects.filter(concern=concern, by=F("concern__raised_by")).update(at=answered)
    Message.objects.filter(concern=concern).exclude(by=F("concern__raised_by")).update(at=settled)


def _asked_first(author: Person, steward: Person) -> None:
    words = {"kind": "update", "title": "Winter surcharge", "body": BEFORE_SHARING, "audience": "everyone"}
    care.ask(posts.draft(composing.read(words), by=author), by=author, people=[steward], note=ASKED)
