"""A profile photo: taken in, made small and square without what the camera wrote into it, kept under a random key.

    @for_people("POST", beforehand=photos.take_in)
    def page(request): actions.change_photo(request.user, by=request.user, key=photos.of(request))

It is drawn in a process of its own, as attachments are, and before the transaction begins. A key that no person comes to
have is swept away.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from intramural.kit.errors import Refusal, TooLarge, Unacceptable
from intramural.kit.files import apart, limits, taking
from intramural.kit.files.store import Store, receive

FIELD = "photo"
MOST_BYTES = 8 * 1024 * 1024
MEDIA_TYPE = "image/webp"

store = Store("photos")


def keep(chunks: Iterable[bytes]) -> str:
    """Draws the picture anew and keeps that; returns its key.

    Refuses (413) more than 8 MB, (422) more than 40 million points, what takes too long or too much memory to draw, and
    what is no JPEG, PNG, WebP or GIF, or is broken.
    """
    with store.bench() as bench:
        try:
            receive(chunks, bench / "given", most=MOST_BYTES)
        except TooLarge:
            raise _too_large() from None
        try:
            apart.do("portrait", bench / "given", bench)
        except apart.Failed as failure:
            raise _not_kept(failure.why) from None
        return store.adopt(bench / "portrait").key


def take_in(request: HttpRequest) -> None:
    """Keeps the photo that came with a form; what is refused is kept for `of`, and not raised."""
    found: str | Refusal = ""
    picture = request.FILES.get(FIELD)
    if limits.refused(request) is not None:
        found = _too_large()
    elif picture is not None:
        try:
            found = keep(picture.chunks())
        except Refusal as no:
            found = no
    request._photo = found  # type: ignore[attr-defined]


def of(request: HttpRequest) -> str:
    """The key of what `take_in` kept. Raises what it refused; refuses (422) a form without a photo."""
    found: str | Refusal = getattr(request, "_photo", "")
    if isinstance(found, Refusal):
        raise found
    if not found:
        raise Unacceptable("No photo was chosen.", remedy="Choose a file first.", field=FIELD)
    return found


def read(key: str) -> bytes | None:
    """The picture's bytes, or None if it is gone."""
    try:
        with store.open(key) as file:
            return file.read()
    except FileNotFoundError:
        return None


def remove(key: str) -> None:
    """Removes the bytes of the key, where they are; "" names none."""
    store.remove(key)


def _too_large() -> TooLarge:
    return TooLarge("A photo has at most 8 MB.", remedy="Send a smaller one.", field=FIELD)


def _not_kept(why: str) -> Unacceptable:
    if why in ("points", "slow", "memory"):
        return taking.not_drawn("That photo", why, field=FIELD)
    return Unacceptable("That is not a picture that can be read.", remedy="Send a JPEG, PNG, WebP or GIF.", field=FIELD)
