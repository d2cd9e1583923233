from __future__ import annotations

import argparse
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings as house
from django.db import OperationalError, connection

from intramural.config import doctor, keeper, options, preparing
from intramural.config.findings import BAD, GOOD, MIND, Finding
from intramural.kit import clock
from intramural.mail.models import Received
from intramural.people import second_steps
from intramural.people import testing as people
from intramural.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    settings.OPTIONS = {**house.OPTIONS, "INTRAMURAL_DATA_DIR": tmp_path, "INTRAMURAL_SITE_URL": "http://127.0.0.1:8000"}
    tmp_path.chmod(0o700)
    (tmp_path / "secret_key").write_text(house.SECRET_KEY)
    (tmp_path / "secret_key").chmod(0o600)


def found(what: str) -> list[Finding]:
    return [finding for finding in doctor.examine() if finding.what == what]


def test_everything_that_is_not_well_has_a_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    findings = list(doctor.examine())
    assert all((finding.state == GOOD) == (not finding.remedy) for finding in findings)
    assert {finding.what for finding in findings} >= {
        "version", "settings", "address", "secret key", "data folder", "disk", "database", "static files", "people", "files",
        "journal", "chores", "mail", "server", "backup", "closings",
    }  # fmt: skip
    assert not [finding for finding in findings if finding.state == BAD]
    assert doctor.run(argparse.Namespace()) == 0
    assert f"{len(findings)} looked at: 0 bad" in capsys.readouterr().out


def test_a_database_that_does_not_answer_is_bad_and_the_rest_is_still_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError("secret words")):
        assert doctor.run(argparse.Namespace()) == 1
    out = capsys.readouterr().out
    assert "BAD   database       The database does not answer." in out
    assert "DATABASE_URL" in out
    assert "ok    disk" in out
    assert "secret words" not in out


def test_an_old_database_is_bad(ada: Person) -> None:
    with patch.object(preparing, "pending", return_value=["posts.0002_more"]):
        assert any(finding.state == BAD and "intramural upgrade" in finding.remedy for finding in found("database"))


def test_a_first_preparation_that_was_stopped_goes_on() -> None:
    with patch.object(preparing, "pending", return_value=["posts.0002_more"]):
        assert any(finding.state == MIND and "intramural upgrade" in finding.remedy for finding in found("database"))


def test_a_setting_that_is_none_is_told_with_what_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTRAMURAL_PROT", "80")
    assert Finding("settings", MIND, "INTRAMURAL_PROT is no setting.", "Did you mean INTRAMURAL_PORT?") in found("settings")


def test_secrets_are_named_and_not_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("INTRAMURAL_SECRET_KEY", "not-to-be-shown-" * 4)
    with patch.object(options, "read", return_value={}):
        doctor.run(argparse.Namespace())
    out = capsys.readouterr().out
    assert "INTRAMURAL_SECRET_KEY" in out
    assert "not-to-be-shown" not in out


def test_an_address_in_the_open_is_bad(settings: Any) -> None:
    settings.OPTIONS = {**settings.OPTIONS, "INTRAMURAL_SITE_URL": "http://intramural.example"}
    assert [finding.state for finding in found("address")] == [BAD]
    assert [finding.state for finding in found("mail")] == [MIND]


def test_mails_that_failed_here_are_counted_with_where_to_take_them_again(settings: Any) -> None:
    assert found("mail that came") == []
    settings.OPTIONS = {**settings.OPTIONS, "INTRAMURAL_MAIL_DOMAIN": "inside.intramural.example"}
    for number, reason in enumerate(("fault", "unreadable", "stranger", "wordless")):
        a_mail_set_aside(number, reason=reason)
    a_mail_set_aside(4, reason="fault", raw_key="")
    (finding,) = found("mail that came")
    assert (finding.state, finding.says) == (MIND, "2 could not be taken, because something failed here.")
    assert "/operator/mail/" in finding.remedy
    Received.objects.filter(reason__in=("fault", "unreadable")).update(state=Received.State.TAKEN)
    assert [each.state for each in found("mail that came")] == [GOOD]


def a_mail_set_aside(number: int, *, reason: str, raw_key: str = "kept") -> None:
    Received.objects.create(
        key=f"{number}", to="lunch@inside.intramural.example", at=clock.now(), size=9, state=Received.State.ASIDE, reason=reason,
        raw_key=raw_key,
    )  # fmt: skip


def test_what_others_can_read_is_told_with_the_command_that_closes_it(tmp_path: Path) -> None:
    (tmp_path / "secret_key").chmod(0o644)
    tmp_path.chmod(0o755)
    assert found("secret key")[0].remedy == f"chmod 600 {tmp_path / 'secret_key'}"
    assert found("data folder")[0].remedy == f"chmod 700 {tmp_path}"


def test_what_was_sealed_with_another_key_is_bad(settings: Any) -> None:
    from allauth.mfa.models import Authenticator

    ada = people.a_person("ada")
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "JBSWY3DP"})
    assert [finding.state for finding in found("second steps")] == [MIND]
    second_steps.seal_anew()
    assert [finding.state for finding in found("second steps")] == [GOOD]
    settings.SECRET_KEY = "another key of the same house, long enough"
    assert [finding.state for finding in found("second steps")] == [BAD]
    assert "INTRAMURAL_SECRET_KEY_BEFORE" in found("second steps")[0].remedy


def test_the_keeper_and_the_backup_are_remembered(tmp_path: Path) -> None:
    assert [found(what)[0].state for what in ("chores", "backup")] == [MIND, MIND]
    keeper.note_alive()
    (tmp_path / "last_backup").write_text("somewhere")
    assert [found(what)[0].state for what in ("chores", "backup")] == [GOOD, GOOD]
    for name in ("keeper.json", "last_backup"):
        os.utime(tmp_path / name, (0, 0))
    assert [found(what)[0].state for what in ("chores", "backup")] == [MIND, MIND]


def test_whether_what_is_closed_can_be_written(settings: Any, tmp_path: Path) -> None:
    settings.CLOSINGS_FILE = tmp_path / "closings.jsonl"
    assert found("closings")[0].state == GOOD
    settings.CLOSINGS_FILE = tmp_path / "safe" / "closings.jsonl"
    assert found("closings")[0].state == BAD
    assert "No such file or directory" in found("closings")[0].says


def test_whether_there_is_an_operator() -> None:
    assert found("people")[0].state == MIND
    people.a_person("olga", is_operator=True)
    assert found("people")[0].state == GOOD


@pytest.fixture
def mail_server() -> Iterator[int]:
    """Somebody who speaks as much SMTP as a greeting needs, and refuses whoever signs in."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_converse, args=(server,), daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)


def _converse(server: socket.socket) -> None:
    conversation, _ = server.accept()
    with conversation, conversation.makefile("rw") as lines:
        lines.write("220 house.example\r\n")
        lines.flush()
        while word := lines.readline()[:4].upper():
            lines.write({"EHLO": "250-house.example\r\n250 AUTH PLAIN\r\n", "QUIT": "221 bye\r\n"}.get(word, "535 no\r\n"))
            lines.flush()
            if word == "QUIT":
                return


@pytest.mark.parametrize(("user", "state"), [("", GOOD), ("ada:pa55word@", BAD)])
def test_the_mail_server_is_greeted(settings: Any, mail_server: int, user: str, state: str) -> None:
    settings.OPTIONS = {**settings.OPTIONS, "INTRAMURAL_MAIL_URL": f"smtp://{user}127.0.0.1:{mail_server}"}
    finding = found("mail")[0]
    assert finding.state == state
    assert "pa55word" not in f"{finding}"


def test_a_mail_server_that_is_not_there_is_bad(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.OPTIONS = {**settings.OPTIONS, "INTRAMURAL_MAIL_URL": f"smtp://127.0.0.1:{port}"}
    assert f"127.0.0.1:{port} cannot be reached" in found("mail")[0].says
