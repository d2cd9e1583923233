"""Whatever closes something is closed again in a house that is put back; an event of any other kind is named here."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil

import intramural
from intramural.record import closings
from intramural.record.journal import Event

# What is told by another event of the same change.
TOLD_BY_ANOTHER = {
    "PostNarrowed", "NarrowingAgreed", "NarrowingEnded",  # AudienceChanged
    "AccessAnswered",  # PersonPutOut
    "EmbargoSet", "EmbargoAgreed", "EmbargoEnded",  # AudienceChanged, PostDeleted
    "DeputyActs", "LeftUnattended",  # StewardshipEntrusted
}  # fmt: skip
# What closes nothing, or what only its person could open.
CLOSES_NOTHING = {
    "Acknowledged", "AcknowledgementAsked", "AcknowledgementNoMoreAsked", "AccessAsked", "AccessUnanswered", "ConcernAnswered",
    "ConcernClosed", "ConcernRaised", "ConsultAnswered", "ConsultAsked", "ConsultDayCame", "ConsultTalked", "ConsultUnanswered",
    "DissentNoted", "ExposureOpened", "LessonKept", "OfferTaken", "WentWider", "AddressDoubted", "AddressTrusted", "MailsLeft",
    "MailsWanted", "DeviceAdded", "CoachDismissed", "CoachNamed", "SkillAdded", "SkillChanged", "PersonInvited", "PersonJoined",
    "ProfileChanged", "TokenIssued", "UnitChanged", "UnitFounded", "UnitMoved", "AnswerAccepted", "AnswerUnaccepted", "BroughtIn",
    "CommentPublished", "CommentReleased", "DraftDiscarded", "FileAttached", "FileDescribed", "PostPublished", "PostReleased",
    "Reacted", "ReactionTakenBack", "InvitedToSpace", "SpaceChanged", "SpaceFounded", "SpaceInvitationDeclined", "SpaceRenewed",
    "SunsetNear", "ExamplesChanged", "SayChanged", "StewardAway", "StewardBack", "StewardshipFounded", "WatchChanged",
    "SubjectMuted", "SubjectUnmuted",
}  # fmt: skip
# What the lines cannot hold, because it is words or an address; docs/operators/backup.md says so.
IN_WORDS = {"PostEdited", "CommentEdited", "AddressChanged", "SecondStepsTaken"}


def test_every_event_is_closed_again_or_closes_nothing():
    found = set()
    for room in pkgutil.iter_modules(intramural.__path__):
        if importlib.util.find_spec(f"intramural.{room.name}.events") is not None:
            events = vars(importlib.import_module(f"intramural.{room.name}.events")).values()
            found |= {kind.__name__ for kind in events if isinstance(kind, type) and issubclass(kind, Event)} - {"Event"}
    accounted = [closings._again.keys(), closings._opened.keys(), TOLD_BY_ANOTHER, CLOSES_NOTHING, IN_WORDS]
    assert set().union(*accounted) == found
    assert sum(map(len, accounted)) == len(found)
