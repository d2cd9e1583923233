"""From text to the terms that the index holds, the same for both databases, in what is written and in what is asked.

kit.words  cuts and folds a text and knows the stems of its words
terms      which of these stand in the index for a text, and which are looked for when somebody asks

The databases only compare terms. They stem nothing, so that the same words find the same things on each of them.
"""

from __future__ import annotations

from intramural.kit.words import EVERYDAY, Token, alike, fold, language_of, read, split
from intramural.search.words.terms import MARK, TITLE, forms, forms_of, of_text, of_title

__all__ = [
    "EVERYDAY", "MARK", "TITLE", "Token", "alike", "fold", "forms", "forms_of", "language_of", "of_text", "of_title", "read", "split",
]  # fmt: skip
