"""Making a post's audience smaller for a time, and giving back the one that was there. Who may, and for how long, is care's."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from intramural.audiences import queries as reaches
from intramural.audiences.models import AUTHOR, Audience
from intramural.kit.errors import Conflict, Unacceptable
from intramural.people.models import Person
from intramural.posts import queries
from intramural.posts.errors import AlreadyNarrowed
from intramural.posts.events import AudienceChanged
from intramural.posts.models import Post
from intramural.record import journal


@transaction.atomic
def narrow(post: Post, *, to: Audience, by: Person, takes_down: bool = False, along: bool = False) -> Post:
    """Gives a post a smaller audience until `restore`; at once and everywhere, because nothing keeps its own copy of the answer.

    Where it stands, its times and its replies stay as they are. Of a translucent post nobody knows meanwhile who cannot read it.
    With `takes_down`, whoever could read it before finds a tombstone at its address. Refuses (422) an audience that is not smaller,
    now or as people come and go; (409) what is narrowed already. What goes `along` with what it grew from may be what nobody but
    its author has seen, and keep those who can read it; else that is refused too, (409) and (422).
    """
    post = Post.objects.select_for_update(of=("self",)).select_related("audience").get(pk=post.pk)
    if post.state != Post.State.PUBLISHED or not (post.is_out or along):
        raise Conflict("Nobody but its author has seen this yet.", remedy="Its author can take it back.")
    if post.audience_before_id is not None:
        raise AlreadyNarrowed("This is narrowed already.", remedy="See what was agreed, or end that first.")
    said = reaches.Spoken(post.released_at, post.author_id)
    if not reaches.stays_within(to, post.audience, of=said):
        raise Unacceptable(
            "That would let somebody read it who cannot read it now.",
            remedy="Choose from those who can read it already.",
            field="audience",
        )
    if not along and not reaches.goes_further(post.audience, than=to, of=said):
        raise Unacceptable("The same people could read it as before.", remedy="Choose a smaller circle.", field="audience")
    post.audience_before, post.is_taken_down = post.audience, takes_down and post.is_out
    _give(post, to, by=by)
    return post


@transaction.atomic
def narrow_further(post: Post, *, to: Audience) -> Post:
    """Gives what is narrowed a still smaller audience, until the same `restore`. Changes nothing where that would not be smaller."""
    post = Post.objects.select_for_update(of=("self",)).select_related("audience").get(pk=post.pk)
    said = reaches.Spoken(post.released_at, post.author_id)
    if post.audience_before_id is not None and reaches.stays_within(to, post.audience, of=said):
        _give(post, to, by=None)
    return post


@transaction.atomic
def restore(post: Post, *, by: Person | None) -> Post:
    """Ends a narrowing: the audience that was there before, with everything that hangs on it. Without one changes nothing."""
    post = Post.objects.select_for_update(of=("self",)).select_related("audience_before").get(pk=post.pk)
    before = post.audience_before
    if before is None:
        return post
    post.audience_before, post.is_taken_down = None, False
    _give(post, before, by=by)
    return post


def for_no_more(post: Post, audience: Audience, *, by: Person) -> None:
    """Refuses (422) to let the answers of others be read by more people than they were given to, its author among them."""
    not_let_back(post, audience, by=by)
    others = post.comments.filter(deleted_at=None).exclude(author=by)
    said = reaches.Spoken(post.released_at, post.author_id)
    if reaches.goes_further(audience, than=post.audience, of=said) and others.exists():
        raise Unacceptable(
            "Others have answered for those who can read it now, and not for more.",
            remedy="Write a new post for more people; it may link to this one.",
            field="audience",
        )


def not_let_back(post: Post, audience: Audience, *, by: Person) -> None:
    """Refuses (422) an author who is none of its readers any more other readers than themselves: they would be one of them again.
    Whether or not somebody has answered, which is not theirs to know."""
    if audience.pk != AUTHOR and not queries.reads_replies(by, post):
        raise Unacceptable(
            "You wrote this for people among whom you are not any more.",
            remedy="You can take it away, or keep it for yourself.",
            field="audience",
        )


def stays_with_its_source(post: Post, audience: Audience | None, *, field: str = "audience") -> None:
    """What grew from a post begins with its words: while that is narrowed, this goes no further. Refuses (422) more, as of this field.

    What its author deleted binds nothing. The source of a draft is held until the transaction ends, so that whoever narrows it finds
    what has grown meanwhile; what is shared they find and hold themselves.
    """
    if post.grown_from_id is None or audience is None:
        return
    found = Post.objects.select_for_update(of=("self",)) if post.state == Post.State.DRAFT else Post.objects
    source = found.get(pk=post.grown_from_id)
    if source.audience_before_id is None or source.state == Post.State.DELETED:
        return
    if not reaches.stays_within(audience, source.audience, of=reaches.Spoken(post.released_at, post.author_id)):
        raise Unacceptable(
            "What it grew from is narrowed for now, so it can only be for those who can read that.",
            remedy="Choose from them, or wait until that ends.",
            field=field,
        )


def hold(posts: Iterable[int], comments: Iterable[int] = ()) -> bool:
    """Nobody takes these posts and comments from anybody until the transaction ends: what is asked of them now still holds when
    it is committed. For what is handed over by a transaction. SQLite, which has one writer, needs no word for it. Returns whether
    anything could have changed until now."""
    if not connection.features.has_select_for_update:
        return False
    with connection.cursor() as cursor:
        for table, numbers in (("posts_post", posts), ("posts_comment", comments)):
            if wanted := sorted(set(numbers)):
                cursor.execute(
                    f"SELECT id FROM {table} WHERE id IN ({','.join(['%s'] * len(wanted))}) ORDER BY id FOR SHARE", wanted
                )
    return True


def _give(post: Post, audience: Audience, *, by: Person | None) -> None:
    left = post.audience_id
    post.audience = audience
    post.audience_version += 1
    post.save(update_fields=["audience", "audience_before", "is_taken_down", "audience_version"])
    changed = AudienceChanged(
        post_id=post.pk, audience_id=audience.pk, audience_version=post.audience_version, from_audience_id=left,
        from_known_to_id=post.known_to_id,
    )  # fmt: skip
    journal.note(changed, by=by, about=post)
