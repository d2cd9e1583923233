from __future__ import annotations

import io
from argparse import ArgumentParser

import pytest

from intramural.kit.errors import Unacceptable
from intramural.people import commands
from intramural.people.models import Person


def run(*words: str) -> int:
    parser = ArgumentParser()
    commands.add_arguments(parser)
    return commands.run(parser.parse_args(words))


def make(address: str, name: str, password: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return run(address, f"--name={name}")


@pytest.mark.django_db
def test_the_first_operator_can_sign_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert make("wera@house.example", "Wera Ost", "a long enough word", monkeypatch) == 0
    wera = Person.objects.get(email="wera@house.example")
    assert wera.is_operator
    assert wera.check_password("a long enough word")
    assert "with wera@house.example" in capsys.readouterr().out


@pytest.mark.django_db
def test_somebody_who_is_here_becomes_an_operator_under_their_own_name(
    ben: Person, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make(str(ben.email), "", "a long enough word", monkeypatch)
    ben.refresh_from_db()
    assert (ben.is_operator, ben.name) == (True, "Ben Haddad")
    assert "Ben Haddad is an operator." in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "password"), [("", "a long enough word"), ("Wera Ost", "short"), ("Wera Ost", "")])
def test_no_name_and_weak_passwords_are_refused(name: str, password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unacceptable):
        make("wera@house.example", name, password, monkeypatch)
    assert not Person.objects.filter(email="wera@house.example").exists()
