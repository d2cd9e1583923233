"""Who reads what is said under a post: whoever reads the post, but its author only while they are of those whom it is for, if they are
a guest or it stands in a space.

What somebody wrote stays theirs to read and to take away when they become a guest, or leave the space. What is said under it is for
its members: its author, who is not among them any more, reads there what they said themselves. What stands in no space its author may
have written to others, such as a unit that they are not in: they read what those answer.

    Comment.objects.filter(VisibleTo(viewer, of="post__"), SaidTo(viewer))
    f"… WHERE {visibility.sql('p')} AND {said_sql('p', 'c')}"
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import F
from django.db.models.functions import Coalesce

from intramural.audiences import visibility
from intramural.audiences.models import EVERYONE

_AS_THE_POST = f"CASE WHEN {{writer}} = {{viewer}} AND {{space}} IS NOT NULL THEN 0 ELSE {{everyone}} END = {EVERYONE}"
"""Whether reading the post is enough."""


def said_sql(post: str, comment: str) -> str:
    """Whether a viewer who may see the post may read the comment under it, as SQL over two aliases; see `visibility.params`.

    A narrowing leaves its author among few readers, and lets them read no more than before.
    """
    meant_for = f"COALESCE({post}.audience_before_id, {post}.audience_id)"
    among_them = visibility.sql(post, author=f"{comment}.author_id", audience=meant_for)
    shared = _AS_THE_POST.format(
        writer=f"{post}.author_id", space=f"{post}.space_id", viewer="%(viewer)s", everyone="%(everyone)s"
    )
    return f"({shared} OR {among_them})"


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
        return self.viewer.id, self.viewer.everyone, *super().given(moment)
