from __future__ import annotations

import bz2
import gzip
import lzma
import os
import random
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from errno import EACCES
from pathlib import Path
from typing import Any

import pytest

from intramural.audiences.models import AUTHOR, EVERYONE
from intramural.imports import actions
from intramural.imports.errors import CannotBeRead
from intramural.imports.mail.archive import Archive
from intramural.imports.mail.maildir import Maildir
from intramural.imports.mail.mbox import Mbox
from intramural.imports.report import Report
from intramural.imports.testing import a_mail, a_mbox
from intramural.people.models import Person
from intramural.people.testing import a_person
from intramural.posts import queries
from intramural.posts.actions import bringing_in as writing
from intramural.posts.files import store
from intramural.posts.models import Comment, Link, Post
from intramural.record.models import Entry
from intramural.spaces.models import Membership, Space

pytestmark = pytest.mark.django_db

MIA, NOOR, KIM = "Mia Berg <mia@old.example>", "noor.aziz@old.example", "kim@old.example"


def bring_in(tmp_path: Path, *mails: bytes, is_open: bool = False) -> Report:
    return actions.bring_in(Archive(Mbox(a_mbox(tmp_path / "list.mbox", *mails)), is_open=is_open), report=Report())


def test_a_mail_is_a_post_for_whom_it_names(tmp_path: Path, ada: Person) -> None:
    kim = a_person("kim", email="KIM@old.example")
    report = bring_in(tmp_path, a_mail(0, MIA, "The key", "Who has it?", to=f"{KIM}, {NOOR}, all@old.example"))
    assert (report.taken, report.people) == (1, 1)
    post = Post.objects.get()
    assert (post.title, post.body, post.author.name) == ("The key", "Who has it?", "Mia Berg")
    assert (post.author.email, post.author.standing) == ("mia@old.example", "imported")
    assert post.released_at == datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
    assert set(post.audience.people.all()) == {post.author, kim}
    assert [card.public_id for card in queries.stream(kim).rows] == [post.public_id]
    assert queries.stream(ada).rows == []


def test_a_list_that_everyone_could_read_becomes_an_open_space(tmp_path: Path) -> None:
    more = {"List-Id": '"Deck hands" <deck.old.example>'}
    bring_in(tmp_path, a_mail(0, MIA, "Sails", "Up"), a_mail(1, MIA, "Sails", "Down", **more), is_open=True)
    assert sorted(Space.objects.values_list("name", "is_gated")) == [("Deck hands", False), ("list", False)]
    assert set(Post.objects.values_list("audience_id", flat=True)) == {EVERYONE}
    assert Membership.objects.filter(space__name="Deck hands").get().person.handle == "mia"


def test_threads_by_references_whatever_their_order(tmp_path: Path) -> None:
    mails = [
        a_mail(0, MIA, "Sails", "Up?", id="1", to=NOOR),
        a_mail(1, NOOR, "Re: Sails", "Yes", id="2", to=MIA, **{"In-Reply-To": "<1>"}),
        a_mail(2, MIA, "Something else", "Good", id="3", to=NOOR, References="<1> <2>"),
        a_mail(-5, NOOR, "Re: Sails", "Its clock is wrong", id="4", to=MIA, References="<1> <2> <3>"),
        a_mail(4, NOOR, "Re: Before", "Its beginning is not here", id="6", to=MIA, References="<lost>"),
        a_mail(5, MIA, "Re: Before", "Nor is its", id="7", to=NOOR, References="<lost>"),
        a_mail(6, MIA, "In a ring", "One", id="8", to=NOOR, References="<9>"),
        a_mail(7, NOOR, "In a ring", "Two", id="9", to=MIA, References="<8>"),
    ]
    for order in range(5):
        Post.objects.all().delete()
        random.Random(order).shuffle(mails)
        assert bring_in(tmp_path, *mails).taken == 8
        found = {(c.post.body, c.parent and c.parent.body, c.body) for c in Comment.objects.all()}
        assert found == {
            ("Up?", None, "Yes"),
            ("Up?", "Yes", "Good"),
            ("Up?", "Yes", "Its clock is wrong"),
            ("Its beginning is not here", None, "Nor is its"),
            *({("One", None, "Two")} if Post.objects.filter(body="One").exists() else {("Two", None, "One")}),
        }


def test_threads_by_subject_and_people(tmp_path: Path) -> None:
    bring_in(
        tmp_path,
        a_mail(0, MIA, "Lunch", "At noon?", to=NOOR),
        a_mail(1, NOOR, "RE: AW: Lunch", "Yes", to=MIA),
        a_mail(2, NOOR, "Fw: Lunch", "See", to=MIA),
        a_mail(3, KIM, "Re: Lunch", "Of others", to="lee@old.example"),
        a_mail(4, MIA, "Lunch", "Again?", to=NOOR),
        a_mail(90 * 1440, NOOR, "Re: Lunch", "Months later", to=MIA),
    )
    assert [(c.post.body, c.body) for c in Comment.objects.all()] == [("At noon?", "Yes")]
    assert Post.objects.count() == 5


def test_a_thread_goes_on_in_the_next_archive(tmp_path: Path) -> None:
    bring_in(tmp_path, a_mail(0, MIA, "Sails", "Up?", id="1", to=NOOR), a_mail(0, NOOR, "x", "y"))
    bring_in(tmp_path, a_mail(9, NOOR, "Re: Sails", "Yes", id="2", to=MIA, References="<1>"))
    assert Comment.objects.get().post.body == "Up?"


def test_an_answer_to_fewer_people_is_a_post_of_its_own(tmp_path: Path) -> None:
    everybody = f"{NOOR}, {KIM}"
    bring_in(
        tmp_path,
        a_mail(0, MIA, "Pay", "The new bands", id="1", to=everybody),
        a_mail(1, NOOR, "Re: Pay", "To all", id="2", to=f"{MIA}, {KIM}", References="<1>"),
        a_mail(2, KIM, "Re: Pay", "To you alone", id="3", to=MIA, References="<1>"),
        a_mail(3, MIA, "Re: Pay", "And back", id="4", to=KIM, References="<1> <3>"),
    )
    pay = Post.objects.get(title="Pay")
    assert [c.body for c in pay.comments.all()] == ["To all"]
    alone = Post.objects.get(title="Re: Pay")
    assert alone.body == f"[In answer to this](/posts/{pay.public_id}/)\n\nTo you alone"
    assert Link.objects.get(post=alone).target == pay
    assert sorted(alone.audience.people.values_list("handle", flat=True)) == ["kim", "mia"]
    assert [c.body for c in alone.comments.all()] == ["And back"]


def test_copies_are_named_and_again_nothing_changes(tmp_path: Path) -> None:
    mails = [
        a_mail(0, MIA, "One", "Words", id="1"), a_mail(0, MIA, "One", "Words", id="2"), a_mail(0, MIA, "Else", "x", id="1"),
        a_mail(3 * 1440, MIA, "One", "Words", id="3"), a_mail(0, MIA, "One", "Other words", id="4"),
        a_mail(5, NOOR, "Re: One", "To the copy", id="5", to=MIA, References="<2>"),
    ]  # fmt: skip
    report = bring_in(tmp_path, *mails)
    assert (report.taken, report.named) == (4, 2)
    assert sorted(report.reasons.values()) == [1, 1]
    assert Comment.objects.count() + Post.objects.count() == 4
    again = bring_in(tmp_path, *mails)
    assert (again.taken, again.unchanged, again.named, again.people) == (0, 4, 2, 0)


def test_nobody_is_told(tmp_path: Path, mailoutbox: list[Any]) -> None:
    bring_in(tmp_path, a_mail(0, MIA, "Hello", "@noor.aziz", to=NOOR))
    assert mailoutbox == []
    assert set(Entry.objects.values_list("name", flat=True)) == {"BroughtIn"}


def test_what_was_attached_is_there_and_what_cannot_be_kept_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = (
        b"From: mia@old.example\nDate: Mon, 1 Mar 2021 09:00:00 +0000\nSubject: Plan\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain; charset=iso-8859-1\n\nGr\xfc\xdfe\n"
        b"--B\nContent-Type: text/csv\nContent-Disposition: attachment; filename*=utf-8''pl%C3%A4ne.csv\n\na,b\n"
        b"--B\nContent-Type: image/png; name=x.png\n\nno picture\n"
        b"--B\nContent-Type: message/rfc822\n\nSubject: inner\n\nDeep\n"
        b"--B\nContent-Type: application/pgp-signature; name=s.asc\n\nx\n--B--\n"
    )
    report = bring_in(tmp_path, mail)
    post = Post.objects.get()
    assert post.body == "Grüße\n\n*A file that was not brought in: x.png*"
    assert list(post.attachments.values_list("name", "kind")) == [("pläne.csv", "document"), ("mail.eml", "document")]
    kept = [store.path(file.key).read_bytes() for file in post.attachments.all()]
    assert kept == [b"a,b", b"Subject: inner\n\nDeep"]
    assert report.notes == {"a file of it was refused: unacceptable": 1}
    monkeypatch.setattr(writing, "take_file", None)  # what is here is not kept again
    assert bring_in(tmp_path, mail).unchanged == 1


@pytest.mark.parametrize(
    "mail",
    [
        b"Subject: alone\n",
        b"From: \nDate: Mon, 1 Mar 2021 09:00:00 +0000\n\nNobody",
        b"From: a@b.example\nDate: yesterday\nReceived: by x; Mon, 1 Mar 2021 09:00:00 +0000\n\nFrom its way",
        b"From: =?nope?q?x?= <a@b.example>\nDate: Mon, 1 Mar 2021 09:00:00 +9999\n\nx",
        b"From: =?utf-8?b?////?=\nSubject: =?utf-8?q?=ff=fe?=\nDate: Mon, 1 Mar 2021 09:00:00\n\n\xff\xfe\0",
        b"From: a@b.example\nContent-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\n%%%",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\nDate: Mon, 1 Mar 2021 09:00:00 +0000\n\nno parts",
        b"From: a@b.example\nContent-Type: multipart/mixed\nDate: 1 Jan 0001 00:00:00 +0000\n\n",
        b"From: a@b.example\nContent-Type: message/rfc822\nDate: Mon, 1 Mar 2021 09:00:00 +0000\n\nSubject: inner\n\nx",
        b"From: a@b.example\nContent-Type: text/html\nDate: Mon, 1 Mar 2021 09:00:00 +0000\n\n<![foo <p>x</b> &#x110000; <a href=",
        b"From: " + b"a@b.example, " * 5000 + b"\nTo: " + b"(" * 5000 + b"\nDate: Mon, 1 Mar 2021 09:00:00 +0000\n\nx",
        b"From: a@b.example\nMessage-ID: <"
        + b"x" * 900
        + b">\nDate: Mon, 1 Mar 2021 09:00:00 +0000\n\n"
        + b"> " * 4000
        + b"x",
        b"From: a@b.example\nDate: Mon, 1 Mar 2021 09:00:00 +0000\n\n" + b"word " * 40_000,
    ],
)
def test_a_strange_mail_raises_nothing(tmp_path: Path, mail: bytes) -> None:
    report = bring_in(tmp_path, mail)
    assert report.taken + report.named == 1
    assert Post.objects.count() == report.taken


def test_vectors_of_broken_mail(tmp_path: Path) -> None:
    """Every line of a mail left out, doubled, and cut in the middle."""
    whole = a_mail(0, MIA, "=?utf-8?q?Sch=C3=B6n?=", "a\n> b\n> c\n-- \nd", to=NOOR, References="<1>").split(b"\n")
    mails = []
    for at, row in enumerate(whole):
        mails += [whole[:at] + whole[at + 1 :], whole[: at + 1] + whole[at:], [*whole[:at], row[: len(row) // 2]]]
    report = bring_in(tmp_path, *[b"\n".join(mail) for mail in mails])
    assert report.taken + report.named == len(mails)


def test_an_mbox_is_cut_at_its_lines_and_nowhere_else(tmp_path: Path) -> None:
    said = "From here on\n\nFrom the bridge we see\n\n>From far\n"
    path = a_mbox(tmp_path / "x.mbox", a_mail(0, MIA, "One", said), a_mail(1, MIA, "Two", "x"))
    assert len(list(Mbox(path).mails())) == 2
    packed = tmp_path / "y.mbox.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert [raw for _, raw, _ in Mbox(packed).mails()] == [raw for _, raw, _ in Mbox(path).mails()]
    packed.write_bytes(gzip.compress(path.read_bytes() + random.Random(1).randbytes(99_999))[:-50_000])
    report = actions.bring_in(Archive(Mbox(packed)), report=Report())
    assert report.reasons["the file cannot be read to its end"] == 1


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_how_far_an_mbox_is_gone_through_adds_up_to_its_size(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = a_mbox(tmp_path / "x.mbox", *(a_mail(at, MIA, f"Mail {at}", "word " * 9_999) for at in range(9)))
    path.write_bytes(pack(path.read_bytes()))
    source = Mbox(path)
    sizes = [size for _, _, size in source.mails()]
    assert sum(sizes) == source.total == path.stat().st_size
    assert pack is not bytes or min(sizes) > 40_000, "a plain one is gone through evenly"


def test_a_maildir_with_its_folders_a_tree_of_mails_and_a_tar_of_it(tmp_path: Path, ben: Person) -> None:
    box = tmp_path / "box"
    for number, name in enumerate(["cur/1:2,S", "new/2", "tmp/3", ".Sent/cur/4", "dovecot-uidlist"]):
        (box / name).parent.mkdir(parents=True, exist_ok=True)
        (box / name).write_bytes(a_mail(number, MIA, f"Mail {number}", "x"))
    (box / "cur" / "5").write_bytes(b"\x7fELF no mail")
    report = actions.bring_in(Archive(Maildir(box)), report=Report())
    assert (report.taken, report.reasons) == (3, {"it is no mail": 1})
    assert sorted(Post.objects.values_list("title", flat=True)) == ["Mail 0", "Mail 1", "Mail 3"]
    assert set(Post.objects.values_list("audience__kind", flat=True)) == {"people"}
    with tarfile.open(tmp_path / "box.tar.xz", "w:xz") as archive:
        archive.add(box, "box")
    again = actions.bring_in(Archive(Maildir(tmp_path / "box.tar.xz")), report=Report())
    assert (again.taken, again.unchanged, again.named) == (0, 3, 1)


def test_what_is_set_aside_may_have_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    box = tmp_path / "box" / "cur"
    box.mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(box) + b"/caf\xe9")).write_bytes(b"\x00 no mail")
    (box / "1").write_bytes(a_mail(1, MIA, "Mail", "x"))
    report = actions.bring_in(Archive(Maildir(box.parent)), report=Report())
    assert (report.taken, report.named) == (1, 1)


def test_what_cannot_be_read_of_a_mailbox_is_named_and_the_rest_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, opens, looks = tmp_path / "box", Path.open, os.scandir
    for number, name in enumerate(["cur/1", "cur/3", "cur/5", ".Closed/cur/6", ".Sent/cur/7"]):
        (box / name).parent.mkdir(parents=True, exist_ok=True)
        (box / name).write_bytes(a_mail(number, MIA, f"Mail {number}", "x"))
    (box / "cur" / "2").symlink_to("nowhere")
    (box / "cur" / "4").symlink_to("4")

    def a_closed_file(path: Path, *how: Any) -> Any:
        if path.name == "3":
            raise PermissionError(EACCES, "Permission denied", str(path))
        return opens(path, *how)

    def a_closed_folder(path: str) -> Any:
        if ".Closed" in str(path):
            raise PermissionError(EACCES, "Permission denied", path)
        return looks(path)

    monkeypatch.setattr(Path, "open", a_closed_file)
    monkeypatch.setattr(os, "scandir", a_closed_folder)
    report = actions.bring_in(Archive(Maildir(box)), report=Report())
    assert sorted(Post.objects.values_list("title", flat=True)) == ["Mail 0", "Mail 2", "Mail 4"]
    assert report.reasons == {"it cannot be read": 4}
    assert [item["what"] for item in report.named_items()] == [
        "cur/2: No such file or directory",
        "cur/3: Permission denied",
        "cur/4: Too many levels of symbolic links",
        ".Closed: Permission denied",
    ]


def test_the_owner_of_a_mailbox_may_read_all_of_it(tmp_path: Path) -> None:
    kim = a_person("kim", email="kim@old.example")
    path = a_mbox(tmp_path / "x.mbox", a_mail(0, MIA, "Sails", "Up", to="deck@old.example"))
    actions.bring_in(Archive(Mbox(path), owner="Kim@old.example"), report=Report())
    assert queries.stream(kim).rows[0].title == "Sails"


def test_who_cannot_be_known_leaves_the_mail_to_nobody(tmp_path: Path) -> None:
    bring_in(tmp_path, b"Date: Mon, 1 Mar 2021 09:00:00 +0000\nSubject: x\n\ny")
    assert Post.objects.get().audience_id == AUTHOR


@pytest.mark.parametrize("content", [b"", b"{}", b"\x1f\x8bnothing"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(CannotBeRead):
        Mbox(path)
    with pytest.raises(CannotBeRead):
        Maildir(path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotBeRead):
        Maildir(tmp_path / "empty")
