"""Queries whose SQL is worked out once. Working it out is most of what a query of the ORM costs; the database is quicker.

    @Prepared
    def _of_a_space(given: Given) -> QuerySet[Post]:
        return Post.objects.filter(space_id=given.number("space"), at__lt=given.moment("now"))

    posts = _of_a_space.rows(space=7, now=clock.now())

The function is called once a thread and connection, with stand-ins for the values, and must give the same query whatever
they are: what is left out for some values is a query of its own. For the few hot reads (stack.md: compiling and making
objects at each call takes ten times what the SQL does). It rests on how Django's compiler and its iterables meet, which its
tests hold on both databases.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.sql import InsertQuery

M = TypeVar("M", bound=Model)
Row = TypeVar("Row")

# Stand-ins begin where no real value is.
_NUMBERS = 8_111_222_333_444_000
_MOMENTS = datetime(2911, 1, 1, 1, 1, 1, 1, tzinfo=UTC)


class Given:
    """Gives stand-ins for the values that are named at each call."""

    def __init__(self) -> None:
        self.names: dict[Any, str] = {}
        self.moments: set[str] = set()

    def number(self, name: str) -> int:
        """A stand-in for a whole number."""
        stand_in = _NUMBERS + len(self.names)
        self.names[stand_in] = name
        return stand_in

    def text(self, name: str) -> str:
        """A stand-in for a text that is compared as it is."""
        stand_in = f"\ue000{name}\ue000"
        self.names[stand_in] = name
        return stand_in

    def moment(self, name: str) -> datetime:
        """A stand-in for a moment with its zone."""
        stand_in = _MOMENTS + timedelta(days=len(self.names))
        adapted = connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(stand_in)
        self.names[adapted] = name
        self.moments.add(name)
        return stand_in


class Prepared(Generic[Row]):
    """One query with values that change. Its rows are those that the queryset would give."""

    def __init__(self, build: Callable[[Given], QuerySet[Any, Row]]) -> None:
        self.build = build
        self._kept = threading.local()

    def rows(self, **values: Any) -> list[Row]:
        """The rows for these values. Raises KeyError where one is missing; ValueError where one is given that none asks."""
        connection = connections[DEFAULT_DB_ALIAS]
        if getattr(self._kept, "connection", None) is not connection:
            self._prepare(connection)
        if values.keys() != self._kept.asked:
            unknown = values.keys() - self._kept.asked
            if unknown:
                raise ValueError(f"nothing asks for {', '.join(sorted(unknown))}")
            raise KeyError(", ".join(sorted(self._kept.asked - values.keys())))
        adapted = {
            name: connection.ops.adapt_datetimefield_value(value) if name in self._kept.moments else value
            for name, value in values.items()
        }
        params = tuple(adapted[name] if name is not None else same for name, same in self._kept.params)
        compiler = self._kept.compiler
        compiler.as_sql = lambda *_args, **_more: (self._kept.sql, params)
        return list(self._kept.queryset._iterable_class(self._kept.queryset))

    def first(self, **values: Any) -> Row | None:
        """The first of the rows; None where there are none."""
        return next(iter(self.rows(**values)), None)

    def _prepare(self, connection: Any) -> None:
        given = Given()
        queryset: Any = self.build(given)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        queryset.query.get_compiler = lambda *_args, **_more: compiler
        compiler.get_converters = _known_again(compiler.get_converters)
        named = [(given.names.get(_hashable(value)), value) for value in params]
        unused = set(given.names.values()) - {name for name, _ in named}
        if unused:
            raise ValueError(f"the query does not take {', '.join(sorted(unused))} as given")
        kept = self._kept
        kept.sql, kept.params, kept.compiler, kept.queryset = sql, named, compiler, queryset
        kept.asked, kept.moments, kept.connection = set(given.names.values()), given.moments, connection


class OfMany(Generic[Row]):
    """A query over several numbers, which is worked out once for when it is asked of a single one.

    @OfMany
    def _files(posts: Collection[int]) -> QuerySet[Attachment]:
        return Attachment.objects.filter(post__in=posts)

    files = _files([7])
    """

    def __init__(self, build: Callable[[Collection[int]], QuerySet[Any, Row]]) -> None:
        self.build = build
        self._of_one: Prepared[Row] = Prepared(lambda given: build([given.number("number")]))

    def __call__(self, numbers: Collection[int]) -> list[Row]:
        """The rows for these numbers."""
        if len(numbers) != 1:
            return list(self.build(numbers))
        (one,) = numbers
        return self._of_one.rows(number=one)


class _Insertion:
    """How a row of one model is written on one connection."""

    def __init__(self, model: type[Model], connection: Any) -> None:
        self.connection = connection
        self.fields = [field for field in model._meta.local_concrete_fields if not field.primary_key and not field.generated]
        query = InsertQuery(model)
        # The SQL is the same for any row; a real one would use up what its defaults give, such as an id.
        blank: Any = SimpleNamespace(**{field.attname: None for field in self.fields})
        query.insert_values(self.fields, [blank], raw=True)
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [model._meta.pk]
        ((self.sql, _),) = compiler.as_sql()


class _Insertions(threading.local):
    def __init__(self) -> None:
        self.by_model: dict[type[Model], _Insertion] = {}


_insertions = _Insertions()


def insert(row: M) -> M:
    """Writes a new row, as `save(force_insert=True)` does, with SQL that is worked out once; returns the row with its number.

    For models of our own, which have a number for a key, no parents and nobody who listens to what Django says of saving.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    how = _insertions.by_model.get(type(row))
    if how is None or how.connection is not connection:
        how = _insertions.by_model[type(row)] = _Insertion(type(row), connection)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in how.fields]
    with connection.cursor() as cursor:
        cursor.execute(how.sql, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


def rows_of(query: str, values: Sequence[Any], *others: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a written-out query whose conditions end with `IN ({})`: with the values, a thousand at a time, for the first,
    and each of the others for the next.

    PostgreSQL gets each list as one value, so that the text is the same for any number, and is parsed and prepared once.
    """
    found: list[tuple[Any, ...]] = []
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        for first in range(0, len(values), 1_000):
            lists = [list(each) for each in (values[first : first + 1_000], *others)]
            if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
                cursor.execute(query.replace("IN ({})", "= ANY(%s)"), lists)
            else:
                marks = [",".join(["%s"] * len(each)) for each in lists]
                cursor.execute(query.format(*marks), [value for each in lists for value in each])
            found += cursor.fetchall()
    return found


def _known_again(converters_of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What is to be made of a row's columns, worked out once: a compiler's expressions are the same at each call."""
    known: dict[tuple[int, ...], Any] = {}

    def answer(expressions: Any) -> Any:
        these = tuple(map(id, expressions))
        if these not in known:
            known[these] = converters_of(expressions)
        return known[these]

    return answer


def _hashable(value: Any) -> Any:
    try:
        hash(value)
    except TypeError:
        return None
    return value
