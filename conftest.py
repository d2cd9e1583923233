"""The cast that every test knows, and what all tests need.

ada   a member in Operations, manager of ben     ben   a member in Operations
cara  a member in Sales                           gus   a guest
olga  the operator, a member in IT                rosa  an executive
dana  looks after pricing                         dirk  her deputy
"""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from xdist.scheduler import LoadScopeScheduling

from intramural.people import testing as people
from intramural.people.models import Person, Unit
from intramural.stewards.models import Stewardship
from intramural.stewards.testing import a_stewardship
from tests import template

DATABASE = {"db", "transactional_db"}
SLOW = ("browser", "slow")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out what the run on the first database has shown already: tests that ask no database",
    )


TOGETHER = (
    "tests/journeys/",
    "tests/trial/",
    "src/intramural/demo/tests/",
    "src/intramural/config/tests/test_backups.py",
)
"""What one process does from end to end: browsers take each other's time, and a house that takes long is made once."""


class OneForTheBrowsers(LoadScopeScheduling):
    """Gives each test to whichever process is free, but for what is done together."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return OneForTheBrowsers(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys come first and in one piece, then what else is slow, so that no process ends long after the others."""
    items.sort(key=lambda item: next((at for at, mark in enumerate(SLOW) if item.get_closest_marker(mark)), len(SLOW)))
    elsewhere = {item for item in items if connection.vendor == "sqlite" and item.get_closest_marker("postgresql")}
    if config.getoption("--second-database"):
        elsewhere |= {item for item in items if not _asks_a_database(item)}
    config.hook.pytest_deselected(items=[item for item in items if item in elsewhere])
    items[:] = [item for item in items if item not in elsewhere]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded stays: looking through hundreds of megabytes of it for what could go took a seventh of the time. So does
    most of what a test makes, as long as it runs: looking for what could go after every 700 things took a twentieth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("databases")
    return marked is not None or not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> bool:
    """On SQLite the database begins as a copy of a migrated file (tests/template.py); Django migrates what it lacks.

    Named last of all, so that nothing adds the number of the process to the name that the copy has.
    """
    if connection.vendor != "sqlite":
        return False
    database = tmp_path_factory.mktemp("database") / "tests.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(database)
    template.lend(_template(pytestconfig), database)
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool, pytestconfig: pytest.Config) -> None:
    if django_db_keepdb:
        template.keep(Path(connection.settings_dict["TEST"]["NAME"]), _template(pytestconfig))


def _template(config: pytest.Config) -> Path:
    return template.kept(config.rootpath / template.KEPT_IN)


@pytest.fixture(autouse=True, scope="session")
def _no_way_out() -> Iterator[None]:
    """Nothing in the tests speaks to another machine: a connection beyond this one fails, and says where to."""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guarded(name: str) -> Callable[[socket.socket, Any], Any]:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(str(address[0])):
                raise AssertionError(f"a test wanted to speak to {address[0]}")
            return real[name](self, address)

        return connect

    with pytest.MonkeyPatch.context() as patched:
        for name in real:
            patched.setattr(socket.socket, name, guarded(name))
        yield


def _is_here(host: str) -> bool:
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _a_fresh_cache() -> Iterator[None]:
    """Rate limits of one test are not the next one's."""
    yield
    for each in caches.all(initialized_only=True):
        each.clear()


@pytest.fixture
def operations(db: None) -> Unit:
    return people.a_unit("Operations")


@pytest.fixture
def sales(db: None) -> Unit:
    return people.a_unit("Sales")


@pytest.fixture
def ada(operations: Unit) -> Person:
    return people.a_person("ada", name="Ada Okonkwo", unit=operations, level="manager")


@pytest.fixture
def ben(operations: Unit, ada: Person) -> Person:
    return people.a_person("ben", name="Ben Haddad", unit=operations, manager=ada)


@pytest.fixture
def cara(sales: Unit) -> Person:
    return people.a_person("cara", name="Cara Lindqvist", unit=sales)


@pytest.fixture
def rosa(db: None) -> Person:
    return people.a_person("rosa", name="Rosa Marchetti", level="executive")


@pytest.fixture
def gus(db: None) -> Person:
    return people.a_person("gus", name="Gus Weber", standing="guest")


@pytest.fixture
def olga(db: None) -> Person:
    return people.a_person("olga", name="Olga Novak", is_operator=True)


@pytest.fixture
def dana(db: None) -> Person:
    return people.a_person("dana", name="Dana Silva")


@pytest.fixture
def dirk(db: None) -> Person:
    return people.a_person("dirk", name="Dirk Deputy")


@pytest.fixture
def pricing(dana: Person, dirk: Person) -> Stewardship:
    """Pricing, which Dana looks after, without any other right, and Dirk for her."""
    return a_stewardship(topic="pricing", steward=dana, deputy=dirk)


@pytest.fixture
def signed_in() -> type[Browser]:
    return Browser


class Browser(Client):
    """A client that is signed in as somebody: `signed_in(ada).get("/")`."""

    def __init__(self, person: Person | None = None, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        if person is not None:
            self.force_login(person)


@pytest.fixture
def closings_file(settings: Any, tmp_path: Path) -> Path:
    """Where this test alone writes what was closed."""
    settings.CLOSINGS_FILE = tmp_path / "closings.jsonl"
    return Path(settings.CLOSINGS_FILE)


@pytest.fixture
def noted(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[], Any]:
    """`with noted():` tells whoever has subscribed to what happens inside, as after a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
