from __future__ import annotations

from pathlib import Path

import pytest

from intramural.config import options
from intramural.config.options import WrongSetting

PAGE = Path(__file__).resolve().parents[4] / "docs" / "operators" / "settings.md"


def test_the_page_of_settings_is_made_from_the_options() -> None:
    told = "run: python -m intramural.config.options > docs/operators/settings.md"
    assert PAGE.read_text(encoding="utf-8") == options.document(), told


@pytest.mark.parametrize("option", options.OPTIONS, ids=lambda option: option.name)
def test_every_default_and_every_example_can_be_used(option: options.Option) -> None:
    option.parse(option.default)
    option.parse(option.example)
    assert option.help.endswith(".")


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_text('# of the office\n\nINTRAMURAL_NAME="Quayside"\nINTRAMURAL_PORT=9000\n')
    found = options.read({"INTRAMURAL_SETTINGS_FILE": str(file), "INTRAMURAL_PORT": "9001"})
    assert found["INTRAMURAL_NAME"] == "Quayside"
    assert found["INTRAMURAL_PORT"] == 9001
    assert found["INTRAMURAL_HOST"] == "127.0.0.1"


def test_a_secret_is_read_from_the_file_that_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("long and random\n")
    assert options.read({"INTRAMURAL_SECRET_KEY_FILE": str(file)})["INTRAMURAL_SECRET_KEY"] == "long and random"


def test_without_an_address_the_site_is_where_it_listens() -> None:
    assert options.read({"INTRAMURAL_PORT": "8123"})["INTRAMURAL_SITE_URL"] == "http://127.0.0.1:8123"
    given = options.read({"INTRAMURAL_SITE_URL": "https://intramural.example/"})
    assert given["INTRAMURAL_SITE_URL"] == "https://intramural.example"


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("INTRAMURAL_PORT", "often", "INTRAMURAL_PORT=8000"),
        ("INTRAMURAL_PORT", "70000", "from 1 to 65535"),
        ("INTRAMURAL_PORT", "٣", "whole number"),
        ("INTRAMURAL_DEBUG", "perhaps", "yes or no"),
        ("INTRAMURAL_LOG", "xml", "text, json"),
        ("INTRAMURAL_SITE_URL", "intramural.example", "https://intramural.example"),
        ("INTRAMURAL_SITE_URL", "https://intramural.example/here", "without a path"),
        ("INTRAMURAL_MAIL_URL", "smtp:", "no mail server"),
        ("INTRAMURAL_MAIL_URL", "smtp://post:often", "no number of a port"),
        ("INTRAMURAL_DATA_DIR", __file__, "must be a folder"),
        ("INTRAMURAL_DATA_DIR", "", "must be a folder"),
        ("INTRAMURAL_DATA_DIR", "~nobody-has-it/x", "home folder"),
        ("DATABASE_URL", "sqlite:///", "from the root on"),
        ("DATABASE_URL", "sqlite:///house.sqlite3", "from the root on"),
        ("DATABASE_URL", "postgres://", "names no database"),
        ("DATABASE_URL", "postgres://me:secret/2@db:5432/x", "/ is %2F"),
        ("INTRAMURAL_WORKERS", "-1", "from 0 to 64"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_a_remedy(name: str, value: str, remedy: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        options.read({name: value})
    assert name in str(refused.value)
    assert remedy in str(refused.value)


@pytest.mark.parametrize("name", ["DATABASE_URL", "INTRAMURAL_MAIL_URL"])
def test_a_wrong_secret_is_not_repeated(name: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        options.read({name: "mysql://me:pa55word@db/x"})
    assert name in str(refused.value)
    assert "pa55word" not in str(refused.value)


@pytest.mark.parametrize("line", ["INTRAMURAL_PROT=80", "just words", "=x"])
def test_a_line_that_sets_nothing_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "settings"
    file.write_text(f"INTRAMURAL_PORT=80\n{line}\n")
    with pytest.raises(WrongSetting, match="Line 2"):
        options.read({"INTRAMURAL_SETTINGS_FILE": str(file)})


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(WrongSetting, match="INTRAMURAL_SETTINGS_FILE names a file that cannot be read: /nowhere"):
        options.read({"INTRAMURAL_SETTINGS_FILE": "/nowhere"})


def test_a_name_that_is_no_setting_is_found_with_what_was_meant() -> None:
    assert options.unknown({"INTRAMURAL_PROT": "1", "INTRAMURAL_PORT": "1", "PATH": "/"}) == {
        "INTRAMURAL_PROT": "INTRAMURAL_PORT"
    }
