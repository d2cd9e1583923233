"""Names of what is not before a day: its title, for those who know it, and the names that its author or steward keeps of it.

    "Falcon" in a draft  →  who knows of it is reminded of the day
                         →  to whoever does not, it is said who may have a view; not what it is, nor that it waits

Whoever does not know of it learns nothing by the words of a title. By a name they learn that it is one: that is what keeping it
for this means, and its page says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from intramural.audiences import queries as reaches
from intramural.audiences.models import Audience
from intramural.kit.prepared import rows_of
from intramural.people.models import Person
from intramural.posts.models import Embargo, Post
from intramural.posts.queries import embargoes
from intramural.thought import training
from intramural.thought.models import Unsaid
from intramural.ui.environment import moment

FEWEST_OF_A_TITLE, MOST_OF_A_TITLE = 2, 20
"""Stems: one word of a title may be said by anybody."""


@dataclass(frozen=True)
class Named:
    """A name in a draft, and whose it is."""

    embargo: Embargo
    knows: bool
    people: tuple[Person, ...]
    viewer: Person | None

    @property
    def reason(self) -> str:
        if self.knows:
            return f"This names what is not to be told before {moment(self.embargo.opens_at, self.viewer)}."
        who = self.people[0].name if self.people else "Somebody"
        return f"{who} may have a view: this names something of theirs."


@transaction.atomic
def learn(post_id: int) -> None:
    """Keeps the names of a post that waits for its day; forgets those of one that does not."""
    Unsaid.objects.filter(embargo__post=post_id).delete()
    embargo = (
        Embargo.objects.filter(post=post_id, ended_at=None, post__state=Post.State.PUBLISHED).select_related("post").first()
    )
    if embargo is None:
        return
    title = training.as_phrase(embargo.post.title, most=MOST_OF_A_TITLE)
    names = [(training.as_phrase(line), False) for line in embargo.names.splitlines()]
    if title.count(" ") + 1 >= FEWEST_OF_A_TITLE:
        names.append((title, True))
    Unsaid.objects.bulk_create(
        Unsaid(first=words.partition(" ")[0], words=words, embargo=embargo, is_title=is_title)
        for words, is_title in dict(reversed(names)).items()
        if words
    )


def named_in(
    stems: Sequence[str],
    by: Person | None,
    *,
    tells: Audience | frozenset[int] | None = None,
    opens_at: datetime | None = None,
) -> Named | None:
    """What the words of a draft name that is not to be told yet; None for nothing, which is the rule. One query then.

    A draft that itself waits as long, or is for those alone who know of it (`tells`), says nothing too early.
    """
    shortened = [stem[: training.LONGEST_STEM] for stem in stems]
    query = "SELECT words, embargo_id, is_title FROM thought_unsaid WHERE first IN ({})"
    whole = f" {' '.join(shortened)} "
    found = [row for row in rows_of(query, sorted(set(shortened))) if f" {row[0]} " in whole]
    for _, pk, is_title in sorted(found, key=lambda row: (row[2], row[1])):
        embargo = Embargo.objects.filter(pk=pk, ended_at=None).select_related("post__author", "post__audience").first()
        if embargo is None or (opens_at is not None and opens_at >= embargo.opens_at) or _know(tells, embargo.post):
            continue
        post = embargo.post
        knows = by is not None and (
            post.author_id == by.pk or reaches.is_in(by, post.audience.pk, released_at=post.released_at)
        )
        if knows or (not is_title and (by is None or by.is_member)):
            return Named(embargo, knows, _whom(post, by) if by is None or by.is_member else (), by)
    return None


def _whom(post: Post, by: Person | None) -> tuple[Person, ...]:
    """Whom to ask: who looks after it, else its author; nobody of themselves."""
    keepers = [*embargoes.timekeepers(post), *([post.author] if post.author is not None else [])]
    return tuple(each for each in keepers if by is None or each.pk != by.pk)[:1]


def _know(tells: Audience | frozenset[int] | None, post: Post) -> bool:
    """Whether those whom a draft is for know of the post."""
    if isinstance(tells, Audience):
        return tells.pk == post.audience_id or reaches.stays_within(
            tells, post.audience, of=reaches.Spoken(post.released_at, post.author_id)
        )
    if tells is None:
        return False
    return all(
        pk == post.author_id or reaches.is_in(one, post.audience.pk, released_at=post.released_at)
        for pk, one in Person.objects.in_bulk(tells).items()
    )
