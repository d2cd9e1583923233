"""Attachments as their readers get them. Whoever asks for a file by its address is asked who they are, each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from intramural.exposure import gathering
from intramural.exposure.models import Delivery
from intramural.kit import ids
from intramural.kit.errors import NotFound
from intramural.kit.files import names, serving, sniffing
from intramural.kit.files.store import Store
from intramural.kit.files.taking import Taken
from intramural.kit.prepared import Given, Prepared
from intramural.people.models import Person
from intramural.posts.models import Attachment, Comment, Post

store = Store("attachments")


@dataclass(frozen=True, slots=True)
class File:
    """A file as a card or a page shows it."""

    public_id: str
    kind: str
    name: str
    description: str
    media_type: str
    size: int
    sha256: str
    version: int
    width: int
    height: int
    has_thumbnail: bool
    has_preview: bool
    elsewhere: str

    @property
    def url(self) -> str:
        """Where the file is: here, or (brought in without its bytes) in the system that it came from; "" for nowhere."""
        if self.kind == Attachment.Kind.LINK:
            return self.elsewhere if self.elsewhere.startswith(("https://", "http://")) else ""
        return f"/files/{self.public_id}/"

    @property
    def word(self) -> str:
        """What it is, in a word or two, told by its content: "PDF", "Spreadsheet"."""
        return "In another system" if self.kind == Attachment.Kind.LINK else sniffing.word(self.media_type)

    @property
    def is_picture(self) -> bool:
        return self.kind == Attachment.Kind.IMAGE


def kept(file: Taken) -> dict[str, Any]:
    """The columns of an attachment that say where the bytes of a file lie and what they are; only documents wait for reading."""
    kind = Attachment.Kind
    return {
        "kind": kind.IMAGE if file.is_picture else kind.DOCUMENT if file.is_document else kind.OTHER,
        "media_type": file.media_type[:100],
        "size": file.size,
        "sha256": file.sha256,
        "key": file.key,
        "thumbnail_key": file.thumbnail_key,
        "width": file.width,
        "height": file.height,
        "is_read": not file.is_document,
    }


def of_posts(post_ids: Iterable[int]) -> dict[int, tuple[File, ...]]:
    """The files of each of these posts itself, in their order. One query; the caller has asked who may see the posts."""
    return _grouped(Attachment.objects.filter(post_id__in=list(post_ids), comment=None), "post_id")


def of_comments(comments: Iterable[Comment]) -> dict[int, tuple[File, ...]]:
    """The files of each of these comments, in their order. One query; the caller has asked who may see them."""
    return _grouped(Attachment.objects.filter(comment__in=[comment.pk for comment in comments]), "comment_id")


def of_draft(public_id: str, *, by: Person) -> tuple[File, ...]:
    """The files of a draft of this person; none of anybody else's."""
    mine = Attachment.objects.filter(post__public_id=public_id, post__author=by, post__state=Post.State.DRAFT, comment=None)
    return next(iter(_grouped(mine, "post_id").values()), ())


def add(cards: Iterable[Any]) -> None:
    """Gives cards their files: one query, and none where no card has any. The caller has asked who may see the posts."""
    having = [card for card in cards if card.has_files]
    found = of_posts(card.pk for card in having) if having else {}
    for card in having:
        card.files = found.get(card.pk, ())


def add_to_comments(comments: list[Comment]) -> None:
    """Gives comments their `files_shown`, in one query. The caller has asked who may see them."""
    found = of_comments(comments) if comments else {}
    for comment in comments:
        comment.files_shown = found.get(comment.pk, ())


def add_to_thread(post: Post, comments: list[Comment]) -> None:
    """Gives all the comments under one post their `files_shown`, in one query. The caller has asked who may see them."""
    found = _by("comment_id", _under.rows(post=post.pk)) if comments else {}
    for comment in comments:
        comment.files_shown = found.get(comment.pk, ())


@Prepared
def _under(given: Given) -> QuerySet[Attachment]:
    return _latest(Attachment.objects.filter(post_id=given.number("post"), comment__isnull=False))


def one(public_id: str, *, viewer: Person) -> Attachment:
    """The file at this address, if the viewer may have it now. Refuses (404) all else in the same words."""
    found = (
        Attachment.objects.visible_to(viewer)
        .exclude(kind=Attachment.Kind.LINK)
        .select_related("post", "comment")
        .filter(public_id=public_id)
        .first()
        if ids.is_possible(public_id)
        else None
    )
    if found is None:
        raise NotFound("There is no such file for you to see.")
    gathering.shown(viewer.pk, [found.post_id])
    return found


def versions(file: Attachment, *, viewer: Person) -> list[Attachment]:
    """The versions of a file that the viewer may have, the newest first: for whoever put them there, all."""
    beside = Attachment.objects.visible_to(viewer).filter(post_id=file.post_id, comment=file.comment, name=file.name)
    return list(beside.order_by("-version"))


def shown(row: Attachment) -> File:
    """The file of this row, as its readers get it. The caller has asked who may have it."""
    return File(
        public_id=row.public_id,
        kind=row.kind,
        name=row.name,
        description=row.description,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        version=row.version,
        width=row.width,
        height=row.height,
        has_thumbnail=bool(row.thumbnail_key),
        has_preview=bool(row.preview_key),
        elsewhere=row.url,
    )


def original(request: HttpRequest, file: Attachment, *, inline: bool = False) -> HttpResponseBase:
    """The bytes of a file that the caller may give; `inline` is for a picture to look at."""
    gathering.shown(request.user.pk or 0, [file.post_id], way=Delivery.Way.FILE)
    return _given(request, file.key, file.media_type, file.name, inline=inline)


def thumbnail(request: HttpRequest, file: Attachment) -> HttpResponseBase:
    """The file drawn small."""
    return _given(request, file.thumbnail_key, "image/webp", f"{names.stem(file.name)} small.webp")


def preview(request: HttpRequest, file: Attachment) -> HttpResponseBase:
    """The first page of a document, drawn."""
    return _given(request, file.preview_key, "image/webp", f"{names.stem(file.name)} page 1.webp")


def _given(request: HttpRequest, key: str, media_type: str, name: str, *, inline: bool = True) -> HttpResponseBase:
    """The bytes of a key. Where there are none, there is nothing (404)."""
    try:
        if key:
            return serving.answer(request, store.path(key), media_type=media_type, name=name, tag=key[:20], inline=inline)
    except FileNotFoundError:
        pass
    raise NotFound("There is no such file for you to see.")


def _grouped(rows: QuerySet[Attachment], by: str) -> dict[int, tuple[File, ...]]:
    return _by(by, _latest(rows))


def _latest(rows: QuerySet[Attachment]) -> QuerySet[Attachment]:
    return rows.filter(is_latest=True, removed_at=None).order_by("position", "pk").defer("text")


def _by(column: str, rows: Iterable[Attachment]) -> dict[int, tuple[File, ...]]:
    found: dict[int, tuple[File, ...]] = {}
    for row in rows:
        found[getattr(row, column)] = (*found.get(getattr(row, column), ()), shown(row))
    return found
