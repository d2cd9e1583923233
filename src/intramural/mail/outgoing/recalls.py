"""The one mail, without content, to whoever was mailed what they may not read any more: what was mailed cannot be recalled.

It follows whatever made a post smaller or took it away: a narrowing, another audience, a deletion. Nobody gets a second one
unless they were mailed the post again in between.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from intramural.audiences import visibility
from intramural.kit import clock
from intramural.mail import addresses
from intramural.mail.models import Letter, Notice
from intramural.mail.outgoing.written import Written
from intramural.posts.models import Post

Kind, State = Notice.Kind, Notice.State
KINDS = (Kind.RECALLED,)
BESIDE = ("post", "narrowing__post")
LEFT = ("sent", "unsure")
MOST_AT_ONCE = 100
"""Of so many posts one mail asks at once."""
_LEFT_OR_LEAVING = "('sent', 'unsure', 'leaving')"
_RECALL = f"""
    INSERT INTO mail_notice (person_id, kind, key, post_id, state, due_at, tries, said, changed_at)
    SELECT DISTINCT r.id, 'recalled', 'recalled:' || p.id || ':' || p.audience_version, p.id, 'waiting', %(at)s, 0, '', %(at)s
    FROM (SELECT l.person_id, l.post_id, l.changed_at FROM mail_letter l
            WHERE l.post_id IN ({{posts}}) AND l.state IN {_LEFT_OR_LEAVING}
        UNION ALL SELECT n.person_id, w.post_id, n.changed_at FROM mail_notice_words_of w JOIN mail_notice n ON n.id = w.notice_id
            WHERE w.post_id IN ({{posts}}) AND n.state IN {_LEFT_OR_LEAVING}) m
    JOIN posts_post p ON p.id = m.post_id JOIN people_person r ON r.id = m.person_id
    WHERE r.is_active AND (p.author_id IS NULL OR p.author_id <> r.id)
        AND (p.state = 'deleted' OR NOT {visibility.sql("p", person="r")})
        AND NOT EXISTS (SELECT 1 FROM mail_notice d WHERE d.person_id = m.person_id AND d.post_id = m.post_id
            AND d.kind = 'recalled' AND (d.state = 'waiting' OR d.changed_at >= m.changed_at AND d.state <> 'dropped'))
    ON CONFLICT DO NOTHING
"""


def recall(post: Post) -> int:
    """Queues the mail for everybody who was mailed the post, or is just being mailed it, and cannot read it now; returns how many."""
    return _recall("%(post)s", post=post.pk)


def recall_space(space_id: int) -> int:
    """The same for all that stands in a space, in one statement; who was mailed several of these posts gets one mail for all."""
    return _recall("SELECT id FROM posts_post WHERE space_id = %(space)s", space=space_id)


def _recall(posts: str, **asked: int) -> int:
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_RECALL.format(posts=posts), {**asked, "now": now, "at": now})
        return int(cursor.rowcount)


def is_leaving(notice: Notice) -> bool:
    """Whether a mail with words of it is in the hands of another process, so that nobody knows yet whether it leaves."""
    return _letters(notice).filter(state="leaving").exists() or _notices(notice).filter(state="leaving").exists()


def is_wanted(notice: Notice) -> bool:
    """Whether they were mailed it, and still may not read it."""
    can_read = Post.objects.visible_to(notice.person).filter(pk=_post(notice).pk).exists()
    was_mailed = _letters(notice).filter(state__in=LEFT).exists() or _notices(notice).filter(state__in=LEFT).exists()
    return was_mailed and not can_read


def written(notice: Notice) -> Written:
    """The mail, which asks for all at once that is to be asked of this person now: what is gated may have been mailed many times."""
    post = _post(notice)
    with_it = _asked_too(notice)
    notice.with_it = tuple(with_it)
    posts = [post.pk, *with_it.values()]
    letters = Letter.objects.filter(person=notice.person, post__in=posts, state__in=LEFT)
    others = Notice.objects.filter(person=notice.person, words_of__in=posts, state__in=LEFT)
    first: dict[int, datetime] = {}
    for pk, at in (*letters.values_list("post", "changed_at"), *others.values_list("words_of", "changed_at")):
        first[pk] = min(at, first.get(pk, at))
    moments = sorted({first[pk].replace(second=0, microsecond=0) for pk in posts})
    headers = {}
    letter = letters.select_related("comment").order_by("changed_at").first()
    if letter is not None and letter.bundle == Letter.Bundle.ALONE and not with_it:
        about = addresses.message_id(letter.comment or post)
        headers = {"In-Reply-To": about, "References": about}
    return Written(about=post, context={"moments": moments}, headers=headers)


def _asked_too(notice: Notice) -> dict[int, int]:
    """The other notices that would ask the same of this person now, and of which posts; none of which a mail is just leaving."""
    waiting = Notice.objects.filter(person=notice.person, kind=Kind.RECALLED, state=State.WAITING, due_at__lte=clock.now())
    rows = dict(waiting.exclude(post=None).order_by("due_at", "pk").values_list("pk", "post")[:MOST_AT_ONCE])
    if not rows:
        return {}
    states: dict[int, set[str]] = defaultdict(set)
    for pk, state in Letter.objects.filter(person=notice.person, post__in=rows.values()).values_list("post", "state"):
        states[pk].add(state)
    said = Notice.objects.filter(person=notice.person, words_of__in=rows.values())
    for pk, state in said.values_list("words_of", "state"):
        states[pk].add(state)
    readable = set(Post.objects.visible_to(notice.person).filter(pk__in=rows.values()).values_list("pk", flat=True))
    return {
        pk: post
        for pk, post in rows.items()
        if post not in readable and states[post].intersection(LEFT) and State.LEAVING not in states[post]
    }


def _letters(notice: Notice) -> QuerySet[Letter]:
    return Letter.objects.filter(person=notice.person, post=_post(notice)).select_related("comment")


def _notices(notice: Notice) -> QuerySet[Notice]:
    return Notice.objects.filter(person=notice.person, words_of=_post(notice))


def _post(notice: Notice) -> Post:
    about = notice.post or (notice.narrowing.post if notice.narrowing is not None else None)
    assert about is not None
    return about
