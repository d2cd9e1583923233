"""What was closed, written beside the database: a house that is put back from a backup of before closes it again.

    def _facts(event: PostDeleted) -> Facts: ...          # in posts/closings.py: public ids, never words or names

    @closings.kept(PostDeleted, _facts)
    def post_deleted(facts: Facts) -> bool: ...           # deletes it again; False where there is no such post

A line is written after commit, and again if that was not seen to its end; so what closes bears being told twice. Lines carry
public ids, because a number may be another thing's in a house put back. What was opened again since (`until`) stays open
(trust.md, F21).
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Manager

from intramural.kit import clock
from intramural.kit.errors import Refusal, Unacceptable
from intramural.record import journal
from intramural.record.journal import Event

KEPT = timedelta(days=400)
MARGIN = timedelta(minutes=1)
"""Clocks are set back now and then; what is closed already stays as it is."""

Facts = dict[str, str]
Again = Callable[[Facts], bool]

_again: dict[str, Again] = {}
_opened: dict[str, set[str]] = {}
_last_of: dict[str, str] = {}


@dataclass(frozen=True)
class Closing:
    """One line: what happened, to what, and when it was written."""

    at: datetime
    what: str
    facts: Facts


@dataclass
class Outcome:
    """What came of the lines: `done` again, `gone` (nothing here was open), and `refused`, with the reason."""

    done: list[Closing]
    gone: list[Closing]
    refused: list[tuple[Closing, str]]


def kept(
    event_type: type[Event],
    facts: Callable[[Any], Facts | None],
    *,
    until: type[Event] | None = None,
    last_of: str = "",
) -> Callable[[Again], Again]:
    """The decorated function closes again what an event of this kind closed, told its facts; whether something was open.

    It may refuse, and is called in a transaction of its own. `until` names what opens the same again; it has the same facts.
    Of several lines about the thing that the fact `last_of` names, the last alone counts.
    """

    def register(again: Again) -> Again:
        _again[event_type.__name__] = again
        _last_of[event_type.__name__] = last_of
        _keep(event_type, facts, again)
        if until is not None:
            _opened.setdefault(until.__name__, set()).add(event_type.__name__)
            if len(_opened[until.__name__]) == 1:
                _keep(until, facts, again)
        return again

    return register


def named(**facts: str | None) -> Facts | None:
    """These facts; None where one of them is not there any more, so that nothing is written."""
    there = {name: fact for name, fact in facts.items() if fact is not None}
    return there if len(there) == len(facts) else None


def public_id(things: Manager[Any], number: int | None) -> str | None:
    """By which a thing is known outside of the database."""
    return things.filter(pk=number).values_list("public_id", flat=True).first()


def _keep(event_type: type[Event], facts: Callable[[Any], Facts | None], again: Again) -> None:
    @wraps(again)
    def keep(event: Event) -> None:
        found = facts(event)
        if found is not None:
            _write(event_type.__name__, found)

    journal.on(event_type)(keep)


def path() -> Path:
    """The file with the lines."""
    return Path(settings.CLOSINGS_FILE)


def since(moment: datetime, *, file: Path | None = None) -> list[Closing]:
    """What was closed since then and not opened again, in its order. Nothing where there is no file.

    Refuses (422) a file that holds no such lines.
    """
    found: list[Closing] = []
    for closing in _lines(file or path()):
        if closing.at < moment - MARGIN:
            continue
        opens = _opened.get(closing.what)
        if opens is not None:
            found = [one for one in found if one.what not in opens or one.facts != closing.facts]
        else:
            found.append(closing)
    return list({(one.what, _thing(one)): one for one in found}.values())


def _thing(closing: Closing) -> tuple[tuple[str, str], ...]:
    """What two lines of one kind are compared by: the later stands for both."""
    last_of = _last_of.get(closing.what)
    return ((last_of, closing.facts.get(last_of, "")),) if last_of else tuple(sorted(closing.facts.items()))


def close_again(closings: list[Closing]) -> Outcome:
    """Closes all of it again, each for itself."""
    outcome = Outcome([], [], [])
    for closing in closings:
        again = _again.get(closing.what)
        if again is None:
            outcome.refused.append((closing, "this version knows no such thing"))
            continue
        try:
            with transaction.atomic():
                (outcome.done if again(closing.facts) else outcome.gone).append(closing)
        except Refusal as no:
            outcome.refused.append((closing, no.message))
    return outcome


def prune() -> int:
    """Lets go of lines that are older than any backup somebody would put back; returns how many."""
    if not path().exists():
        return 0
    with _alone():
        lines = list(_lines(path()))
        young = [one for one in lines if one.at >= clock.now() - KEPT]
        if len(young) < len(lines):
            beside = path().with_name(f".{path().name}.partial")
            with open(beside, "w", opener=_private) as fresh:
                fresh.writelines(_line(one) for one in young)
                fresh.flush()
                os.fsync(fresh.fileno())
            beside.replace(path())
    return len(lines) - len(young)


def probe() -> None:
    """Raises OSError where nothing more can be written."""
    with _alone():
        pass


def _write(what: str, facts: Facts) -> None:
    line = _line(Closing(clock.now(), what, facts)).encode()
    with _alone() as file:
        end = os.fstat(file).st_size
        is_torn = end > 0 and os.pread(file, 1, end - 1) != b"\n"
        os.write(file, b"\n" + line if is_torn else line)
        os.fsync(file)


@contextmanager
def _alone() -> Iterator[int]:
    """The file, open for one more line, while nobody else writes it. A folder that an operator named is not made: it may be a disk
    that is not there just now."""
    if path().parent == Path(settings.DATA_DIR):
        path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    while True:
        file = os.open(path(), os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not path().exists() or os.fstat(file).st_ino != path().stat().st_ino:
                continue  # it was made anew meanwhile
            yield file
            return
        finally:
            os.close(file)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _line(closing: Closing) -> str:
    return json.dumps({"at": closing.at.isoformat(), "what": closing.what, **closing.facts}) + "\n"


def _lines(file: Path) -> Iterator[Closing]:
    """The lines that can be read: one that was being written when its process was killed cannot. Refuses (422) a file of none."""
    if not file.exists():
        return
    has_words = has_lines = False
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            has_words = has_words or bool(line.strip())
            with suppress(ValueError, KeyError, AttributeError, TypeError):
                facts = json.loads(line)
                at, what = datetime.fromisoformat(facts.pop("at")), str(facts.pop("what"))
                yield Closing(at, what, {name: str(value) for name, value in facts.items()})
                has_lines = True
    if has_words and not has_lines:
        raise Unacceptable(
            f"{file} holds nothing that was closed here.",
            remedy="Name the closings.jsonl that the house has written by --closings, or move this file away.",
        )
