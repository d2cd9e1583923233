"""Answering a consult, by the first line of a mail; its author's answers, and what is none of these, are words between.

fine                              ok, go ahead, in Ordnung, d'accord
fine if the figures are removed   but, provided, without, not before: a condition; more may stand below, or the draft with other words
please don't, because …           the reason may stand below
not mine, ask @dana               it goes on to her
"""

from __future__ import annotations

import re

from intramural.care import actions as care
from intramural.care import queries
from intramural.care.models import Asked, Consult
from intramural.mail.incoming.acts import Doing, Done, Letter, act
from intramural.people import queries as people

_YES = r"(?:it(?:’|')?s |it is |that(?:’|')?s |that is |all )?(?:fine|ok|okay|good)(?: (?:by|with|for) me)?|go ahead|yes(?:,? please)?|(?:ist )?(?:in ordnung|gut|ok)|passt|einverstanden|ja|d(?:’|')accord|oui|c(?:’|')est bon|👍"
_ALONE = re.compile(
    rf"(?:{_YES})(?:[,.!]* (?:share|post|send) (?:it|this))?(?:[,.!]* (?:thanks|thank you|danke|merci)(?: [\w.-]{{1,30}})?)?[.!]*\Z",
    re.I,
)
_IF = re.compile(
    rf"(?:{_YES})[,.:;–—-]*\s+(?:(?:only )?if|but|provided(?: that)?|as long as|when|once|wenn|falls|sofern|aber|solange|si|mais|à condition que)\b[,:]?\s*(.*)\Z",
    re.I | re.S,
)
_WITHOUT = re.compile(
    rf"(?:{_YES})[,.:;–—-]*\s+((?:without|not before|not until|after|from|only (?:for|to)|ohne|nicht vor|erst|ab|nur|sans|pas avant|à partir|seulement)\b.*)\Z",
    re.I | re.S,
)
_DONT = re.compile(
    r"(?:no,? )?(?:please,? |rather |bitte )?(?:(?:do not|don(?:’|')?t)(?: (?:share|post|send|publish)(?: (?:it|this|that))?)?|nicht(?: teilen)?|lieber nicht|ne (?:le )?partage[zs]? pas|non|no|nein)"
    r"(?:\s*[,.:;–—-]+\s*|\s+(?=because|since|as |weil|denn|da |parce|car )|\Z)(?:(?:because|since|as|weil|denn|da|parce que|car)\b[,:]?\s*)?(.*)\Z",
    re.I | re.S,
)
_NOT_MINE = re.compile(
    r"(?:(?:it|this|that)(?: is|(?:’|')s) )?(?:not (?:mine|my (?:topic|area|subject|department|business))|nicht mein(?:s|e[rs]?)?(?: thema)?|ce n(?:’|')est pas (?:à moi|mon sujet)|pas (?:à|pour) moi)"
    r"(?:\s*[,.:;–—-]+\s*|\s+|\Z)(?:(?:please )?(?:ask|try|frag(?:e|t)?|demande[rz]?(?: à)?|bitte)\b:?\s*)?(.*)\Z",
    re.I | re.S,
)


@act("consult", at="consult")
def _opine(letter: Letter) -> Doing | None:
    """Of who is asked; its author says words between."""
    line, rest = _line(letter), letter.said.rest.strip()
    if queries.part_of(letter.by, _consult(letter)) is None:
        return None
    if (named := _NOT_MINE.match(line)) is not None:
        return lambda letter: _passing(letter, named[1].strip(" .!"))
    if (condition := _IF.match(line) or _WITHOUT.match(line)) is not None:
        return lambda letter: _answering(letter, Asked.Answer.IF, condition[1].strip(), below=rest)
    if _ALONE.match(line) is not None and letter.said.but:
        return lambda letter: _answering(letter, Asked.Answer.IF, letter.said.but)
    if _ALONE.match(line) is not None:
        return lambda letter: _answering(letter, Asked.Answer.FINE, rest)
    if (reason := _DONT.match(line)) is not None:
        return lambda letter: _answering(letter, Asked.Answer.DONT, _joined(reason[1], rest))
    return None


@act("say", at="consult")
def _say(letter: Letter) -> Doing | None:
    return _saying


def _saying(letter: Letter) -> Done:
    care.say(_consult(letter), by=letter.by, body=letter.said.said)
    return Done("consult")


def _answering(letter: Letter, kind: str, because: str, *, below: str = "") -> Done:
    """What stands below a condition is part of it, unless it is the draft with other words."""
    care.opine(_consult(letter), by=letter.by, kind=kind, because=because, below=below, version=letter.version)
    return Done("consult")


def _passing(letter: Letter, name: str) -> Done:
    """Whom it names is asked; what names nobody is a sentence for the author."""
    rest = letter.said.rest.strip()
    to = people.named(name, viewer=letter.by, field="asks") if name else None
    care.opine(
        _consult(letter), by=letter.by, kind=Asked.Answer.NOT_MINE, because=rest, passes_to=to, version=letter.version
    )
    return Done("consult")


def _joined(one: str, other: str) -> str:
    return "\n\n".join(part for part in (one.strip(), other) if part)


def _line(letter: Letter) -> str:
    return letter.said.first_line.strip(" \t*_").lstrip("\"'“„")


def _consult(letter: Letter) -> Consult:
    assert letter.consult is not None
    return letter.consult
