"""The rules of the house that no tool knows: storeys of tables and templates, names of rooms, sizes, documents."""

from __future__ import annotations

import configparser
import importlib
import io
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests import events_page

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src" / "intramural"
CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter")

ROOMS = {
    "apps", "urls", "pages", "api", "inbound", "commands", "subscribers", "closings", "tasks", "actions", "policy", "queries", "models",
    "events", "errors", "testing", "tests", "migrations", "templates", "static", "styles", "elements", "components",
}  # fmt: skip
# The toolbox, the design system and the roof are no domains: their modules are named after what they hold.
NO_DOMAINS = {"kit", "ui", "config", "demo"}
MOST_LINES = 400


def storeys() -> dict[str, int]:
    """Package → height, the lowest being 0, as the import contract has it."""
    layers = CONTRACTS["importlinter:contract:storeys"]["layers"].split("\n")
    lines = [line for line in layers if line.strip()]
    return {name: height for height, line in enumerate(reversed(lines)) for name in re.findall(r"\w+", line)}


def packages() -> list[str]:
    return sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))


def looks_down(upper: str, lower: str) -> bool:
    """Whether one package may rest on another: on itself, and on what stands lower."""
    heights = storeys()
    return upper == lower or heights[lower] < heights[upper]


def files(*endings: str) -> list[Path]:
    """The project's own files with these endings, as git knows them or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for line in listed.splitlines() if (path := ROOT / line).suffix in endings and path.is_file()]


def test_every_package_has_its_storey():
    assert not set(packages()) - storeys().keys()


def test_the_drawing_of_the_house_has_its_storeys():
    drawn: list[set[str]] = []
    for mark, name in re.findall(r"^ {4}([ |]) (\w+)", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.M):
        drawn = [*drawn[:-1], drawn[-1] | {name}] if mark == "|" else [*drawn, {name}]
    heights = storeys()
    by_height = {height: {name for name in packages() if heights[name] == height} for height in heights.values()}
    assert drawn == [by_height[height] for height in sorted(by_height, reverse=True) if by_height[height]]


def test_every_folder_with_modules_is_a_package():
    """Without its __init__ the modules are found and yet left out: migrations are never made, tests share their names."""
    folders = {path.parent for path in files(".py") if path.is_relative_to(HOUSE) or path.is_relative_to(ROOT / "tests")}
    assert not [str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").is_file()]


def test_every_domain_with_tables_stands_in_the_contract_of_rooms():
    contract = CONTRACTS["importlinter:contract:rooms"]["containers"].split()
    rooms = [path for room in ("models", "actions") for path in (*HOUSE.glob(f"*/{room}.py"), *HOUSE.glob(f"*/{room}/"))]
    domains = {path.parent.name for path in rooms}
    assert not {f"intramural.{name}" for name in domains - NO_DOMAINS} - set(contract)


@pytest.mark.parametrize("package", [name for name in packages() if name not in NO_DOMAINS])
def test_rooms_bear_known_names(package: str):
    """A module of another name is named in the docstring of its package, so that who opens the door is told."""
    told = importlib.import_module(f"intramural.{package}").__doc__ or ""
    rooms = {
        path.stem
        for path in (HOUSE / package).iterdir()
        if not path.name.startswith(("_", ".")) and path.suffix in (".py", "")
    }
    unknown = sorted(room for room in rooms - ROOMS if not re.search(rf"\b{room}\b", told))
    assert not unknown, f"rename these rooms of {package}, or say in its __init__ what they are: {', '.join(unknown)}"


def test_foreign_keys_point_down():
    wrong = [
        f"{model.__module__}.{model.__name__}.{field.name} → {field.related_model.__module__}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("intramural.")
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model and field.related_model.__module__.startswith("intramural.")
        if not looks_down(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert not wrong, "\n".join(wrong)


def test_templates_include_their_own_or_lower():
    homes = {
        str(path.relative_to(root)): root.relative_to(HOUSE).parts[0]
        for root in (*HOUSE.glob("*/templates"), HOUSE / "ui" / "components")
        for path in root.rglob("*")
        if path.is_file()
    }
    wrong = []
    for root in (*HOUSE.glob("*/templates"), HOUSE / "ui" / "components"):
        package = root.relative_to(HOUSE).parts[0]
        for path in root.rglob("*.*"):
            for named in re.findall(r"{%-?\s*(?:extends|include|import|from)\s+[\"']([^\"']+)", path.read_text()):
                if named not in homes:
                    wrong.append(f"{path.relative_to(HOUSE)} asks for {named}, which is not there")
                elif not looks_down(package, homes[named]):
                    wrong.append(f"{path.relative_to(HOUSE)} asks for {named} of {homes[named]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    out = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_no_file_is_longer_than_can_be_read():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files(".py", ".html", ".css", ".js", ".txt")
        if not {"vendor", "migrations", "vectors", "requirements"} & set(path.relative_to(ROOT).parts)
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }
    assert not long, long


def test_events_stand_in_their_page():
    assert events_page.PAGE.read_text() == events_page.page(), "run python -m tests.events_page"
