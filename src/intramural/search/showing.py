"""What was found, as it is shown: a card with an excerpt around the words that were looked for.

An excerpt is a list of pieces, each plain text and whether it was looked for; the page marks those, and escapes all.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intramural.exposure import gathering
from intramural.exposure.models import Delivery
from intramural.kit import clock, markup
from intramural.kit.prepared import rows_of
from intramural.posts.beside import voice_label
from intramural.search import words
from intramural.search.backends import Clause

LENGTH = 240
_LOOKED_AT = 6_000
_KINDS = {"post": "", "shell": "", "comment": "Comment", "file": "File"}


@dataclass(frozen=True)
class Piece:
    """A part of an excerpt; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Hit:
    """Something that was found, as its viewer is shown it."""

    kind: str
    public_id: str
    url: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    at: datetime
    post_kind: str
    post_title: str
    voice: str
    is_official: bool
    author_handle: str | None
    author_name: str | None
    space_slug: str | None
    space_name: str | None
    space_kind: str | None

    @property
    def label(self) -> str:
        """What kind of thing it is, where that is not plain."""
        return _KINDS[self.kind] or ("Question" if self.post_kind == "question" else "")

    @property
    def initials(self) -> str:
        parts = [word for word in (self.author_name or "").split() if word[0].isalnum()]
        return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper() if parts else "?"


_ASKED = """
    SELECT e.id, e.post_id, e.kind, p.public_id, CASE e.kind WHEN 'shell' THEN '' ELSE p.kind END, p.title,
        CASE e.kind WHEN 'shell' THEN p.summary ELSE p.body END, p.voice, vu.name, p.released_at,
        c.public_id, c.body, c.released_at, f.public_id, f.name, f.description, substr(f.text, 1, {looked_at}), f.added_at,
        a.handle, a.name, CASE e.kind WHEN 'shell' THEN NULL ELSE s.slug END,
        CASE e.kind WHEN 'shell' THEN NULL ELSE s.name END, CASE e.kind WHEN 'shell' THEN NULL ELSE s.kind END
    FROM search_entry e
    JOIN posts_post p ON p.id = e.post_id
    LEFT JOIN posts_comment c ON c.id = e.comment_id
    LEFT JOIN posts_attachment f ON f.id = e.file_id
    LEFT JOIN people_unit vu ON vu.id = p.voice_unit_id
    LEFT JOIN spaces_space s ON s.id = p.space_id
    LEFT JOIN people_person a ON a.id =
        CASE e.kind WHEN 'post' THEN p.author_id WHEN 'shell' THEN p.author_id WHEN 'comment' THEN c.author_id ELSE f.added_by_id END
    WHERE e.id IN ({{}})
"""


def hits(entry_ids: Sequence[int], clauses: Sequence[Clause], *, viewer_id: int, placed: Container[int]) -> list[Hit]:
    """These entries as they are shown to this viewer, in this order. The caller has asked who may see them, and which are
    `placed` in a space that the viewer may know of. One query."""
    if not entry_ids:
        return []
    rows = rows_of(_ASKED.format(looked_at=_LOOKED_AT), entry_ids)
    gathering.shown(viewer_id, [row[1] for row in rows if row[2] != "shell"], way=Delivery.Way.SEARCH)
    found = {row[0]: _hit(row[2:] if row[0] in placed else (*row[2:-3], None, None, None), clauses) for row in rows}
    return [found[pk] for pk in entry_ids if pk in found]


def _hit(row: tuple[Any, ...], clauses: Sequence[Clause]) -> Hit:
    (
        kind, post_id, post_kind, title, body, voice, unit, released_at, comment_id, comment_body, commented_at,
        file_id, file_name, description, file_text, added_at, handle, name, slug, space, space_kind,
    ) = row  # fmt: skip
    if kind in ("post", "shell"):
        public_id, url, head, at = post_id, f"/posts/{post_id}/", title, released_at
        text = markup.in_one_line(body[:_LOOKED_AT]) if kind == "post" else body
    elif kind == "comment":
        public_id, url = comment_id, f"/posts/{post_id}/#comment-{comment_id}"
        head, text, at = "", markup.in_one_line(comment_body[:_LOOKED_AT]), commented_at
    else:
        public_id, url, head = file_id, f"/posts/{post_id}/", file_name
        text, at = " ".join(f"{description}\n{file_text}".split()), added_at
    return Hit(
        kind=kind,
        public_id=public_id,
        url=url,
        title=pieces(head, clauses) if head else (),
        excerpt=pieces(text, clauses),
        at=clock.from_database(at),
        post_kind=post_kind,
        post_title=title or markup.excerpt(body, length=80),
        voice=voice_label(voice, unit),
        is_official=voice == "official",
        author_handle=handle,
        author_name=name,
        space_slug=slug,
        space_name=space,
        space_kind=space_kind,
    )


def pieces(text: str, clauses: Sequence[Clause], *, length: int = LENGTH) -> tuple[Piece, ...]:
    """The part of the text in which most of the clauses stand, with what was looked for set apart."""
    text = text[:_LOOKED_AT]
    tokens = list(words.read(text, beginning=_letters(clauses))) if clauses else []
    marked = _marked([token.word for token in tokens], clauses)
    start = _best_start(text, tokens, marked, length)
    end = min(len(text), start + length)
    found: list[Piece] = []
    at = start
    for token, clause in zip(tokens, marked, strict=True):
        if clause is None or token.start < start or token.end > end:
            continue
        if token.start > at:
            found.append(Piece(text[at : token.start], False))
        found.append(Piece(text[token.start : token.end], True))
        at = token.end
    if at < end:
        found.append(Piece(text[at:end], False))
    if start > 0:
        found.insert(0, Piece("… ", False))
    if end < len(text):
        found.append(Piece(" …", False))
    return tuple(found)


def swapped(text: str, word: str, other: str) -> str:
    """What was typed, with this word (folded) changed for the other."""
    for token in words.read(text):
        if token.word == word:
            return text[: token.start] + other + text[token.end :]
    return text


def _marked(said: list[str], clauses: Sequence[Clause]) -> list[int | None]:
    """For each word: which clause it belongs to."""
    marked: list[int | None] = [None] * len(said)
    runs: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    begins: list[tuple[str, int]] = []
    for number, clause in enumerate(clauses):
        for way in clause.ways:
            runs.setdefault(way[0], []).append((number, way))
            if clause.begins and len(way) == 1:
                begins.append((way[0], number))
    starts = {term[0] for term in runs}  # no stem changes that
    for at, word in enumerate(said):
        if word[0] not in starts:
            continue
        for form in words.forms_of(word):
            for number, way in runs.get(form, ()):
                if at + len(way) <= len(said) and all(
                    term in words.forms_of(next_) for term, next_ in zip(way[1:], said[at + 1 :], strict=False)
                ):
                    marked[at : at + len(way)] = [number] * len(way)
        for term, number in begins:
            if word.startswith(term):
                marked[at] = number
    return marked


def _letters(clauses: Sequence[Clause]) -> str:
    """The letters with which words begin that can be a part of what is looked for; none where any word can."""
    ways = [way for clause in clauses for way in clause.ways]
    if any(len(way) > 1 for way in ways):
        return ""
    return "".join(sorted({term[0] for (term,) in ways}))  # no stem changes that


def _best_start(text: str, tokens: Sequence[words.Token], marked: Sequence[int | None], length: int) -> int:
    """Where an excerpt begins, so that it shows as many different clauses as it can, as early as it can."""
    hits = [(token.start, clause) for token, clause in zip(tokens, marked, strict=True) if clause is not None][:40]
    best, start = 0, 0
    for at, _ in hits:
        window = {clause for place, clause in hits if at <= place < at + length - 40}
        if len(window) > best:
            best, start = len(window), at
    if start <= length // 3:
        return 0
    return text.find(" ", start - 41, start) + 1 or start
