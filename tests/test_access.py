"""Every route names what it answers to whom (style.md 5: make forgetting impossible, then test that it was)."""

from __future__ import annotations

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

from tests.access import WHO, Row, Scene

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


def table() -> dict[str, list[Row]]:
    """All rows of all domains. A route stands in one table only."""
    modules = [
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        for path in sorted((ROOT / "src" / "intramural").glob("*/tests/access*.py"))
    ]
    rows: dict[str, list[Row]] = {}
    for module in [*modules, "tests.access_config"]:
        for name, found in importlib.import_module(module).ACCESS.items():
            assert name not in rows, f"{name} has rows in two tables"
            rows[name] = [found] if isinstance(found, Row) else list(found)
    return rows


ROUTES, TABLE = routes(), table()


def test_every_route_has_its_row():
    assert not sorted(ROUTES.keys() - TABLE.keys()), "routes without a row in their domain's tests/access.py"


def test_every_row_has_its_route():
    assert not sorted(TABLE.keys() - ROUTES.keys()), "rows of routes that do not exist"


CASES = [(name, number) for name in sorted(TABLE.keys() & ROUTES.keys()) for number in range(len(TABLE[name]))]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "number"), CASES, ids=[f"{name}-{number}" for name, number in CASES])
def test_who_is_answered_what(name: str, number: int):
    row, scene = TABLE[name][number], Scene()
    if row.first is not None:
        row.first(scene)
    answered = tuple(_asked(name, row, scene, who) for who in WHO)
    assert dict(zip(WHO, answered, strict=True)) == dict(zip(WHO, row.statuses, strict=True))


def _asked(name: str, row: Row, scene: Scene, who: str) -> int:
    """The status that one person gets; what the asking changed is taken back."""
    person = getattr(scene, who)
    scene.me = person or scene.author
    client = Client()
    with transaction.atomic():
        if person is not None:
            client.force_login(person)
        path = reverse(name, args=row.at(scene) if row.at else []) + row.query
        data = row.data(scene) if callable(row.data) else dict(row.data or {})
        more = {"content_type": "application/json"} if row.json else {}
        status = int(getattr(client, row.method.lower())(path, data, headers=dict(row.headers), **more).status_code)
        transaction.set_rollback(True)
    cache.clear()
    return status


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
