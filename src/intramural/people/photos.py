"""A profile photo: taken in, made small and square without what the camera wrote into it, kept under a random key."""

from __future__ import annotations

import io
import warnings
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from intramural.kit.errors import TooLarge, Unacceptable
from intramural.kit.files.store import Store

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
EDGE = 384
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MEDIA_TYPE = "image/webp"

store = Store("photos")


def keep(file: IO[bytes]) -> str:
    """Re-encodes the picture and keeps it; returns its key.

    Refuses (413) more than 8 MB or 50 million pixels, (422) what is no JPEG, PNG, WebP or GIF, or is broken.
    """
    return store.keep([_made_small(file)], most=MOST_BYTES).key


def read(key: str) -> bytes | None:
    """The picture's bytes, or None if it is gone."""
    try:
        with store.open(key) as file:
            return file.read()
    except FileNotFoundError:
        return None


def remove(key: str) -> None:
    if key:
        store.path(key).unlink(missing_ok=True)


def _made_small(file: IO[bytes]) -> bytes:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLarge("A photo has at most 8 MB.", remedy="Send a smaller one.", field="photo")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise TooLarge(
                    "That photo has too many pixels.", remedy="Make it smaller, and send it again.", field="photo"
                )
            picture.draft("RGB", (EDGE * 2, EDGE * 2))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError):
        raise Unacceptable(
            "That is not a picture that can be read.", remedy="Send a JPEG, PNG, WebP or GIF.", field="photo"
        ) from None
    square = ImageOps.fit(upright, (EDGE, EDGE), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", square.size, "white")
    ground.paste(square, mask=square.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
