"""Questions of the second thought.

drafts    what is thought about, and what is thought of it
subjects  whose a text is, by which sign, and why in words
thinking  whether anybody need be thought of before it is shared
faring    how the lines about a subject fared, in sums
shelf     what is learned, as it lies in the database
"""

from intramural.thought.queries.drafts import MANY, Draft, File, Subject, Thought
from intramural.thought.queries.faring import Whole, fared, is_muted, notes, stock
from intramural.thought.queries.shelf import Tables
from intramural.thought.queries.subjects import known, ranking, sources
from intramural.thought.queries.thinking import think

__all__ = [
    "MANY",
    "Draft",
    "File",
    "Subject",
    "Tables",
    "Thought",
    "Whole",
    "fared",
    "is_muted",
    "known",
    "notes",
    "ranking",
    "sources",
    "stock",
    "think",
]
