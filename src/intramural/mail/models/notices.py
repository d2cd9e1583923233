from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from intramural.care.models import AccessRequest, Asked, Message, Narrowing, Remark
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.stewards.models import Stewardship


class Notice(models.Model):
    """A short mail of its own: about what was made smaller, a private talk, a consult, access, what somebody looks after, or a line that
    muted itself.

    It holds no words: they are written when it leaves, as far as its reader may see them then. `words_of` are the posts of which
    some stood in it, so that their readers too are asked to delete them. `key` says what it tells: nobody is told the same thing
    twice.

    WAITING → LEAVING → SENT. What nobody can tell whether it left is not sent again (UNSURE).
    """

    class Kind(models.TextChoices):
        RECALLED = "recalled", "An earlier mail is not for them any more"
        NARROWED = "narrowed", "Their post was made smaller"
        CONFIRMED = "confirmed", "They made a post smaller, and how to end that"
        UPHOLD = "uphold", "There is something that they may uphold"
        AGREED = "agreed", "What they narrowed was agreed"
        ENDED = "ended", "A narrowing has ended"
        CONCERN = "concern", "Something was said in a private talk of theirs"
        OPENED = "opened", "Somebody has looked at whom their post reached"
        WIDER = "wider", "What they look after goes wider than they said"
        ENTRUSTED = "entrusted", "They look after something from now on, or no longer"
        ACTS = "acts", "They act for a steward who is away or has left"
        BRIEF = "brief", "Their topics, once a week"
        CONSULT = "consult", "They are asked about a draft"
        REMARK = "remark", "Something was said about a draft"
        SILENCE = "silence", "Somebody has not answered about their draft in time"
        DAY = "day", "The day has come before which they agreed not to share"
        OUTCOME = "outcome", "What became of a draft that they were asked about"
        MUTED = "muted", "The second thought about what they look after has muted itself"
        ACCESS = "access", "Somebody asks them for access to a translucent post"
        ANSWERED = "answered", "What was answered when they asked for access"
        QUIET = "quiet", "What was kept quiet for them in the week"

    class State(models.TextChoices):
        WAITING = "waiting", "Waits"
        LEAVING = "leaving", "Is being sent"
        SENT = "sent", "Was taken by the mail server"
        DROPPED = "dropped", "Was not to be sent any more"
        REFUSED = "refused", "Was refused by the mail server"
        UNSURE = "unsure", "Perhaps sent"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=40)
    narrowing = models.ForeignKey(Narrowing, null=True, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="+")
    asked = models.ForeignKey(Asked, null=True, on_delete=models.CASCADE, related_name="+")
    remark = models.ForeignKey(Remark, null=True, on_delete=models.CASCADE, related_name="+")
    stewardship = models.ForeignKey(Stewardship, null=True, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    words_of: models.ManyToManyField[Post, Any] = models.ManyToManyField(Post, related_name="+")
    request = models.ForeignKey(AccessRequest, null=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=300, default="")
    changed_at = models.DateTimeField()

    # What `recalls.written` adds: the other notices that its mail tells too.
    with_it: tuple[int, ...] = ()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="mail_notice_once", fields=["person", "key"])]
        indexes: ClassVar = [
            models.Index(name="mail_notice_due", fields=["due_at", "id"], condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.key} to {self.person_id}: {self.state}"
