"""A file is what its content says, whatever it is called."""

from __future__ import annotations

import pytest

from intramural.kit.files.sniffing import sniff
from intramural.kit.tests import bombs

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (PNG, "x.html", "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "x.png", "image/jpeg"),
        (b"GIF89a/*" + bytes(20), "x.js", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "x", "image/webp"),
        (b"<!DOCTYPE html><p>x", "x.png", "text/html"),
        (b"  \n<HTML><script>alert(1)</script>", "x.jpg", "text/html"),
        (b"<script>alert(1)</script>", "x.txt", "text/html"),
        (b"<!-- a --><html>", "x.md", "text/html"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "x.png", "image/svg+xml"),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<svg:svg xmlns:svg="x"/>', "x.txt", "image/svg+xml"),
        (b'<?xml version="1.0"?><a/>', "x", "text/xml"),
        (b"junk %PDF-1.7", "x.doc", "application/pdf"),
        (b"{\\rtf1 x}", "x.doc", "application/rtf"),
        (b"MZ\x90\0", "x.pdf", "application/x-msdownload"),
        (b"a,b\n1,2\n", "x.csv", "text/csv"),
        (b"# Words\n", "x.md", "text/markdown"),
        ("Gr\xfc\xdfe".encode("latin-1"), "x.txt", "text/plain"),
        ("Words".encode("utf-16"), "x.txt", "text/plain"),
        (("\u00e9" * 3000).encode(), "x.txt", "text/plain"),
        (b"a\0b", "x.txt", "application/octet-stream"),
        (b"", "x", "text/plain"),
        (
            bombs.zipped({"[Content_Types].xml": b"", "word/document.xml": b""}),
            "x.zip",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (bombs.zipped({"mimetype": b"application/epub+zip"}), "x", "application/epub+zip"),
        (bombs.zipped({"mimetype": b"text/html"}), "x.html", "application/zip"),
        (bombs.zipped({"a": b""}), "x.docx", "application/zip"),
    ],
)
def test_told_by_content(tmp_path, content, name, media_type):
    path = tmp_path / "x"
    path.write_bytes(content)
    assert sniff(path, name).media_type == media_type
