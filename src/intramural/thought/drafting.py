"""From the composer, or from what a program sends, to the draft that is thought about."""

from __future__ import annotations

from collections.abc import Sequence

from intramural.kit.errors import Refusal
from intramural.kit.files import reading
from intramural.kit.files.taking import Taken
from intramural.people.models import Person
from intramural.posts import composing, reach
from intramural.posts.composing import Composition
from intramural.posts.files import store
from intramural.posts.models import Attachment, Post
from intramural.thought.queries import Draft, File

MOST_FILES = 20
READ_AT_ONCE, SECONDS = 3, 1.0
"""So many documents that nobody has read yet are read while the author waits, and for so long each."""


def of(composed: Composition, *, by: Person, draft: str = "", came: Sequence[Taken] = ()) -> Draft:
    """The draft that a composition holds, with the words of the files of its kept draft and of those that just came.

    A choice that sharing would refuse counts as everyone: the refusal itself is for sharing to say.
    """
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
        files=_files(draft, came, by=by),
        source_url=composed.url,
        made_by=composed.made_by,
        owner=composed.owner,
        audience=composed.audience,
        space=space,
        voice=composed.voice,
        reach=far,
    )


def _files(draft: str, came: Sequence[Taken], *, by: Person) -> tuple[File, ...]:
    """Name and words of each file; what waits for the keeper to read it is read now."""
    kept = Attachment.objects.filter(
        post__public_id=draft, post__author=by, post__state=Post.State.DRAFT, removed_at=None, is_latest=True
    )
    rows = list(kept.values_list("name", "text", "is_read", "key", "media_type")[:MOST_FILES]) if draft else []
    rows += [(file.name, "", not file.is_document, file.key, file.media_type) for file in came]
    files, left = [], READ_AT_ONCE
    for name, text, is_read, key, media_type in rows:
        if not is_read and key and left:
            left -= 1
            text = reading.words(store.path(key), media_type, into=store, seconds=SECONDS)
        files.append(File(name, text))
    return tuple(files)
