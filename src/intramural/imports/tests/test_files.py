"""Files that came along stand on the pages of their posts as any other: shown, given, drawn, read, and to nobody else."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from intramural.imports import actions
from intramural.imports.mail.archive import Archive
from intramural.imports.mail.mbox import Mbox
from intramural.imports.report import Report
from intramural.imports.slack.export import SlackExport
from intramural.imports.testing import a_mbox, a_slack_export, a_slack_message, a_slack_user
from intramural.kit.tests import papers
from intramural.people.models import Person
from intramural.people.testing import a_person
from intramural.posts import tasks
from intramural.posts.models import Attachment, Post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def kim() -> Person:
    return a_person("kim", email="kim@old.example")


def a_mail_with_files() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Mia Berg <mia@old.example>", "kim@old.example", "The ramp"
    mail["Date"] = "Mon, 1 Mar 2021 09:00:00 +0000"
    mail.set_content("Two drawings.")
    mail.add_attachment(papers.pdf("Night shift"), maintype="application", subtype="pdf", filename="plan.pdf")
    mail.add_attachment(papers.a_picture(), maintype="image", subtype="png", filename="ramp.png")
    mail.add_attachment("1,2\n", subtype="csv", filename="plan.csv")
    return bytes(mail)


def test_what_was_attached_to_a_mail_is_there_for_its_readers_alone(tmp_path, kim, ada, signed_in) -> None:
    path = a_mbox(tmp_path / "x.mbox", a_mail_with_files())
    assert actions.bring_in(Archive(Mbox(path)), report=Report()).taken == 1
    assert sorted(Attachment.objects.values_list("name", "kind")) == [
        ("plan.csv", "document"), ("plan.pdf", "document"), ("ramp.png", "image"),
    ]  # fmt: skip
    while tasks.read_files():
        pass
    files = {file.name: file for file in Attachment.objects.all()}
    assert files["plan.pdf"].text == "Night shift"
    assert "1,2" in files["plan.csv"].text
    page = signed_in(kim).get(f"/posts/{Post.objects.get().public_id}/").content.decode()
    assert 'alt="First page of plan.pdf"' in page
    assert 'alt="Picture: ramp.png"' in page
    parts = {"": files.values(), "thumbnail/": (files["plan.pdf"], files["ramp.png"]), "preview/": (files["plan.pdf"],)}
    for part, those in parts.items():
        for file in those:
            address = f"/files/{file.public_id}/{part}"
            assert address in page or part == "preview/"
            answer = signed_in(kim).get(address)
            assert answer.status_code == 200
            assert b"".join(answer.streaming_content)
            assert signed_in(ada).get(address).status_code == 404


def test_what_stayed_in_slack_is_linked_for_who_was_in_the_channel(tmp_path, kim, ada, signed_in) -> None:
    message = a_slack_message(
        0, "U1", "See", files=[{"name": "deck.pptx", "permalink": "https://old.slack.example/files/deck.pptx?t=secret"}]
    )
    export = a_slack_export(
        tmp_path / "export.zip",
        {
            "users.json": [a_slack_user("U1", "Kim Lee"), a_slack_user("U2", "Mia Berg")],
            "groups.json": [{"id": "G1", "name": "deck", "members": ["U1", "U2"]}],
            "deck/day.json": [message],
        },
    )
    actions.bring_in(SlackExport(export), report=Report())
    address = f"/posts/{Post.objects.get().public_id}/"
    page = signed_in(kim).get(address).content.decode()
    assert 'href="https://old.slack.example/files/deck.pptx"' in page
    assert "secret" not in page
    assert signed_in(ada).get(address).status_code == 404
