"""A text cut into words. Case, accents, ligatures and widths are folded, so that a word is found however it is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 40
"""Letters of a word that are kept. What is longer is an address or a key, and is found by its beginning."""


def _marks() -> str:
    """The signs that stand above, below and beside letters, in all scripts, as a part of a pattern."""
    return "".join(chr(sign) for sign in range(0x300, 0x2000) if unicodedata.category(chr(sign))[0] == "M")


# Scripts that set no blanks between words: each sign is a word, and a run of them is looked for as a phrase.
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}](?:[^\W_{_ALONE}]|[{_marks()}]|['’](?=[^\W\d_]))*")
# The same for what has plain letters only, and several times as fast.
_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9]|'(?=[a-z]))*")
# Accents and points that may be left out; the vowel signs of other scripts may not.
_LEFT_OUT = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_LETTERS = {
    "ß": "ss",
    "ẞ": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
}
_SPELT_OUT = re.compile(r"(?<![aeq])ue|ae|oe")


class Token(NamedTuple):
    """A word as it is compared, and where it stands in the text."""

    word: str
    start: int
    end: int


def read(text: str) -> Iterator[Token]:
    """The words of the text, in order."""
    if text.isascii():
        for match in _PLAIN.finditer(text.lower()):
            yield Token(match[0].replace("'", "")[:LONGEST], match.start(), match.end())
        return
    for match in _WORD.finditer(text):
        word = fold(match[0])
        if word:
            yield Token(word[:LONGEST], match.start(), match.end())


def split(text: str) -> list[str]:
    """The words of the text, without their places."""
    if text.isascii():
        return [word.replace("'", "")[:LONGEST] for word in _PLAIN.findall(text.lower())]
    return [token.word for token in read(text)]


def fold(word: str) -> str:
    """The word without case and accents: "Müller" is "muller", "Straße" is "strasse", "it's" is "its"."""
    if word.isascii():
        return word.lower().replace("'", "")
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    kept = "".join(_LETTERS.get(sign, sign) for sign in _LEFT_OUT.sub("", spread))
    return "".join(sign for sign in kept if sign.isalnum() or unicodedata.category(sign)[0] == "M")


def alike(word: str) -> str:
    """A folded word with its spelt-out umlauts folded too, so that "mueller" and "muller" are the same."""
    return _SPELT_OUT.sub(lambda match: match[0][0], word)
