"""Publishing a post, taking it back while nobody has seen it, changing whom it is for, deleting it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from intramural.audiences import queries as reaches
from intramural.audiences.models import AUTHOR, Audience
from intramural.kit import clock
from intramural.kit.errors import NotFound, Unacceptable
from intramural.kit.files.taking import Taken
from intramural.kit.prepared import insert
from intramural.people.models import Person, Unit
from intramural.posts import composing, policy, queries, reach
from intramural.posts.actions import besides, embargoing
from intramural.posts.actions import words as wording
from intramural.posts.actions.attaching import attach
from intramural.posts.actions.narrowing import for_no_more, stays_with_its_source
from intramural.posts.beside import Beside
from intramural.posts.errors import AlreadyNarrowed, UndoWindowOver
from intramural.posts.events import AudienceChanged, PostDeleted, PostPublished, PostWithdrawn
from intramural.posts.models import Embargo, Post, Release
from intramural.posts.reach import NotBefore
from intramural.record import journal

_NOTHING = Beside()


@transaction.atomic
def publish(
    *,
    by: Person,
    body: str,
    title: str = "",
    kind: str = Post.Kind.UPDATE,
    choice: reach.Choice | None = None,
    voice: str = Post.Voice.ROLE,
    voice_unit: Unit | None = None,
    why_wide: str = "",
    summary: str = "",
    beside: Beside = _NOTHING,
    draft: Post | None = None,
    files: Sequence[Taken] = (),
    not_before: NotBefore | None = None,
) -> Post:
    """Publishes at once; others see it when the author's undo window ends (R26). Nothing holds it for approval (R5).

    A draft keeps its id and attachments; `beside` is what its kind has besides words; `summary` is what a translucent one
    says to whoever only knows of it. With `not_before` the choice is the circle that knows until then. Refuses (422) neither
    words nor files, more than a status or post holds, a translucent one without title or summary, and what `besides.put`,
    `embargoing.begin` and `stays_with_its_source` refuse; (403) an official voice without a delegation, and a space that the
    author may not post in.
    """
    policy.may_speak(by, voice, voice_unit).required()
    if draft is not None:
        policy.may_edit(by, draft).required()
    choice = reach.held(choice or reach.Choice())
    audience = reach.resolve(choice, by=by)
    now = clock.now()
    post = draft or Post(author=by, begun_at=now)
    post.kind, post.space, post.audience, post.voice = kind, choice.space, audience, voice
    post.voice_unit = voice_unit if voice == Post.Voice.OFFICIAL else None
    post.title = wording.title(title)
    post.known_to = reach.resolve_known(choice, audience, by=by)
    stays_with_its_source(post, audience)
    stays_with_its_source(post, post.known_to, field="known_to")
    wording.shell(post, summary)
    post.why_wide = wording.why_wide(why_wide)
    words = wording.body(post, body, has_files=bool(files) or _has_files(draft))
    post.state, post.published_at, post.released_at = Post.State.PUBLISHED, now, released_at(by, now)
    post.plan, post.version = {}, 1  # how often its draft was kept is told to nobody
    if draft is None:
        insert(post)
    else:
        post.save()
    wording.refer(post, words, again=draft is not None)
    if files:
        attach(post, files, by=by)
    besides.put(post, beside, again=draft is not None)
    if not_before is not None:
        embargoing.begin(post, by=by, opens_at=not_before.opens_at, then=not_before.then)
    insert(Release(post=post, due_at=post.released_at))
    journal.note(PostPublished(post_id=post.pk), by=by, about=post)
    return post


@transaction.atomic
def withdraw(post: Post, *, by: Person) -> None:
    """Takes a post back within its undo window: it is a draft again and reached nobody. Later refuses (409)."""
    policy.may_edit(by, post).required()
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.state != Post.State.PUBLISHED or post.released_at is None or post.is_out:
        raise UndoWindowOver("It is out: others may have read it.", remedy="You can edit it, narrow it or delete it.")
    post.audience, post.audience_before, post.is_taken_down = post.audience_before or post.audience, None, False
    post.plan = composing.of(post).plan()  # for whom its author meant it, whatever it was narrowed to meanwhile
    post.state, post.published_at, post.released_at = Post.State.DRAFT, None, None
    post.audience_id, post.space, post.known_to, post.summary = AUTHOR, None, None, ""
    post.save()
    Release.objects.filter(post=post).delete()
    Embargo.objects.filter(post=post).delete()
    journal.note(PostWithdrawn(post_id=post.pk), by=by, about=post)


@transaction.atomic
def change_audience(post: Post, *, by: Person, choice: reach.Choice, summary: str = "") -> Post:
    """Gives a post another audience, at once and on every surface, because nothing keeps its own copy of the answer.

    Who was let in one by one stays while the choice is the same as before. A translucent post stays so only if the choice says who
    may know of it, and `summary` what they read.

    Refuses (422) to move what was written inside into an external space, or to a guest by name (R28): its words were not
    meant for outside; and the answers of others to more people than they were given to. All are for a new post. Refuses
    (422) what `stays_with_its_source` refuses; (409) to let a post that is narrowed go further. While it waits for its day,
    it is the circle that changes. A draft is no post yet (404).
    """
    policy.may_edit(by, post).required()
    choice = reach.held(choice)
    post = Post.objects.select_for_update(of=("self",)).select_related("audience").get(pk=post.pk)
    _is_no_draft(post)
    if choice.space is not None and choice.space.is_external and choice.space.pk != post.space_id:
        raise Unacceptable(
            "What was written inside is not moved to where people outside read it.",
            remedy="Write it anew in the external space.",
            field="space",
        )
    audience = reach.resolve(choice, by=by)
    is_as_before = post.audience.base_id == audience.pk
    audience = post.audience if is_as_before else embargoing.circle(post, audience)
    if choice.kind == "people" and by.is_member and _comes_outside(post, audience):
        raise Unacceptable(
            "What was written inside is not moved to where people outside read it.",
            remedy="Leave guests out, or write it anew for them.",
            field="people",
        )
    said = reaches.Spoken(post.released_at, post.author_id)
    if post.audience_before_id is not None and not reaches.stays_within(audience, post.audience, of=said):
        raise AlreadyNarrowed(
            "It is narrowed for now, so it can only be for fewer people.", remedy="It goes further again when that ends."
        )
    stays_with_its_source(post, audience)
    for_no_more(post, audience, by=by)
    before, known_before = post.audience_id, post.known_to_id
    if choice.kind != "me" or queries.reads_replies(
        by, post
    ):  # else it stays where its members have answered: see `replies`
        post.space = choice.space
    post.audience = audience
    post.known_to = reach.resolve_known(choice, audience, by=by)
    if post.known_to_id != known_before:  # what is as before is hidden with it
        stays_with_its_source(post, post.known_to, field="known_to")
    embargoing.stays_unknown(post)
    known_by = post.summary
    wording.shell(post, summary)
    if post.summary not in ("", known_by):
        policy.may_speak(by, post.voice, post.voice_unit).required()
    if post.audience_before_id is not None:
        post.audience_before = audience  # what its author made smaller does not grow when a narrowing ends
    post.audience_version += 1
    post.save(update_fields=["audience", "audience_before", "space", "known_to", "summary", "audience_version"])
    wording.refer_shell(post)
    changed = AudienceChanged(
        post_id=post.pk, audience_id=audience.pk, audience_version=post.audience_version, from_audience_id=before,
        from_known_to_id=known_before,
    )  # fmt: skip
    journal.note(changed, by=by, about=post)
    return post


def _comes_outside(post: Post, audience: Audience) -> bool:
    """Whether guests could read it then, and none can now."""
    return reach.of_audience(audience).outside and not reach.of_audience(post.audience, space=post.space).outside


@transaction.atomic
def delete(post: Post, *, by: Person | None) -> None:
    """Takes a post away from everybody, with its replies and files; a tombstone stays at its address.

    What nobody but its author has seen leaves no tombstone for others either. A draft is no post yet (404): that is discarded.
    `by` None: the house itself.
    """
    if by is not None:
        policy.may_edit(by, post).required()
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    _is_no_draft(post)
    now = clock.now()
    if post.released_at is not None and post.released_at > now:
        post.released_at = None
    post.state, post.deleted_at = Post.State.DELETED, now
    post.audience_version += 1
    post.save(update_fields=["state", "released_at", "deleted_at", "audience_version"])
    embargoing.forget(post, by=by)
    journal.note(PostDeleted(post_id=post.pk), by=by, about=post)


def _is_no_draft(post: Post) -> None:
    if post.state == Post.State.DRAFT:
        raise NotFound("There is no such post for you to see.")


def _has_files(draft: Post | None) -> bool:
    return draft is not None and draft.attachments.filter(comment=None, removed_at=None).exists()


def released_at(person: Person, now: datetime) -> datetime:
    """When what the person publishes now reaches others: at the end of their undo window (0 to 120 s)."""
    return now + timedelta(seconds=person.undo_seconds)
