"""Saying by the first line of a mail whether somebody may read a post; what stands after it goes to whoever asked.

yes                                ja, oui, gladly, of course; a yes with a question, a condition or a "not" is none, and is asked about
no, not before the contract is signed       nein, non, not now
"""

from __future__ import annotations

import re

from intramural.care import actions as care
from intramural.care.models import AccessRequest
from intramural.kit.errors import Unacceptable
from intramural.mail.incoming import meaning
from intramural.mail.incoming.acts import Doing, Done, Letter, act

_END = r"(?:\s*[,.!:;–—-]+\s*|\s+|\Z)"
_YES = re.compile(
    r"(?:yes(?:,? (?:please|of course))?|yep|ok(?:ay)?|sure|of course|gladly|fine(?: (?:by|with) me)?|go ahead|(?:please )?let (?:them|him|her) (?:in|read(?: it)?)"
    r"|no (?:problem|objections?|worries)|ja(?:,? (?:bitte|gern(?:e)?))?|gern(?:e)?|klar|einverstanden|in ordnung|oui|bien s[uû]r|volontiers|d(?:’|')accord|👍)"
    rf"{_END}(.*)\Z",
    re.I | re.S,
)
_NO = re.compile(
    r"(?:(?:sorry,? )?no(?! (?:idea|clue|opinion))(?: thanks?(?: you)?)?|not (?:now|yet|this time)|rather not|please don(?:’|')?t|nein(?: danke)?|(?:lieber )?nicht(?: jetzt)?"
    rf"|noch nicht|non(?: merci)?|pas (?:maintenant|encore)){_END}(.*)\Z",
    re.I | re.S,
)
_COURTESY = re.compile(r"(?:please|thanks?(?: you)?|danke|bitte|merci|best|kind regards|vg|lg)\b[^\n]{0,40}\Z", re.I)


@act("access", at="access")
def _answer(letter: Letter) -> Doing | None:
    line = letter.said.first_line.strip(" \t*_").lstrip("\"'“„")
    for answer, pattern in ((AccessRequest.Answer.YES, _YES), (AccessRequest.Answer.NO, _NO)):
        if (found := pattern.match(line)) is not None:
            if answer == AccessRequest.Answer.YES and _leaves_doubt(line[: found.start(1)], found[1], letter):
                return _asking_again
            because = _because(found[1], letter)
            return lambda letter: _answering(letter, answer, because)
    return None


@act("ask again", at="access")
def _unclear(letter: Letter) -> Doing | None:
    return _asking_again


def _leaves_doubt(yes: str, after: str, letter: Letter) -> bool:
    """A yes lets somebody in, and what was read cannot be recalled: what may be none is asked about."""
    return meaning.leaves_doubt(yes, after) or bool(letter.said.but)


def _answering(letter: Letter, answer: str, because: str) -> Done:
    assert letter.access is not None
    care.answer_access(letter.access, by=letter.by, answer=answer, because=because)
    return Done("access")


def _asking_again(letter: Letter) -> Done:
    raise Unacceptable(
        "It is not clear whether that is a yes or a no.", remedy="Answer with “yes” or “no” in the first line."
    )


def _because(after: str, letter: Letter) -> str:
    """What is said with it, in one line; signatures and thanks alone are nothing."""
    parts = [part for part in (after.strip(" .,!"), " ".join(letter.said.rest.split())) if not _says_nothing(part, letter)]
    return " ".join(parts)[: care.MOST_WORDS]


def _says_nothing(part: str, letter: Letter) -> bool:
    names = {letter.by.name.casefold(), letter.by.first_name.casefold(), letter.by.handle.casefold()}
    return not part or part.casefold().strip(" .,–—-") in names or _COURTESY.match(part) is not None
