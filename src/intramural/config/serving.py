"""`intramural serve`: the server, and the keeper beside it."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from intramural.config.telling import say, tell
from intramural.kit.errors import Conflict

MOMENT = 3.0  # seconds
LOOPBACK = ("localhost", "::1")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for."""
    parser.add_argument("--upgrade", action="store_true", help="bring the database up to date first")
    parser.add_argument("--demo", action="store_true", help="put the demo company into an empty house")


def run(chosen: argparse.Namespace) -> int:
    """Serves until it is told to stop. Refuses (1) a taken port, an old database, and the demo company beyond this machine."""
    from django.conf import settings

    from intramural.config import preparing

    given: Mapping[str, Any] = settings.OPTIONS
    require_free_port(given["INTRAMURAL_HOST"], given["INTRAMURAL_PORT"])
    with preparing.in_use():
        if chosen.upgrade:
            preparing.database(tell)
        else:
            preparing.require(tell)
        preparing.static_files(tell)
        _say_who_can_sign_in(given, with_demo=chosen.demo)
        return _answer(given)


def require_free_port(host: str, port: int) -> None:
    """Refuses (409) where somebody listens already. The server's own sockets would share the port without a word.

    Waits a little first: the workers of a server that was killed need a moment to notice.
    """
    try:
        _wait_to_listen(host, port)
    except (UnicodeError, socket.gaierror):
        raise Conflict(
            f"There is no address {host!r}.", remedy="Set INTRAMURAL_HOST to an address of this machine, such as 127.0.0.1."
        ) from None
    except OSError as error:
        place = f"{host}:{port}"
        if error.errno == errno.EADDRINUSE:
            raise Conflict(
                f"Something answers on {place} already.",
                remedy=f"Stop it, or choose another port, for example: INTRAMURAL_PORT={_free_port_after(host, port)}",
            ) from None
        if error.errno == errno.EACCES:
            raise Conflict(
                f"This account may not listen on {place}.", remedy="Choose an INTRAMURAL_PORT above 1023."
            ) from None
        raise Conflict(
            f"Nobody can listen on {place} here: {os.strerror(error.errno) if error.errno else 'unknown address'}.",
            remedy="Set INTRAMURAL_HOST to an address of this machine, such as 127.0.0.1.",
        ) from None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    return host in LOOPBACK or host.startswith("127.")


def address(given: Mapping[str, Any]) -> str:
    """Where this process answers, as one types it."""
    host = given["INTRAMURAL_HOST"]
    return f"http://{f'[{host}]' if ':' in host else host}:{given['INTRAMURAL_PORT']}"


def _wait_to_listen(host: str, port: int) -> None:
    end = time.monotonic() + MOMENT
    while True:
        try:
            return _try_to_listen(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > end:
                raise
            time.sleep(0.1)


def _try_to_listen(host: str, port: int) -> None:
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(place)
        trial.listen(1)


def _free_port_after(host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 50, 65536)):
        try:
            _try_to_listen(host, candidate)
        except OSError:
            continue
        return candidate
    return port + 1


def _say_who_can_sign_in(given: Mapping[str, Any], *, with_demo: bool) -> None:
    from intramural.demo import build, commands
    from intramural.people.models import Person

    is_inhabited = Person.objects.exists()
    if with_demo and not is_inhabited:
        tell("the demo company")
        build.make()
    if build.is_here():
        if not is_loopback(given["INTRAMURAL_HOST"]):
            raise Conflict(
                f"The demo company is for this machine alone, and INTRAMURAL_HOST is {given['INTRAMURAL_HOST']}.",
                remedy="Set INTRAMURAL_HOST=127.0.0.1, or begin with an empty INTRAMURAL_DATA_DIR.",
            )
        print(commands.sign_ins(address(given)), flush=True)
    elif not is_inhabited:
        say("Nobody has an account yet. Make the first one: intramural operator ADDRESS --name NAME")


def _answer(given: Mapping[str, Any]) -> int:
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from intramural.config import keeper, logs

    application = _load()
    level = "info" if given["INTRAMURAL_LOG_LEVEL"] == "debug" else "warning"
    connections.close_all()  # the workers open their own
    server = Granian(
        "intramural.config.asgi:application",
        address=given["INTRAMURAL_HOST"],
        port=given["INTRAMURAL_PORT"],
        interface=Interfaces.ASGINL,
        workers=given["INTRAMURAL_WORKERS"] or min(os.cpu_count() or 1, 2),
        websockets=False,
        backlog=4096,
        backpressure=8192,
        log_access=False,
        log_level=LogLevels(level),
        log_dictconfig=logs.for_server(level),
        workers_kill_timeout=10,
    )
    if given["INTRAMURAL_KEEPER"]:
        beside = keeper.Beside()
        server.on_startup(beside.start)
        server.on_shutdown(beside.stop)
    if folder := getattr(settings, "EMAIL_FILE_PATH", None):
        print(f"What is mailed is written into {_from_here(folder)}/", flush=True)
    print(f"Intramural answers on {address(given)}/   (Ctrl-C ends it)", flush=True)
    server.serve(target_loader=lambda: _in_worker(application), wrap_loader=False)
    say("Intramural has ended.")
    return 0


def _from_here(folder: str) -> str:
    """The folder as one would type it here."""
    path = Path(folder)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else folder


def _load() -> Any:
    """Loads all that answering needs once, before the workers are forked: they start at once and share its memory.

    It stays for good: nobody looks through it for what could be freed, which would make copies of it for each worker, and would
    find nothing worth a tenth of the start.
    """
    from django.urls import get_resolver

    from intramural.config.asgi import application
    from intramural.ui import environment

    gc.disable()
    get_resolver().url_patterns  # noqa: B018  (loads every page)
    environment.load_all()
    gc.freeze()
    gc.enable()
    return application


def _in_worker(application: Any) -> Any:
    from intramural.config import family

    family.end_with_parent()
    plan_once()
    return application


def plan_once() -> None:
    """From here on PostgreSQL plans what this process asks again and again once, for whatever values (decision 45)."""
    from django.db.backends.signals import connection_created

    connection_created.connect(_plan_for_any_value)


def _plan_for_any_value(sender: Any, connection: Any, **more: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan")
