"""Who reads what is said under a post: whoever reads the post, but its author only while they are among those whom it is for.

What somebody wrote stays theirs to read and to take away when they become a guest, or leave the gated space in which it stands. What
is said under it is for those whom it is for: its author, who is not among them any more, reads there what they said themselves. In an
open space, and of people and units that they named, an author asks others without being one of them, and reads what they answer.

    Comment.objects.filter(VisibleTo(viewer, of="post__"), SaidTo(viewer))
    f"… WHERE {visibility.sql('p')} AND {said_sql('p', 'c')}"
    f"… WHERE {author_is_out_sql('p')}"                          is its author out?
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import F
from django.db.models.functions import Coalesce

from intramural.audiences import visibility
from intramural.audiences.models import AUTHOR, EVERYONE

# The viewer wrote it in a space that is gated, or was when they wrote it, and is not in it.
_HAS_LEFT = (
    "{writer} = {viewer} AND {space} IS NOT NULL AND EXISTS (SELECT 1 FROM spaces_space ls WHERE ls.id = {space}"
    " AND (ls.is_gated OR {released} < ls.opened_at)"
    " AND NOT EXISTS (SELECT 1 FROM audiences_grant lg WHERE lg.audience_id = ls.circle_id AND lg.person_id = {viewer}))"
)
# Whether reading the post is enough.
_AS_THE_POST = f"CASE WHEN {_HAS_LEFT} THEN 0 ELSE {{everyone}} END = {EVERYONE}"


def said_sql(post: str, comment: str) -> str:
    """Whether a viewer who may see the post may read the comment under it, as SQL over two aliases; see `visibility.params`.

    A narrowing leaves its author among few readers, and lets them read no more than before.
    """
    among_them = visibility.sql(post, author=f"{comment}.author_id", audience=_meant_for(post))
    is_shared = _AS_THE_POST.format(**_columns(post), viewer="%(viewer)s", everyone="%(everyone)s")
    return f"({is_shared} OR {among_them})"


def author_is_out_sql(post: str) -> str:
    """Whether the post's author does not read what others say under it, as SQL over an alias; it names "now" alone."""
    meant_for = _meant_for(post)
    among_them = visibility.sql(post, person="oa", author="0", audience=meant_for)
    has_left = _HAS_LEFT.format(**_columns(post), viewer=f"{post}.author_id")
    return (
        f"(CASE WHEN {has_left} THEN TRUE ELSE {meant_for} <> {AUTHOR} AND EXISTS (SELECT 1 FROM people_person oa"
        f" WHERE oa.id = {post}.author_id AND oa.standing = 'guest' AND NOT {among_them}) END)"
    )


def _meant_for(post: str) -> str:
    return f"COALESCE({post}.audience_before_id, {post}.audience_id)"


def _columns(post: str) -> dict[str, str]:
    return {"writer": f"{post}.author_id", "space": f"{post}.space_id", "released": f"{post}.released_at"}


class SaidTo(visibility.VisibleTo):
    """The same as a condition for `filter()` on what has a `post`; `of` is the path to the comment ("comment__")."""

    template = f"({_AS_THE_POST} OR {visibility.VisibleTo.template})"
    asks: ClassVar = {**visibility.VisibleTo.asks, "writer": "post__author_id", "space": "post__space_id"}

    def __init__(self, person: Any, *, of: str = "") -> None:
        super().__init__(person)
        meant_for = Coalesce("post__audience_before_id", "post__audience_id")
        writer, space = F("post__author_id"), F("post__space_id")
        self.set_source_expressions([F(f"{of}author_id"), F("post__released_at"), meant_for, writer, space])

    def given(self, moment: Any) -> tuple[Any, ...]:
        return self.viewer.id, self.viewer.id, self.viewer.everyone, *super().given(moment)
