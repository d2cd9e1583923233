"""Who wants to be told of what goes wider, and whether it still does."""

from __future__ import annotations

from intramural.audiences.models import Audience
from intramural.care.queries.matters import stewardships_of
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship, Watch

NAMED, SPACE, UNIT, EVERYONE, OUTSIDE = range(1, 6)
_HOW_WIDE = {"author": 0, "people": NAMED, "circle": SPACE, "units": UNIT, "everyone": EVERYONE}
_BEYOND = {"named": NAMED, "space": SPACE, "unit": UNIT, "everyone": EVERYONE}


def how_wide(audience: Audience, post: Post) -> int:
    """How far the audience goes, on the scale of a say; OUTSIDE where people outside are in it. Who was let in one by one counts for none."""
    audience = audience.base or audience
    if post.space is not None and post.space.is_external and audience.pk in (post.space.audience_id, post.space.circle_id):
        return OUTSIDE
    return _HOW_WIDE[audience.kind]


def watched(post: Post) -> list[Watch]:
    """Who is to be told that the post is for more people than they said: those who can read it now, its author aside."""
    if not _is_out(post):
        return []
    width = how_wide(post.audience, post)
    found = (each for each in stewards.watches(stewardships_of(post)) if width > _BEYOND[each.beyond])
    return [each for each in found if each.person_id != post.author_id and _reads(each.person, post)]


def is_watched(person: Person, stewardship: Stewardship, post: Post) -> bool:
    """Whether they are still to be told of it: they watch, may read it now, and it is for as many."""
    found = (each for each in watched(post) if each.person_id == person.pk and each.stewardship_id == stewardship.pk)
    return next(found, None) is not None


def _is_out(post: Post) -> bool:
    return post.state == Post.State.PUBLISHED


def _reads(person: Person, post: Post) -> bool:
    return Post.objects.released_to(person).filter(pk=post.pk).exists()
