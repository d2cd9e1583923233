"""What programs send and get of posts, and how rows become that.

The answers are made as plain dicts, because a stream makes twenty of them a call; tests hold them to the schemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from intramural.audiences import queries as reaches
from intramural.kit.wire import Given, Moment, Shown
from intramural.people.api import PersonName, name_of
from intramural.people.programs import ADDRESS
from intramural.posts import queries

KINDS = Literal["status", "update", "article", "question", "found", "idea", "kudos", "poll", "album"]
VOICES = Literal["official", "role", "personal"]
AUDIENCES = Literal["everyone", "units", "space", "members", "people", "me"]
Handle = Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9._-]+$")]


class Reach(Shown):
    """How far it goes, exact at the moment of the answer."""

    name: str = Field(description="Such as “Everyone here”.")
    people: int = Field(description="How many people can read it, its author aside.")
    words: str = Field(description="Both, as a person is told: “Everyone here, 1,240 people, can read this.”")
    outside: bool = Field(description="Whether people outside the organisation can read it, or may be let in.")


class Voice(Shown):
    """Whether somebody speaks officially, in their role, or personally."""

    kind: VOICES
    label: str
    unit: str | None = Field(description="The name of the unit that speaks, where it is official.")


class SpaceName(Shown):
    slug: str
    name: str
    url: str
    external: bool = Field(description="Whether it is shared with people outside the organisation, who read what is in it.")


class Reaction(Shown):
    """A sum. Who else reacted is not told."""

    kind: str = Field(description="What was brought in from another system is shown and cannot be given here.")
    label: str
    count: int
    mine: bool


class Option(Shown):
    position: int
    text: str
    votes: int
    mine: bool


class Poll(Shown):
    """Sums; who voted for what is told to nobody."""

    options: list[Option]
    voters: int


class Source(Shown):
    way: Literal["link", "upload", "mail"]
    url: str
    made_by: str
    owner: str


class File(Shown):
    """A file under a post or comment, in its last version."""

    id: str
    kind: Literal["image", "document", "other", "link"]
    name: str
    description: str = Field(description="What a picture shows, for who cannot see it.")
    media_type: str
    size: int
    sha256: str = Field(description="Of the bytes that are kept: a picture is drawn anew. Empty where they are elsewhere.")
    version: int
    url: str = Field(description="Where it is; empty where it stayed in a system that is not there any more.")
    content: str | None = Field(description="Where a token fetches it.")
    thumbnail: str | None = Field(description="Where a token fetches it drawn small.")
    preview: str | None = Field(description="Where a token fetches its first page, drawn.")


class LinkCard(Shown):
    url: str
    title: str
    by: str = Field(description="Who wrote the post or the answer that is linked; empty for a space.")
    voice: str = Field(description="The voice label of the post that is linked, in words; empty for all else.")
    space: str = Field(description="What kind of space is linked, in words; empty for all else.")
    words: str = Field(description="The words of an answer that is linked, 1,000 characters at most; empty for all else.")


class PostLine(Shown):
    """A post as a list names it."""

    id: str
    url: str = Field(description="The address of the post's page.")
    kind: KINDS
    title: str
    summary: str = Field(description="Of a translucent post: the sentence that whoever only knows of it reads.")
    html: str = Field(description="The words, made safe to show.")
    author: PersonName | None = Field(description="Null when they were erased.")
    voice: Voice
    space: SpaceName | None
    reach: Reach
    known_to: Reach | None = Field(description="Of a translucent post: how far it goes that it is there.")
    released_at: datetime = Field(description="When others could read it first.")
    waiting: bool = Field(description="Whether it is yours and can still be taken back: nobody else sees it yet.")
    opens_at: datetime | None = Field(description="Not before: until then for those who can read it now, then for more.")
    edited_at: datetime | None
    version: int
    comments: int
    reactions: list[Reaction]
    kept: bool
    followed: bool
    files: list[File]
    answered: bool = Field(description="Whether its author accepted an answer.")
    poll: Poll | None
    source: Source | None = Field(description="Where a found document comes from.")
    honours: list[PersonName] = Field(description="Whom kudos thank.")
    links: list[LinkCard] = Field(description="Other posts here that the words refer to, as far as you can see them.")


class TopicName(Shown):
    slug: str
    name: str


class Post(PostLine):
    """A post with all its words."""

    body: str = Field(description="The words as they were written: Markdown without HTML.")
    topics: list[TopicName]
    accepted_answer: str | None = Field(description="The id of the comment.")
    why_wide: str = Field(description="Why it is for so many, in its author's words; often empty.")


class Quote(Shown):
    """What a comment quotes; null when that cannot be seen any more."""

    id: str
    author: PersonName | None
    html: str


class Comment(Shown):
    id: str
    post: str
    parent: str | None = Field(description="The comment that it answers, if that can be seen.")
    url: str
    body: str = Field(description="The words as they were written: Markdown without HTML.")
    html: str
    author: PersonName | None = Field(description="Null when they were erased.")
    quote: Quote | None
    released_at: datetime
    waiting: bool
    edited_at: datetime | None
    version: int
    accepted: bool
    reactions: list[Reaction]
    files: list[File]


class Edit(Shown):
    """That something was changed, and when; the earlier words are for their author alone, and else null."""

    at: datetime
    title: str | None
    body: str | None


class Audience(Given):
    """Whom it is for.

    `space` is for whoever may read the space (everyone, if it is open), `members` for its members alone, `units` for
    these units with their sub-units, `people` for these people, `me` for nobody else. With `known_to` a post is translucent:
    these may know that it is there, by its title, its author and `summary`, and ask for access.
    """

    kind: AUDIENCES = "everyone"
    space: str = Field("", max_length=60, description="The slug of a space.")
    units: list[Annotated[str, Field(max_length=40)]] = Field([], max_length=100, description="The ids of units.")
    people: list[Handle] = Field([], max_length=90, description="Handles.")
    known_to: str = Field("", max_length=40, description="`everyone`, or the id of a unit; empty for nobody else.")
    summary: str = Field("", max_length=300, description="One sentence, for those who only know of it.")

    @model_validator(mode="after")
    def _is_for_fewer(self) -> Audience:
        if self.known_to and self.kind in ("everyone", "me"):
            raise ValueError("known_to is for what some can read, and neither everyone nor you alone")
        return self


class NewSource(Given):
    """Where a found document comes from: a link, a file that hangs under it, or a mail."""

    way: Literal["link", "upload", "mail"] | None = None
    url: str = Field("", max_length=1000)
    made_by: str = Field("", max_length=120)
    owner: str = Field("", max_length=120)


class NewPost(Given):
    """What is shared, or kept as a draft."""

    kind: KINDS = Field("update", description="A status has at most 280 characters; polls, kudos and found ones need more.")
    title: str = Field("", max_length=200)
    body: str = Field("", max_length=60_000, description="Markdown without HTML; @handle and #topic refer.")
    audience: Audience | None = Field(None, description="Left out, it is for everyone here; with `opens_at` for you alone.")
    opens_at: Moment | None = Field(None, description="Not before this moment: until then it is for `audience` alone.")
    audience_then: Audience | None = Field(None, description="Whom it is for then. Left out, everyone here.")
    voice: VOICES = "role"
    voice_unit: str = Field("", max_length=40, description="The id of the unit that one speaks for, where it is official.")
    why_wide: str = Field("", max_length=300, description="Why it is for so many, in a sentence; nobody has to say it.")
    options: list[Annotated[str, Field(max_length=120)]] = Field([], max_length=10, description="Of a poll: two to ten.")
    honours: list[Handle] = Field([], max_length=20, description="Whom kudos thank.")
    source: NewSource | None = Field(None, description="Of a found document.")


class NewDraft(NewPost):
    """Other words and choices for a draft."""

    version: int | None = Field(None, ge=1, description="The version that you changed: refused (409) if it is not the last.")


class Description(Given):
    description: str = Field(max_length=300, description="What a picture shows, for who cannot see it.")


class NewComment(Given):
    body: str = Field(max_length=20_000, description="Markdown without HTML.")
    parent: str | None = Field(None, max_length=40, description="The id of the comment that this answers.")
    quotes: str | None = Field(None, max_length=40, description="The id of the comment that this quotes.")


class NewWords(Given):
    """Other words for a comment."""

    body: str = Field(max_length=20_000)
    version: int | None = Field(None, ge=1, description="The version that you changed: refused (409) if it is not the last.")


class NewPostWords(Given):
    """Other words for a post; what is left out stays."""

    title: str = Field("", max_length=200)
    body: str = Field("", max_length=60_000)
    summary: str = Field("", max_length=300, description="Of a translucent post.")
    version: int | None = Field(None, ge=1, description="The version that you changed: refused (409) if it is not the last.")


class Newer(Shown):
    count: int
    more: bool = Field(description="Whether there are more than that.")


def line_of(card: queries.Card, far: Mapping[int, reaches.Reach], now: datetime) -> dict[str, Any]:
    """A PostLine."""
    how_far = far[card.audience_id]
    return {
        "id": card.public_id,
        "url": f"/posts/{card.public_id}/",
        "kind": card.kind,
        "title": card.title,
        "summary": card.summary,
        "html": card.body_html,
        "author": author_of(card),
        "voice": {"kind": card.voice, "label": card.voice_label, "unit": card.voice_unit},
        "space": space_name_of(card),
        "reach": reach_of(how_far),
        "known_to": reach_of(far[card.known_to_id]) if card.known_to_id is not None else None,
        "released_at": card.released_at,
        "waiting": card.released_at > now,
        "opens_at": card.opens_at,
        "edited_at": card.edited_at,
        "version": card.version,
        "comments": card.comments,
        "reactions": [_tally(each) for each in card.tallies],
        "kept": bool(card.is_kept),
        "followed": bool(card.is_followed),
        "files": [file_of(each) for each in card.files],
        "answered": card.accepted_id is not None,
        "poll": card.poll and _poll(card.poll),
        "source": card.source and asdict(card.source),
        "honours": [{"handle": it.handle, "name": it.name, "url": f"/people/{it.handle}/"} for it in card.honours],
        "links": [asdict(it) for it in card.links],
    }


def author_of(card: queries.Card | queries.Shell) -> dict[str, Any] | None:
    if not card.author_handle:
        return None
    return {"handle": card.author_handle, "name": card.author_name, "url": f"/people/{card.author_handle}/"}


def reach_of(how_far: reaches.Reach) -> dict[str, Any]:
    return {"name": how_far.name, "people": how_far.people, "words": how_far.words, "outside": how_far.outside}


def space_name_of(shown: Any) -> dict[str, Any] | None:
    """A SpaceName, of anything that has the slug, name and kind of its space; None where it stands in none."""
    if not shown.space_slug:
        return None
    at = f"/spaces/{shown.space_slug}/"
    return {"slug": shown.space_slug, "name": shown.space_name, "url": at, "external": shown.space_kind == "external"}


def comment_of(said: Any) -> dict[str, Any]:
    """A Comment, of what `talk.comments` has prepared."""
    quote = said.quote_shown
    return {
        "id": said.public_id,
        "post": said.post.public_id,
        "parent": said.parent_shown and said.parent_shown.public_id,
        "url": f"/posts/{said.post.public_id}/#comment-{said.public_id}",
        "body": said.body,
        "html": said.body_html,
        "author": name_of(said.author),
        "quote": quote and {"id": quote.public_id, "author": name_of(quote.author), "html": quote.body_html},
        "released_at": said.released_at,
        "waiting": said.is_waiting,
        "edited_at": said.edited_at,
        "version": said.version,
        "accepted": said.post.accepted_answer_id == said.pk,
        "reactions": [_tally(each) for each in said.tallies],
        "files": [file_of(each) for each in said.files_shown],
    }


def file_of(file: Any) -> dict[str, Any]:
    """A File."""
    at = f"{ADDRESS}/files/{file.public_id}"
    return {
        "id": file.public_id,
        "kind": file.kind,
        "name": file.name,
        "description": file.description,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "version": file.version,
        "url": file.url,
        "content": None if file.kind == "link" else f"{at}/content",
        "thumbnail": f"{at}/thumbnail" if file.has_thumbnail else None,
        "preview": f"{at}/preview" if file.has_preview else None,
    }


def _poll(poll: Any) -> dict[str, Any]:
    options = [{"position": it.position, "text": it.text, "votes": it.votes, "mine": it.is_mine} for it in poll.options]
    return {"options": options, "voters": poll.voters}


def _tally(tally: Any) -> dict[str, Any]:
    return {"kind": tally.kind, "label": tally.label, "count": tally.count, "mine": tally.mine}
