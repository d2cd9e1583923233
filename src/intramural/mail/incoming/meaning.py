"""What the first line of a mail means where people do not write the exact word. It is small already, without what people put around."""

from __future__ import annotations

import re
from collections.abc import Mapping

_VOTING = re.compile(
    r"(?:(?:i|ich|je|my|mein|meine|mon|ma)\s+)?(?:(?:vote|choose|pick|choice|option|number|stimme|wähle|wahl|choisis|choix)\b[\s#:]*)+"
    r"(?:(?:for|für|pour|is|ist|est|goes to)\b[\s#:]*)?"
)
_NUMBERED = re.compile(r"#?(\d{1,2})\b[\s.):–-]*(.*)\Z", re.DOTALL)
_POLITE = re.compile(r"[\s,]*\b(?:please|thanks|thank you|bitte|danke|s'il (?:vous|te) plaît|merci)[\s.!]*\Z")
# How people begin what they mean for a few, or for nobody, when they do not know the exact word.
_FOR_A_FEW = re.compile(
    r"(?:please |bitte |hi,? |hello,? )?(?:i have |i've |there is |my |one |a |the )*(?:(?:small|serious|big|real|private) )*"
    r"(?:concerns?|bedenken|réserves?)\b"
    r"|(?:please |bitte |could (?:you|we) |can (?:you|we) )?(?:narrow|take (?:it|this|that|the post)\b.{0,40}\bdown"
    r"|make (?:it|this|that)\b.{0,20}\bsmaller|zurückziehen|einschränken|retirer|restreindre)\b",
)
_FOR_NOBODY = re.compile(
    r"(?:please |bitte )?(?:(?:i want to |i'd like to )?(?:unsubscribe|unfollow|leave|mute|stop)\b(?: me| this| it| mailing| sending| these| all)*"
    r"|take me off\b.{0,30}|remove me\b.{0,30}|abmelden|abbestellen)(?: please)?\Z"
)
# What is said after a yes and leaves open whether it is one: a negation, a condition, a time, another thought.
_DOUBTS = re.compile(
    r"\b(?:not|\w+n['’]t|dont|cant|wont|cannot|never|no|nope|nah|none|nobody|nothing|neither|nor|but|though|although|however|if|only|once|until|till|unless|when|whenever"
    r"|after|before|first|later|provid(?:ed|ing)|assuming|except|as (?:soon|long) as|subject to|depend\w*|maybe|perhaps|think|check|wait|let me(?! know)"
    r"|nicht|nichts|kein\w*|nein|nee|nö|nie|niemals|niemand\w*|aber|allerdings|jedoch|wenn|falls|sofern|solange|sobald|erst|zuerst|später|nur|bloß|nachdem|bevor"
    r"|ehe|bis|außer|ausser|vielleicht|vorausgesetzt|bedingung|voraussetzung|es sei denn"
    r"|pas|non|ne|jamais|rien|aucune?|mais|toutefois|cependant|si|s['’]ils?|seulement|uniquement|sauf|quand|lorsqu\w*|après|avant|dès|une fois|tant que|jusqu\w*"
    r"|à condition|à moins|d['’]abord|plus tard|peut-être)\b"
    r"|\bn['’]|\A\W*(?:who|whose|why|what|which|wer|wessen|warum|wieso|weshalb|wozu|was|qui|pourquoi|quoi|quel\w*)\b",
    re.IGNORECASE,
)
_NO_DOUBTS = re.compile(
    r"\b(?:no (?:problems?|objections?|worries|issues?)|(?:not a|kein|aucun) problem|nothing against (?:it|that)|keine (?:einwände|bedenken|sorge)|nichts dagegen"
    r"|nur zu(?=\s*\Z)|(?:pas de|aucun) (?:problème|souci)s?|(?:pas d['’]|aucune )objections?)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"!+|(?<=\w\w)[.…]+")
_DOUBTS_LATER = re.compile(
    r"\A\W*(?:but|no|not|if|when|provided|however|wait|aber|nein|nicht|wenn|falls|mais|non|pas|si|quand)\b"
    r"|\b(?:until|once|after|unless|as soon as|not before|erst|sobald|nachdem|es sei denn|après|dès que|une fois que|jusqu\w*|à moins)\b",
    re.IGNORECASE,
)


def vote(line: str, options: Mapping[int, str]) -> int | None:
    """The option that is meant, by its number, its words or both; 0 for none, None where it begins like a vote and is unclear."""
    texts = {position: _plain(text) for position, text in options.items()}
    named = {text: position for position, text in texts.items()}
    if (said := _plain(line)) in named:
        return named[said]
    is_vote = _VOTING.match(said) is not None
    meant = _VOTING.sub("", said, count=1) if is_vote else said
    if meant in named:
        return named[meant]
    if numbered := _NUMBERED.match(meant):
        number = int(numbered[1])
        return number if not numbered[2] or texts.get(number) == numbered[2] else None
    return None if is_vote else 0


def is_nearly_private(line: str, *, is_all: bool) -> bool:
    """Whether it begins as things do that are for a few, or is all of the mail and asks to hear no more."""
    return bool(_FOR_A_FEW.match(line) or (is_all and _FOR_NOBODY.match(line)))


def leaves_doubt(yes: str, after: str) -> bool:
    """Whether what stands after a yes, in its line, leaves open that it is one: a question anywhere; a negation, a condition or a time in the
    same sentence; in a later one, which may be a remark, what begins like those, or waits for something."""
    same, *later = _SENTENCE_ENDS.split(after)
    if yes.rstrip().endswith((".", "!")):
        same, later = "", [same, *later]
    in_later = any(_DOUBTS_LATER.search(_NO_DOUBTS.sub("", each)) for each in later)
    return "?" in after or in_later or _DOUBTS.search(_NO_DOUBTS.sub("", same)) is not None


def _plain(text: str) -> str:
    return _POLITE.sub("", " ".join(text.split()).casefold().strip(" .,;:!"))
