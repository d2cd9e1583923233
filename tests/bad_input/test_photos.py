"""C6, where a picture comes in: what is none, what is more than it seems, and what it tells of where it was taken."""

from __future__ import annotations

import io
import resource
import struct
import time
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from intramural.kit.tests import bombs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def a_flood(side: int) -> bytes:
    """A PNG of a few kilobytes that says it has side × side pixels."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    lines = zlib.compress(b"\0" * (side // 8 + 1), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        + part(b"IDAT", lines)
        + part(b"IEND", b"")
    )


def a_picture(kind: str, **more: object) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (80, 60), "red").save(kept, kind, **more)
    return kept.getvalue()


# Made when they are asked for: to collect the tests is to be quick.
BAD = {
    "a flood of 30,000 squared": lambda: a_flood(30_000),
    "a flood of 13,000 squared": lambda: a_flood(13_000),
    "half a picture": lambda: a_picture("PNG")[:60],
    "a page": lambda: b"<html><script>alert(1)</script></html>",
    "a drawing with a script": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "an archive": lambda: bombs.zipped({"a": b"b"}),
    "a photoshop file": lambda: b"8BPS\0\1" + b"\0" * 40,
    "a TIFF that leads to itself": lambda: b"II*\0\x08\0\0\0\1\0\0\1\4\0\1\0\0\0\1\0\0\0\x08\0\0\0",
    "nothing": lambda: b"",
    "a beginning of GIF and then a script": lambda: b"GIF89a/*" + b"\0" * 8 + b"*/=alert(1)//",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_photo_is_refused(ada, signed_in, name):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    answer = signed_in(ada).post("/settings/photo/", {"photo": SimpleUploadedFile("me.png", BAD[name](), "image/png")})
    assert answer.status_code in (413, 422)
    assert time.process_time() - began < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_photo_does_not_tell_where_it_was_taken(ada, signed_in):
    exif = Image.Exif()
    exif[0x010F] = "zqcameramaker"
    exif.get_ifd(0x8825)[1] = "N"
    sent = a_picture("JPEG", exif=exif.tobytes(), comment=b"zqcomment")
    client = signed_in(ada)
    assert client.post("/settings/photo/", {"photo": SimpleUploadedFile("me.jpg", sent, "image/jpeg")}).status_code == 302
    ada.refresh_from_db()
    answer = client.get(f"/people/ada/photo/{ada.photo_key}/")
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/webp"
    assert b"zqcamera" not in answer.content
    assert b"zqcomment" not in answer.content
    assert not Image.open(io.BytesIO(answer.content)).getexif()
