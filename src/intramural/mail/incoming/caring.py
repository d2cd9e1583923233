"""Acts of care, by the first line of a mail. More words may stand below.

narrow: the prices are not out yet         for its author and who looks after it alone; `narrow to Sales: …` for a unit, a space of
                                           one's own, or `members` of its own space
take down: it was the wrong file           one's own
concern: who may know this?                private, to its author and who looks after it
agree · uphold · undo                      with what was made smaller: by the author; by who looks after it too; to end it
settled                                    of a private talk
stop                                       of what goes wider: they are told of it no more

What is none of these is said: in the talk that the mail is from, to the others on the matter, to the author of what goes wider.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from intramural.care import actions as care
from intramural.care import circles, policy, queries
from intramural.care.models import Concern, Narrowing
from intramural.kit.errors import NotFound
from intramural.mail.incoming.acts import Doing, Done, Letter, act
from intramural.mail.models import Notice
from intramural.mail.outgoing import notices
from intramural.mail.queries import told_wider
from intramural.posts import queries as posts
from intramural.posts.models import Post
from intramural.stewards import actions as stewards
from intramural.stewards.models import Stewardship

_NARROW = re.compile(
    r"(?:narrow(?: it| this)?|make (?:it|this) smaller|enger|einschränken|restreindre)"
    r"(?:\s+(?:to|for|auf|für|à|pour)\s+([^:\n]{1,80}?)(?=\s*:))?\s*(?:(?![,.][^?]*\?)[:,.]\s*(.*))?\Z",
    re.I | re.S,
)
_TAKE_DOWN = re.compile(
    r"(?:take (?:it |this )?down|zurückziehen|retirer)\s*(?:(?![,.][^?]*\?)[:,.]\s*(.*))?\Z", re.I | re.S
)
_CONCERN = re.compile(r"(?:i have a )?(?:concern|bedenken|réserve)\s*(?:[:,.]\s*(.*))?\Z", re.I | re.S)
_AGREE = {"agree", "agreed", "i agree", "einverstanden", "d'accord"}
_YES = {*_AGREE, "yes", "ok", "okay", "fine", "it is fine", "ja", "in ordnung", "oui"}
_UPHOLD = {"uphold", "i uphold it", "uphold it", "upheld", "bestätigen", "ich bestätige es", "maintenir"}
_END = {
    "undo", "end", "end it", "end it now", "restore", "restore it", "widen", "rückgängig", "aufheben", "beenden", "annuler",
    "rétablir",
}  # fmt: skip
_STOP = {
    "stop", "stop watching", "stop these", "stop these mails", "no more", "no more of these", "no more mails", "unsubscribe", "stopp",
    "nicht mehr", "nicht mehr sagen", "keine mehr", "abbestellen", "plus de mails", "ne plus suivre", "se désabonner",
}  # fmt: skip
_SETTLED = {"settled", "it is settled", "settled for me", "solved", "resolved", "erledigt", "geklärt", "réglé", "résolu"}


@dataclass(frozen=True)
class Without(Letter):
    """An answer to a mail about a post that is not for its reader any more; `told`: of what it told them that it goes wider."""

    told: tuple[Stewardship, ...] = ()

    @property
    def at(self) -> str:
        return "care"


@act("stop", at="care")
def _stop(letter: Letter) -> Doing | None:
    return _stopping if letter.command in _STOP else None


def _stopping(letter: Letter) -> Done:
    """What stands below goes to nobody: whoever wants to hear no more of a subject has nothing to say to an author."""
    told = letter.told if isinstance(letter, Without) else told_wider(letter.by, _post(letter).public_id)
    for it in told:
        stewards.watch(it, beyond="", by=letter.by)
    return Done("stop")


@act("narrow", at="talk")
@act("narrow", at="care")
@act("narrow", at="post", first=True)
def _narrow(letter: Letter) -> Doing | None:
    if (found := _NARROW.match(_line(letter))) is None:
        return None
    return lambda letter: _narrowing(letter, found[2] or "", to=found[1] or "", takes_down=False)


@act("take down", at="talk")
@act("take down", at="care")
@act("take down", at="post", first=True)
def _take_down(letter: Letter) -> Doing | None:
    if (found := _TAKE_DOWN.match(_line(letter))) is None:
        return None
    return lambda letter: _narrowing(letter, found[1] or "", takes_down=True)


def _narrowing(letter: Letter, said: str, *, to: str = "", takes_down: bool) -> Done:
    post, by = _post(letter), letter.by
    because = said.strip() or " ".join(letter.said.rest.split())[: care.MOST_REASON]
    circle = circles.meant(to, post, by=by) if to else care.MATTER
    made = care.narrow(post, by=by, because=because, to=circle, takes_down=takes_down)
    # Whoever looks after it is told in any case: see mail.subscribers.
    if post.author_id == by.pk:
        notices.tell(by, Notice.Kind.CONFIRMED, made.pk, narrowing=made)
    return Done("narrow", post)


@act("concern", at="care")
@act("concern", at="post", first=True)
def _concern(letter: Letter) -> Doing | None:
    found = _CONCERN.match(_line(letter))
    if found is None:
        return None
    rest = letter.said.rest.strip()
    return lambda letter: _raising(letter, "\n\n".join(part for part in ((found[1] or "").strip(), rest) if part))


@act("concern", at="care")
def _of_what_goes_wider(letter: Letter) -> Doing | None:
    return lambda letter: _raising(letter, letter.said.said)


def _raising(letter: Letter, body: str) -> Done:
    kind = Concern.Kind.QUESTION if body.endswith("?") else Concern.Kind.UNSURE
    care.raise_concern(_post(letter), by=letter.by, kind=kind, body=body)
    return Done("concern", _post(letter))


@act("agree", at="post", first=True)
def _agree(letter: Letter) -> Doing | None:
    """The word is also a reaction; it means this where there is something to agree with, and no comment is answered."""
    post = _post(letter)
    if letter.comment is not None or letter.said.but or letter.command not in _AGREE or post.author_id != letter.by.pk:
        return None
    found = queries.in_force(post.public_id, viewer=letter.by)
    return _agreeing if found is not None and found.is_provisional else None


def _agreeing(letter: Letter) -> Done:
    found = letter.narrowing or queries.in_force(_post(letter).public_id, viewer=letter.by)
    if found is not None:
        care.agree(found, by=letter.by)
    return Done("agree", letter.post)


@act("agree", at="matter")
def _agree_or_uphold(letter: Letter) -> Doing | None:
    """The same word means the one or the other, by who says it."""
    if letter.command not in _YES | _UPHOLD or letter.said.but:
        return None
    is_second = policy.may_uphold(letter.by, _matter(letter)).allowed or letter.command in _UPHOLD
    return _upholding if is_second else _agreeing


def _upholding(letter: Letter) -> Done:
    care.uphold(_matter(letter), by=letter.by)
    return Done("uphold")


@act("end", at="matter")
def _end(letter: Letter) -> Doing | None:
    return _ending if letter.command in _END and not letter.said.but else None


def _ending(letter: Letter) -> Done:
    care.end(_matter(letter), by=letter.by)
    return Done("end")


@act("say", at="matter")
def _say_of_it(letter: Letter) -> Doing | None:
    return _talking


def _talking(letter: Letter) -> Done:
    care.talk_about(_matter(letter), by=letter.by, body=letter.said.said)
    return Done("talk")


@act("settle", at="talk")
def _settle(letter: Letter) -> Doing | None:
    return _settling if letter.command in _SETTLED and not letter.said.but else None


def _settling(letter: Letter) -> Done:
    """What stands below is said first, so that nothing is lost."""
    if letter.said.rest.strip():
        care.answer(_talk(letter), by=letter.by, body=letter.said.rest.strip())
    care.close(_talk(letter), by=letter.by)
    return Done("talk")


@act("say", at="talk")
def _say(letter: Letter) -> Doing | None:
    return _answering


def _answering(letter: Letter) -> Done:
    care.answer(_talk(letter), by=letter.by, body=letter.said.said)
    return Done("talk")


def _line(letter: Letter) -> str:
    return letter.said.first_line.strip(" \t*_\"'“”„")


def _post(letter: Letter) -> Post:
    """The post that it is about; that of a talk, if its sender can read it now. Refuses (404) what is not for them any more."""
    if letter.concern is not None:
        return posts.one(letter.concern.post.public_id, viewer=letter.by)
    if letter.post is None:
        raise NotFound
    return letter.post


def _matter(letter: Letter) -> Narrowing:
    assert letter.narrowing is not None
    return letter.narrowing


def _talk(letter: Letter) -> Concern:
    assert letter.concern is not None
    return letter.concern
