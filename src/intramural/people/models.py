from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from intramural.kit import ids


class Unit(models.Model):
    """An organisational unit. `path` is its line of ids from the top ("1.4.9."), so that a subtree is one range."""

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=255, db_index=True, default="", editable=False)
    head = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    origin = models.CharField(max_length=200, unique=True, null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="people_unit_name_in_its_parent", fields=["parent", "name"]),
            models.CheckConstraint(name="people_unit_not_its_own_parent", condition=~Q(parent=F("id"))),
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Someone with an account. `is_active` means: may sign in; it is false for the imported, the deactivated, the erased.

    There is no last-seen: `last_login` of the framework is taken away on purpose.
    """

    class Level(models.TextChoices):
        WORKER = "worker", "Worker"
        MANAGER = "manager", "Manager"
        EXECUTIVE = "executive", "Executive"

    class Standing(models.TextChoices):
        MEMBER = "member", "Member"
        GUEST = "guest", "Guest"
        IMPORTED = "imported", "Brought in from another system, not yet invited"

    last_login = None

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    handle = models.CharField(max_length=40, unique=True)
    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    name = models.CharField(max_length=120, db_index=True)
    pronouns = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="people")
    manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.WORKER)
    site = models.CharField(max_length=80, blank=True, db_index=True)
    languages = models.CharField(max_length=120, blank=True, help_text="Separated by commas")
    working_hours = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    ask_me_about = models.CharField(max_length=300, blank=True)
    about = models.TextField(max_length=2000, blank=True)
    photo_key = models.CharField(max_length=64, blank=True, editable=False)

    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.MEMBER)
    comes_as = models.CharField(
        max_length=10, choices=[(Standing.MEMBER, "Member"), (Standing.GUEST, "Guest")], blank=True, default="",
        help_text="Of somebody brought in: as what they come in. Empty where nobody said, and once they are here",
    )  # fmt: skip
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    undo_seconds = models.PositiveSmallIntegerField(default=20)
    joined_at = models.DateTimeField(null=True, editable=False)
    deactivated_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    origin = models.CharField(max_length=200, unique=True, null=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = PersonManager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="people_one_person_an_address"),
            models.UniqueConstraint(Lower("handle"), name="people_one_person_a_handle"),
            models.CheckConstraint(name="people_undo_within_two_minutes", condition=Q(undo_seconds__lte=120)),
            models.CheckConstraint(name="people_imported_cannot_sign_in", condition=~Q(standing="imported", is_active=True)),
            models.CheckConstraint(
                name="people_gone_cannot_sign_in",
                condition=Q(is_active=False) | Q(deactivated_at__isnull=True, erased_at__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="people_active_members", fields=["is_active", "standing"]),
            models.Index(name="people_operators", fields=["name", "handle"], condition=Q(is_operator=True)),
        ]

    def __str__(self) -> str:
        return self.name

    def lock(self) -> None:
        """Reads the row again, and holds it until the transaction ends: whoever acts as this person meanwhile is waited for,
        and who would begin to waits (`queries.held`)."""
        self.refresh_from_db(from_queryset=Person.objects.select_for_update())

    @property
    def is_member(self) -> bool:
        """Whether *everyone* includes this person: signed-up members that may sign in, not guests."""
        return self.is_active and self.standing == self.Standing.MEMBER

    @property
    def arrives_as(self) -> str:
        """The standing that they have here, or will have when they accept an invitation: whoever was brought in and of whom
        nobody said anything else comes in as a member."""
        return (self.comes_as or self.Standing.MEMBER) if self.standing == self.Standing.IMPORTED else self.standing

    @property
    def initials(self) -> str:
        """One or two letters that stand in for a photo."""
        words = [w for w in self.name.split() if w[0].isalnum()]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else ""


class HandleOfTheErased(models.Model):
    """A handle that nobody gets again: somebody had it who was erased, and words that name them would lead to another.

    Only its digest is kept (`queries.hash_of`), and nothing of whose it was.
    """

    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.digest[:8]


class Delegation(models.Model):
    """The right to speak officially for a unit, given by somebody, for a time (D10)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="delegations")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="delegations")
    given_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="people_delegation_ends_after_start", condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.unit}"


class Following(models.Model):
    """One person follows what another writes. Seen by the follower alone."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="following")
    followed = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="people_follow_once", fields=["person", "followed"]),
            models.CheckConstraint(name="people_not_oneself", condition=~Q(person=F("followed"))),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.followed_id}"


class Session(AbstractBaseSession):
    """A signed-in browser, which its person can see and end. It keeps a device name and no address or last use."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    device = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(name="people_session_person", fields=["person", "started_at"])]

    @classmethod
    def get_session_store_class(cls) -> type:
        from intramural.people.sessions import SessionStore

        return SessionStore


class Invitation(models.Model):
    """A link by which somebody sets a password and is here.

    Its token is made of `nonce` and the house's secret key (`people.invitations`): the table alone opens nothing.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="invitation")
    nonce = models.CharField(max_length=26, default="", editable=False)

    class Mail(models.TextChoices):
        """How the mail with the link fares (`people.mailing`)."""

        WAITING = "waiting", "Waits to be sent"
        LEAVING = "leaving", "Is being sent"
        SENT = "sent", "Was taken by the mail server"
        REFUSED = "refused", "Was refused by the mail server"
        UNSURE = "unsure", "Was sent, and nobody said whether it was taken"

    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.WAITING)
    mail_said = models.CharField(max_length=300, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(name="people_invitation_mail", fields=["mail", "mail_at"])]

    def __str__(self) -> str:
        return f"Invitation of {self.person_id}"


class PasswordAsked(models.Model):
    """Somebody asked for a new password for this address, which may be nobody's. Gone as soon as it is answered."""

    address = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    mail_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"A new password, asked at {self.asked_at}"


class Token(models.Model):
    """A key for programs. Only its hash is kept; it may do what its scopes name and never more than its person."""

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    def has_ended(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now
