"""Stems of words, by the algorithms of the Snowball project (M. F. Porter and others), English and German.

German words are stemmed with their umlauts folded, however they are spelt, so that "Mueller" is "Müller".
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

import Stemmer

from intramural.kit.words.tokens import alike


class _Stemmers(threading.local):
    """A stemmer writes down the word it works on, so each thread has its own."""

    def __init__(self) -> None:
        self.english: Any = Stemmer.Stemmer("english", 0)  # kept below, whatever they are made of
        self.german: Any = Stemmer.Stemmer("german", 0)


_stemmers = _Stemmers()


@lru_cache(maxsize=50_000)
def english(word: str) -> str:
    """The stem of a folded English word: "policies" and "policy" are "polici"."""
    return str(_stemmers.english.stemWord(word)) if _is_a_word(word) else word


@lru_cache(maxsize=50_000)
def german(word: str) -> str:
    """The stem of a folded German word: "urlaube" and "urlaubs" are "urlaub"."""
    return str(_stemmers.german.stemWord(alike(word))) if _is_a_word(word) else word


def _is_a_word(word: str) -> bool:
    return word.isascii() and word.isalpha()
