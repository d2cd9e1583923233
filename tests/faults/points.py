"""Kills the keeper before every statement of two days' chores (F3): the next keeper must end them as if nothing had been.

`python -m tests.faults.points EVERY` in the environment of an empty house: every EVERY-th statement. Mails go to a mail server on
loopback, pushes to a push service. It prints as JSON how many deaths there were, what is missing, what came more often than
an unknown outcome excuses (once more), and in how many houses something stands differently than in the one that was left alone.
"""

from __future__ import annotations

import copy
import email
import email.policy
import json
import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import time_machine
from aiosmtpd.controller import Controller

from tests import cluster

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LATER = timedelta(minutes=20)
ROUNDS = 3
"""So often the keepers after the dead one live through the days: what it had in its hand is found lost in the first, is sent in
the second, and ends what follows from that in the third."""
MOST_STATEMENTS = 5_000
WORDS = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>"


@dataclass
class Points:
    """How the deaths came out."""

    database: str
    deaths: int = 0
    lost: int = 0
    doubled: int = 0
    different: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class PostOffice:
    """A mail server that takes everything: whom it was given what for."""

    taken: Counter[str] = field(default_factory=Counter)

    async def handle_DATA(  # noqa: N802  (a name of aiosmtpd)
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.taken[f"{envelope.rcpt_tos[0]}: {mail['Subject']}"] += 1
        return "250 Taken"


Lived = tuple[Any, Counter[str]]
"""What stands in the house in the end, and what came out of it."""


def main(every: int) -> Points:
    """Lives the two days once undisturbed, and then with a death before each statement."""
    import django
    from django.conf import settings
    from django.db import connection

    django.setup()
    from intramural.notifications.tests import push_service

    office, found = PostOffice(), Points(connection.vendor)
    mails = Controller(office, hostname="127.0.0.1", port=cluster.free_port())
    mails.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = mails.hostname, mails.port
    with push_service.running() as pushes, tempfile.TemporaryDirectory() as folder:
        settings.PUSH_HOSTS = (pushes.host,)
        with time_machine.travel(MONDAY, tick=False):
            phone = _found(pushes)
        house = _Sqlite(Path(folder)) if connection.vendor == "sqlite" else _PostgreSQL()
        said = Path(folder) / "said.json"

        def live(dies_at: int) -> Lived | None:
            """What stands in the house in the end, and what came out of it; None: nobody died, the days have no such statement."""
            office.taken.clear()
            pushes.received.clear()
            house.anew()
            has_died = _forked(house, lambda: _two_days(dies_at=dies_at))
            if dies_at and not has_died:
                return None
            _forked(house, lambda: said.write_text(json.dumps(_ended())))
            came = office.taken + Counter(f"push to {each.path}: {phone.read(each)['said']}" for each in pushes.received)
            return json.loads(said.read_text()), came

        whole = _undisturbed(live)
        for at in range(1, MOST_STATEMENTS, every):
            lived = live(at)
            if lived is None:
                break
            found.deaths += 1
            if _differs(at, whole, lived):  # a death shows what it does each time; a machine that was busy does not
                lived = live(at) or lived
            _compare(found, at, whole, lived)
    mails.stop()
    return found


def _undisturbed(live: Callable[[int], Lived | None]) -> Lived:
    """The two days as they come out twice: where the machine was so busy that a mail left late, they are no measure."""
    before = live(0)
    for _ in range(4):
        now = live(0)
        assert now is not None
        if now == before:
            return now
        before = now
    raise AssertionError("The undisturbed days never came out the same twice.")


def _differs(at: int, whole: Lived, lived: Lived) -> bool:
    tried = Points("")
    _compare(tried, at, whole, copy.deepcopy(lived))
    return bool(tried.wrong)


def _compare(found: Points, at: int, whole: Lived, lived: Lived) -> None:
    (stands, came), (stands_here, came_here) = whole, lived
    # Whether a short mail without content left is not asked twice: it says nothing that the page does not.
    short = {name for name, state in stands_here["notices"] if state == "unsure"}
    lost = [name for name in came - came_here if name not in short and not _is_short(name)]
    doubled = [name for name in came_here if came_here[name] > came[name] + 1]
    stands_here["notices"] = [[name, "sent" if name in short else state] for name, state in stands_here["notices"]]
    differs = [f"{name}: {stands[name]} ≠ {stands_here[name]}" for name in stands if stands[name] != stands_here[name]]
    found.lost, found.doubled = found.lost + len(lost), found.doubled + len(doubled)
    found.different += bool(differs)
    for said in (lost and f"lost {lost}", doubled and f"doubled {doubled}", differs and f"different: {differs}"):
        if said:
            found.wrong.append(f"before statement {at}: {said}")


def _is_short(name: str) -> bool:
    return "please delete it" in name


# --- what is lived -----------------------------------------------------------------------------------------------------


def _found(pushes: Any) -> Any:
    """People with every rhythm, and posts of a morning that nobody has been told of; returns the browser that Dan is pushed on."""
    from intramural.notifications import actions as wishes
    from intramural.notifications.tests.push_service import Browser
    from intramural.people.testing import a_person
    from intramural.posts.reach import Choice
    from intramural.posts.testing import a_comment, a_file, a_post
    from intramural.spaces.testing import a_space

    ada, ben, cara, dan = (a_person(name, time_zone="UTC") for name in ("ada", "ben", "cara", "dan"))
    for person, bundle in ((ben, ""), (cara, "daily"), (dan, "")):
        wishes.choose_rhythm(by=person, bundle=bundle)
    phone = Browser("dan")
    wishes.add_device(by=dan, endpoint=pushes.address("dan"), name="A phone", **phone.keys)
    space = a_space("Bakers", owner=ada, members=(ben, cara, dan))
    flour = a_post(
        by=ada, title="Flour", body="@ben and @dan, which? #flour", kind="question", to=Choice("space", space=space)
    )
    a_comment(by=ben, on=flour, body="Rye, @cara")
    a_post(by=cara, title="Ovens", body="@dan, is it on?", files=[a_file("ovens.pdf", WORDS)])
    a_post(by=ben, title="Too soon", body="@dan, not yet")
    a_post(by=ben, title="Too much", body="@dan, between us")
    return phone


def _two_days(*, dies_at: int) -> None:
    """The chores of a Monday and of the morning after it. Dies before the statement of this number; 0: never."""
    from django.db import connection

    done = 0

    def count(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal done
        done += 1
        if done == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)

    with connection.execute_wrapper(count):
        _live(MONDAY)


def _live(begin: datetime) -> None:
    from intramural.mail import tasks as mail
    from intramural.notifications import tasks as notifications
    from intramural.posts import tasks as posts
    from intramural.search import actions as index
    from intramural.search import tasks as search

    for after, chores in (
        (
            timedelta(minutes=3),
            (
                _narrowed_in_time,
                posts.tell_released,
                notifications.decide,
                posts.read_files,
                search.read_files,
                index.catch_up,
            ),
        ),
        (timedelta(minutes=9), (mail.hand_over_letters, notifications.hand_over_pushes)),
        (timedelta(minutes=30), (_narrowed_too_late, notifications.decide, mail.hand_over_notices)),
        (timedelta(hours=22), (notifications.put_off_mails, mail.hand_over_letters, mail.hand_over_notices)),
    ):
        with time_machine.travel(begin + after, tick=False):
            for chore in chores:
                _to_its_end(chore)


def _to_its_end(chore: Callable[[], int]) -> None:
    """Does a chore until nothing is left of it: on a busy machine it stops after a few seconds, for the others' sake, and goes on
    in the next round; the days of this house have none."""
    for _ in range(20):
        if not chore():
            break


def _narrowed_in_time() -> int:
    """Ben has thought again of what he wrote before anybody was told of it."""
    return _narrow("Too soon")


def _narrowed_too_late() -> int:
    """Ben has thought again of what Dan was mailed and pushed: not before that, whenever the keeper came to it, or the house would
    end differently without anything having gone wrong."""
    from intramural.mail.models import Letter
    from intramural.notifications.models import Push

    is_mailed = Letter.objects.filter(post__title="Too much", state=Letter.State.SENT).exists()
    is_pushed = Push.objects.filter(news__post__title="Too much", state=Push.State.SENT).exists()
    return _narrow("Too much") if is_mailed and is_pushed else 0


def _narrow(title: str) -> int:
    """Makes a post of Ben's smaller, once."""
    from intramural.care import actions
    from intramural.care.models import Narrowing
    from intramural.posts.models import Post

    post = Post.objects.select_related("author").get(title=title)
    if Narrowing.objects.filter(post=post).exists():
        return 0
    actions.narrow(post, by=post.author, because="It was meant for one.")  # type: ignore[arg-type]
    return 1


def _ended() -> dict[str, Any]:
    """Lets the keepers after it work until nothing is left to do; returns what then stands in the house."""
    from intramural.mail.models import Letter, Notice
    from intramural.notifications.models import News, Push
    from intramural.posts.models import Attachment, Release
    from intramural.record import journal
    from intramural.record.models import Entry
    from intramural.search.models import Entry as Indexed

    begin = MONDAY
    for _ in range(ROUNDS):
        begin += LATER
        with time_machine.travel(begin, tick=False):
            journal.sweep()
        _live(begin)
    return {
        "untold": Entry.objects.filter(handled_at=None).count() + Release.objects.count(),
        "news": sorted(map(list, News.objects.values_list("person", "key", "kind", "comment", "is_decided", "on_page"))),
        "letters": sorted(
            [*each[:2], each[2] or 0, each[3]] for each in Letter.objects.values_list("person", "post", "comment", "state")
        ),
        "notices": sorted(map(list, Notice.objects.values_list("kind", "state"))),
        "pushes": sorted(map(list, Push.objects.values_list("device__name", "news__key", "news__kind", "state"))),
        "files": sorted(map(list, Attachment.objects.values_list("name", "is_read", "text"))),
        "index": sorted(map(list, Indexed.objects.values_list("kind", "ref", "words"))),
    }


# --- houses that are thrown away ----------------------------------------------------------------------------------------


class _Sqlite:
    """A file, and copies of it."""

    def __init__(self, folder: Path) -> None:
        from django.db import connection

        connection.close()
        self.base, self.copy = Path(connection.settings_dict["NAME"]), folder / "house.sqlite3"

    def anew(self) -> None:
        for old in self.copy.parent.glob("house.sqlite3*"):
            old.unlink()
        shutil.copy(self.base, self.copy)

    @property
    def name(self) -> str:
        return str(self.copy)


class _PostgreSQL:
    """A database, and others made after it."""

    name = f"lived_in_{os.getpid()}"

    def __init__(self) -> None:
        from django.db import connection

        self.base = connection.settings_dict["NAME"]
        connection.close_pool()  # type: ignore[attr-defined]
        connection.close()
        self.server = {
            "host": connection.settings_dict["HOST"],
            "port": connection.settings_dict["PORT"],
            "user": connection.settings_dict["USER"],
        }

    def anew(self) -> None:
        with psycopg.connect(dbname="template1", autocommit=True, **self.server) as line:
            line.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            line.execute(f'CREATE DATABASE {self.name} TEMPLATE "{self.base}"')


def _forked(house: _Sqlite | _PostgreSQL, live: Callable[[], Any]) -> bool:
    """Lets a child live in the house; returns whether it was killed. A child that fails otherwise is an error here."""
    child = os.fork()
    if child == 0:
        try:
            from django.db import connection

            connection.settings_dict["NAME"] = house.name
            live()
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.WEXITSTATUS(status):
        sys.exit("A child failed: see above.")
    return False


if __name__ == "__main__":
    json.dump(asdict(main(int(sys.argv[1]))), sys.stdout)
