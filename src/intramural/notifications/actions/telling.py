"""Writing down who is told of what: one statement a reason, whatever the number of people, and again changes nothing.

    reasons of a post         thanked · named in it · following who wrote it · following a topic of it · in its space
    reasons of a comment      named in it · asked the question · wrote what it answers · following the post

The first reason that fits is the one that is kept. Whoever may not read it is not told, and nobody is told of their own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from intramural.announcements.models import Acknowledgement, Asking
from intramural.audiences import visibility
from intramural.kit import clock, ids
from intramural.kit.prepared import Given, Prepared
from intramural.notifications import policy
from intramural.notifications.actions.each import tell_each
from intramural.notifications.models import Device, News, Rhythm, Wish
from intramural.people.models import Person
from intramural.posts.models import Comment, Embargo, Post
from intramural.posts.queries import embargoes
from intramural.spaces.models import Membership, Space, SpaceInvitation
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship

_KIND, _WHY = News.Kind, News.Why

# Who wants nothing but the ordinary sees it at once; for the others their wishes are asked first (tasks.decide), as for
# whatever leaves the house.
_WANTS_NOTHING_ELSE = "NOT EXISTS (SELECT 1 FROM notifications_wish w WHERE w.person_id = r.id)"
_INSERT = f"""
    INSERT INTO notifications_news (public_id, key, person_id, kind, why, by_id, post_id, comment_id, topic_id, at,
        is_decided, on_page, is_quiet)
    SELECT %(public_id)s, %(key)s, r.id, %(kind)s, %(why)s, %(by)s, %(post)s, %(comment)s, {{topic}}, %(at)s,
        {{decided}}, {_WANTS_NOTHING_ELSE}, FALSE
    FROM {{recipients}} JOIN people_person r ON r.id = t.id JOIN posts_post p ON p.id = %(post)s
    WHERE (CAST(%(by)s AS bigint) IS NULL OR r.id <> %(by)s) AND {visibility.sql("p", person="r")}
    ON CONFLICT DO NOTHING
"""
_NAMED = "(SELECT person_id AS id FROM posts_mention WHERE post_id = %(post)s AND comment_id IS NULL) t"
_NAMED_THERE = "(SELECT person_id AS id FROM posts_mention WHERE comment_id = %(comment)s) t"
_HONOURED = "(SELECT person_id AS id FROM posts_post_honours WHERE post_id = %(post)s) t"
_OF_THE_AUTHOR = "(SELECT person_id AS id FROM people_following WHERE followed_id = %(by)s) t"
_OF_A_TOPIC = (
    "(SELECT tf.person_id AS id, min(tf.topic_id) AS topic FROM topics_topicfollow tf"
    " JOIN posts_post_topics pt ON pt.topic_id = tf.topic_id WHERE pt.post_id = %(post)s GROUP BY tf.person_id) t"
)
_OF_THE_SPACE = (
    "(SELECT m.person_id AS id FROM spaces_membership m JOIN posts_post s ON s.space_id = m.space_id"
    " WHERE s.id = %(post)s) t"
)
_OF_THE_POST = "(SELECT person_id AS id FROM posts_postfollow WHERE post_id = %(post)s) t"
_WHO_HAS_NOT_SAID_SO = (
    "(SELECT q.id FROM people_person q WHERE NOT EXISTS (SELECT 1 FROM announcements_acknowledgement a"
    " WHERE a.post_id = %(post)s AND a.person_id = q.id)) t"
)
_THIS_PERSON = "(SELECT id FROM people_person WHERE id = %(person)s) t"


@transaction.atomic
def tell_of_post(post_id: int) -> int:
    """Tells whom a post is meant for, and who follows what it belongs to; returns how many people."""
    post = _published.first(post=post_id)
    if post is None or post.released_at is None:
        return 0
    about = _about(post, None, by_id=post.author_id, at=post.released_at)
    named = _KIND.ASKED if post.kind == Post.Kind.QUESTION else _KIND.MENTION
    return (
        _tell(about, _HONOURED, _KIND.THANKED)
        + _tell(about, _NAMED, named)
        + _tell(about, _OF_THE_AUTHOR, _KIND.POST, _WHY.PERSON)
        + _tell(about, _OF_A_TOPIC, _KIND.POST, _WHY.TOPIC, topic="t.topic")
        + (_tell(about, _OF_THE_SPACE, _KIND.POST, _WHY.SPACE) if post.space_id else 0)
    )


@Prepared
def _published(given: Given) -> QuerySet[Post]:
    return Post.objects.filter(pk=given.number("post"), state=Post.State.PUBLISHED)


@transaction.atomic
def tell_of_comment(comment_id: int) -> int:
    """Tells who is named in a comment, whom it answers, and who follows the post; returns how many people."""
    said = Comment.objects.filter(pk=comment_id, deleted_at=None).select_related("post", "parent", "quotes").first()
    if said is None or said.post.state != Post.State.PUBLISHED:
        return 0
    _has_answered(said)
    about, post = _about(said.post, said, by_id=said.author_id, at=said.released_at), said.post
    told = _tell(about, _NAMED_THERE, _KIND.MENTION)
    if post.kind == Post.Kind.QUESTION and said.parent_id is None and post.accepted_answer_id is None:
        told += _tell({**about, "person": post.author_id}, _THIS_PERSON, _KIND.ANSWER)
    for answered in (said.parent, said.quotes, post):
        if answered is not None and answered.author_id is not None:
            told += _tell({**about, "person": answered.author_id}, _THIS_PERSON, _KIND.REPLY)
    return told + _tell(about, _OF_THE_POST, _KIND.COMMENT, _WHY.POST)


def _has_answered(said: Comment) -> None:
    """Whoever was named or replied to under a post, and says something there, has done what was asked."""
    waiting = News.objects.filter(person=said.author_id, post=said.post_id, done_at=None, at__lt=said.released_at)
    waiting.filter(kind__in=(_KIND.ASKED, _KIND.MENTION, _KIND.REPLY)).update(done_at=clock.now())


@transaction.atomic
def tell_of_acceptance(post_id: int, comment_id: int) -> int:
    """Tells who gave an answer that it helped; what asked for an answer to be accepted is done. Returns how many people."""
    said = Comment.objects.filter(pk=comment_id, post=post_id, deleted_at=None).select_related("post").first()
    if said is None or said.post.accepted_answer_id != comment_id:
        return 0
    now = clock.now()
    News.objects.filter(post=post_id, kind=_KIND.ANSWER, done_at=None).update(done_at=now)
    about = {**_about(said.post, said, by_id=said.post.author_id, at=now), "key": f"accepted:{comment_id}"}
    return _tell({**about, "person": said.author_id}, _THIS_PERSON, _KIND.ACCEPTED)


def take_back_acceptance(comment_id: int) -> None:
    """The question is open again: that its answer helped is said no more, and may be said anew."""
    News.objects.filter(key=f"accepted:{comment_id}").delete()


@transaction.atomic
def tell_of_embargo(embargo_id: int) -> int:
    """Tells a post's author, and who looks after it and is in its circle, of its day, or that it waits for none any more.

    Who did it is not told, nor is anybody of a day that came. Returns how many people.
    """
    embargo = Embargo.objects.filter(pk=embargo_id).select_related("post__author", "post__audience").first()
    if embargo is None or embargo.end in (Embargo.End.OPENED, Embargo.End.DELETED):
        return 0
    post, by_id = embargo.post, embargo.ended_by_id if embargo.ended_at else embargo.moved_by_id
    key = f"{embargo.end}:{embargo.pk}" if embargo.end else f"embargo:{embargo.pk}:{embargo.version}"
    at = max(embargo.ended_at or clock.now(), post.released_at or clock.EPOCH)
    about = {**_about(post, None, by_id=by_id, at=at), "key": key}
    people = [post.author_id, *(each.pk for each in embargoes.timekeepers(post))]
    return sum(_tell({**about, "person": each}, _THIS_PERSON, _KIND.EMBARGO) for each in people if each is not None)


def tell_of_waiting(post_id: int) -> int:
    """Tells the same of the day that a post waits for, once it is released: as long as its author's undo window ran, nobody else could
    read it when the day was set. Returns how many people."""
    embargo = _waiting.first(post=post_id)
    return tell_of_embargo(embargo.pk) if embargo is not None else 0


@Prepared
def _waiting(given: Given) -> QuerySet[Embargo]:
    return Embargo.objects.filter(post=given.number("post"), ended_at=None)


@transaction.atomic
def tell_of_asking(post_id: int) -> int:
    """Tells whoever can read a post that it asks them to say so, once it is released; returns how many people."""
    asking = _asking.first(post=post_id)
    if asking is None or asking.post.released_at is None or asking.post.released_at > clock.now():
        return 0
    about = _about(asking.post, None, by_id=asking.post.author_id, at=max(asking.post.released_at, asking.at))
    return _tell({**about, "key": f"notice:{post_id}"}, _WHO_HAS_NOT_SAID_SO, _KIND.NOTICE)


@Prepared
def _asking(given: Given) -> QuerySet[Asking]:
    return Asking.objects.filter(post=given.number("post"), post__state=Post.State.PUBLISHED).select_related("post")


def ask_no_more(post_id: int) -> None:
    """The post asks nobody any more; what was done stays done."""
    News.objects.filter(key=f"notice:{post_id}", done_at=None).delete()


def settle_acknowledged(post_id: int) -> None:
    """Whoever has said that they have read it is asked no more."""
    said = Acknowledgement.objects.filter(post=post_id).values("person")
    News.objects.filter(key=f"notice:{post_id}", done_at=None, person__in=said).update(done_at=clock.now())


def tell_of_invitation(space_id: int, person_id: int) -> int:
    """Tells somebody that they are invited into a space, until they answer; returns 1, or 0 where nobody waits."""
    waiting = (
        SpaceInvitation.objects.filter(space=space_id, person=person_id, person__is_active=True)
        .select_related("person")
        .first()
    )
    if waiting is None:
        return 0
    key = f"invitation:{waiting.pk}"
    return tell_each([waiting.person], key, _KIND.INVITATION, by_id=waiting.invited_by_id, space_id=space_id)


def tell_of_renewal(space_id: int) -> int:
    """Tells who looks after a gated space that it ends soon, once a sunset; returns how many people."""
    space = Space.objects.filter(pk=space_id, is_gated=True, archived_at=None, renewal_asked_at__isnull=False).first()
    if space is None:
        return 0
    owners = Membership.objects.filter(space=space, role=Membership.Role.OWNER, person__is_active=True)
    key = f"renewal:{space_id}:{space.sunset_on}"
    return tell_each([each.person for each in owners.select_related("person")], key, _KIND.RENEWAL, space_id=space_id)


def tell_of_muting(stewardship_id: int, day: str) -> int:
    """Tells those who look after something that its second thought has muted itself, once; returns how many."""
    it = stewards.named(Stewardship.objects.filter(pk=stewardship_id)).first()
    people = stewards.deciders(it) if it is not None else []
    return tell_each(people, f"muted:{stewardship_id}:{day}", _KIND.MUTED, stewardship=it)


def note_what_was_quiet(person: Person, week: str) -> bool:
    """Tells somebody that some things were kept quiet in the week ("2026-W10"), once; returns whether that is new."""
    made = {
        "public_id": ids.new(),
        "kind": _KIND.QUIET,
        "why": _WHY.YOU,
        "at": clock.now(),
        "is_decided": True,
        "on_page": True,
    }
    return News.objects.get_or_create(person=person, key=f"quiet:{week}", defaults=made)[1]


def forget_person(person_id: int) -> None:
    """Nothing is kept of what an erased person was told and wanted; what they did is no more theirs."""
    News.objects.filter(person_id=person_id).delete()
    News.objects.filter(by_id=person_id).update(by=None)
    Wish.objects.filter(person_id=person_id).delete()
    Wish.objects.filter(other_id=person_id).delete()
    Rhythm.objects.filter(person_id=person_id).delete()
    Device.objects.filter(person_id=person_id).delete()


def _about(post: Post, comment: Comment | None, *, by_id: int | None, at: datetime) -> dict[str, Any]:
    return {
        "public_id": ids.new(),
        "key": f"comment:{comment.pk}" if comment else f"post:{post.pk}",
        "by": by_id,
        "post": post.pk,
        "comment": comment.pk if comment else None,
        "at": connection.ops.adapt_datetimefield_value(at),
        "now": connection.ops.adapt_datetimefield_value(clock.now()),
    }


def _tell(about: dict[str, Any], recipients: str, kind: str, why: str = _WHY.YOU, *, topic: str = "NULL") -> int:
    """Writes a line for each of the recipients who may read it and has none yet; returns how many."""
    decided = _WANTS_NOTHING_ELSE if policy.DEFAULTS[kind] == {policy.PAGE} else "FALSE"
    statement = _INSERT.format(recipients=recipients, topic=topic, decided=decided)
    with connection.cursor() as cursor:
        cursor.execute(statement, {**about, "kind": str(kind), "why": str(why)})
        return int(max(cursor.rowcount, 0))
