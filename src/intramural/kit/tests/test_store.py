"""Bytes that were kept are there, once, and nothing else is."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest

from intramural.kit.errors import NotReady, TooLarge
from intramural.kit.files.store import Store


@pytest.fixture
def store(settings, tmp_path) -> Store:
    settings.DATA_DIR = tmp_path
    return Store("things")


def everything(store: Store) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_what_is_kept_is_read_back_with_its_checksum(store):
    kept = store.keep([b"one ", b"two"], most=100)
    with store.open(kept.key) as file:
        assert file.read() == b"one two"
    assert kept.size == 7
    assert kept.sha256 == hashlib.sha256(b"one two").hexdigest()
    assert store.path(kept.key).stat().st_mode & 0o777 == 0o600


def test_the_same_bytes_twice_are_two_files(store):
    """A key tells nothing of its content, so nobody learns that another has the same file (leak matrix F04)."""
    assert store.keep([b"same"], most=10).key != store.keep([b"same"], most=10).key


def test_too_much_is_refused_with_the_limit_and_leaves_nothing(store):
    with pytest.raises(TooLarge, match="up to 2 MB") as no:
        store.keep((b"x" * 1024 for _ in range(3 * 1024)), most=2 * 1024 * 1024)
    assert no.value.status == 413
    assert no.value.remedy
    assert everything(store) == []


def test_synced_before_and_after_it_is_moved(store, monkeypatch):
    done = []
    real = {"fsync": os.fsync, "rename": Path.rename}
    monkeypatch.setattr(os, "fsync", lambda fd: (done.append(Path(f"/proc/self/fd/{fd}").resolve()), real["fsync"](fd)))
    monkeypatch.setattr(Path, "rename", lambda self, to: (done.append("rename"), real["rename"](self, to))[1])
    place = store.path(store.keep([b"x"], most=1).key)
    assert done[0].name == "given"
    assert done[1:] == [store.root, "rename", place.parent]


def test_a_full_disk_is_said_and_leaves_nothing(store, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotReady, match="no room"):
        store.keep([b"x"], most=1)
    assert everything(store) == []


def test_a_reader_that_fails_leaves_nothing(store):
    def breaking():
        yield b"x"
        raise RuntimeError("the sender went away")

    with pytest.raises(RuntimeError):
        store.keep(breaking(), most=10)
    assert everything(store) == []


def test_the_sweep_removes_what_nobody_names_when_it_is_old(store):
    named, orphan, young = (store.keep([b"x"], most=1).key for _ in range(3))
    left = store.root / "incoming" / "left"
    left.mkdir()
    (left / "given").write_bytes(b"half")
    for path in (store.path(named), store.path(orphan), left):
        os.utime(path, (0, 0))
    assert store.sweep(lambda keys: {named} & set(keys), older_than=timedelta(days=1)) == 2
    assert sorted(path.name for path in everything(store)) == sorted([named, young])
