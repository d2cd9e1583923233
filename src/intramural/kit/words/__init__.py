"""From text to words and stems, the same wherever texts are compared: what is searched, and what resembles what.

tokens     a text cut into words, folded: "Müller's Café" is muller, s, cafe
stems      the stem of an English or a German word
languages  which of the two a text is in, and words that say little in either
"""

from __future__ import annotations

from intramural.kit.words.languages import EVERYDAY, SHORT, language_of
from intramural.kit.words.tokens import Token, alike, fold, read, split

__all__ = ["EVERYDAY", "SHORT", "Token", "alike", "fold", "language_of", "read", "split"]
