"""The one predicate. Lists, search, counts, files, feeds and exports all ask it and nothing else.

    Post.objects.filter(VisibleTo(viewer))                       the idiom
    Comment.objects.filter(VisibleTo(viewer, of="post__"))       the same, of the governing post
    f"… WHERE {sql('p')}", params(viewer)                        the hot reads, the same text

A row is visible when it was released and its audience includes the viewer, or when the viewer wrote it. A row that was
never released (a draft) or not yet (the undo window) is its author's alone.

A translucent row has a second, wider audience, `known_to`, and there is a second question, asked as singly as the first:

    Post.objects.filter(KnownTo(viewer))                         may know that it is there, by its title, author and one sentence
    f"… WHERE {known_sql('p')}"                                  the same text

It gives nothing of what the row holds. While a row is narrowed, and when it is deleted, nobody knows of it; a guest never does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection
from django.db.models import BooleanField, F
from django.db.models.expressions import Expression

from intramural.audiences.models import EVERYONE
from intramural.kit import clock
from intramural.kit.prepared import Given

_NOBODY = 0

_TEMPLATE = (
    "({author} = {viewer} OR ({released} <= {now} AND ({audience} = {everyone} OR EXISTS ("
    "SELECT 1 FROM audiences_grant g WHERE g.audience_id = {audience} AND g.person_id = {viewer} AND g.since <= {released}"
    "))))"
)

_KNOWN = (
    "({known_to} IS NOT NULL AND {before} IS NULL AND {released} <= {now}"
    f" AND {{everyone}} = {EVERYONE} AND ({{known_to}} = {EVERYONE} OR EXISTS ("
    "SELECT 1 FROM audiences_grant k WHERE k.audience_id = {known_to} AND k.person_id = {viewer}"
    ")))"
)

_EVERYONE_OF = f"CASE WHEN {{person}}.standing = 'member' THEN {EVERYONE} ELSE {_NOBODY} END"


@dataclass(frozen=True)
class Viewer:
    """Whose eyes: a person's number (0 for nobody), whether *everyone* includes them, and the moment of looking."""

    id: int
    everyone: int
    now: datetime


def viewer_of(person: Any, *, now: datetime | None = None) -> Viewer:
    """The viewer that a request's person is. Whoever may not sign in sees nothing, whatever was granted before."""
    if person is None or not getattr(person, "is_active", False) or person.pk is None:
        return Viewer(_NOBODY, _NOBODY, now or clock.now())
    return Viewer(person.pk, EVERYONE if person.is_member else _NOBODY, now or clock.now())


def sql(alias: str, *, person: str = "", audience: str = "", author: str = "") -> str:
    """The predicate as SQL over a table alias that has audience_id, author_id and released_at; see `params`.

    With `person`, the alias of a table of people, it is turned round: who of them may read the row, to tell many at once;
    what they are shown later is asked for each again. Only "now" is a parameter then. With `audience`, a column or number, it
    is as if the row had that audience; with `author`, a column, as if they had written it.
    """
    predicate = _TEMPLATE.format(
        author=author or f"{alias}.author_id",
        released=f"{alias}.released_at",
        audience=audience or f"{alias}.audience_id",
        viewer=f"{person}.id" if person else "%(viewer)s",
        everyone=_EVERYONE_OF.format(person=person) if person else "%(everyone)s",
        now="%(now)s",
    )
    return f"({person}.is_active AND {predicate})" if person else predicate


def known_sql(alias: str, *, person: str = "", known_to: str = "", before: str = "") -> str:
    """Whether the viewer may know of a row without seeing it, as SQL over an alias as in `sql`, which has known_to_id and
    audience_before_id too. Whoever may see it may know of it or not: ask `sql` first.

    With `known_to` and `before`, columns, numbers or NULL, it is as if the row had those.
    """
    predicate = _KNOWN.format(
        known_to=known_to or f"{alias}.known_to_id",
        before=before or f"{alias}.audience_before_id",
        released=f"{alias}.released_at",
        viewer=f"{person}.id" if person else "%(viewer)s",
        everyone=f"({_EVERYONE_OF.format(person=person)})" if person else "%(everyone)s",
        now="%(now)s",
    )
    return f"({person}.is_active AND {predicate})" if person else predicate


def params(viewer: Viewer) -> dict[str, Any]:
    """The parameters that `sql` names."""
    return {**values(viewer), "now": connection.ops.adapt_datetimefield_value(viewer.now)}


def viewer_given(given: Given) -> Viewer:
    """The viewer whom a prepared query is asked about at each call: see `values`."""
    return Viewer(given.number("viewer"), given.number("everyone"), given.moment("now"))


def values(viewer: Viewer) -> dict[str, Any]:
    """What a query that was prepared with `viewer_given` is given."""
    return {"viewer": viewer.id, "everyone": viewer.everyone, "now": viewer.now}


class VisibleTo(Expression):
    """The predicate as a condition for `filter()`; `of` is the path to the governing row ("post__")."""

    output_field = BooleanField()
    conditional = True
    template = _TEMPLATE
    asks: ClassVar = {"author": "author_id", "released": "released_at", "audience": "audience_id"}

    def __init__(self, person: Any, *, of: str = "", now: datetime | None = None) -> None:
        super().__init__(output_field=BooleanField())
        self.viewer = person if isinstance(person, Viewer) else viewer_of(person, now=now)
        self.columns = [F(f"{of}{column}") for column in self.asks.values()]

    def get_source_expressions(self) -> list[Any]:
        return list(self.columns)

    def set_source_expressions(self, exprs: Any) -> None:
        self.columns = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        asked = dict(zip(self.asks, (compiler.compile(column)[0] for column in self.columns), strict=True))
        statement = self.template.format(**asked, viewer="%s", everyone="%s", now="%s")
        return statement, self.given(connection.ops.adapt_datetimefield_value(self.viewer.now))

    def given(self, moment: Any) -> tuple[Any, ...]:
        """The parameters in the order in which the template names them."""
        return self.viewer.id, moment, self.viewer.everyone, self.viewer.id

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class KnownTo(VisibleTo):
    """Whether the viewer may know of the row, as a condition for `filter()`; see `known_sql`."""

    template = _KNOWN
    asks: ClassVar = {"known_to": "known_to_id", "before": "audience_before_id", "released": "released_at"}

    def given(self, moment: Any) -> tuple[Any, ...]:
        return moment, self.viewer.everyone, self.viewer.id
