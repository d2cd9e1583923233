"""Questions about mail, out: who gets any, and which lists somebody has left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intramural.kit import clock
from intramural.mail import addresses
from intramural.mail.models import Doubt, Left, Letter, Notice, Received
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.spaces import queries as spaces
from intramural.stewards.models import Stewardship

MOST_ASIDE = 200


def may_be_mailed(person: Person) -> bool:
    """Whether news may be mailed to them: their account is open, has an address, and what is sent there arrives.

    The imported who were not invited, the deactivated and the erased are never mailed.
    """
    return person.is_active and bool(person.email) and not is_doubted(person)


def is_doubted(person: Person) -> bool:
    """Whether no mails are sent to their address because they came back."""
    return doubt(person) is not None


def doubt(person: Person) -> Doubt | None:
    """Why no mails are sent to their address; None: they are."""
    return Doubt.objects.filter(person=person, address=person.email or "", stopped_at__isnull=False).first()


def late(*, most: int) -> list[Letter]:
    """Letters that could not leave by when they were to, the longest due first, with their people."""
    now = clock.now()
    found = Letter.objects.filter(state=Letter.State.WAITING, due_at__lte=now, until__lte=now)
    return list(found.select_related("person").order_by("due_at", "pk")[:most])


def told_wider(person: Person, post_id: str) -> list[Stewardship]:
    """What they still watch of what a mail told them of with the post of this public id. One query."""
    left = (Notice.State.LEAVING, Notice.State.SENT, Notice.State.UNSURE)
    told = Notice.objects.filter(person=person, kind=Notice.Kind.WIDER, post__public_id=post_id, state__in=left)
    return list(Stewardship.objects.filter(pk__in=told.values("stewardship"), watches__person=person).order_by("pk"))


def list_of(post: Post, *, bundle: str = "") -> str:
    """The list that a mail about this post belongs to: of its space, of the house, of digests."""
    if bundle:
        return addresses.DIGESTS
    return post.space.public_id if post.space is not None else addresses.HOUSE


def has_left(person: Person, about_id: str) -> bool:
    return Left.objects.filter(person=person, about_id=about_id).exists()


def gets_digests(person: Person) -> bool:
    """Whether what tells of several things together may be mailed to them."""
    return may_be_mailed(person) and not has_left(person, addresses.DIGESTS)


def left_by(person: Person) -> set[str]:
    """The lists that they have left."""
    return set(Left.objects.filter(person=person).values_list("about_id", flat=True))


@dataclass(frozen=True)
class MailingList:
    """A list as its reader is told of it."""

    about_id: str
    name: str


def list_named(person: Person, about_id: str) -> MailingList:
    """A list in words; a space that the person may not know of (any more) is not named."""
    return next(iter(lists_named(person, [about_id])))


def lists_named(person: Person, about_ids: Iterable[str]) -> list[MailingList]:
    """Lists in words, in the order given. One query."""
    about_ids = list(about_ids)
    known = dict(spaces.visible_to(person).filter(public_id__in=about_ids).values_list("public_id", "name"))
    fixed = {
        addresses.HOUSE: "what stands in no space",
        addresses.DIGESTS: "digests",
        addresses.BRIEFS: "your topics, once a week",
    }
    return [MailingList(each, fixed.get(each) or known.get(each, "a space that you are not in")) for each in about_ids]


def have_weekly(people: Iterable[Person], kind: str, *, weeks: Iterable[str]) -> set[int]:
    """Who of them has this kind of weekly mail (`Notice.Kind`) for one of the weeks already, by their numbers. One query."""
    found = Notice.objects.filter(person__in=list(people), key__in=[f"{kind}:{week}" for week in weeks])
    return set(found.values_list("person_id", flat=True))


def set_aside() -> list[Received]:
    """The mails that could not be taken and are kept still, the newest first, `MOST_ASIDE` at most."""
    found = Received.objects.filter(state=Received.State.ASIDE).exclude(raw_key="")
    return list(found.order_by("-at", "-pk")[:MOST_ASIDE])


def waiting() -> int:
    """How many letters wait to leave."""
    return Letter.objects.filter(state=Letter.State.WAITING).count()


def list_of_token(person_id: str, about_id: str) -> tuple[Person, MailingList] | None:
    """The person and the list that a token for leaving names by public ids; None for whoever may not sign in."""
    person = Person.objects.filter(public_id=person_id, is_active=True).first()
    return (person, list_named(person, about_id)) if person is not None else None
