"""From the composer, or from what a program sends, to the draft that is thought about."""

from __future__ import annotations

from collections.abc import Iterable

from intramural.kit.errors import Refusal
from intramural.people.models import Person
from intramural.posts import composing, reach
from intramural.posts.composing import Composition
from intramural.posts.models import Attachment
from intramural.thought.queries import Draft, File

MOST_FILES = 20


def of(composed: Composition, *, by: Person, draft: str = "", files: Iterable[File] = ()) -> Draft:
    """The draft that a composition holds, with the words of the files of its kept draft. A choice that sharing would refuse
    counts as everyone: the refusal itself is for sharing to say."""
    space, far = None, ""
    try:
        choice = composing.choice(composed, by=by)
        space, far = choice.space, reach.of_choice(choice, by=by).counted
    except Refusal:
        pass
    words = "\n".join(part for part in (composed.body, composed.options) if part)
    return Draft(
        text=words,
        author=by,
        title=composed.title,
        kind=composed.kind,
        files=(*files, *(_of_draft(draft, by=by) if draft else ())),
        source_url=composed.url,
        made_by=composed.made_by,
        owner=composed.owner,
        audience=composed.audience,
        space=space,
        voice=composed.voice,
        reach=far,
    )


def _of_draft(public_id: str, *, by: Person) -> list[File]:
    rows = Attachment.objects.filter(
        post__public_id=public_id, post__author=by, post__state="draft", removed_at=None, is_latest=True
    )
    return [File(name, text) for name, text in rows.values_list("name", "text")[:MOST_FILES]]
