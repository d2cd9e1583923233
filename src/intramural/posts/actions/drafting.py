"""Drafts: what is not shared yet, kept as one types, and shared from the composer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from intramural.audiences.models import AUTHOR
from intramural.kit import clock
from intramural.kit.errors import Conflict, Unacceptable
from intramural.kit.files.taking import Taken
from intramural.people.models import Person
from intramural.posts import composing, policy, text
from intramural.posts.actions.attaching import attach
from intramural.posts.actions.publishing import publish
from intramural.posts.composing import Composition
from intramural.posts.errors import ChangedMeanwhile
from intramural.posts.events import DraftDiscarded
from intramural.posts.models import Post
from intramural.record import journal


@transaction.atomic
def draft(
    composed: Composition,
    *,
    by: Person,
    into: Post | None = None,
    version: int | None = None,
    files: Sequence[Taken] = (),
) -> Post:
    """Keeps what is in the composer as it is, half done or wrong, for its author alone; `into` is the draft to go on with, and
    `version` the one that the composer showed or kept last.

    Files are attached to it at once.

    Refuses (422) more words than a post holds, and nothing at all where there is no draft yet; (409) what was shared, and when
    `version` is not the one that is there.
    """
    if len(composed.body) > text.MOST_BODY:
        raise Unacceptable(
            f"That is {len(composed.body):,} characters; {text.MOST_BODY:,} fit here.",
            remedy="Shorten it, or attach the long part.",
            field="body",
        )
    if into is None and composed.is_empty and not files:
        raise Unacceptable("There is nothing to keep yet.", remedy="Write a word first.", field="body")
    if into is None:
        kept = Post(author=by, begun_at=clock.now(), audience_id=AUTHOR)
    else:
        policy.may_edit(by, into).required()
        kept = _still_a_draft(into, version)
        kept.version += 1
    kept.kind = composed.kind if composed.kind in Post.Kind.values else Post.Kind.UPDATE
    kept.title, kept.body, kept.plan = composed.title[: text.MOST_TITLE], composed.body, composed.plan()
    kept.save()
    if files:
        attach(kept, files, by=by)
    return kept


@transaction.atomic
def discard(kept: Post, *, by: Person) -> None:
    """Throws a draft away with its files. Refuses (409) what was shared: that is deleted, and leaves a tombstone."""
    policy.may_edit(by, kept).required()
    kept = _still_a_draft(kept)
    journal.note(DraftDiscarded(post_id=kept.pk), by=by, about=kept)
    kept.delete()


@transaction.atomic
def share(
    composed: Composition,
    *,
    by: Person,
    draft: Post | None = None,
    version: int | None = None,
    files: Sequence[Taken] = (),
) -> Post:
    """Publishes what is in the composer. Refuses what `publish` and `composing` refuse, naming the field, and as `draft` does
    (409) another `version` of the draft than the one that is there.
    """
    composed = composing.checked(composed)
    if draft is not None:
        draft = _still_a_draft(draft, version)
    return publish(
        by=by,
        body=composed.body,
        title=composed.title if composed.kind not in Post.UNTITLED else "",
        kind=composed.kind,
        choice=composing.choice(composed, by=by),
        voice=composed.voice,
        voice_unit=composing.voice_unit(composed, by=by),
        why_wide=composed.why_wide,
        summary=composed.summary,
        beside=composing.beside(composed, by=by),
        draft=draft,
        files=files,
        not_before=composing.not_before(composed, by=by),
    )


def _still_a_draft(kept: Post, version: int | None = None) -> Post:
    """The draft as it is now, held until the transaction ends: keeping and sharing may meet."""
    kept = Post.objects.select_for_update().get(pk=kept.pk)
    if kept.state != Post.State.DRAFT:
        raise Conflict("This was shared already.", remedy="Edit it where it stands.")
    if version is not None and version != kept.version:
        raise ChangedMeanwhile()
    return kept
