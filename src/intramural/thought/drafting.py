"""From the composer, from what a program sends, or from what is out, to the draft that is thought about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from intramural.audiences import queries as reaches
from intramural.audiences.models import Audience
from intramural.kit.errors import Refusal
from intramural.kit.files import reading
from intramural.kit.files.taking import Taken
from intramural.kit.prepared import Given, Prepared
from intramural.people.models import Person
from intramural.posts import composing, reach
from intramural.posts.composing import Composition
from intramural.posts.files import store
from intramural.posts.models import Attachment, Post, Provenance
from intramural.spaces.models import Space
from intramural.thought import heard
from intramural.thought.queries import MANY, Draft, File

MOST_FILES = 20
READ_AT_ONCE, SECONDS = 3, 1.0
"""So many documents that nobody has read yet are read while the author waits, and for so long each."""
SEVERAL = 20
"""Units of so many people or more, who are most of all who are here, are a wide audience."""


def of(composed: Composition, *, by: Person, draft: str = "", post: Post | None = None, came: Sequence[Taken] = ()) -> Draft:
    """The draft that a composition holds, with the words of the files of its kept draft, or of the post that it changes, and of
    those that just came.

    A choice that sharing would refuse counts as everyone: the refusal itself is for sharing to say.
    """
    where, asked = _where(composed, by=by), heard.of(draft, by=by, words=(composed.title, composed.body))
    return Draft(
        text="\n".join(part for part in (composed.summary, composed.body, composed.options) if part),
        author=by,
        title=composed.title,
        kind=composed.kind,
        files=tuple(_read([*_kept(post, draft, by=by), *_rows_of(came)], at_once=READ_AT_ONCE)),
        source_url=composed.url,
        made_by=composed.made_by,
        owner=composed.owner,
        audience=where.kind,
        space=where.space,
        voice=composed.voice,
        unit=composing.voice_unit(composed, by=by),
        reach=where.words,
        readers=where.readers,
        is_wide=where.is_wide,
        heard=asked,
        shared_at=post.released_at if post is not None else None,
        opens_at=where.opens_at,
        tells=where.tells,
        shell=_shell(composed, by=by, asked=asked),
    )


def _shell(composed: Composition, *, by: Person, asked: frozenset[int]) -> Draft | None:
    """What of a translucent one goes further than the rest: title and sentence, as if they were shared alone."""
    try:
        known_to = composing.choice(composed, by=by).known_to
    except Refusal:
        return None
    if known_to is None:
        return None
    far = reach.of_choice(known_to, by=by)
    return Draft(
        text=composed.summary,
        author=by,
        title=composed.title,
        kind=composed.kind,
        audience=known_to.kind,
        voice=composed.voice,
        unit=composing.voice_unit(composed, by=by),
        reach=far.counted,
        readers=far.people,
        is_wide=known_to.kind == "units" and _are_many(far.people),
        heard=asked,
    )


def of_post(post: Post) -> Draft:
    """The words of a post or of a kept draft as they are, and where they come from; files as far as they were read already.

    For whom it is does not stand in it: this is about whose it is.
    """
    composed = composing.of(post) if post.state == Post.State.DRAFT else _as_it_is(post)
    unit = post.voice_unit
    if post.state == Post.State.DRAFT:
        unit = composing.voice_unit(composed, by=post.author) if post.author is not None else None
    return Draft(
        text="\n".join(part for part in (composed.body, composed.options) if part),
        author=post.author,
        title=composed.title,
        kind=composed.kind,
        files=tuple(_read(_of_post(post), at_once=0)),
        source_url=composed.url,
        made_by=composed.made_by,
        owner=composed.owner,
        voice=composed.voice,
        unit=unit,
        shared_at=post.released_at,
    )


def _as_it_is(post: Post) -> Composition:
    """What a post says, without for whom."""
    came_from = Provenance.objects.filter(post=post).first() if post.kind == Post.Kind.FOUND else None
    source = {name: getattr(came_from, name) for name in ("url", "made_by", "owner")} if came_from is not None else {}
    options = post.options.values_list("text", flat=True) if post.kind == Post.Kind.POLL else ()
    return Composition(
        kind=post.kind, title=post.title, body=post.body, voice=post.voice, options="\n".join(options), **source
    )


@dataclass(frozen=True)
class _Where:
    """How far a choice goes: of what waits for its day, then. `tells` are those whom it is for until then, where they are few."""

    kind: str = ""
    space: Space | None = None
    words: str = ""
    readers: int = 0
    is_wide: bool = False
    opens_at: datetime | None = None
    tells: Audience | frozenset[int] | None = None


def _where(composed: Composition, *, by: Person) -> _Where:
    try:
        waits = composing.not_before(composed, by=by)
        choice = waits.then if waits is not None else composing.choice(composed, by=by)
        far = reach.of_choice(choice, by=by)
    except Refusal:
        return _Where(composed.audience)
    return _Where(
        kind=choice.kind if waits is not None else composed.audience,
        space=choice.space,
        words=far.counted,
        readers=far.people,
        is_wide=choice.kind == "units" and _are_many(far.people),
        opens_at=waits.opens_at if waits is not None else None,
        tells=_few(choice),
    )


def _few(choice: reach.Choice) -> Audience | frozenset[int] | None:
    """Those whom it is for: named people, or a space's; None where they are many."""
    if choice.kind == "people":
        return frozenset(each.pk for each in choice.people)
    is_circle = choice.space is not None and (choice.kind == "members" or choice.space.is_gated)
    return choice.space.circle if choice.space is not None and is_circle else None


def _are_many(readers: int) -> bool:
    return readers > MANY or (readers >= SEVERAL and 2 * readers > reaches.reach_of_everyone().people)


@dataclass(frozen=True)
class _Row:
    """A file, and where its bytes are if nobody has read it yet."""

    name: str
    text: str
    is_read: bool
    key: str
    media_type: str


def _kept(post: Post | None, draft: str, *, by: Person) -> list[_Row]:
    """The files of the post, or of the person's kept draft; none where there is neither, and nothing to ask for."""
    if post is not None:
        return _of_post(post)
    if not draft:
        return []
    files = Attachment.objects.filter(post__public_id=draft, post__author=by, post__state=Post.State.DRAFT)
    return [_Row(*values) for values in _columns(files)]


def _of_post(post: Post) -> list[_Row]:
    return [_Row(*values) for values in _files_of.rows(post=post.pk)]


_Columns = tuple[str, str, bool, str, str]


@Prepared
def _files_of(given: Given) -> QuerySet[Attachment, _Columns]:
    return _columns(Attachment.objects.filter(post=given.number("post")))


def _columns(files: QuerySet[Attachment]) -> QuerySet[Attachment, _Columns]:
    there = files.filter(comment=None, removed_at=None, is_latest=True)
    return there.values_list("name", "text", "is_read", "key", "media_type")[:MOST_FILES]


def _rows_of(came: Iterable[Taken]) -> list[_Row]:
    return [_Row(file.name, "", not file.is_document, file.key, file.media_type) for file in came]


def _read(rows: Iterable[_Row], *, at_once: int) -> Iterator[File]:
    """Name and words of each file; of those that wait for the keeper to read them so many are read now."""
    for row in rows:
        text = row.text
        if not row.is_read and row.key and at_once:
            at_once -= 1
            text = reading.words(store.path(row.key), row.media_type, into=store, seconds=SECONDS)
        yield File(row.name, text)
