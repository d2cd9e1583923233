"""Words that differ in a letter: kept for every word of the index, asked when a word stands nowhere.

A word is kept by itself, and by each way in which one of its letters can be left out; two words that are one slip apart
(a letter more, less, wrong, or two changed places) meet in one of these. A word is only ever offered or looked for; that it
is kept says nothing, because it may stand in what the viewer cannot see. `queries` shows none that its own results do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db import connection

from intramural.kit.prepared import rows_of
from intramural.search.models import Spelling
from intramural.search.words import alike

SHORTEST, LONGEST = 4, 20
MOST_OFFERED = 200
_AT_ONCE = 400
_KNOWN = f"SELECT word FROM {Spelling._meta.db_table} WHERE key IN ({{}}) AND word = key"
_KEEP = f"INSERT INTO {Spelling._meta.db_table} (key, word) VALUES (%s, %s) ON CONFLICT DO NOTHING"


def learn(words: Iterable[str]) -> int:
    """Keeps the words that are not known yet; returns how many."""
    wanted = sorted({word for word in words if _is_kept(word)})
    fresh: list[str] = []
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        known = {word for (word,) in rows_of(_KNOWN, list(some))}
        fresh += [word for word in some if word not in known]
    # A hundred thousand rows of an import: Django would make an object of each, which takes longer than all the rest.
    with connection.cursor() as cursor:
        cursor.executemany(_KEEP, [(key, word) for word in fresh for key in sorted(_keys(word))])
    return len(fresh)


def same(words: Iterable[str]) -> dict[str, set[str]]:
    """For each of the words: those that are the same but for spelt-out umlauts ("muller": {"mueller"}). One query."""
    by_alike: dict[str, set[str]] = {}
    for word in words:
        by_alike.setdefault(alike(word), set()).add(word)
    found: dict[str, set[str]] = {}
    for key, word in _kept(by_alike):
        if alike(word) == key:
            for asked in by_alike[key] - {word}:
                found.setdefault(asked, set()).add(word)
    return found


def near(word: str) -> list[str]:
    """The words that are a slip or two away, the nearest first; none for a short word. One query."""
    if not _is_kept(word):
        return []
    most = 1 if len(word) < 8 else 2
    close = [
        (away, other[0] != word[0], other)
        for other in {other for _, other in _kept(_keys(word))}
        if other != word and (away := distance(word, other)) <= most
    ]
    return [other for _, _, other in sorted(close)[:MOST_OFFERED]]


def _kept(keys: Iterable[str]) -> list[tuple[str, str]]:
    """The keys and words of these keys. Asked at each search, and in Django's words it would take three times as long."""
    return cast(
        list[tuple[str, str]], rows_of(f"SELECT key, word FROM {Spelling._meta.db_table} WHERE key IN ({{}})", list(keys))
    )


def forget_all() -> None:
    """Empties the list; `learn` fills it anew."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Spelling._meta.db_table}")


def _is_kept(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def _keys(word: str) -> set[str]:
    return {word, alike(word), *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def distance(one: str, other: str) -> int:
    """How many slips lie between two words: a letter more, less or wrong, or two neighbours that changed places."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, sign in enumerate(other, 1):
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != sign))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == sign:
                best = min(best, before[column - 2] + 1)
            now.append(best)
        before, last = last, now
    return last[-1]
