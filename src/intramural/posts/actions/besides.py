"""What a kind of post has besides its words, put under it: a poll's options, a found document's source, whom kudos thank."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from intramural.kit import markup
from intramural.kit.errors import Unacceptable
from intramural.people.models import Person
from intramural.posts.actions.voting import put_options
from intramural.posts.beside import Beside, Source
from intramural.posts.models import Attachment, PollOption, Post, Provenance

MOST_HONOURED = 20
MOST_URL, MOST_NAME = 1_000, 120
_is_address = URLValidator(schemes=["http", "https"])


def put(post: Post, beside: Beside, *, again: bool = False) -> None:
    """Gives the post what its kind needs, and nothing that another kind would have had.

    `again` takes away what it had as another kind, before its author took it back.

    Refuses (422) a poll with less than two options, kudos for nobody, a found link without its address, and an album
    without a picture.
    """
    kind = Post.Kind(post.kind)
    if again:
        _take_away(post, but=kind)
    if kind is Post.Kind.POLL:
        put_options(post, beside.options)
    if kind is Post.Kind.FOUND:
        put_source(post, beside.source)
    if kind is Post.Kind.KUDOS:
        put_honours(post, beside.honours)
    if kind is Post.Kind.ALBUM and not _has_picture(post):
        raise Unacceptable("An album needs a picture.", remedy="Choose some, or share it as an update.", field="files")


def _take_away(post: Post, *, but: Post.Kind) -> None:
    if but is not Post.Kind.POLL:
        PollOption.objects.filter(post=post).delete()
    if but is not Post.Kind.FOUND:
        Provenance.objects.filter(post=post).delete()
    if but is not Post.Kind.KUDOS:
        post.honours.clear()


def _has_picture(post: Post) -> bool:
    return post.attachments.filter(comment=None, removed_at=None, kind=Attachment.Kind.IMAGE).exists()


def put_source(post: Post, source: Source) -> None:
    """Says where a found document comes from (R8). Refuses (422) a link that is no web address, and none where one is due."""
    url, made_by, owner = (markup.clean_line(words) for words in (source.url, source.made_by, source.owner))
    has_file = post.attachments.filter(comment=None, removed_at=None).exists()
    way = source.way or Provenance.Way.LINK
    if way == Provenance.Way.LINK and not url and (has_file or not source.way):
        way = Provenance.Way.UPLOAD
    if way not in Provenance.Way.values:
        raise Unacceptable("It came some other way.", remedy="Choose one of the list.", field="way")
    if way == Provenance.Way.LINK and not url:
        raise Unacceptable("A found link needs its address.", remedy="Paste the address of what you found.", field="url")
    if way == Provenance.Way.UPLOAD and not has_file:
        raise Unacceptable(
            "A found document needs its address, or its file.", remedy="Paste its address, or attach it.", field="url"
        )
    if url:
        _check_address(url)
    for field, words in (("made_by", made_by), ("owner", owner)):
        if len(words) > MOST_NAME:
            raise Unacceptable(f"A name has at most {MOST_NAME} characters.", remedy="Shorten it.", field=field)
    Provenance.objects.update_or_create(post=post, defaults={"way": way, "url": url, "made_by": made_by, "owner": owner})


def put_honours(post: Post, honours: Sequence[Person]) -> None:
    """Says whom kudos are for. Refuses (422) nobody, too many, and oneself."""
    if not honours:
        raise Unacceptable("Kudos are for somebody.", remedy="Name whom you thank, such as @ben.", field="honours")
    if len(honours) > MOST_HONOURED:
        raise Unacceptable(
            f"Kudos for more than {MOST_HONOURED} people thank nobody.",
            remedy="Name the team in your words.",
            field="honours",
        )
    if any(person.pk == post.author_id for person in honours):
        raise Unacceptable("Kudos are for others.", remedy="Leave yourself out.", field="honours")
    post.honours.set(honours)


def _check_address(url: str) -> None:
    try:
        if len(url) > MOST_URL:
            raise ValidationError("too long")
        _is_address(url)
    except ValidationError:
        raise Unacceptable(
            "That is not the address of a page.", remedy="It begins with https:// or http://.", field="url"
        ) from None
