"""Documents give their words and their first page; what means harm breaks its reader and nothing else (trust.md C5, C6)."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from intramural.kit.files import documents, reading, sniffing
from intramural.kit.files.reading import Reading
from intramural.kit.files.store import Store
from intramural.kit.tests import bombs, papers


@pytest.fixture
def store(settings, tmp_path) -> Store:
    settings.DATA_DIR = tmp_path
    return Store("things")


def read(store: Store, content: bytes, name: str = "x") -> Reading:
    path = store.path(store.keep([content], most=100_000_000).key)
    return reading.read(path, sniffing.sniff(path, name).media_type, into=store)


def drawn(store: Store, key: str) -> Image.Image:
    with store.open(key) as file:
        return Image.open(io.BytesIO(file.read()))


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("plan.pdf", papers.pdf("Night shift", "Second page"), ["Night shift", "Second page"]),
        ("plan.docx", papers.docx(), ["Night shift plan", "Second line", "Page", "INTERNAL ONLY", "The plan"]),
        ("plan.pptx", papers.pptx(), ["Slide 1", "Slide 2", "Slide 10", "Say it slowly"]),
        ("plan.xlsx", papers.xlsx(), ["Pallets", "Drivers", "Budget 2027", "In the cell"]),
        ("plan.odt", papers.odt(), ["Heading", "Words in a row", "At the foot"]),
        ("plan.ods", papers.odt("spreadsheet"), ["Heading", "Words in a row", "At the foot"]),
        ("plan.epub", papers.epub(), ["Once upon a time"]),
        ("plan.csv", "name;sum\nÖrtlich;1".encode("cp1252"), ["name;sum", "Örtlich;1"]),
        ("plan.txt", "\ufeffHello\u202e there".encode(), ["Hello there"]),
        ("plan.txt", "Grüße".encode("utf-16"), ["Grüße"]),
        (
            "plan.html",
            b"<!doctype html><title>Pay</title><script>x()</script><p>Less&nbsp;is more</p>",
            ["Pay", "Less is more"],
        ),
    ],
)
def test_their_words(store, name, content, lines):
    assert read(store, content, name).text.split("\n") == lines


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (papers.pdf("Night shift"), (960, 1280)),
        (papers.pdf("Wide", size=(14_400, 720)), (1280, 64)),
        (papers.docx(), (400, 300)),
        (papers.odt(), (400, 300)),
    ],
)
def test_their_first_page(store, content, size):
    found = read(store, content)
    preview, thumbnail = drawn(store, found.preview_key), drawn(store, found.thumbnail_key)
    assert (preview.format, preview.size) == ("WEBP", size)
    assert max(thumbnail.size) <= 640


def test_a_page_that_is_drawn_is_not_empty(store):
    preview = drawn(store, read(store, papers.pdf("Night shift")).preview_key).convert("L")
    assert preview.getextrema() == (0, 255)


def test_words_stay_where_the_small_picture_is_none(store):
    found = read(store, papers.docx(**{"docProps/thumbnail.jpeg": b"no picture"}))
    assert "Night shift" in found.text
    assert found.preview_key == ""


def test_words_end_somewhere(store):
    text = read(store, b"word " * 600_000, "x.txt").text
    assert 900_000 < len(text) <= documents.MOST_CHARACTERS


XXE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip


@pytest.mark.parametrize("doctype", [XXE, LAUGHS], ids=["outside", "laughs"])
def test_entities_are_not_followed(store, doctype):
    harmful = doctype + b'<w:document xmlns:w="w"><w:p><w:t>&f;&j;words</w:t></w:p></w:document>'
    began = time.perf_counter()
    found = read(store, papers.docx(**{"word/document.xml": harmful}))
    assert time.perf_counter() - began < 5
    assert "root:" not in found.text
    assert "haha" not in found.text


@pytest.mark.parametrize("name", bombs.ZIPS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_bombs_give_nothing_in_time(store, name):
    content = bombs.ZIPS[name]()
    began = time.perf_counter()
    assert read(store, content, "x.docx") == Reading()
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4",
        b"%PDF-1.4\n" + b"1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>",
        papers.pdf("cut off")[:200],
        papers.pdf("huge", size=(2_000_000_000, 2_000_000_000)),
        papers.pdf("endless", more=b" 0 0 m" + b" 9 9 l" * 1_000_000 + b" S"),
    ],
    ids=["magic", "ring", "cut off", "huge page", "long path"],
)
def test_harmful_pdfs_end(store, content):
    began = time.perf_counter()
    read(store, content)
    assert time.perf_counter() - began < 30


def test_nothing_is_left_beside_what_was_kept(store):
    read(store, papers.pdf("Night shift"))
    assert list((store.root / "incoming").iterdir()) == []
