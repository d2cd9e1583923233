from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from intramural.audiences.models import EVERYONE
from intramural.imports import actions
from intramural.imports.errors import CannotBeRead
from intramural.imports.report import Report
from intramural.imports.slack.export import SlackExport
from intramural.imports.testing import DAY, a_slack_export, a_slack_message, a_slack_user
from intramural.people import actions as people
from intramural.people.models import Person
from intramural.posts import queries
from intramural.posts.models import Attachment, Comment, Mention, Post, Reaction
from intramural.record.models import Entry
from intramural.spaces.models import Membership, Space

pytestmark = pytest.mark.django_db

USERS = [a_slack_user("U1", "Mia Berg"), a_slack_user("U2", "Noor Aziz"), a_slack_user("U3", "Kim Park", deleted=True)]
CHANNELS = [{"id": "C1", "name": "general", "created": DAY, "creator": "U1", "members": ["U1", "U2"]}]


def an_export(tmp_path: Path, *messages: dict[str, Any], **files: Any) -> Path:
    return a_slack_export(
        tmp_path / "export.zip",
        {"users.json": USERS, "channels.json": CHANNELS, "general/2022-08-20.json": list(messages), **files},
    )


def bring_in(path: Path) -> Report:
    return actions.bring_in(SlackExport(path), report=Report())


def test_a_thread_with_its_people_times_and_reactions(tmp_path: Path, ada: Person) -> None:
    path = an_export(
        tmp_path,
        a_slack_message(
            0, "U1", "Who has the *key*, <@u2>?", thread_ts=f"{DAY}.000000", reply_count=1,
            edited={"user": "U1", "ts": f"{DAY + 60}.000000"},
            reactions=[{"name": "+1", "users": ["U2", "U1"]}, {"name": "raised_hands::skin-tone-4", "users": ["U2"]}],
        ),
        a_slack_message(5, "U2", "I have", thread_ts=f"{DAY}.000000"),
    )  # fmt: skip
    report = bring_in(path)
    assert (report.taken, report.named, report.unchanged, report.people, report.spaces) == (2, 0, 0, 3, 1)
    post = Post.objects.get()
    mia, noor = Person.objects.get(name="Mia Berg"), Person.objects.get(name="Noor Aziz")
    assert post.author == mia
    assert post.audience_id == EVERYONE
    assert post.space == Space.objects.get(name="general")
    assert post.released_at == post.published_at == datetime.fromtimestamp(DAY, UTC)
    assert post.edited_at == datetime.fromtimestamp(DAY + 60, UTC)
    assert post.body == "Who has the **key**, @noor?"
    assert '<a href="/people/noor/" class="mention"' in post.body_html
    assert Mention.objects.get(post=post).person == noor
    assert sorted(Reaction.objects.values_list("person__name", "kind")) == [
        ("Mia Berg", "agree"), ("Noor Aziz", "agree"), ("Noor Aziz", "emoji:raised_hands")
    ]  # fmt: skip
    comment = Comment.objects.get()
    assert (comment.post, comment.author, comment.released_at) == (post, noor, datetime.fromtimestamp(DAY + 5, UTC))
    assert [card.public_id for card in queries.stream(ada).rows] == [post.public_id]


def test_again_changes_nothing_even_what_was_changed_here(tmp_path: Path) -> None:
    path = an_export(tmp_path, a_slack_message(0, "U1", "One"), a_slack_message(1, "U2", "Two"))
    bring_in(path)
    Post.objects.filter(body="One").update(state=Post.State.DELETED)
    Membership.objects.filter(person__name="Noor Aziz").delete()
    again = bring_in(path)
    assert (again.taken, again.unchanged, again.people, again.spaces) == (0, 2, 0, 0)
    assert Post.objects.filter(state=Post.State.PUBLISHED).count() == 1
    assert not Membership.objects.filter(person__name="Noor Aziz").exists()


def test_who_is_here_already_is_known_by_address_and_others_cannot_sign_in(tmp_path: Path, ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(email="MIA@old.example")
    bring_in(an_export(tmp_path, a_slack_message(0, "U1", "It is me")))
    ada.refresh_from_db()
    assert Post.objects.get().author == ada
    assert (ada.name, ada.is_active, ada.origin) == ("Ada Okonkwo", True, None)
    noor = Person.objects.get(handle="noor")
    assert (noor.standing, noor.is_active, noor.has_usable_password()) == ("imported", False, False)
    assert Person.objects.get(handle="kim").deactivated_at is not None  # has left, if we do not know when


def test_a_handle_that_is_taken_gets_a_number(tmp_path: Path, ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(handle="mia")
    bring_in(an_export(tmp_path))
    assert Person.objects.get(name="Mia Berg").handle == "mia2"


def test_private_channels_are_for_their_members_and_conversations_for_whom_they_name(tmp_path: Path, ada: Person) -> None:
    path = an_export(
        tmp_path,
        **{
            "groups.json": [{"id": "G1", "name": "board", "created": DAY, "creator": "U1", "members": ["U1"]}],
            "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
            "board/2022-08-20.json": [a_slack_message(0, "U1", "Among us")],
            "D1/2022-08-20.json": [a_slack_message(0, "U1", "Between us")],
            "lost/2022-08-20.json": [a_slack_message(0, "U1", "Nobody knows where")],
        },
    )
    bring_in(path)
    board = Space.objects.get(name="board")
    assert (board.is_gated, board.is_listed, board.purpose) == (True, False, "Brought in from Slack")
    assert board.sunset_on is not None
    assert (board.sunset_on - datetime.now(UTC).date()).days in (364, 365)
    among = Post.objects.get(body="Among us")
    assert among.audience_id == board.circle_id
    assert [grant.person.handle for grant in board.circle.grants.all()] == ["mia"]
    between = Post.objects.get(body="Between us")
    assert (between.space, between.audience.kind) == (None, "people")
    assert sorted(person.handle for person in between.audience.people.all()) == ["mia", "noor"]
    assert not Post.objects.get(body="Nobody knows where").audience.people.exists()
    assert queries.stream(ada).rows == []


def test_nobody_is_told(tmp_path: Path, mailoutbox: list[Any]) -> None:
    bring_in(an_export(tmp_path, a_slack_message(0, "U1", "Hello <@U2>")))
    assert mailoutbox == []
    assert set(Entry.objects.values_list("name", flat=True)) == {"BroughtIn"}


def test_an_author_whom_the_export_does_not_list_is_somebody_all_the_same(tmp_path: Path) -> None:
    guest = {"real_name": "Gil Ortiz", "team": "T9"}
    path = an_export(tmp_path, a_slack_message(0, "U77", "From outside", user_profile=guest), a_slack_message(1, "U78", "?"))
    assert bring_in(path).people == 4
    gil = Post.objects.get(body="From outside").author
    assert gil is not None
    assert (gil.name, gil.standing, gil.email) == ("Gil Ortiz", "imported", None)
    assert Post.objects.get(body="?").author is None
    assert bring_in(path).people == 0


def test_what_says_nothing_is_named_and_keeps_the_date_of_joining(tmp_path: Path) -> None:
    report = bring_in(an_export(tmp_path, a_slack_message(9, "U2", "<@U2> has joined the channel", subtype="channel_join")))
    assert (report.taken, report.named) == (0, 1)
    assert Membership.objects.get(person__handle="noor").joined_at == datetime.fromtimestamp(DAY + 9, UTC)
    assert [item["what"] for item in report.named_items()] == [f"general, {DAY + 9}.000000: channel_join"]


def test_a_deleted_beginning_keeps_its_thread_and_a_missing_one_gets_a_stand_in(tmp_path: Path) -> None:
    gone, unknown = f"{DAY}.000000", f"{DAY - 999}.000000"
    report = bring_in(
        an_export(
            tmp_path,
            a_slack_message(0, "USLACKBOT", "This message was deleted.", subtype="tombstone", thread_ts=gone, reply_count=1),
            a_slack_message(1, "U1", "Why?", thread_ts=gone),
            a_slack_message(2, "U2", "So there", thread_ts=unknown),
            a_slack_message(3, "U2", "And so", thread_ts=unknown),
            a_slack_message(4, "USLACKBOT", "This message was deleted.", subtype="tombstone"),
        )
    )
    assert (report.taken, report.named) == (4, 1)
    assert sorted((c.body, c.post.author, c.post.body[:30]) for c in Comment.objects.all()) == [
        ("And so", None, "*The beginning of this convers"),
        ("So there", None, "*The beginning of this convers"),
        ("Why?", None, "*This message was deleted befo"),
    ]
    assert Post.objects.count() == 2


def test_a_message_sent_to_thread_and_channel_is_there_once(tmp_path: Path) -> None:
    root = f"{DAY}.000000"
    bring_in(
        an_export(
            tmp_path,
            a_slack_message(0, "U1", "Plan", thread_ts=root),
            a_slack_message(1, "U2", "Done", thread_ts=root, subtype="thread_broadcast"),
        )
    )
    assert (Post.objects.count(), Comment.objects.get().body) == (1, "Done")


def test_files_are_linked_without_the_key_of_the_export(tmp_path: Path) -> None:
    file = {
        "name": "plan.pdf",
        "mimetype": "application/pdf",
        "size": 7,
        "url_private": "https://files.slack.com/a/plan.pdf?t=xoxe-1",
    }
    bring_in(an_export(tmp_path, a_slack_message(0, "U1", "", files=[file, file, {"id": "F2", "mode": "tombstone"}])))
    assert list(Attachment.objects.values_list("kind", "name", "url", "size")) == [
        ("link", "plan.pdf", "https://files.slack.com/a/plan.pdf", 7),
        ("link", "plan.pdf (2)", "https://files.slack.com/a/plan.pdf", 7),
    ]


def test_exotic_messages_are_taken_or_named_and_raise_nothing(tmp_path: Path) -> None:
    raw = json.dumps(
        [
            a_slack_message(0, "U1", "lone \ud800 surrogate, \0 zero, \u202e turned"),
            a_slack_message(1, "U1", "x" * 70_000),
            a_slack_message(2, "U1", ""),
            a_slack_message(2, "U2", "the same time again"),
            {"type": "message", "ts": "99999999999999", "text": "the far future"},
            {"type": "message", "ts": "-5", "text": "before time"},
            {"type": "message", "text": "never"},
            a_slack_message(3, "U1", "[" * 2000),
            {"type": "message", "ts": f"{DAY + 4}.000000", "user": 7, "text": {"a": 1}, "reactions": 5, "files": {"a": 1}, "blocks": [1]},
            "not a message", None, 7, [],
        ]
    )  # fmt: skip
    report = bring_in(
        an_export(tmp_path, **{"general/more.json": raw, "general/broken.json": '[{"ts": "1"', "general/none.json": ""})
    )
    assert report.taken + report.named == 13 + 2
    assert report.taken == 5
    assert Post.objects.get(origin=f"slack:T1:C1:{DAY}.000000").body == "lone \ufffd surrogate,  zero,  turned"
    again = bring_in(tmp_path / "export.zip")
    assert (again.taken, again.unchanged, again.named) == (0, 5, report.named)


def test_a_folder_is_read_like_the_archive(tmp_path: Path) -> None:
    inner = tmp_path / "unpacked" / "workspace"
    (inner / "general").mkdir(parents=True)
    (inner / "users.json").write_text(json.dumps(USERS))
    (inner / "channels.json").write_text(json.dumps(CHANNELS))
    (inner / "general" / "2022-08-20.json").write_text(json.dumps([a_slack_message(0, "U1", "One")]))
    assert bring_in(tmp_path / "unpacked").taken == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"{}"])
def test_what_is_no_export_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(CannotBeRead):
        SlackExport(path)


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotBeRead):
        SlackExport(a_slack_export(tmp_path / "x.zip", {"photos/one.json": []}))


@pytest.mark.parametrize("sign", ["is_restricted", "is_ultra_restricted", "is_stranger"])
def test_a_guest_there_comes_in_as_a_guest(tmp_path: Path, sign: str) -> None:
    gio = {**a_slack_user("U4", "Gio Supplier"), sign: True}
    bring_in(an_export(tmp_path, **{"users.json": [*USERS, gio]}))
    assert [person.name for person in Person.objects.filter(comes_as="guest")] == ["Gio Supplier"]


def test_what_another_system_knows_of_a_guest_is_filled_in_and_what_an_operator_said_stays(
    tmp_path: Path, olga: Person
) -> None:
    gio = a_slack_user("U4", "Gio Supplier")
    bring_in(an_export(tmp_path, **{"users.json": [*USERS, gio]}))
    known = Person.objects.get(name="Gio Supplier")
    guests = {"users.json": [*USERS, {**gio, "is_restricted": True}]}
    bring_in(an_export(tmp_path, **guests))
    known.refresh_from_db()
    assert known.arrives_as == "guest"
    people.change_standing(known, by=olga, standing="member")
    bring_in(an_export(tmp_path, **guests))
    known.refresh_from_db()
    assert known.arrives_as == "member"


def test_a_run_after_an_erasure_brings_back_neither_the_person_nor_their_name(tmp_path: Path, olga: Person) -> None:
    path = an_export(tmp_path, a_slack_message(0, "U1", "Who has the key?"), a_slack_message(5, "U2", "<@U1>, I have"))
    bring_in(path)
    people.erase(Person.objects.get(name="Mia Berg"), by=olga)
    more = an_export(tmp_path, a_slack_message(0, "U1", "Who has the key?"), a_slack_message(9, "U1", "Nobody?"))
    report = bring_in(more)
    assert (report.people, report.unchanged, report.taken) == (0, 1, 1)
    assert not Person.objects.filter(name="Mia Berg").exists()
    assert Post.objects.get(body="Nobody?").author is None
