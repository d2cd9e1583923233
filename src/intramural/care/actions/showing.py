"""What those who are asked can read: the words and files of a draft, put into its consult. No verbs of people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from intramural.care.errors import NotNow
from intramural.care.models import Consult
from intramural.kit.errors import Refusal
from intramural.people.models import Person
from intramural.posts import composing, reach
from intramural.posts.composing import Composition
from intramural.posts.models import Attachment, Post

_NO_FURTHER: dict[str, Any] = {
    "known_to": "", "opens_at": "", "then": "everyone", "then_space": "", "then_units": (), "then_people": "",
}  # fmt: skip


def held(consult: Consult) -> tuple[Consult, Post]:
    """The consult and its draft as they are now, for this transaction alone. Refuses (409) where either is over."""
    consult = Consult.objects.select_for_update(of=("self",)).select_related("by").get(pk=consult.pk)
    draft = Post.objects.filter(pk=consult.post_id).select_related("author").first() if consult.post_id else None
    if not consult.is_open or draft is None or draft.state != Post.State.DRAFT:
        raise NotNow("This is over: the draft was shared or thrown away, or its author needs no opinion any more.")
    return consult, draft


def show(consult: Consult, draft: Post) -> None:
    """Puts the words and files of the draft, as they are now, into the consult."""
    consult.title, consult.body, consult.plan = draft.title, draft.body, draft.plan
    consult.meant_for, consult.version = meant_for(draft), consult.version + 1
    consult.save(update_fields=["title", "body", "plan", "meant_for", "version"])
    consult.files.set(files_of(draft))


def is_changed(consult: Consult, draft: Post) -> bool:
    """Whether the draft says something else now than those who are asked can read."""
    files = set(files_of(draft).values_list("pk", flat=True))
    shown = set(consult.files.filter(removed_at=None).values_list("pk", flat=True))
    return (draft.title, draft.body, draft.plan) != (consult.title, consult.body, consult.plan) or files != shown


def meant_for(draft: Post, audience: dict[str, Any] | None = None) -> str:
    """How far the draft would go, in words and number; "" where that cannot be said yet."""
    assert draft.author is not None
    try:
        return reached(draft, audience or {}, by=draft.author)
    except Refusal:
        return ""


def reached(draft: Post, audience: dict[str, Any], *, by: Person) -> str:
    """The same with another audience. Refuses what choosing it would."""
    composed = for_these(composing.of(draft), audience)
    choice = composing.choice(composed, by=by)
    if choice.kind == "me":
        return f"{by.name}, 1 person"  # who is asked reads it: "Only you" would be they
    return reach.of_choice(choice, by=by, also=composing.looked_after_by(composed, by=by)).counted[:300]


def for_these(composed: Composition, audience: dict[str, Any]) -> Composition:
    """The composition for these readers and nobody else, neither from a day on nor by its title; as it is where none are given."""
    return replace(composed, **{**_NO_FURTHER, **audience}) if audience else composed


def files_of(draft: Post) -> QuerySet[Attachment]:
    return Attachment.objects.filter(post=draft, comment=None, removed_at=None, is_latest=True)
