from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from intramural.audiences.models import AUTHOR, EVERYONE
from intramural.imports import actions
from intramural.imports.errors import CannotBeRead
from intramural.imports.mattermost.export import MattermostExport
from intramural.imports.report import Report
from intramural.people.models import Person
from intramural.posts.files import store
from intramural.posts.models import Comment, Mention, Post, Reaction
from intramural.spaces.models import Membership, Space

pytestmark = pytest.mark.django_db

DAY = 1_661_000_000_000


def a(kind: str, **thing: Any) -> dict[str, Any]:
    """A line of an export."""
    return {"type": kind, kind: thing}


def a_user(name: str, *channels: str, **more: Any) -> dict[str, Any]:
    team = {"name": "crew", "roles": "team_user", "channels": [{"name": c, "roles": "channel_user"} for c in channels]}
    return a("user", username=name, email=f"{name}@old.example", first_name=name.title(), teams=[team], **more)


def a_post(at: int, user: str, message: Any, **more: Any) -> dict[str, Any]:
    thing = {"team": "crew", "channel": "deck", "user": user, "message": message, "create_at": DAY + at, "replies": None}
    return a("post", **{**thing, **more})


START = [
    {"type": "version", "version": 1},
    a("team", name="crew", display_name="The crew", type="O", allow_open_invite=True),
    a("channel", team="crew", name="deck", display_name="On deck", type="O", header="", purpose="For all hands"),
    a("channel", team="crew", name="bridge", display_name="Bridge", type="P"),
    a_user("mia", "deck", "bridge"),
    a_user("noor", "deck", position="Cook", delete_at=DAY),
]


def bring_in(tmp_path: Path, *lines: dict[str, Any] | str) -> Report:
    path = tmp_path / "export.jsonl"
    path.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in [*START, *lines]))
    return actions.bring_in(MattermostExport(path), report=Report())


def test_a_post_with_its_replies_reactions_and_names(tmp_path: Path) -> None:
    report = bring_in(
        tmp_path,
        a_post(
            0, "mia", "**Look**, @noor in ~deck, not `@noor` :tada:", edit_at=DAY + 9_000,
            reactions=[{"user": "noor", "emoji_name": "+1", "create_at": DAY}, {"user": "noor", "emoji_name": "tick"}],
            replies=[{"user": "noor", "message": "I see", "create_at": DAY - 1}],
        ),
        a("emoji", name="tick", image="x.png"),
    )  # fmt: skip
    assert (report.taken, report.named, report.people, report.spaces) == (2, 0, 2, 2)
    post, reply = Post.objects.get(), Comment.objects.get()
    assert post.body == "**Look**, @noor in [On deck](/spaces/on-deck/), not `@noor` 🎉"
    assert (post.author.name, post.audience_id, post.space.name) == ("Mia", EVERYONE, "On deck")
    assert post.released_at == datetime.fromtimestamp(DAY / 1000, UTC)
    assert post.edited_at == datetime.fromtimestamp(DAY / 1000 + 9, UTC)
    assert Mention.objects.get().person.handle == "noor"
    assert sorted(Reaction.objects.values_list("kind", flat=True)) == ["agree", "emoji:tick"]
    assert (reply.post, reply.author.title, reply.body) == (post, "Cook", "I see")
    assert reply.author.deactivated_at is not None
    again = bring_in(tmp_path, a_post(0, "mia", "Edited since", replies=None))
    assert (again.taken, again.unchanged) == (0, 1)


def test_private_channels_and_conversations_stay_with_their_people(tmp_path: Path) -> None:
    report = bring_in(
        tmp_path,
        a("direct_channel", members=["mia", "noor"], header=""),
        a_post(0, "mia", "Among us", channel="bridge"),
        a_post(1, "mia", "Where?", team="nowhere"),
        a("direct_post", channel_members=["mia", "noor"], user="mia", message="Between us", create_at=DAY,
          replies=[{"user": "noor", "message": "Yes", "create_at": DAY + 1}], attachments=[{"path": "a/b/plan.pdf"}]),
    )  # fmt: skip
    bridge = Space.objects.get(name="Bridge")
    assert (bridge.is_gated, list(Membership.objects.filter(space=bridge).values_list("person__handle", flat=True))) == (
        True,
        ["mia"],
    )
    assert Post.objects.get(body="Among us").audience_id == bridge.circle_id
    assert Post.objects.get(body="Where?").audience_id == AUTHOR
    between = Comment.objects.get(body="Yes").post
    assert between.body == "Between us\n\n*A file that was not brought in: plan.pdf*"
    assert sorted(between.audience.people.values_list("handle", flat=True)) == ["mia", "noor"]
    assert report.notes == {
        "its channel is not in the export": 1, "a file of it stays in Mattermost, and is named": 1
    }  # fmt: skip


def test_the_files_that_lie_in_the_export_come_along_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    home = tmp_path / "export"
    (home / "data" / "a").mkdir(parents=True)
    (home / "data" / "a" / "plan.txt").write_text("the plan")
    paths = [{"path": path} for path in ("a/plan.txt", "../secret.txt", "../../secret.txt", "/etc/hostname", "a/none.txt")]
    lines = "".join(json.dumps(line) + "\n" for line in [*START, a_post(0, "mia", "See", attachments=paths)])
    (home / "import.jsonl").write_text(lines)
    report = actions.bring_in(MattermostExport(home), report=Report())
    post = Post.objects.get()
    (file,) = post.attachments.all()
    assert (file.name, store.path(file.key).read_text()) == ("plan.txt", "the plan")
    assert report.notes == {"a file of it stays in Mattermost, and is named": 4}


def test_a_public_channel_of_a_team_that_not_everyone_may_join_is_for_its_members(tmp_path: Path) -> None:
    bring_in(
        tmp_path,
        a("team", name="board", type="O", allow_open_invite=False),
        a("channel", team="board", name="talk", display_name="Talk", type="O"),
        a("post", team="board", channel="talk", user="mia", message="Ours", create_at=DAY),
    )
    assert Space.objects.get(name="Talk").is_gated
    assert Post.objects.get().audience.kind == "circle"


def test_who_only_writes_becomes_a_person_and_gets_an_address_when_it_is_known(tmp_path: Path) -> None:
    line = a("direct_post", channel_members=["kim", "lee"], user="kim", message="Hey", create_at=DAY)
    assert bring_in(tmp_path, line).people == 4
    assert sorted(Post.objects.get().audience.people.values_list("handle", flat=True)) == ["kim", "lee"]
    bring_in(tmp_path, line, a_user("kim"))
    kim = Person.objects.get(handle="kim")
    assert (kim.email, kim.standing) == ("kim@old.example", "imported")


def test_notices_and_twins_are_named_and_what_is_broken_raises_nothing(tmp_path: Path) -> None:
    report = bring_in(
        tmp_path,
        a_post(0, "mia", "mia joined the channel."),
        a_post(1, "mia", "noor added to the channel by mia."),
        a_post(2, "mia", "Welcome", type="system_header_change"),
        a_post(3, "mia", "One"), a_post(3, "mia", "One"), a_post(3, "mia", "Two at once"),
        a_post(-DAY, "mia", "before time"), a_post(4, "mia", ""), a_post(5, "mia", 7, reactions={}),
        "{", "[]", "7", '"x"', '{"type": 7}', '{"type": "post"}', '{"type": "post", "post": []}', "[" * 100_000,
        a("hologram", name="x"), a("user"), a("channel"), a("post"), "",
    )  # fmt: skip
    assert sorted(Post.objects.values_list("body", flat=True)) == [
        "*(It has no words.)*", "*(It has no words.)*", "One", "Two at once"
    ]  # fmt: skip
    assert report.taken == 4
    assert report.named == 3 + 1 + 1 + 8 + 1 + 1 + 1  # the last: a channel without a name, a post without a date


def test_the_archive_and_the_folder_are_read_like_the_file(tmp_path: Path) -> None:
    (tmp_path / "e").mkdir()
    lines = "".join(json.dumps(line) + "\n" for line in [*START, a_post(0, "mia", "One")])
    (tmp_path / "e" / "import.jsonl").write_text(lines)
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("import.jsonl", lines)
    assert actions.bring_in(MattermostExport(tmp_path / "e"), report=Report()).taken == 1
    assert actions.bring_in(MattermostExport(tmp_path / "e.zip"), report=Report()).unchanged == 1


@pytest.mark.parametrize("content", ["", "[]", "From mia\n"])
def test_what_is_no_export_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.jsonl").write_text(content)
    with pytest.raises(CannotBeRead):
        MattermostExport(tmp_path / "x.jsonl")


def test_a_guest_there_comes_in_as_a_guest(tmp_path: Path) -> None:
    bring_in(tmp_path, a_user("gio", "deck", roles="system_guest"), a_user("kim", "deck", roles="system_user"))
    came = dict(Person.objects.values_list("handle", "comes_as"))
    assert (came["gio"], came["kim"], came["mia"]) == ("guest", "", "")
