"""From text to the terms that the index holds, the same for both databases, in what is written and in what is asked.

tokens    a text cut into words, folded: "Müller's Café" is muller, s, cafe
stems     the stem of an English or a German word
terms     which of these stand in the index for a text, and which are looked for when somebody asks

The databases only compare terms. They stem nothing, so that the same words find the same things on each of them.
"""

from __future__ import annotations

from intramural.search.words.terms import EVERYDAY, MARK, TITLE, forms, language_of, of_text, of_title
from intramural.search.words.tokens import Token, alike, fold, read, split

__all__ = [
    "EVERYDAY", "MARK", "TITLE", "Token", "alike", "fold", "forms", "language_of", "of_text", "of_title", "read", "split",
]  # fmt: skip
