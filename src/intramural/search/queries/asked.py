"""One question of one viewer: the operators and words as a sieve, the rows that pass it, and one page of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

from django.db import connection

from intramural.audiences import visibility
from intramural.kit import clock
from intramural.kit.paging import Key, NameKey, Page
from intramural.people import queries as people
from intramural.people.models import Person
from intramural.posts.replies import said_sql
from intramural.search import backends, ids, ranking, showing, spelling, words
from intramural.search.asking import Question, Sought
from intramural.search.backends import Clause, Sieve
from intramural.search.showing import Hit
from intramural.spaces import queries as spaces
from intramural.topics.models import Topic
from intramural.ui.environment import zone_of

MOST = 200
"""How many of the newest are counted and ranked."""

_EVERYTHING = Clause(tuple((f"{words.MARK}{mark}",) for mark in ("kpost", "kcomment", "kfile")))
HEAD = 2_000
"""Characters of the terms of an entry by which it is ranked: its marks, its title and how it begins."""
_MOST_LEFT_OUT = 8
_BEGINS = 4


class Row(NamedTuple):
    """A candidate: an entry that the viewer may see, with the beginning of its terms."""

    id: int
    kind: str
    ref: int
    at: datetime
    head: str
    public_id: str
    post_kind: str
    space_slug: str | None
    space_name: str | None


@dataclass
class Asked:
    """One question of one viewer."""

    viewer: Person
    question: Question
    problems: tuple[str, ...] = ()
    is_possible: bool = True
    values: dict[str, Any] = field(default_factory=dict)
    marks: list[Clause] = field(default_factory=list)
    unmarks: list[Clause] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    bounds: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.problems = self.question.problems
        self._from()
        self._in()
        self._topics()
        self._rest()
        self._days()

    # What operators ask: a mark of the index finds the rows, and where a mark can be late, the thing itself is asked too.

    def _from(self) -> None:
        for without in (False, True):
            handles = self.question.values("from", without=without)
            if not handles:
                continue
            known = dict(people.visible_to(self.viewer).filter(handle__in=handles).values_list("handle", "pk"))
            self._nobody([f"There is nobody here called @{it[:40]} whom you can find." for it in handles if it not in known])
            self._marked("a", list(known.values()), without)
            self._asks("from", f"COALESCE({_AUTHOR}, 0)", list(known.values()), without)

    def _in(self) -> None:
        for without in (False, True):
            slugs = self.question.values("in", without=without)
            if not slugs:
                continue
            known = dict(spaces.visible_to(self.viewer).filter(slug__in=slugs).values_list("slug", "pk"))
            self._nobody([f"There is no space “{it[:60]}” that you can see." for it in slugs if it not in known])
            self._marked("s", list(known.values()), without)
            self._asks("in", "COALESCE(p.space_id, 0)", list(known.values()), without)

    def _topics(self) -> None:
        for without in (False, True):
            slugs = self.question.values("topic", without=without)
            known = dict(Topic.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
            for slug in dict.fromkeys(slugs):
                # A topic that nobody may know of is answered as one about which nothing was said.
                self._marked("t", [known.get(slug, 0)], without)

    def _marked(self, letter: str, numbers: list[int], without: bool) -> None:
        if numbers:
            clause = Clause(tuple((f"{words.MARK}{letter}{number}",) for number in numbers))
            (self.unmarks if without else self.marks).append(clause)

    def _asks(self, name: str, column: str, numbers: list[int], without: bool) -> None:
        if numbers:
            listed = ",".join(str(int(number)) for number in numbers)
            self.conditions.append(f"{column} {'NOT ' if without else ''}IN ({listed})")

    def _nobody(self, problems: list[str]) -> None:
        self.problems += tuple(problems)
        self.is_possible = self.is_possible and not problems

    def _rest(self) -> None:
        named = {
            ("has", "file"): "hfile",
            ("has", "link"): "hlink",
            ("is", "question"): "pquestion",
            ("is", "answered"): "answered",
        }
        for each in self.question.given:
            if mark := named.get((each.name, each.value)):
                (self.unmarks if each.without else self.marks).append(Clause(((f"{words.MARK}{mark}",),)))

    def _days(self) -> None:
        for name, day, sign in (("until", self.question.before, "<"), ("since", self.question.after, ">=")):
            if day is not None:
                self.values[name] = ids.moment(_beginning(day, self.viewer))
                self.bounds.append(f"{_backend().key} {sign} %({name})s")

    # What words ask.

    @cached_property
    def sieve(self) -> Sieve:
        """Every word or phrase that is wanted, none that is not."""
        return self._sieve()

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """What is looked for in the texts, for the ranking and the excerpts too."""
        return _clauses(_meant(self.question))

    def _sieve(self) -> Sieve:
        return Sieve(
            every=(*self.clauses, *self.marks) or (_EVERYTHING,),
            no=(*(_clause(each) for each in self.question.unwanted), *self.unmarks),
        )

    def loosened(self) -> Iterator[Sieve]:
        """What else may be meant, the nearest first: all words but one, most of them, any of them. Phrases stay as quoted."""
        pairs = list(zip(_meant(self.question), self.clauses, strict=True))
        fixed = tuple(clause for each, clause in pairs if each.quoted)
        free = [clause for each, clause in pairs if not each.quoted]
        every = (*fixed, *self.marks) or (_EVERYTHING,)
        together = [len(free) - 1, (len(free) + 1) // 2, 1] if len(free) <= _MOST_LEFT_OUT else [1]
        for many in dict.fromkeys(number for number in together if 0 < number < len(free)):
            yield replace(self.sieve, every=every, some=tuple(combinations(free, many)))

    def mended(self) -> tuple[str, Sieve, list[Row]]:
        """The question with one slip mended in each word that stands nowhere for this viewer, and what that finds.

        A word is taken for another only if what this viewer sees has the other: what is hidden mends nothing.
        """
        question, typed = self.question, self.question.text
        for at, each in enumerate(question.sought):
            if each.without or each.quoted or each.begins or len(each.words) > 1 or each not in _meant(question):
                continue
            if self.rows(Sieve(every=(_clause(each),)), limit=1, alone=True):
                continue
            other, word = self._mend(each)
            typed = showing.swapped(typed, each.words[0], word)
            question = replace(question, sought=(*question.sought[:at], other, *question.sought[at + 1 :]))
        if question == self.question:
            return "", self.sieve, []
        self.question = question
        del self.clauses
        sieve = self._sieve()
        return typed, sieve, self.rows(sieve, limit=MOST + 1)

    def _mend(self, each: Sought) -> tuple[Sought, str]:
        """The nearest word that stands in something this viewer can see, or what begins so; the same where there is neither."""
        offered = spelling.near(each.words[0])
        if offered:
            ways = {term: other for other in reversed(offered) for (term,) in words.forms((other,))}
            rows = self.rows(Sieve(every=(Clause(tuple((term,) for term in ways)),)), limit=40, alone=True)
            seen = {ways[term] for row in rows for term in row.head.split(" ") if term in ways}
            if word := next((other for other in offered if other in seen), ""):
                return replace(each, words=(word,)), word
        begun = replace(each, begins=True)
        if len(each.words[0]) >= _BEGINS and self.rows(Sieve(every=(_clause(begun),)), limit=1, alone=True):
            return begun, f"{each.words[0]}*"
        return each, each.words[0]

    # Asking.

    def rows(
        self, sieve: Sieve, *, limit: int, below: int | None = None, alone: bool = False, head: int = HEAD
    ) -> list[Row]:
        """The newest entries that pass the sieve and that the viewer may see. `alone`: whatever the operators say.

        One query for each way that the backend needs.
        """
        backend = _backend()
        values = {
            **visibility.params(visibility.viewer_of(self.viewer)),
            **({} if alone else self.values),
            "sieve": backend.written(sieve),
            "limit": limit,
            "head": head,
            "below": below,
        }
        bounds = "" if alone else "".join(f" AND {bound}" for bound in self.bounds)
        if below is not None:
            bounds += f" AND {backend.key} < %(below)s"
        more = "" if alone else "".join(f" AND {condition}" for condition in self.conditions)
        rows: list[Row] = []
        for way in backend.ways(bounds, values, rows):
            rows += self._rows(way.source, f"{way.match}{more}", {**values, **way.values, "limit": limit - len(rows)})
            if len(rows) >= limit:
                break
        return rows

    def _rows(self, source: str, conditions: str, values: dict[str, Any]) -> list[Row]:
        in_order = _backend().in_order
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT e.id, e.kind, e.ref, e.at, substr(e.words, 1, %(head)s),
                    COALESCE(f.public_id, c.public_id, p.public_id), {_OF_A_POST.format("p.kind", "''")},
                    {_OF_A_POST.format("s.slug", "NULL")}, {_OF_A_POST.format("s.name", "NULL")}
                FROM {source} {_JOINED}
                WHERE {conditions} AND {_STANDS} AND {is_shown("p")}
                {in_order} LIMIT %(limit)s""",
                values,
            )
            return [_row(*row) for row in cursor.fetchall()]

    def page(self, rows: list[Row], sieve: Sieve, *, order: str, after: Key | NameKey | None, size: int) -> Page[Hit]:
        """The page of these rows; for the newest, of all that comes after them too."""
        if order == "newest":
            return self._newest(rows, sieve, after if isinstance(after, Key) else None, size)
        return self._best(rows[:MOST], after if isinstance(after, NameKey) else None, size)

    def _newest(self, rows: list[Row], sieve: Sieve, after: Key | None, size: int) -> Page[Hit]:
        if after is not None:
            rows = self.rows(sieve, limit=size + 1, below=ids.of(after.at, after.tie))
        shown = rows[:size]
        next_ = Key(shown[-1].at, shown[-1].public_id) if len(rows) > size else None
        return Page(self._hits(shown), next_)

    def _best(self, rows: list[Row], after: NameKey | None, size: int) -> Page[Hit]:
        ranked = ranking.ranked(rows, self.clauses)
        if after is not None:
            last = (after.name, after.tie)
            ranked = [(row, score) for row, score in ranked if (score, row.public_id) < last]
        shown = ranked[:size]
        next_ = NameKey(shown[-1][1], shown[-1][0].public_id) if len(ranked) > size else None
        return Page(self._hits([row for row, _ in shown]), next_)

    def _hits(self, rows: Sequence[Row]) -> list[Hit]:
        placed = {row.id for row in rows if row.space_slug}
        return showing.hits([row.id for row in rows], self.clauses, viewer_id=self.viewer.pk, placed=placed)


def _backend() -> Any:
    return backends.chosen()


def is_shown(alias: str) -> str:
    """Whether the viewer may have the entry `e` of this post: its own if they may read it, else that of its shell."""
    seen = visibility.sql(alias)
    return f"CASE e.kind WHEN 'shell' THEN {visibility.known_sql(alias)} AND NOT {seen} ELSE {seen} END"


# In which space a thing stands, and of what kind it is, is not known of a shell.
_OF_A_POST = "CASE e.kind WHEN 'shell' THEN {1} ELSE {0} END"
_AUTHOR = "CASE e.kind WHEN 'post' THEN p.author_id WHEN 'shell' THEN p.author_id WHEN 'comment' THEN c.author_id ELSE f.added_by_id END"
_JOINED = f"""
    CROSS JOIN posts_post p
    LEFT JOIN posts_comment c ON c.id = e.comment_id
    LEFT JOIN posts_attachment f ON f.id = e.file_id
    LEFT JOIN spaces_space s ON s.id = p.space_id AND {spaces.known_sql("s")}
"""
# The thing itself is asked whether it still stands: the index may be late.
_STANDS = f"""p.id = e.post_id AND p.state = 'published' AND p.released_at <= %(now)s
    AND (c.id IS NULL OR (c.deleted_at IS NULL AND c.released_at <= %(now)s AND {said_sql("p", "c")}))
    AND (f.id IS NULL OR (f.is_latest AND f.removed_at IS NULL))"""


def _row(pk: int, kind: str, ref: int, at: Any, *more: Any) -> Row:
    return Row(pk, kind, ref, clock.from_database(at), *more)


def _meant(question: Question) -> list[Sought]:
    """What is wanted, without the words that say too little; with them, where there are no others."""
    wanted = question.wanted
    telling = [
        each for each in wanted if each.quoted or each.begins or any(word not in words.EVERYDAY for word in each.words)
    ]
    return telling or list(wanted)


def _clauses(wanted: Sequence[Sought]) -> tuple[Clause, ...]:
    same = spelling.same({word for each in wanted if not each.quoted for word in each.words}) if wanted else {}
    return tuple(_clause(each, same) for each in wanted)


def _clause(each: Sought, same: dict[str, set[str]] | None = None) -> Clause:
    ways = words.forms(each.words)
    if len(each.words) == 1:
        for other in sorted((same or {}).get(each.words[0], ())):
            ways += [way for way in words.forms((other,)) if way not in ways]
    if each.begins:
        ways = ways[:1]
    return Clause(tuple(ways), begins=each.begins)


def _beginning(day: date, viewer: Person) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone_of(viewer))
