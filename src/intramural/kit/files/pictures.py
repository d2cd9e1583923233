"""Pictures drawn anew: the points stay, and nothing else of what was in the file (trust.md C6, F06).

Place and camera, comments, hidden second files and scripts in the gaps of a format do not survive. The picture is turned
as its camera noted, its colours are made those of the web (sRGB). Runs apart (`apart`), for it opens what people sent.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

from PIL import GifImagePlugin, Image, ImageCms, ImageOps

MOST_POINTS = 40_000_000
MOST_FRAMES = 300
MOST_POINTS_MOVING = 60_000_000
MOST_PAGES = 100
MOST_POINTS_PAGED = 400_000_000
THUMBNAIL, PREVIEW = 640, 1280
PORTRAIT = 384
PORTRAIT_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
_MODES = {
    "JPEG": ("RGB", "L"),
    "PNG": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"),
    "GIF": ("P", "L", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
    "AVIF": ("RGB", "RGBA"),
    "BMP": ("RGB", "L", "P", "1"),
    "TIFF": ("RGB", "RGBA", "L", "LA", "1", "I;16"),
}
_HOW: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"optimize": False},
    "GIF": {},
    "WEBP": {"quality": 86, "method": 3},
    "AVIF": {"quality": 75, "speed": 8},
    "BMP": {},
    "TIFF": {"compression": "tiff_adobe_deflate"},
}


class Unfit(Exception):
    """The picture is not taken; `why` is one word: "points", "frames", "broken"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def redraw(source: Path, into: Path) -> dict[str, Any]:
    """Writes `whole` and `thumbnail` into a folder; returns media type, width, height and number of frames.

    Raises Unfit for more than 40 million points, for too many frames, and for what is no whole picture.
    """
    picture = _opened(source)
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)
    frames = 1 if kind in ("JPEG", "BMP") else _frames(picture, paged=kind == "TIFF")
    loop = picture.info.get("loop")
    first = _clean(picture, kind)
    if frames == 1:
        first.save(into / "whole", kind, **_HOW[kind])
    else:
        times = [_time(picture)]
        rest = []
        for number in range(1, frames):
            picture.seek(number)
            rest.append(_clean(picture, kind))
            times.append(_time(picture))
        how = {} if kind == "TIFF" else _moving(kind, times, loop, first)
        first.save(into / "whole", kind, save_all=True, append_images=rest, **how, **_HOW[kind])
    shrink(first, into / "thumbnail", THUMBNAIL)
    return {"media_type": Image.MIME[kind], "width": first.width, "height": first.height, "frames": frames}


def shrink(picture: Image.Image, path: Path, most: int) -> None:
    """Writes a WebP of the picture, its longer side at most `most` points; never larger than it was."""
    small = picture.convert("RGBA" if _has_holes(picture) else "RGB")
    small.thumbnail((most, most), Image.Resampling.LANCZOS)
    small.info = {}
    small.save(path, "WEBP", quality=80, method=4)


def small_ones(content: bytes, into: Path) -> None:
    """From a picture inside a document: its `preview` and `thumbnail`. Raises Unfit."""
    (into / "inside").write_bytes(content)
    picture = _opened(into / "inside")
    picture.seek(0)
    clean = _clean(picture, "PNG")
    shrink(clean, into / "preview", PREVIEW)
    shrink(clean, into / "thumbnail", THUMBNAIL)


def portrait(source: Path, into: Path) -> dict[str, Any]:
    """Writes `portrait`: a WebP of the first frame, upright, cut square, PORTRAIT points wide, on white.

    Raises Unfit for more than 40 million points. What is none of PORTRAIT_FORMATS cannot be opened.
    """
    picture = _opened(source, PORTRAIT_FORMATS)
    profile = picture.info.get("icc_profile")
    picture.draft("RGB", (PORTRAIT * 2, PORTRAIT * 2))
    upright = ImageOps.exif_transpose(picture)
    coloured = _in_web_colours(upright, profile) if profile else upright
    square = ImageOps.fit(coloured.convert("RGBA"), (PORTRAIT, PORTRAIT), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", square.size, "white")
    ground.paste(square, mask=square.getchannel("A"))
    ground.save(into / "portrait", "WEBP", quality=82, method=4)
    return {"media_type": Image.MIME["WEBP"], "width": PORTRAIT, "height": PORTRAIT}


def _opened(source: Path, formats: tuple[str, ...] = _FORMATS) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    GifImagePlugin.LOADING_STRATEGY = GifImagePlugin.LoadingStrategy.RGB_AFTER_DIFFERENT_PALETTE_ONLY
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        picture = Image.open(source, formats=formats)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unfit("points") from None
    if picture.width * picture.height > MOST_POINTS:
        raise Unfit("points")
    return picture


def _frames(picture: Image.Image, *, paged: bool) -> int:
    """How many frames or pages there are. Counted one by one, to stop at the limit."""
    most, most_points = (MOST_PAGES, MOST_POINTS_PAGED) if paged else (MOST_FRAMES, MOST_POINTS_MOVING)
    count = points = 0
    try:
        while True:
            picture.seek(count)
            count += 1
            points += picture.width * picture.height
            if picture.width * picture.height > MOST_POINTS:
                raise Unfit("points")
            if count > most or (count > 1 and points > most_points):
                raise Unfit("frames")
    except EOFError:
        picture.seek(0)
        return count


def _clean(frame: Image.Image, kind: str) -> Image.Image:
    """The frame's points alone, turned upright, in colours and a mode that the format can hold."""
    profile = frame.info.get("icc_profile")
    kept: dict[str | tuple[int, int], Any] = {}
    if "transparency" in frame.info:
        kept["transparency"] = frame.info["transparency"]
    clean = ImageOps.exif_transpose(frame) if kind != "GIF" else frame
    clean = clean.copy() if clean is frame else clean
    if profile:
        clean = _in_web_colours(clean, profile)
    if clean.mode not in _MODES[kind]:
        clean = clean.convert("RGBA" if "RGBA" in _MODES[kind] and _has_holes(clean) else "RGB")
    if clean.mode not in ("P", "L", "RGB", "1"):
        kept.pop("transparency", None)
    clean.info = kept
    return clean


def _time(frame: Image.Image) -> int:
    """How long the frame stands, in milliseconds; some formats know it only once the frame was drawn."""
    return int(frame.info.get("duration") or 100)


def _moving(kind: str, times: list[int], loop: int | None, first: Image.Image) -> dict[str, Any]:
    """How an animation runs: the time of each frame, and how often (0: for ever)."""
    how: dict[str, Any] = {"duration": times}
    if loop is not None:
        how["loop"] = int(loop)
    if kind == "GIF":
        how["disposal"] = 2 if _has_holes(first) else 1
    return how


def _in_web_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    """The picture in sRGB; as it is, where its profile cannot be used."""
    into = {"CMYK": "RGB", "RGB": "RGB", "RGBA": "RGBA", "L": "L"}.get(picture.mode)
    if into is None or into == "L":
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode=into)
    except (ImageCms.PyCMSError, ValueError, TypeError, OSError):
        return picture
    return made or picture


def _has_holes(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info
