"""Of a picture the points are kept and nothing else; what would harm its reader is refused (trust.md C6)."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from intramural.kit.errors import TooLarge, Unacceptable
from intramural.kit.files.store import Store
from intramural.kit.files.taking import Taken, take

CANARY = b"CANARY"
FORMATS = ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"]


@pytest.fixture
def store(settings, tmp_path) -> Store:
    settings.DATA_DIR = tmp_path
    return Store("things")


def taken(store: Store, content: bytes, name: str = "picture") -> Taken:
    return take([content], name, into=store, most=50_000_000)


def kept(store: Store, key: str) -> bytes:
    with store.open(key) as file:
        return file.read()


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def telling(kind: str) -> bytes:
    """A picture that tells where, when and with what it was taken, in every way that its format has."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x9286] = "CANARY camera", 6, b"CANARY comment"
    exif.get_ifd(0x8825)[29] = "CANARY-GPS"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "CANARY text")
    text.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>CANARY</x:xmpmeta>")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY
    more = {
        "JPEG": {"exif": exif, "comment": CANARY, "icc_profile": profile},
        "PNG": {"exif": exif, "pnginfo": text, "icc_profile": profile},
        "GIF": {"comment": CANARY},
        "WEBP": {"exif": exif, "xmp": CANARY, "icc_profile": profile},
        "AVIF": {"exif": exif, "xmp": CANARY},
        "BMP": {},
        "TIFF": {"exif": exif, "description": "CANARY", "icc_profile": profile},
    }
    picture = Image.new("RGB", (60, 40), (200, 30, 30))
    return saved(picture, kind, **more[kind]) + CANARY + b"<script>CANARY</script>"


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_is_left_but_the_points(store, kind):
    given = telling(kind)
    assert CANARY in given
    picture = taken(store, given)
    whole = kept(store, picture.key)
    for content in (whole, kept(store, picture.thumbnail_key)):
        assert CANARY not in content
        assert not {0x010F, 0x9286, 0x8825} & set(Image.open(io.BytesIO(content)).getexif())
    drawn = Image.open(io.BytesIO(whole)).convert("RGB")
    assert drawn.size == (picture.width, picture.height)
    assert all(abs(a - b) < 12 for a, b in zip(drawn.getpixel((20, 20)), (200, 30, 30), strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_turned_upright(store, kind):
    picture = taken(store, telling(kind))
    assert (picture.width, picture.height) == (40, 60)


def test_the_thumbnail_is_small_and_of_the_same_shape(store):
    picture = taken(store, saved(Image.effect_noise((2000, 1000), 50), "JPEG"))
    small = Image.open(io.BytesIO(kept(store, picture.thumbnail_key)))
    assert small.format == "WEBP"
    assert small.size == (640, 320)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_goes_on_moving(store, kind):
    frames = [Image.new("RGB", (20, 20), (i * 20, 0, 255 - i * 20)) for i in range(10)]
    picture = taken(store, saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=70, loop=0))
    drawn = Image.open(io.BytesIO(kept(store, picture.key)))
    assert drawn.n_frames == 10
    drawn.load()
    assert drawn.info["duration"] == 70


def test_pages_stay(store):
    pages = [Image.new("1", (80, 100), i % 2) for i in range(5)]
    picture = taken(store, saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert Image.open(io.BytesIO(kept(store, picture.key))).n_frames == 5


def test_a_hole_stays_a_hole(store):
    picture = taken(store, saved(Image.new("RGBA", (30, 30), (1, 2, 3, 0)), "PNG"))
    assert Image.open(io.BytesIO(kept(store, picture.key))).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("given", "name"),
    [("photo.png", "photo.jpg"), ("page.html", "page.html.jpg"), ("photo.JPG", "photo.JPG"), ("photo", "photo.jpg")],
)
def test_its_name_tells_the_truth(store, given, name):
    """Points can be chosen so that a picture reads as a page; saved as .html it would be one."""
    assert taken(store, saved(Image.new("RGB", (9, 9)), "JPEG"), given).name == name


def pixels(side: int) -> bytes:
    """A PNG of a few kB that unfolds to side × side points."""
    Image.MAX_IMAGE_PIXELS, before = None, Image.MAX_IMAGE_PIXELS
    try:
        return saved(Image.new("1", (side, side)), "PNG")
    finally:
        Image.MAX_IMAGE_PIXELS = before


def gif_of(frames: int) -> bytes:
    one = saved(Image.new("P", (10, 10)), "GIF")
    start = 13 + 3 * 2 ** ((one[10] & 7) + 1)
    return one[:start] + one[start:-1] * frames + b";"


def tiff_loop() -> bytes:
    """Its second directory is its first one."""
    content = bytearray(saved(Image.new("L", (10, 10)), "TIFF"))
    at = int.from_bytes(content[4:8], "little")
    entries = int.from_bytes(content[at : at + 2], "little")
    content[at + 2 + 12 * entries : at + 6 + 12 * entries] = content[4:8]
    return bytes(content)


HARMFUL = {
    "13,000 x 13,000": lambda: pixels(13_000),
    "30,000 x 30,000": lambda: pixels(30_000),
    "10,000 frames": lambda: gif_of(10_000),
    "cut off": lambda: saved(Image.effect_noise((400, 400), 50), "JPEG")[:3000],
    "garbage": lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 1000,
    "only a magic": lambda: b"\xff\xd8\xff",
    "a webp that is none": lambda: b"RIFF\x00\x00\x00\x00WEBPVP8 " + b"\xff" * 100,
}


@pytest.mark.parametrize("name", HARMFUL)
def test_refused_in_time(store, name):
    content = HARMFUL[name]()
    began = time.perf_counter()
    with pytest.raises(Unacceptable) as no:
        taken(store, content)
    assert time.perf_counter() - began < 5
    assert no.value.remedy
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_a_loop_of_pages_ends(store):
    assert taken(store, tiff_loop()).is_picture


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!doctype html><script>alert(1)</script>", "holiday.png"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "drawing.jpg"),
        (b"%PDF-1.4 alert(1)", "x.gif"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "IMG_1.heic"),
        (b"", "empty.txt"),
    ],
)
def test_pretenders_are_refused(store, content, name):
    with pytest.raises(Unacceptable):
        taken(store, content, name)
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_a_polyglot_is_one_thing_afterwards(store):
    script = b"GIF89a/*" + saved(Image.new("P", (2, 2)), "GIF")[8:] + b"*/=1;alert(1)"
    try:
        whole = kept(store, taken(store, script, "x.gif").key)
    except Unacceptable:
        return
    assert b"alert" not in whole


def test_a_drawing_with_scripts_is_kept_as_a_file(store):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    drawing = taken(store, svg, "drawing.svg")
    assert (drawing.is_picture, drawing.media_type) == (False, "image/svg+xml")
    assert kept(store, drawing.key) == svg


def test_a_raw_photo_is_kept_as_it_is(store):
    content = saved(Image.new("L", (10, 10)), "TIFF")
    raw = taken(store, content, "IMG_1.nef")
    assert not raw.is_picture
    assert kept(store, raw.key) == content


def test_too_large_is_refused(store):
    with pytest.raises(TooLarge):
        take([b"x" * 100], "x.txt", into=store, most=99)
