"""Files that mean harm, made on the spot (trust.md C6). Each function returns the bytes of one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

DOCX_PARTS = ("[Content_Types].xml", "word/document.xml")


def zipped(members: dict[str, bytes], *, level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def blown_up(member: str = "zeros", megabytes: int = 300) -> bytes:
    """A zip of under 300 kB that unfolds to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        with archive.open(member, "w") as file:
            for _ in range(megabytes):
                file.write(bytes(1024 * 1024))
    return out.getvalue()


def that_lies(member: str = "word/document.xml", megabytes: int = 60) -> bytes:
    """The same, declaring in both of its directories that it unfolds to 1 kB."""
    content = blown_up(member, megabytes)
    size = struct.pack("<I", megabytes * 1024 * 1024)
    return content.replace(size, struct.pack("<I", 1024))


def overlapping(copies: int = 200) -> bytes:
    """Many members that are all the same bytes: 1 MB unfolds to as many as its directory names."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(bytes(1024 * 1024)) + kernel.flush()
    crc = zlib.crc32(bytes(1024 * 1024))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 1024 * 1024, 1, 0) + b"a" + packed
    central = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 1024 * 1024, len(name), 0, 0, 0, 0, 0, 0
        )
        + name
        for name in (f"f{number}".encode() for number in range(copies))
    )
    return local + central + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, copies, copies, len(central), len(local), 0)


def with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        member = zipfile.ZipInfo("word/document.xml")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return out.getvalue()


def with_name(name: str) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", name: b"x"})


def with_one_name_twice() -> bytes:
    content = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>", "word/documenx.xml": b"<b/>"})
    return content.replace(b"word/documenx.xml", b"word/document.xml")


def crowded(members: int = 60_000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(members):
            archive.writestr(str(number), b"")
    return out.getvalue()


def nested(depth: int = 12) -> bytes:
    content = zipped({"zeros": bytes(10 * 1024 * 1024)})
    for _ in range(depth):
        content = zipped({f"{number}.zip": content for number in range(8)})
    return content


def hollow_directory() -> bytes:
    """It says that its directory has 4 GB."""
    return b"PK\x03\x04" + bytes(100) + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, 0xFFFFFFFF, 0xFFFFFFFF, 0)


ZIPS = {
    "blown up": lambda: blown_up("word/document.xml"),
    "that lies": that_lies,
    "overlapping": overlapping,
    "with a link": with_link,
    "with ../": lambda: with_name("../../../etc/cron.d/x"),
    "with ..\\": lambda: with_name("..\\..\\x"),
    "with an absolute name": lambda: with_name("/etc/passwd"),
    "with a drive": lambda: with_name("C:/windows/x"),
    "one name twice": with_one_name_twice,
    "crowded": crowded,
    "hollow directory": hollow_directory,
    "cut off": lambda: blown_up("word/document.xml", 5)[:2000],
    "only its magic": lambda: b"PK\x03\x04",
}
"""The harmful zip files by name; each looks like a Word file as far as it can."""
