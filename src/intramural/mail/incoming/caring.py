"""Acts of care, by the first line of a mail: making a post smaller, taking one's own down, agreeing.

narrow: the prices are not out yet         for its author and who looks after it alone; the reason may stand below
take down: it was the wrong file           one's own
concern: who may know this?                private, to its author and who looks after it; more may stand below
agree                                      with what somebody else made smaller, by the author
"""

from __future__ import annotations

import re

from intramural.care import actions as care
from intramural.care import queries
from intramural.care.models import Concern
from intramural.mail.incoming.acts import Doing, Done, Letter, act
from intramural.posts.models import Post

_NARROW = re.compile(
    r"(?:narrow(?: it| this)?|make (?:it|this) smaller|enger|einschränken|restreindre)\s*(?:[:,.]\s*(.*))?\Z", re.I | re.S
)
_TAKE_DOWN = re.compile(r"(?:take (?:it |this )?down|zurückziehen|retirer)\s*(?:[:,.]\s*(.*))?\Z", re.I | re.S)
_CONCERN = re.compile(r"(?:i have a )?(?:concern|bedenken|réserve)\s*(?:[:,.]\s*(.*))?\Z", re.I | re.S)
_AGREE = {"agree", "agreed", "i agree", "einverstanden", "d'accord"}


@act("narrow", at="post", first=True)
def _narrow(letter: Letter) -> Doing | None:
    if (found := _NARROW.match(_line(letter))) is None:
        return None
    return lambda letter: _narrowing(letter, found[1] or "", takes_down=False)


@act("take down", at="post", first=True)
def _take_down(letter: Letter) -> Doing | None:
    if (found := _TAKE_DOWN.match(_line(letter))) is None:
        return None
    return lambda letter: _narrowing(letter, found[1] or "", takes_down=True)


def _narrowing(letter: Letter, said: str, *, takes_down: bool) -> Done:
    because = said.strip() or " ".join(letter.said.rest.split())[: care.MOST_REASON]
    care.narrow(_post(letter), by=letter.by, because=because, takes_down=takes_down)
    return Done("narrow", _post(letter))


@act("concern", at="post", first=True)
def _concern(letter: Letter) -> Doing | None:
    found = _CONCERN.match(_line(letter))
    return (lambda letter: _raising(letter, found[1] or "")) if found is not None else None


def _raising(letter: Letter, said: str) -> Done:
    post = _post(letter)
    rest = letter.said.rest.strip()
    body = "\n\n".join(part for part in (said.strip(), rest) if part)
    kind = Concern.Kind.QUESTION if body.endswith("?") else Concern.Kind.UNSURE
    care.raise_concern(post, by=letter.by, kind=kind, body=body)
    return Done("concern", post)


@act("agree", at="post", first=True)
def _agree(letter: Letter) -> Doing | None:
    """The word is also a reaction; it means this where there is something to agree with, and no comment is answered."""
    post = _post(letter)
    if letter.comment is not None or letter.command not in _AGREE or post.author_id != letter.by.pk:
        return None
    found = queries.in_force(post.public_id, viewer=letter.by)
    return _agreeing if found is not None and found.is_provisional else None


def _agreeing(letter: Letter) -> Done:
    found = queries.in_force(_post(letter).public_id, viewer=letter.by)
    if found is not None:
        care.agree(found, by=letter.by)
    return Done("agree", _post(letter))


def _line(letter: Letter) -> str:
    return letter.said.first_line.strip(" \t*_\"'“”„")


def _post(letter: Letter) -> Post:
    assert letter.post is not None
    return letter.post
