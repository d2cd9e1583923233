"""The stem of a German word, after CISTEM (L. Weissweiler and A. Fraser, “Developing a Stemmer for German Based on a
Comparative Analysis of Publicly Available Stemmers”, GSCL 2017).

Written from the paper's description, and lighter in one thing: a leading “ge” stays, so that “Gehalt” is not “halten”.
Spelt-out umlauts are folded as German2 of the Snowball project does, so that “Mueller” is “Müller”.
"""

from __future__ import annotations

import re
from functools import lru_cache

from intramural.search.words.tokens import alike

# What belongs together is one sign while endings are taken off, and so is the second of two equal letters.
_TOGETHER = (("sch", "$"), ("ei", "%"), ("ie", "&"))
_TWIN = re.compile(r"(.)\1")
_TWIN_AGAIN = re.compile(r"(.)\*")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word: "urlaube", "urlaubs" and "urlauben" are "urlaub"."""
    if not word.isascii() or not word.isalpha():
        return word
    word = alike(word)
    for letters, sign in _TOGETHER:
        word = word.replace(letters, sign)
    word = _TWIN.sub(r"\1*", word)
    while len(word) > 3:
        if len(word) > 5 and word.endswith(("em", "er", "nd")):
            word = word[:-2]
        elif word.endswith(("t", "e", "s", "n")):
            word = word[:-1]
        else:
            break
    word = _TWIN_AGAIN.sub(r"\1\1", word)
    for letters, sign in _TOGETHER:
        word = word.replace(sign, letters)
    return word
