"""The addresses of the house's mails: where an answer goes, where what cannot be delivered comes back, how one leaves.

    reply+TOKEN@DOMAIN     answers to one post by one person, for ninety days
    answer+TOKEN@DOMAIN    answers to one comment by one person, where a mail tells of several
    consult+TOKEN-VERSION@DOMAIN   answers of one person who is asked about a draft, to the words of this version, for ninety days
    talk+TOKEN@DOMAIN      answers of one person in a private talk, for ninety days
    matter+TOKEN@DOMAIN    what one person on the matter says of a narrowing, for ninety days
    care+TOKEN@DOMAIN      what one person says of a post to its author, in private, for ninety days
    access+TOKEN@DOMAIN    answers of one person who says whether somebody may read a post, for ninety days
    bounce+TOKEN@DOMAIN    the envelope's sender, so that what comes back names person and post
    leave+TOKEN@DOMAIN     no more mails of one list; the same token stands in the address of the page
    SLUG@DOMAIN            a space
    share@DOMAIN           the house: what somebody forwards there waits as their draft

A token holds public ids and the day that it ends, in ids.ALPHABET, and a code made of them with the secret key (HMAC-SHA-256, cut
to 100 bits). It stays good under settings.SECRET_KEY_FALLBACKS. Mail servers may change case; reading does not mind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from intramural.care.models import AccessRequest, Concern, Consult, Narrowing
from intramural.kit import clock, ids
from intramural.people.models import Person
from intramural.posts.models import Comment, Post
from intramural.spaces.models import Space

OURS = "X-Intramural"
"""A header of every mail of the house, so that it knows them when they come back."""
OF_OTHERS = ("answer", "consult", "talk", "matter", "access")
KINDS = ("reply", "care", *OF_OTHERS, "bounce", "leave")
SHARE = "share"
"""Where one forwards what is for no space; no space has this address: see `spaces.kinds`."""
ANSWERED_FOR = timedelta(days=90)
HOUSE, DIGESTS, BRIEFS = "0" * ids.LENGTH, "1" * ids.LENGTH, "2" * ids.LENGTH
"""What is left where no space is: the mails of what stands in none, the digests, and the weekly ones to stewards."""
_DAY, _CODE = 4, 20
_LONGEST_VERSION = 4
_NEVER = 0
LENGTH = 2 * ids.LENGTH + _DAY + _CODE


class Named(Protocol):
    """Whatever has a public id."""

    public_id: str


@dataclass(frozen=True)
class Token:
    """What an address of ours says, by public ids. `about_id`: the post (reply, care), the comment (answer), the consult, talk,
    narrowing or request for access, any of these (bounce); the space, HOUSE, DIGESTS or BRIEFS (leave). `version`: of the words that a
    consult is about; 0 where the address does not say."""

    kind: str
    person_id: str
    about_id: str
    is_expired: bool = False
    version: int = 0

    @property
    def post_id(self) -> str:
        """The public id of the post; "" in an address that is not about one."""
        return "" if self.kind in ("leave", *OF_OTHERS) else self.about_id


def reply_address(post: Post, person: Person, *, now: datetime | None = None) -> str:
    """Where this person answers this post by mail, until ninety days from now."""
    return _address("reply", person, post.public_id, until=(now or clock.now()) + ANSWERED_FOR)


def answer_address(comment: Comment, person: Person, *, now: datetime | None = None) -> str:
    """Where this person answers this comment by mail, until ninety days from now; for mails that tell of several things."""
    return _address("answer", person, comment.public_id, until=(now or clock.now()) + ANSWERED_FOR)


def consult_address(consult: Consult, person: Person, *, now: datetime | None = None) -> str:
    """Where this person answers by mail what they are asked about the words that a draft has now, until ninety days from now."""
    until = (now or clock.now()) + ANSWERED_FOR
    return _address("consult", person, consult.public_id, until=until, version=consult.version)


def talk_address(concern: Concern, person: Person, *, now: datetime | None = None) -> str:
    """Where this person answers by mail in a private talk, until ninety days from now."""
    return _address("talk", person, concern.public_id, until=(now or clock.now()) + ANSWERED_FOR)


def matter_address(narrowing: Narrowing, person: Person, *, now: datetime | None = None) -> str:
    """Where this person agrees, upholds, ends or says something by mail about a narrowing, until ninety days from now."""
    return _address("matter", person, narrowing.public_id, until=(now or clock.now()) + ANSWERED_FOR)


def access_address(request: AccessRequest, person: Person, *, now: datetime | None = None) -> str:
    """Where this person says by mail whether somebody may read a post, until ninety days from now."""
    return _address("access", person, request.public_id, until=(now or clock.now()) + ANSWERED_FOR)


def care_address(post: Post, person: Person, *, now: datetime | None = None) -> str:
    """Where this person says something in private about this post by mail, or makes it smaller, until ninety days from now."""
    return _address("care", person, post.public_id, until=(now or clock.now()) + ANSWERED_FOR)


def without_code(token: Token) -> str:
    """What an address of ours is about, to be kept: it opens nothing."""
    return f"{token.kind}+{token.about_id}-{token.version}"


def anew(kept: str, person: Person) -> str:
    """The address of this person about what `without_code` gave, until ninety days from now."""
    kind, _, about = kept.partition("+")
    about_id, _, version = about.partition("-")
    return _address(kind, person, about_id, until=clock.now() + ANSWERED_FOR, version=int(version))


def bounce_address(about: Named, person: Person, *, now: datetime | None = None) -> str:
    """Where a mail about this to this person comes back to, if it cannot be delivered."""
    return _address("bounce", person, about.public_id, until=(now or clock.now()) + ANSWERED_FOR)


def leave_address(person: Person, about_id: str) -> str:
    """Where any mail ends the mails of one list for this person. It never expires."""
    return _address("leave", person, about_id)


def leave_token(person: Person, about_id: str) -> str:
    """What stands in the address of the page that ends the mails of one list: a space's public id, HOUSE or DIGESTS."""
    return _token("leave", person.public_id, about_id, _NEVER)


def space_address(space: Space) -> str:
    """Where a mail becomes a post in the space."""
    return f"{space.slug}@{settings.MAIL_DOMAIN}"


def house_address() -> str:
    """Where a mail that somebody forwards becomes a draft of theirs; "" where no mail comes in."""
    return f"{SHARE}@{settings.MAIL_DOMAIN}" if settings.MAIL_COMES_IN else ""


def message_id(about: Post | Comment) -> str:
    """The Message-ID of the mails about it: one for everybody, so that copies and answers meet in one thread."""
    kind = "post" if isinstance(about, Post) else "comment"
    return f"<{kind}.{about.public_id}@{settings.MAIL_DOMAIN}>"


def digest_id(letter_pk: int, person: Person) -> str:
    """The Message-ID of the digest that begins with this letter: the same when it is sent again, and nobody else's to guess."""
    code = salted_hmac("intramural.mail.digests", f"{person.pk}:{letter_pk}", algorithm="sha256").digest()
    return f"<digest.{_letters(int.from_bytes(code[:13], 'big') >> 4, _CODE)}@{settings.MAIL_DOMAIN}>"


def said_in(message_id: str) -> tuple[str, str] | None:
    """What a Message-ID of ours names: ("post" or "comment", its public id); None: it is not one of ours."""
    local, _, domain = message_id.strip().strip("<>").lower().rpartition("@")
    kind, _, public_id = local.partition(".")
    if domain != settings.MAIL_DOMAIN or kind not in ("post", "comment") or not _is_id(public_id):
        return None
    return kind, public_id


def read(address: str) -> Token | None:
    """What an address of ours says; None if it has no token, or none that was made here."""
    local, _, domain = parseaddr(address)[1].lower().rpartition("@")
    kind, _, token = local.partition("+")
    token, _, version = token.partition("-")
    found = read_token(kind, token) if domain == settings.MAIL_DOMAIN else None
    is_number = version.isascii() and version.isdecimal() and len(version) <= _LONGEST_VERSION
    return replace(found, version=int(version)) if found is not None and is_number else found


def read_token(kind: str, token: str) -> Token | None:
    """What a token of this kind says; None if it was not made here."""
    token = token.lower()
    if kind not in KINDS or len(token) != LENGTH or any(letter not in ids.ALPHABET for letter in token):
        return None
    said, code = token[:-_CODE], token[-_CODE:]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(code, _code(kind, said, key)) for key in keys):
        return None
    day = sum(ids.ALPHABET.index(letter) << shift for letter, shift in zip(said[-_DAY:], (15, 10, 5, 0), strict=True))
    return Token(
        kind=kind,
        person_id=said[: ids.LENGTH],
        about_id=said[ids.LENGTH : 2 * ids.LENGTH],
        is_expired=day != _NEVER and day < _day_of(clock.now()),
    )


def slug_in(address: str) -> str:
    """The slug of the space whose address this may be; "" if it is not of our domain, or holds a token."""
    local, _, domain = parseaddr(address)[1].lower().rpartition("@")
    return local if domain == settings.MAIL_DOMAIN and "+" not in local else ""


def _address(kind: str, person: Person, about_id: str, *, until: datetime | None = None, version: int = 0) -> str:
    day = _NEVER if until is None else _day_of(until)
    of_version = f"-{version}" if 0 < version < 10**_LONGEST_VERSION else ""  # what stands before @ has 64 letters at most
    return f"{kind}+{_token(kind, person.public_id, about_id, day)}{of_version}@{settings.MAIL_DOMAIN}"


def _token(kind: str, person_id: str, about_id: str, day: int) -> str:
    said = f"{person_id}{about_id}{_letters(day, _DAY)}"
    return said + _code(kind, said, settings.SECRET_KEY)


def _code(kind: str, said: str, key: str) -> str:
    digest = salted_hmac("intramural.mail.addresses", f"{kind}+{said}", secret=key, algorithm="sha256").digest()
    return _letters(int.from_bytes(digest[:13], "big") >> 4, _CODE)


def _letters(number: int, length: int) -> str:
    return "".join(ids.ALPHABET[(number >> shift) & 31] for shift in range(5 * (length - 1), -1, -5))


def _day_of(moment: datetime) -> int:
    return (moment - clock.EPOCH).days


def _is_id(text: str) -> bool:
    return len(text) == ids.LENGTH and all(letter in ids.ALPHABET for letter in text)
