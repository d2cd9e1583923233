"""Keeping a post to find it again, and following what is said under it. Both are their person's alone."""

from __future__ import annotations

from intramural.kit import clock
from intramural.people.models import Person
from intramural.posts.models import Bookmark, Post, PostFollow


def keep(post: Post, *, by: Person) -> None:
    """Keeps the post among the person's own bookmarks. Again changes nothing; nobody is told, the journal neither."""
    Bookmark.objects.get_or_create(post=post, person=by, defaults={"at": clock.now()})


def let_go(post: Post, *, by: Person) -> None:
    """Takes the post out of the person's bookmarks; where it was not, nothing changes."""
    Bookmark.objects.filter(post=post, person=by).delete()


def follow(post: Post, *, by: Person) -> None:
    """From now on the person wants to hear of what is said under the post. Again changes nothing."""
    PostFollow.objects.get_or_create(post=post, person=by)


def unfollow(post: Post, *, by: Person) -> None:
    """The person wants to hear no more of it; where they did not follow, nothing changes."""
    PostFollow.objects.filter(post=post, person=by).delete()
