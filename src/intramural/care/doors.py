"""Ways in that stand in a mail and ask nobody to sign in: to one post's concern, to one talk, one narrowing, one consult, one request for
access or one stewardship, for one person and a time.

    /care/post/TOKEN/         raise a concern about this post; read it and make it smaller, for who looks after it
    /care/talk/TOKEN/         read and answer this talk; make the post smaller
    /care/matter/TOKEN/       read why a post was made smaller; agree, uphold, end, say something about it
    /care/exposure/TOKEN/     see whom a post reached, where there is a matter
    /care/consult/TOKEN/      read the draft that one is asked about, with its files, and answer
    /care/access/TOKEN/       say whether somebody may read this translucent post
    /care/stewardship/TOKEN/  change what is asked about what one looks after, watch it, be away, hand it on

A token is signed with the secret key, and stays good under its fallbacks. It opens nothing by itself: who comes by it is asked again
what they may see, each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse

from intramural.care.models import AccessRequest, Concern, Consult, Narrowing
from intramural.kit.errors import NotFound
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.stewards.models import Stewardship

GOOD_FOR = {
    "post": timedelta(days=90),
    "talk": timedelta(days=30),
    "matter": timedelta(days=90),
    "exposure": timedelta(days=30),
    "consult": timedelta(days=30),
    "access": timedelta(days=90),
    "stewardship": timedelta(days=180),
}
"""The last opens no words of anybody, and has to last until the next mail about what somebody looks after."""


@dataclass(frozen=True)
class Door:
    """Who comes by it, and what it leads to, by its public id."""

    person: Person
    about_id: str


def to_post(post: Post, person: Person) -> str:
    """The address of the page where this person raises a concern about this post."""
    return reverse("care:post_door", args=[_token("post", person, post.public_id)])


def to_talk(concern: Concern, person: Person) -> str:
    """The address of the page where this person reads and answers this talk."""
    return reverse("care:talk_door", args=[_token("talk", person, concern.public_id)])


def to_matter(narrowing: Narrowing, person: Person) -> str:
    """The address of the page where this person, who is on the matter, does what they may about this narrowing."""
    return reverse("care:matter_door", args=[_token("matter", person, narrowing.public_id)])


def to_exposure(post: Post, person: Person) -> str:
    """The address of the page where this person sees whom this post reached."""
    return reverse("care:exposure_door", args=[_token("exposure", person, post.public_id)])


def to_consult(consult: Consult, person: Person) -> str:
    """The address of the page where this person, who is asked, reads the draft and answers."""
    return reverse("care:consult_door", args=[_token("consult", person, consult.public_id)])


def to_request(request: AccessRequest, person: Person) -> str:
    """The address of the page where this person says whether somebody may read a post."""
    return reverse("care:access_door", args=[_token("access", person, request.public_id)])


def to_stewardship(stewardship: Stewardship, person: Person) -> str:
    """The address of the page where this person, who looks after it, does what they may about it."""
    return reverse("care:stewardship_door", args=[_token("stewardship", person, stewardship.public_id)])


def read(kind: str, token: str) -> Door:
    """Who comes by a token of this kind. Refuses (404) what was not made here, is too old, or is of somebody who has left."""
    try:
        person_id, about_id = signing.loads(token, salt=_salt(kind), max_age=GOOD_FOR[kind])
    except (signing.BadSignature, ValueError, TypeError):
        raise nowhere() from None
    person = Person.objects.filter(public_id=person_id, is_active=True).first()
    if person is None:
        raise nowhere()
    return Door(person, about_id)


def nowhere() -> NotFound:
    """What every link answers that leads nowhere, or nowhere any more: nobody learns which."""
    return NotFound("This link leads nowhere.", remedy="It may be too old. Open the newest mail, or sign in.")


def _token(kind: str, person: Person, about_id: str) -> str:
    return signing.dumps([person.public_id, about_id], salt=_salt(kind))


def _salt(kind: str) -> str:
    return f"intramural.care.doors.{kind}"
