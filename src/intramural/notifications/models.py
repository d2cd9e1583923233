from __future__ import annotations

from datetime import time
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from intramural.audiences.visibility import KnownTo, VisibleTo
from intramural.care.models import AccessRequest, Asked, Concern, Consult, Narrowing
from intramural.kit import ids
from intramural.people.models import Person, Session
from intramural.posts.models import Comment, Post
from intramural.posts.replies import SaidTo
from intramural.spaces.models import Membership, Space, SpaceInvitation
from intramural.stewards.models import Stewardship
from intramural.stewards.queries import attended
from intramural.topics.models import Topic


class NewsQuerySet(models.QuerySet["News"]):
    def visible_to(self, viewer: Any) -> NewsQuerySet:
        """The viewer's own news, as far as they may see now what it is about. An answered card is gone."""
        sight = VisibleTo(viewer, of="post__")
        is_here = (
            Q(sight, post__state=Post.State.PUBLISHED, comment__isnull=True)
            | Q(
                sight,
                SaidTo(sight.viewer, of="comment__"),
                post__state=Post.State.PUBLISHED,
                comment__deleted_at__isnull=True,
                comment__released_at__lte=sight.viewer.now,
            )
            | Q(KnownTo(sight.viewer, of="post__"), kind__in=OF_ACCESS, post__state=Post.State.PUBLISHED)
            | Q(kind=News.Kind.QUIET)
            | Q(Q(stewardship__steward=sight.viewer.id) | Q(stewardship__deputy=sight.viewer.id), kind=News.Kind.MUTED)
            | Q(kind=News.Kind.CONCERN, concern__participants__person=sight.viewer.id)
            | Q(Q(consulted=True) | Q(consult__by_id=sight.viewer.id), kind__in=OF_CONSULTS)
            | Q(kind=News.Kind.UPHOLD, narrowing__ended_at__isnull=True, narrowing__lapses_at__isnull=False)
            | Q(kind=News.Kind.ENTRUSTED, person__standing=Person.Standing.MEMBER)
            | Q(~Q(stewardship__in=attended()), kind=News.Kind.UNATTENDED, person__is_operator=True)
            | Q(kind=News.Kind.INVITATION, waits=True)
            | Q(
                kind=News.Kind.RENEWAL,
                looks_after=True,
                space__renewal_asked_at__isnull=False,
                space__is_gated=True,
                space__archived_at__isnull=True,
            )
        )
        own = {"space": OuterRef("space"), "person": OuterRef("person")}
        return (
            self.filter(person_id=sight.viewer.id)
            .alias(
                consulted=Exists(Asked.objects.filter(consult=OuterRef("consult"), person=sight.viewer.id)),
                waits=Exists(SpaceInvitation.objects.filter(**own)),
                looks_after=Exists(Membership.objects.filter(**own, role=Membership.Role.OWNER)),
            )
            .filter(is_here)
            .exclude(Q(kind=News.Kind.ACCEPTED) & ~Q(post__accepted_answer=F("comment")))
        )


class News(models.Model):
    """One piece of news for one person. It holds no words: they are read, with the right to see them, when it is shown.

    `key` says what it is about ("post:7", "comment:9"): nobody is told of the same thing twice, for whatever reason.
    `public_id` is made once for what happened, so a person and it together name a row.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", "Questions that name you"
        MENTION = "mention", "You are mentioned"
        ANSWER = "answer", "Answers to your questions"
        REPLY = "reply", "Replies to what you wrote"
        NOTICE = "notice", "Official posts that ask you to say that you have read them"
        INVITATION = "invitation", "Invitations into spaces"
        RENEWAL = "renewal", "Spaces of yours near their end"
        ACCEPTED = "accepted", "Your answer helped"
        THANKED = "thanked", "You are thanked"
        CONCERN = "concern", "Private talks about a post"
        CONSULT = "consult", "Drafts that you are asked about"
        OPINION = "opinion", "What is said about drafts"
        OUTCOME = "outcome", "What became of drafts that you were asked about"
        NARROWED = "narrowed", "A post of yours is made smaller"
        MUTED = "muted", "The second thought about what you look after goes quiet"
        OPENED = "opened", "Whom a post of yours reached was looked at"
        UPHOLD = "uphold", "What was made smaller, and you may uphold"
        WIDER = "wider", "What you look after goes wider"
        ENTRUSTED = "entrusted", "What you are to look after"
        UNATTENDED = "unattended", "What nobody looks after"
        EMBARGO = "embargo", "Posts of yours, or about what you look after, that are not before a day"
        ACCESS = "access", "Requests for access to a post"
        ANSWERED = "answered", "Answers to a request for access"
        COMMENT = "comment", "What is said under posts that you follow"
        POST = "post", "What is posted where you follow"
        QUIET = "quiet", "The weekly note on what was kept quiet"

    class Why(models.TextChoices):
        YOU = "you", "It is meant for you"
        POST = "post", "You follow the post"
        PERSON = "person", "You follow who wrote it"
        TOPIC = "topic", "You follow what it is about"
        SPACE = "space", "You are in the space"

    public_id = models.CharField(max_length=13, editable=False)
    key = models.CharField(max_length=60, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    why = models.CharField(max_length=6, choices=Why.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, null=True, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, null=True, on_delete=models.CASCADE, related_name="+")
    consult = models.ForeignKey(Consult, null=True, on_delete=models.CASCADE, related_name="+")
    narrowing = models.ForeignKey(Narrowing, null=True, on_delete=models.CASCADE, related_name="+")
    stewardship = models.ForeignKey(Stewardship, null=True, on_delete=models.CASCADE, related_name="+")
    access = models.ForeignKey(AccessRequest, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    is_decided = models.BooleanField(default=False)
    on_page = models.BooleanField(default=False)
    is_quiet = models.BooleanField(default=False, help_text="It went by no way")
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="notifications_told_once", fields=["person", "key"]),
            models.UniqueConstraint(name="notifications_line_of_a_person", fields=["person", "public_id"]),
        ]
        indexes: ClassVar = [
            models.Index(F("person"), F("at").desc(), F("public_id").desc(), name="notifications_newest"),
            models.Index(name="notifications_undecided", fields=["id"], condition=Q(is_decided=False)),
        ]

    def __str__(self) -> str:
        return f"{self.key} for {self.person_id}"

    @property
    def asks(self) -> bool:
        """Whether it asks something of its person."""
        return self.kind in ASKS


ASKS = (
    News.Kind.ASKED,
    News.Kind.MENTION,
    News.Kind.ANSWER,
    News.Kind.REPLY,
    News.Kind.NOTICE,
    News.Kind.INVITATION,
    News.Kind.RENEWAL,
    News.Kind.CONCERN,
    News.Kind.CONSULT,
    News.Kind.OPINION,
    News.Kind.UPHOLD,
    News.Kind.ACCESS,
)
PUSHED = (*ASKS, News.Kind.WIDER)
"""What is pushed unless its person wants it otherwise."""
AT_ONCE = (News.Kind.WIDER,)
"""What is pushed without being held: whoever watches has asked for a minute."""
OF_ACCESS = (News.Kind.ACCESS, News.Kind.ANSWERED)
"""What is told of a translucent post to whoever may know of it, with the words that they may know."""
OF_CONSULTS = (News.Kind.CONSULT, News.Kind.OPINION, News.Kind.OUTCOME)
OF_CARE = (
    News.Kind.CONCERN,
    News.Kind.NARROWED,
    News.Kind.OPENED,
    News.Kind.UPHOLD,
    News.Kind.WIDER,
    News.Kind.ENTRUSTED,
    News.Kind.UNATTENDED,
    *OF_CONSULTS,
    *OF_ACCESS,
)
"""What care mails by itself, at once: the ways chosen here are those of the page."""
FOLLOWED = (News.Kind.COMMENT, News.Kind.POST)


class Wish(models.Model):
    """By which ways somebody wants to hear of a kind of news, or of what comes from one post, space, topic or person.

    `ways` are words with commas between them; none is silence. Seen by its person alone.
    """

    class About(models.TextChoices):
        KIND = "kind"
        POST = "post"
        SPACE = "space"
        TOPIC = "topic"
        PERSON = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=6, choices=About.choices)
    key = models.CharField(max_length=40)
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, null=True, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    ways = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="notifications_one_wish_each", fields=["person", "key"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.key} by {self.ways or 'no way'}"


class Rhythm(models.Model):
    """When somebody may be reached, on the clock of their own time zone. Who has none has one of these defaults."""

    class Bundle(models.TextChoices):
        AT_ONCE = "", "Each at once"
        DAILY = "daily", "Together, every morning"
        WEEKLY = "weekly", "Together, on Monday morning"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    bundle = models.CharField(max_length=6, choices=Bundle.choices, default=Bundle.DAILY, blank=True)
    quiet_from = models.TimeField(null=True, default=time(20))
    quiet_to = models.TimeField(null=True, default=time(7))
    only_at_work = models.BooleanField(default=False)
    work_days = models.CharField(max_length=7, default="12345", help_text="1 is Monday")
    work_from = models.TimeField(default=time(9))
    work_to = models.TimeField(default=time(17))
    notes_quiet = models.BooleanField(default=True, help_text="A weekly note on what was kept quiet")

    def __str__(self) -> str:
        return f"of {self.person_id}"


class Device(models.Model):
    """A browser that shows news although no page is open, as long as it is signed in. Made by a program, it has no session.

    `endpoint` is where a push service takes what is for it, `p256dh` and `auth` are what it is encrypted for (RFC 8291), and
    `mark` says under which keys it was made: a new password, or a new secret key of the house, ends it.
    """

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    session = models.OneToOneField(Session, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    endpoint = models.CharField(max_length=1000, unique=True)
    host = models.CharField(max_length=253)
    p256dh = models.CharField(max_length=90)
    auth = models.CharField(max_length=30)
    mark = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} of {self.person_id}"


class Push(models.Model):
    """A piece of news that is to appear on a device. It holds none of its words: it is written when it is handed over.

    WAITING → LEAVING → SENT, or back to WAITING when the push service puts it off. `claim` is whose hands it is in; after
    `until` it is not worth sending any more.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waits"
        LEAVING = "leaving", "Is being sent"
        SENT = "sent", "Was taken by the push service"
        DROPPED = "dropped", "Was not to be sent any more"
        REFUSED = "refused", "Was refused by the push service"
        UNSURE = "unsure", "Perhaps sent"

    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    until = models.DateTimeField()
    claim = models.CharField(max_length=13, default="", db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    is_doubtful = models.BooleanField(default=False, help_text="It may have left once already")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="notifications_pushed_once", fields=["news", "device"])]
        indexes: ClassVar = [
            models.Index(name="notifications_push_due", fields=["due_at", "id"], condition=Q(state="waiting")),
            models.Index(name="notifications_push_leaving", fields=["changed_at"], condition=Q(state="leaving")),
            models.Index(name="notifications_push_ended", fields=["state", "changed_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.news_id} to {self.device_id}: {self.state}"
