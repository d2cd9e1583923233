"""The real mailbox and list archives: every mail is kept once, or named."""

from __future__ import annotations

import email
import gzip
import re
import tarfile
from pathlib import Path

import pytest

from intramural.imports import actions
from intramural.imports.mail.archive import Archive
from intramural.imports.mail.maildir import Maildir
from intramural.imports.mail.mbox import Mbox
from intramural.imports.report import Report
from intramural.posts.models import Comment, Post
from tests import real_input

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.once
def test_the_mailbox_keeps_each_distinct_mail_once(tmp_path: Path) -> None:
    with tarfile.open(real_input.one("*maildir*/*.tar.xz")) as archive:
        archive.extractall(tmp_path, filter="data")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    mails = [email.message_from_bytes(path.read_bytes()) for path in files]
    distinct = {(mail["From"], mail["Subject"], mail.get_payload(decode=True)) for mail in mails}
    assert (len(mails), len(distinct)) == (4_139, 2_580)
    (folder,) = tmp_path.iterdir()
    report = actions.bring_in(Archive(Maildir(folder)), report=Report())
    assert (report.taken, report.named) == (2_580, 4_139 - 2_580)
    assert all("copy" in reason for reason in report.reasons)
    assert Post.objects.count() + Comment.objects.count() == 2_580
    assert Post.objects.filter(audience__kind="everyone").count() == 0
    answers = Post.objects.filter(body__startswith="[In answer to this]").count()
    assert Comment.objects.count() + answers > 100
    assert Post.objects.filter(body_html__contains='<details class="quoted">').count() > 300
    again = actions.bring_in(Archive(Maildir(folder)), report=Report())
    assert (again.taken, again.unchanged, again.named, again.people) == (0, 2_580, 1_559, 0)


def test_the_archives_give_every_mail_or_its_name() -> None:
    here = 0
    for path in real_input.several("*mailing-lists/*.mbox.gz"):
        mails = len(re.findall(rb"^From ", gzip.decompress(path.read_bytes()), re.MULTILINE))
        report = actions.bring_in(Archive(Mbox(path), is_open=True), report=Report())
        assert report.taken + report.named == mails
        assert set(report.reasons) <= {"a mail of the same Message-ID came before"}
        here += report.taken
        assert Post.objects.count() + Comment.objects.count() == here
    assert Comment.objects.count() > here / 2
