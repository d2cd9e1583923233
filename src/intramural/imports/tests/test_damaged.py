"""What broke on its way, an export or an archive, is refused or named in the report; nobody sees a traceback."""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import transaction

from intramural.imports import actions, sources
from intramural.imports.errors import CannotBeRead
from intramural.imports.report import Report
from intramural.imports.staff.roll import Roll
from intramural.imports.testing import a_mail, a_slack_message, a_slack_user
from intramural.posts.models import Post

pytestmark = pytest.mark.django_db

OPTIONS = argparse.Namespace(server="", everyone=True, owner="", columns="")
A_FILE = random.Random(7).randbytes(3000)
LINES = [
    {"type": "version", "version": 1},
    {"type": "team", "team": {"name": "crew", "type": "O", "allow_open_invite": True}},
    {"type": "channel", "channel": {"team": "crew", "name": "deck", "type": "O"}},
    *(
        {"type": "post", "post": {"team": "crew", "channel": "deck", "user": f"mia{n}", "message": f"Message {n}",
         "create_at": 1_661_000_000_000 + n, "attachments": [{"path": "plan.bin"}] if n == 5 else []}}
        for n in range(60)
    ),
]  # fmt: skip
MAILS = [a_mail(n, f"Mia {n} <mia{n}@old.example>", f"Subject {n}", f"Said {n}", id=f"{n}@old.example") for n in range(20)]
MBOX = b"".join(b"From mia@old.example Mon Mar  1 09:00:00 2021\n" + mail + b"\n" for mail in MAILS)


def _slack(kind: int) -> bytes:
    return _zip(
        kind,
        {
            "users.json": json.dumps([a_slack_user(f"U{n}", f"Mia Old{n}") for n in range(20)]),
            "channels.json": json.dumps([{"id": "C1", "name": "deck", "members": ["U1"]}]),
            "deck/2022-08-20.json": json.dumps([a_slack_message(n, f"U{n % 20}", f"Message {n}") for n in range(60)]),
        },
    )


def _mattermost(kind: int) -> bytes:
    lines = "".join(json.dumps(line) + "\n" for line in LINES)
    return _zip(kind, {"import.jsonl": lines, "data/plan.bin": A_FILE})


def _zip(kind: int, files: dict[str, str | bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return kept.getvalue()


def _maildir() -> bytes:
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w:gz") as archive:
        for n, mail in enumerate(MAILS):
            member = tarfile.TarInfo(f"mail/cur/{n}:2,S")
            member.size = len(mail)
            archive.addfile(member, io.BytesIO(mail))
    return kept.getvalue()


def _staff() -> bytes:
    return ("name;email\n" + "".join(f"Mia Old{n};mia{n}@old.example\n" for n in range(40))).encode("utf-16")


WHOLE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "slack.zip": ("slack", lambda: _slack(zipfile.ZIP_DEFLATED)),
    "slack stored.zip": ("slack", lambda: _slack(zipfile.ZIP_STORED)),
    "mattermost.zip": ("mattermost", lambda: _mattermost(zipfile.ZIP_DEFLATED)),
    "mattermost bzip2.zip": ("mattermost", lambda: _mattermost(zipfile.ZIP_BZIP2)),
    "mattermost lzma.zip": ("mattermost", lambda: _mattermost(zipfile.ZIP_LZMA)),
    "mails.mbox.gz": ("mbox", lambda: gzip.compress(MBOX, mtime=0)),
    "mails.mbox.bz2": ("mbox", lambda: bz2.compress(MBOX)),
    "mails.mbox.xz": ("mbox", lambda: lzma.compress(MBOX)),
    "mails.tar.gz": ("maildir", _maildir),
    "staff.csv": ("people", _staff),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_whole_comes_in(tmp_path: Path, name: str) -> None:
    assert _bring_in(tmp_path / name, WHOLE[name][0], WHOLE[name][1]()).taken


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_damaged_is_refused_or_named(tmp_path: Path, name: str) -> None:
    format, whole = WHOLE[name]
    for damaged in _damaged(whole()):
        with transaction.atomic():
            with suppress(CannotBeRead):
                _bring_in(tmp_path / name, format, damaged)
            transaction.set_rollback(True)


def test_what_came_before_the_damage_is_there_and_the_report_says_so(tmp_path: Path) -> None:
    damaged = _mattermost(zipfile.ZIP_STORED).replace(b"Message 59", b"Massage 59")
    report = _bring_in(tmp_path / "export.zip", "mattermost", damaged)
    assert Post.objects.count() > 50  # what was read before the sum at its end was found wrong
    assert "the file cannot be read to its end" in report.words()


def _damaged(whole: bytes) -> Iterator[bytes]:
    draw = random.Random(len(whole))
    for _ in range(12):
        yield whole[: draw.randrange(len(whole))]
    for _ in range(24):
        broken = bytearray(whole)
        for _ in range(draw.choice((1, 1, 4, 40))):
            broken[draw.randrange(len(broken))] = draw.randrange(256)
        yield bytes(broken)


def _bring_in(path: Path, format: str, content: bytes) -> Report:
    path.write_bytes(content)
    source = sources.open_source(format, path, OPTIONS)
    bring_in = actions.bring_in_staff if isinstance(source, Roll) else actions.bring_in
    return bring_in(source, report=Report())  # type: ignore[arg-type]
