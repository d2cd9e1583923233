"""A text cut into words. Case, accents, ligatures and widths are folded, so that a word is found however it is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 40
"""Letters of a word that are kept. What is longer is an address or a key, and is found by its beginning."""


def _marks() -> str:
    """The signs that stand above, below and beside letters, in all scripts, as a part of a pattern."""
    return "".join(chr(sign) for sign in range(0x300, 0x2000) if unicodedata.category(chr(sign))[0] == "M")


# Scripts that set no blanks between words: each sign is a word, and a run of them is looked for as a phrase.
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_MARKS = _marks()
_BETWEEN = re.compile(rf"[^\w{_MARKS}]")
_WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}](?:[^\W_{_ALONE}]|[{_MARKS}]|['’](?=[^\W\d_]))*")
_SHARP = "\x01"
"""Stands for an ß, which is two letters, where a text is written in plain ones."""
_SIGN = f"[a-z0-9{_SHARP}]"
_GOES_ON = f"(?:{_SIGN}|'(?=[a-z{_SHARP}]))*"
# The same as _WORD for what has plain letters only, and several times as fast.
_PLAIN = re.compile(_SIGN + _GOES_ON)
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


class _Plain(dict[int, int]):
    """For each sign that is no plain letter: the one that stands for it in a text of plain letters, itself if none does."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        word = fold(sign) if _WORD.fullmatch(sign) else ""
        if sign == "ß":
            stands = ord(_SHARP)
        elif sign == "’":
            stands = ord("'")
        elif len(word) == 1 and word.isascii() and (word.isalpha() or sign.isdecimal()):
            stands = ord(word)
        elif _BETWEEN.fullmatch(sign):
            stands = ord(" ")
        else:
            stands = code
        self[code] = stands
        return stands


_plain = _Plain({code: code for code in range(128)})


def read(text: str, *, beginning: str = "") -> Iterator[Token]:
    """The words of the text, in order; with `beginning`, those alone that begin with one of its letters."""
    plain = _in_plain_letters(text)
    if plain is not None:
        for match in _words_of(beginning).finditer(plain):
            yield Token(_word(match[0]), match.start(), match.end())
        return
    for match in _WORD.finditer(text):
        word = fold(match[0])
        if word and (not beginning or word[0] in beginning):
            yield Token(word[:LONGEST], match.start(), match.end())


def split(text: str) -> list[str]:
    """The words of the text, without their places."""
    plain = _in_plain_letters(text)
    if plain is not None:
        # Hardly a word needs more done to it, and to ask so here takes half as long as to ask there.
        return [
            _word(found) if "'" in found or _SHARP in found or len(found) > LONGEST else found
            for found in _PLAIN.findall(plain)
        ]
    return [token.word for token in read(text)]


def _in_plain_letters(text: str) -> str | None:
    """The text in plain small letters, sign for sign, so that a word stands where it stood; None where it has others too."""
    if _SHARP in text:
        return None
    plain = text.lower()
    if not plain.isascii():
        plain = plain.translate(_plain)
    return plain if plain.isascii() and len(plain) == len(text) else None


@lru_cache(maxsize=500)
def _words_of(letters: str) -> re.Pattern[str]:
    """The pattern of words that begin with one of these; of all words where there are none."""
    if not letters:
        return _PLAIN
    if "s" in letters:
        letters += _SHARP
    begins = rf"(?<!{_SIGN})(?:(?=[0-9])|(?<!{_SIGN}'))[{re.escape(letters)}]"
    return re.compile(begins + _GOES_ON)


def _word(found: str) -> str:
    if "'" in found:
        found = found.replace("'", "")
    if _SHARP in found:
        found = found.replace(_SHARP, "ss")
    return found[:LONGEST]


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
