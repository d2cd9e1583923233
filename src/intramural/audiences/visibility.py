"""The one predicate. Lists, search, counts, files, feeds and exports all ask it and nothing else.

    Post.objects.filter(VisibleTo(viewer))                       the idiom
    Comment.objects.filter(VisibleTo(viewer, of="post__"))       the same, of the governing post
    f"… WHERE {sql('p')}", params(viewer)                        the hot reads, the same text

A row is visible when it was released and its audience includes the viewer, or when the viewer wrote it. A row that was
never released (a draft) or not yet (the undo window) is its author's alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


def sql(alias: str, *, person: str = "", audience: str = "") -> str:
    """The predicate as SQL over a table alias that has audience_id, author_id and released_at; see `params`.

    With `person`, the alias of a table of people, it is asked for each of them, and only "now" is a parameter. With
    `audience`, a column or number, it is as if the row had that audience.
    """
    predicate = _TEMPLATE.format(
        author=f"{alias}.author_id",
        released=f"{alias}.released_at",
        audience=audience or f"{alias}.audience_id",
        viewer=f"{person}.id" if person else "%(viewer)s",
        everyone=_EVERYONE_OF.format(person=person) if person else "%(everyone)s",
        now="%(now)s",
    )
    return f"({person}.is_active AND {predicate})" if person else predicate


def readers_sql(alias: str, *, of: str) -> str:
    """The predicate turned round: which people, rows of people_person under the alias `of`, may read the row `alias`.

    It names `now` alone. For telling many people at once; what they are shown later is asked for each again.
    """
    here = f"CASE WHEN {of}.standing = 'member' THEN {EVERYONE} ELSE {_NOBODY} END"
    asked = sql(alias).replace("%(viewer)s", f"{of}.id").replace("%(everyone)s", here)
    return f"({of}.is_active AND {asked})"


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

    def __init__(self, person: Any, *, of: str = "", now: datetime | None = None) -> None:
        super().__init__(output_field=BooleanField())
        self.viewer = person if isinstance(person, Viewer) else viewer_of(person, now=now)
        self.columns = [F(f"{of}author_id"), F(f"{of}released_at"), F(f"{of}audience_id")]

    def get_source_expressions(self) -> list[Any]:
        return list(self.columns)

    def set_source_expressions(self, exprs: Any) -> None:
        self.columns = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        author, released, audience = (compiler.compile(column)[0] for column in self.columns)
        moment = connection.ops.adapt_datetimefield_value(self.viewer.now)
        statement = _TEMPLATE.format(
            author=author, released=released, audience=audience, viewer="%s", everyone="%s", now="%s"
        )
        return statement, (self.viewer.id, moment, self.viewer.everyone, self.viewer.id)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)
