"""Who reads what is said under a post: whoever reads the post, and of the house's guests only who is of its audience.

What somebody wrote as a member stays theirs to read and to take away when they become a guest. What is said under it is for
those whom it is for: its author, who is not among them any more, reads there what they said themselves.

    Comment.objects.filter(VisibleTo(viewer, of="post__"), SaidTo(viewer))
    f"… WHERE {visibility.sql('p')} AND {said_sql('p', 'c')}"
"""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from intramural.audiences import visibility
from intramural.audiences.models import EVERYONE


def said_sql(post: str, comment: str) -> str:
    """Whether a viewer who may see the post may read the comment under it, as SQL over two aliases; see `visibility.params`.

    A narrowing leaves its author among few readers, and lets them read no more than before.
    """
    meant_for = f"COALESCE({post}.audience_before_id, {post}.audience_id)"
    return f"(%(everyone)s = {EVERYONE} OR {visibility.sql(post, author=f'{comment}.author_id', audience=meant_for)})"


class SaidTo(visibility.VisibleTo):
    """The same as a condition for `filter()` on what has a `post`; `of` is the path to the comment ("comment__")."""

    template = f"({{everyone}} = {EVERYONE} OR {visibility.VisibleTo.template})"

    def __init__(self, person: Any, *, of: str = "") -> None:
        super().__init__(person)
        meant_for = Coalesce("post__audience_before_id", "post__audience_id")
        self.set_source_expressions([F(f"{of}author_id"), F("post__released_at"), meant_for])

    def given(self, moment: Any) -> tuple[Any, ...]:
        return self.viewer.everyone, *super().given(moment)
