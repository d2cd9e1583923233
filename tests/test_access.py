"""Every route names what it answers to whom (style.md 5: make forgetting impossible, then test that it was)."""

from __future__ import annotations

import copy
import importlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import WHO, Browsers, Row, Scene

ROOT = Path(__file__).resolve().parent.parent
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
# Class-based pages of the sign-in library take PUT for POST; it means nothing there.
NOT_OURS = ("allauth.",)


def routes() -> dict[str, tuple[str, Any]]:
    """Name with namespace → (path pattern, view). A route without a name is known by its pattern."""

    def walk(patterns: list[URLPattern | URLResolver], names: str, path: str) -> Iterator[tuple[str, tuple[str, Any]]]:
        for pattern in patterns:
            here = path + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                inner = f"{names}{pattern.namespace}:" if pattern.namespace else names
                yield from walk(pattern.url_patterns, inner, here)
            else:
                yield (f"{names}{pattern.name}" if pattern.name else here), (here, pattern.callback)

    return dict(walk(get_resolver().url_patterns, "", ""))


def tables() -> dict[str, dict[str, list[Row]]]:
    """Module with a table of its domain → that table. A route stands in one table only."""
    modules = [
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        for path in sorted((ROOT / "src" / "intramural").glob("*/tests/access*.py"))
    ]
    found: dict[str, dict[str, list[Row]]] = {}
    seen: set[str] = set()
    for module in [*modules, "tests.access_config"]:
        table = importlib.import_module(module).ACCESS
        assert not (twice := seen & table.keys()), f"rows in two tables: {sorted(twice)}"
        seen |= table.keys()
        found[module] = {name: [rows] if isinstance(rows, Row) else list(rows) for name, rows in table.items()}
    return found


ROUTES, TABLES = routes(), tables()
TABLE = {name: rows for table in TABLES.values() for name, rows in table.items()}


def test_every_route_has_its_row():
    assert not sorted(ROUTES.keys() - TABLE.keys()), "routes without a row in their domain's tests/access.py"


def test_every_row_has_its_route():
    assert not sorted(TABLE.keys() - ROUTES.keys()), "rows of routes that do not exist"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("module", TABLES)
def test_who_is_answered_what(module: str, pytestconfig: pytest.Config):
    """Each row in a scene of its own: what the asking of the one before changed is taken back.

    Who may do what is no matter of the database: of the second, one is asked for each answer that the row has.
    """
    built, wrong = Scene(), []
    is_second = pytestconfig.getoption("--second-database")
    browsers = Browsers(built)
    for name, number in _rows(module):
        row, scene = TABLE[name][number], copy.deepcopy(built)
        with transaction.atomic():
            if row.first is not None:
                row.first(scene)
            said = dict(zip(WHO, row.statuses, strict=True))
            who_asks = [WHO[row.statuses.index(status)] for status in set(row.statuses)] if is_second else WHO
            if not name.endswith("_door"):  # the doors in mails let in whoever holds them
                said["visitor"] = row.of_a_visitor(row.sent(scene))
            answered = {who: _asked(name, row, scene, who, browsers) for who in who_asks}
            transaction.set_rollback(True)
        wrong += [
            f"{name} {number} answers {status} to {who}, and the table says {said[who]}"
            for who, status in answered.items()
            if status != said[who]
        ]
    assert not wrong, "\n".join(wrong)


def _rows(module: str) -> list[tuple[str, int]]:
    return [(name, number) for name, rows in TABLES[module].items() if name in ROUTES for number in range(len(rows))]


def _asked(name: str, row: Row, scene: Scene, who: str, browsers: Browsers) -> int:
    """The status that one person gets; what the asking changed is taken back."""
    person = getattr(scene, who)
    scene.me, client = person or scene.author, browsers.of(person)
    with transaction.atomic():
        path = reverse(name, args=row.at(scene) if row.at else []) + row.query
        data = row.sent(scene)
        more = {"content_type": "application/json"} if row.json else {}
        status = int(getattr(client, row.method.lower())(path, data, headers=dict(row.headers), **more).status_code)
        transaction.set_rollback(True)
    cache.clear()
    return status


@pytest.mark.once
@pytest.mark.django_db
def test_a_method_without_a_row_is_refused():
    """What no row speaks of, no route does: 405, to whoever may do most."""
    methods, views = defaultdict(set), {}
    for name, (path, view) in ROUTES.items():
        methods[path] |= {row.method for row in TABLE.get(name, [])}
        views[path] = (name, view)
    scene, wrong = Scene(), []
    client = Client()
    client.force_login(scene.author)
    for path, (name, view) in views.items():
        if view.__module__.startswith(NOT_OURS):
            continue
        row = TABLE[name][0]
        if row.first is not None:
            row.first(scene)
        address = reverse(name, args=row.at(scene) if row.at else [])
        for method in sorted(METHODS - methods[path]):
            with transaction.atomic():
                status = getattr(client, method.lower())(address).status_code
                transaction.set_rollback(True)
            if status != 405:
                wrong.append(f"{method} {path} answers {status} and has no row")
    assert not wrong, "\n".join(wrong)
