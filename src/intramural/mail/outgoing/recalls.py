"""The one mail, without content, to whoever was mailed what they may not read any more: what was mailed cannot be recalled.

It follows whatever made a post smaller or took it away: a narrowing, another audience, a deletion. Nobody gets a second one
unless they were mailed the post again in between.
"""

from __future__ import annotations

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
_LEFT_OR_LEAVING = "('sent', 'unsure', 'leaving')"
_MAILED = f"""
    SELECT DISTINCT r.id FROM posts_post p JOIN people_person r ON r.id IN (
        SELECT l.person_id FROM mail_letter l WHERE l.post_id = %(post)s AND l.state IN {_LEFT_OR_LEAVING}
            AND NOT EXISTS (SELECT 1 FROM mail_notice d WHERE d.person_id = l.person_id AND d.post_id = %(post)s
                AND d.kind = 'recalled' AND (d.state = 'waiting' OR d.changed_at >= l.changed_at AND d.state <> 'dropped'))
        UNION SELECT n.person_id FROM mail_notice n JOIN mail_notice_words_of w ON w.notice_id = n.id
            WHERE w.post_id = %(post)s AND n.state IN {_LEFT_OR_LEAVING}
            AND NOT EXISTS (SELECT 1 FROM mail_notice d WHERE d.person_id = n.person_id AND d.post_id = %(post)s
                AND d.kind = 'recalled' AND (d.state = 'waiting' OR d.changed_at >= n.changed_at AND d.state <> 'dropped')))
    WHERE p.id = %(post)s AND r.is_active AND (p.author_id IS NULL OR p.author_id <> r.id)
        AND (p.state = 'deleted' OR NOT {visibility.sql("p", person="r")})
"""


def recall(post: Post) -> int:
    """Queues the mail for everybody who was mailed the post, or is just being mailed it, and cannot read it now; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_MAILED, {"post": post.pk, "now": connection.ops.adapt_datetimefield_value(clock.now())})
        mailed = [pk for (pk,) in cursor.fetchall()]
    now, key = clock.now(), f"{Kind.RECALLED}:{post.pk}:{post.audience_version}"
    rows = [Notice(person_id=pk, kind=Kind.RECALLED, key=key, post=post, due_at=now, changed_at=now) for pk in mailed]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def is_leaving(notice: Notice) -> bool:
    """Whether a mail with words of it is in the hands of another process, so that nobody knows yet whether it leaves."""
    return _letters(notice).filter(state="leaving").exists() or _notices(notice).filter(state="leaving").exists()


def is_wanted(notice: Notice) -> bool:
    """Whether they were mailed it, and still may not read it."""
    can_read = Post.objects.visible_to(notice.person).filter(pk=_post(notice).pk).exists()
    was_mailed = _letters(notice).filter(state__in=LEFT).exists() or _notices(notice).filter(state__in=LEFT).exists()
    return was_mailed and not can_read


def written(notice: Notice) -> Written:
    post = _post(notice)
    letter = _letters(notice).filter(state__in=LEFT).order_by("changed_at").first()
    other = _notices(notice).filter(state__in=LEFT).order_by("changed_at").first()
    mailed_at = min(each.changed_at for each in (letter, other) if each is not None)
    headers = {}
    if letter is not None and letter.bundle == Letter.Bundle.ALONE:
        about = addresses.message_id(letter.comment or post)
        headers = {"In-Reply-To": about, "References": about}
    return Written(about=post, context={"mailed_at": mailed_at}, headers=headers)


def _letters(notice: Notice) -> QuerySet[Letter]:
    return Letter.objects.filter(person=notice.person, post=_post(notice)).select_related("comment")


def _notices(notice: Notice) -> QuerySet[Notice]:
    return Notice.objects.filter(person=notice.person, words_of=_post(notice))


def _post(notice: Notice) -> Post:
    about = notice.post or (notice.narrowing.post if notice.narrowing is not None else None)
    assert about is not None
    return about
