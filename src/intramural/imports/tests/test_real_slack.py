"""The real Slack export, compared with its own JSON."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from intramural.imports import actions
from intramural.imports.models import KnownAs
from intramural.imports.report import Report
from intramural.imports.slack.export import SlackExport
from intramural.posts.models import Attachment, Comment, Post, Reaction
from intramural.spaces.models import Membership, Space
from tests import real_input

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def said_in(path: Path) -> dict[str, dict[str, Any]]:
    """Channel id and time → the message, of everything that somebody said."""
    archive = zipfile.ZipFile(path)
    ids = {channel["name"]: channel["id"] for channel in json.loads(archive.read("channels.json"))}
    found = {}
    for name in archive.namelist():
        if "/" in name:
            for message in json.loads(archive.read(name)):
                if message.get("subtype") in (None, "thread_broadcast"):
                    found[f"{ids[name.split('/')[0]]}:{message['ts']}"] = message
    return found


@pytest.mark.once
def test_every_message_is_there_once_with_author_time_thread_and_reactions() -> None:
    path = real_input.one("slack*/*.zip")
    source = SlackExport(path)
    report = actions.bring_in(source, report=Report())
    assert (report.people, report.spaces) == (71, 39)
    assert report.taken + report.named == 20_011
    messages = said_in(path)
    assert sum(message.get("subtype") is None for message in messages.values()) == 18_944  # one of 18,945 lies there twice
    key = source.key("")
    here = {
        row.origin.removeprefix(key): row
        for row in [*Post.objects.select_related("author"), *Comment.objects.select_related("author", "post")]
    }
    deleted = {id for id, row in here.items() if id not in messages}
    assert all(here[id].body.startswith("*This message was deleted") for id in deleted)
    assert len(deleted) == 6
    assert messages.keys() <= here.keys()
    known = dict(KnownAs.objects.values_list("person_id", "origin"))
    for id, message in messages.items():
        row = here[id]
        author = known[row.author_id].removeprefix(key) if row.author_id else "USLACKBOT"
        assert author == message["user"]
        assert abs(row.released_at.timestamp() - float(message["ts"])) < 0.000_01
        assert (row.edited_at is not None) == ("edited" in message)
        thread = message.get("thread_ts", message["ts"])
        if thread == message["ts"]:
            assert isinstance(row, Post)
        else:
            assert row.post.origin == source.key(f"{id.split(':')[0]}:{thread}")
    wanted = Counter((id, user) for id, m in messages.items() for r in m.get("reactions", ()) for user in r["users"])
    rows = Reaction.objects.select_related("post", "comment").iterator()
    given = Counter(((r.comment or r.post).origin.removeprefix(key), known[r.person_id].removeprefix(key)) for r in rows)
    assert given.keys() == wanted.keys()
    assert wanted.total() - given.total() < 20  # the same emoji in two skin tones by one person is one
    files = [f for m in messages.values() for f in m.get("files", ()) if f.get("mode") != "tombstone"]
    assert Attachment.objects.count() == len(files)
    channels = json.loads(zipfile.ZipFile(path).read("channels.json"))
    assert Membership.objects.count() == sum(len(channel["members"]) for channel in channels)
    assert not Space.objects.filter(is_gated=True).exists()

    again = actions.bring_in(SlackExport(path), report=Report())
    assert (again.taken, again.people, again.spaces) == (0, 0, 0)
    assert again.unchanged == report.taken
    assert again.named == report.named
    assert Post.objects.count() + Comment.objects.count() == report.taken
