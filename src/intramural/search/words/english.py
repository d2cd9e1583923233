"""The stem of an English word, by the algorithm that M. F. Porter published in 1980 (Program 14/3, pages 130-137).

The steps and their numbers are his; the two later corrections that he counts as part of it (“-logi”, “-bli”) are in.
"""

from __future__ import annotations

import re
from functools import lru_cache

_C, _V = "[^aeiou]", "[aeiouy]"
_CC, _VV = f"{_C}[^aeiouy]*", f"{_V}[aeiou]*"
_ONCE = re.compile(f"^({_CC})?{_VV}{_CC}")  # m > 0
_JUST_ONCE = re.compile(f"^({_CC})?{_VV}{_CC}({_VV})?$")  # m = 1
_TWICE = re.compile(f"^({_CC})?{_VV}{_CC}{_VV}{_CC}")  # m > 1
_HAS_VOWEL = re.compile(f"^({_CC})?{_V}")
_DOUBLE = re.compile(r"([^aeiouylsz])\1$")
_SHORT = re.compile(f"^{_CC}{_V}[^aeiouwxy]$")

_SECOND = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_THIRD = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_FOURTH = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism", "ate", "iti", "ous",
    "ive", "ize",
)  # fmt: skip
_SECOND_ENDS = re.compile(f"^(.+?)({'|'.join(sorted(_SECOND, key=len, reverse=True))})$")
_THIRD_ENDS = re.compile(f"^(.+?)({'|'.join(sorted(_THIRD, key=len, reverse=True))})$")
_FOURTH_ENDS = re.compile(f"^(.+?)({'|'.join(sorted(_FOURTH, key=len, reverse=True))})$")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word: "policies" and "policy" are "polici", "connected" is "connect"."""
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    first = word[0] == "y"
    if first:
        word = "Y" + word[1:]
    word = _third_to_fifth(_second(_first(word)))
    return word.lower() if first else word


def _first(word: str) -> str:
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed"):
        if _ONCE.match(word[:-3]):
            word = word[:-1]
    else:
        word = _without_ed_and_ing(word)
    if word.endswith("y") and _HAS_VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    return word


def _without_ed_and_ing(word: str) -> str:
    rest = word[:-2] if word.endswith("ed") else word[:-3] if word.endswith("ing") else ""
    if not rest or not _HAS_VOWEL.match(rest):
        return word
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if _DOUBLE.search(rest):
        return rest[:-1]
    return rest + "e" if _SHORT.match(rest) else rest


def _second(word: str) -> str:
    for endings, becomes in ((_SECOND_ENDS, _SECOND), (_THIRD_ENDS, _THIRD)):
        found = endings.match(word)
        if found and _ONCE.match(found[1]):
            word = found[1] + becomes[found[2]]
    return word


def _third_to_fifth(word: str) -> str:
    found = _FOURTH_ENDS.match(word)
    if found:
        if _TWICE.match(found[1]):
            word = found[1]
    elif word.endswith(("sion", "tion")) and _TWICE.match(word[:-3]):
        word = word[:-3]
    if word.endswith("e"):
        rest = word[:-1]
        if _TWICE.match(rest) or (_JUST_ONCE.match(rest) and not _SHORT.match(rest)):
            word = rest
    if word.endswith("ll") and _TWICE.match(word):
        word = word[:-1]
    return word
