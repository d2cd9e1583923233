"""Whether the author of a post is among those between whom it is talked about."""

from __future__ import annotations

from django.db import connection

from intramural.kit import clock
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.posts.replies import author_is_out_sql


def reads_replies(person: Person, post: Post) -> bool:
    """Whether whoever can read the post reads what others say under it, as it stands in the database: see `replies`. One query of the
    author who is a guest, or of whose post stands in a space; else none."""
    if post.author_id != person.pk or post.state == Post.State.DRAFT or (person.is_member and post.space_id is None):
        return True
    asked = {"post": post.pk, "now": connection.ops.adapt_datetimefield_value(clock.now())}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM posts_post p WHERE p.id = %(post)s AND {author_is_out_sql('p')}", asked)
        return cursor.fetchone() is None
