"""What was found for a question: a page of it, how much there is of each kind and in each space."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intramural.kit.paging import Key, NameKey, Page
from intramural.people.models import Person
from intramural.search import asking, words
from intramural.search.asking import Question
from intramural.search.backends import Clause, Sieve
from intramural.search.models import Entry
from intramural.search.queries.asked import HEAD, MOST, Asked, Row
from intramural.search.showing import Hit

PAGE = 20
FEW = 5
"""Where fewer have all the words, what has most of them is shown too, below."""
KINDS = {"posts": "Posts", "questions": "Questions", "comments": "Comments", "files": "Files"}
ORDERS = ("best", "newest")
_MARKS_OF_KINDS = {"posts": "kpost", "questions": "pquestion", "comments": "kcomment", "files": "kfile"}


@dataclass(frozen=True)
class Facet:
    """One way to narrow what was found: `count` of what the viewer sees, at most MOST."""

    name: str
    label: str
    count: int


@dataclass(frozen=True)
class Found:
    """One page of what was found. `count` is exact unless `is_more`; `problems` tell what was not understood.
    The counts of kinds and spaces are exact unless `is_capped`.

    What people wrote is not counted: where the question has `from:`, `count` is None, there are no kinds and no spaces, and
    `is_more` is told on the last page alone.

    `instead` is the question with its slips mended, where the words as typed stand nowhere; `is_loose` says that only some
    of the words were found together.
    """

    question: Question
    page: Page[Hit]
    count: int | None = 0
    is_more: bool = False
    kinds: tuple[Facet, ...] = ()
    spaces: tuple[Facet, ...] = ()
    is_capped: bool = False
    instead: str = ""
    is_loose: bool = False
    problems: tuple[str, ...] = ()


def search(
    viewer: Person,
    text: str,
    *,
    kind: str = "",
    order: str = "best",
    after: Key | NameKey | None = None,
    size: int = PAGE,
) -> Found:
    """What the viewer finds for these words, a page by key: the best of the newest MOST, or all, the newest first.

    Four queries where all words stand together, a dozen where one has to be mended; three times as many on PostgreSQL, which is
    asked first how many there may be. Refuses nothing that can be typed.
    """
    question = asking.read(text)
    asked = Asked(viewer, question)
    if question.is_empty or not asked.is_possible:
        return Found(question, Page([], None), problems=asked.problems)
    sieve, instead, is_loose = asked.sieve, "", False
    head = HEAD if order == "best" else 0
    rows = asked.rows(sieve, limit=MOST + 1, head=head)
    if not rows:
        instead, sieve, rows = asked.mended()
    if len(rows) < (FEW if order == "best" else 1):
        for looser in asked.loosened():
            if rows and looser.is_any:
                break
            more = asked.rows(looser, limit=MOST + 1, head=head)
            if len(more) > len(rows):
                sieve, rows, is_loose = looser, more, True
                break
    is_counted = not question.is_of_people
    kinds, places = _facets(rows[:MOST]) if is_counted else ((), ())
    is_capped = len(rows) > MOST
    if kind:
        rows = asked.rows(_of_kind(sieve, kind), limit=MOST + 1, head=head)
    page = asked.page(rows, _of_kind(sieve, kind), order=order, after=after, size=size)
    return Found(
        question=question,
        page=page,
        count=min(len(rows), MOST) if is_counted else None,
        is_more=len(rows) > MOST and (is_counted or page.next is None),
        kinds=kinds,
        spaces=places,
        is_capped=is_counted and is_capped,
        instead=instead,
        is_loose=is_loose and bool(rows),
        problems=asked.problems,
    )


def _of_kind(sieve: Sieve, kind: str) -> Sieve:
    if kind not in _MARKS_OF_KINDS:
        return sieve
    return replace(sieve, every=(*sieve.every, Clause(((f"{words.MARK}{_MARKS_OF_KINDS[kind]}",),))))


def _facets(rows: Sequence[Row]) -> tuple[tuple[Facet, ...], tuple[Facet, ...]]:
    """How many there are of each kind, and in each space, among these rows. Never by person."""
    kinds = Counter("posts" if row.kind == Entry.Kind.SHELL else f"{row.kind}s" for row in rows)
    kinds["questions"] = sum(row.kind == Entry.Kind.POST and row.post_kind == "question" for row in rows)
    places = Counter((row.space_slug, row.space_name) for row in rows if row.space_slug)
    return (
        tuple(Facet(name, label, kinds[name]) for name, label in KINDS.items() if kinds[name]),
        tuple(Facet(str(slug), str(name), count) for (slug, name), count in places.most_common(6)),
    )
