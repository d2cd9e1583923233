"""Growing a status into an article: a draft that begins with what was said, and credits whoever added to it (R34)."""

from __future__ import annotations

from django.db import transaction

from intramural.kit import clock, markup
from intramural.kit.errors import Unacceptable
from intramural.people.models import Person
from intramural.posts import beside, composing, policy, queries
from intramural.posts.models import Comment, Post


@transaction.atomic
def grow(post: Post, *, by: Person) -> Post:
    """A draft of an article, meant for whom the post was: its words, where others answered, and whom to thank.

    The same draft again while it is one. Refuses (403) a post of somebody else, and what is no status or update that was
    shared; (422) one without replies.
    """
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)  # from two tabs at once it grows once
    policy.may_grow(by, post).required()
    known = Post.objects.filter(grown_from=post, author=by, state=Post.State.DRAFT).first()
    if known is not None:
        return known
    tops = queries.thread(post, viewer=by, most=beside.MOST_ANSWERS)
    said = [comment for top in tops for comment in (top, *top.replies_shown) if comment.pk]
    if not said:
        raise Unacceptable("Nobody has answered yet: there is nothing to grow it with.", remedy="Edit it instead.")
    body = _body(post, said)
    plan = {**composing.of(post).plan(), "kind": Post.Kind.ARTICLE.value, "title": _title(post)}
    return Post.objects.create(
        author=by, begun_at=clock.now(), grown_from=post, kind=Post.Kind.ARTICLE, title=plan["title"], body=body, plan=plan
    )


def _title(post: Post) -> str:
    return post.title or markup.excerpt(post.body, length=80)


def _body(post: Post, said: list[Comment]) -> str:
    """What its author said, and where the answers stand: the words of others are theirs, and are shown to whoever may read
    them where they gave them, for as long as that is so."""
    lines, thanks = list[str](), dict[str, None]()
    for comment in said:
        by = f"@{comment.author.handle}" if comment.author is not None else "Somebody who has left"
        if comment.author is not None and comment.author_id != post.author_id:
            thanks[by] = None
        lines.append(f"- {by} [answered]({comment.url})")
    credit = f", with thanks to {' '.join(thanks)}" if thanks else ""
    source = f"Grown from [what was said first](/posts/{post.public_id}/){credit}."
    return "\n\n".join([post.body, "## What others added", "\n".join(lines), source])
