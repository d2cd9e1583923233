"""No zip file makes us hang, grow or write outside: it is read in part, or not at all (trust.md C6)."""

from __future__ import annotations

import io
import time
import tracemalloc
import warnings
from functools import cache

import pytest

from intramural.kit.files import sniffing, zips
from intramural.kit.tests import bombs


@cache
def made(name: str) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return bombs.ZIPS[name]()


@pytest.mark.parametrize("name", bombs.ZIPS)
def test_not_opened(name):
    source = io.BytesIO(made(name))
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(zips.NotOpened), zips.opened(source) as unzipped:
        unzipped.read("word/document.xml")
    took, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 1
    assert most < 100 * 1024 * 1024


def test_what_is_nested_stays_folded():
    """A zip in a zip is bytes in a zip: nothing opens it."""
    with zips.opened(io.BytesIO(bombs.nested())) as unzipped:
        assert unzipped.read("0.zip").startswith(b"PK")


def test_the_budget_is_for_all_members_together():
    half = bytes(range(256)) * (zips.MOST_MEMBER // 256)
    source = io.BytesIO(bombs.zipped(dict.fromkeys("abc", half), level=1))
    with zips.opened(source) as unzipped:
        unzipped.read("a"), unzipped.read("b")
        with pytest.raises(zips.NotOpened, match="too large"):
            unzipped.read("c")


def test_an_ordinary_one():
    with zips.opened(io.BytesIO(bombs.zipped({"a/b.txt": b"words"}))) as unzipped:
        assert "a/b.txt" in unzipped
        assert unzipped.read("a/b.txt") == b"words"
        with pytest.raises(zips.NotOpened):
            unzipped.read("a/c.txt")


@pytest.mark.parametrize("name", bombs.ZIPS)
def test_sniffing_takes_no_time(name, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(made(name))
    began = time.process_time()
    assert sniffing.sniff(path, "x.docx").media_type in (sniffing.DOCX, "application/zip")
    assert time.process_time() - began < 0.5
