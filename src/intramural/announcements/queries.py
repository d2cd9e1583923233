"""Whether a post asks for an acknowledgement, who gave theirs (to themselves), and how many did (to who asks)."""

from __future__ import annotations

from intramural.announcements.models import Acknowledgement, Asking
from intramural.audiences import queries as audiences
from intramural.people.models import Person
from intramural.posts.models import Post

FEW = 10
STEP = 5


def asks(post: Post) -> bool:
    """Whether it asks its readers to say that they have read it."""
    return Asking.objects.filter(post=post).exists()


def has_acknowledged(person: Person, post: Post) -> bool:
    """Whether this person has; for that person alone."""
    return Acknowledgement.objects.filter(post=post, person=person).exists()


def waits_for(person: Person, post: Post) -> bool:
    """Whether the post asks this person, who can read it, and they have not said so yet."""
    return post.author_id != person.pk and asks(post) and not has_acknowledged(person, post)


def at_least(post: Post) -> int:
    """How many have said so, in steps of five and from ten on; 0 for fewer, and where fewer than ten people can read it.

    A number that moves with each person would say who it was (trust.md E).
    """
    if audiences.readers(post.audience).count() < FEW:
        return 0
    count = Acknowledgement.objects.filter(post=post, person__is_active=True).count()
    return 0 if count < FEW else count - count % STEP
