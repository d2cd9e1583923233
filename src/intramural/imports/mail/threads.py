"""All mails of a source on disk, so that each is known once, and stands behind what it answers."""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from intramural.imports.mail.letters import Letter

SAME_WITHIN = timedelta(hours=36).total_seconds()
"""The copies of one mail in several folders differ by a time zone at most; the same words of another day are news."""
ANSWERED_WITHIN = timedelta(days=60).total_seconds()
_PREFIX = re.compile(
    r"\s*(?:(re|aw|sv|antw|vs|odp|fwd?|wg|tr|rv)(?:\[\d+\]|\(\d+\))?\s*:|\[[^\]]{1,40}\])\s*", re.IGNORECASE
)
_FORWARDS = {"fw", "fwd", "wg", "tr", "rv"}
_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;
CREATE TABLE letter (
    seq INTEGER PRIMARY KEY, at REAL, digest TEXT, subject TEXT, people TEXT, refs TEXT, parent INTEGER, place INTEGER,
    payload TEXT
);
CREATE TABLE file (origin TEXT, place INTEGER, content BLOB, PRIMARY KEY (origin, place)) WITHOUT ROWID;
CREATE TABLE known (id TEXT PRIMARY KEY, seq INTEGER) WITHOUT ROWID;
CREATE TABLE aside (reason TEXT, place TEXT, size INTEGER);
CREATE TABLE author (address TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE INDEX by_digest ON letter (digest);
CREATE INDEX by_subject ON letter (subject, at);
CREATE INDEX by_time ON letter (at);
CREATE INDEX by_place ON letter (place);
"""


class Threads:
    """Letters are added in any order, then `settle`d, then given back with the number of the one they answer."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._kept.executescript(_TABLES)
        self._kept.execute("BEGIN")

    def __del__(self) -> None:
        self._kept.close()

    def add(self, letter: Letter, payload: Callable[[], dict[str, Any]]) -> str:
        """Keeps the letter with its payload; "", or why it is not kept."""
        assert letter.at is not None
        at = letter.at.timestamp()
        if letter.id and self._seq_of(letter.id) is not None:
            return "a mail of the same Message-ID came before"
        twin = self._kept.execute(
            "SELECT seq FROM letter WHERE digest = ? AND abs(at - ?) < ?", (letter.digest, at, SAME_WITHIN)
        ).fetchone()
        if twin is not None:
            self._know(letter.id, twin[0])
            return "it is a copy: a mail of the same sender, subject and words came before"
        people = [letter.sender[1], *letter.recipients]
        seq = self._kept.execute(
            "INSERT INTO letter (at, digest, subject, people, refs, payload) VALUES (?, ?, ?, ?, ?, ?)",
            (at, letter.digest, _subject(letter.subject), json.dumps([letter.list_id, *people]),
             json.dumps([_is_answer(letter.subject), *letter.answers]), json.dumps(payload())),
        ).lastrowid  # fmt: skip
        self._know(letter.id, seq or 0)
        return ""

    def keep_files(self, origin: str, files: Iterable[bytes]) -> None:
        self._kept.executemany(
            "INSERT OR IGNORE INTO file VALUES (?, ?, ?)", ((origin, place, raw) for place, raw in enumerate(files))
        )

    def file(self, origin: str, place: int) -> Iterator[bytes]:
        for (raw,) in self._kept.execute("SELECT content FROM file WHERE origin = ? AND place = ?", (origin, place)):
            yield raw

    def set_aside(self, reason: str, place: str, size: int) -> None:
        """Remembers what is not kept, and why."""
        self._kept.execute("INSERT INTO aside VALUES (?, ?, ?)", (reason, place, size))

    def aside(self) -> Iterator[tuple[str, str, int]]:
        yield from self._kept.execute("SELECT reason, place, size FROM aside ORDER BY rowid")

    def meet(self, address: str, name: str) -> None:
        """Remembers an author, under the first name that is more than the address."""
        self._kept.execute(
            "INSERT INTO author VALUES (?1, ?2) ON CONFLICT DO UPDATE SET name = ?2 WHERE name = ''", (address, name)
        )

    def authors(self) -> Iterator[tuple[str, str]]:
        yield from self._kept.execute("SELECT address, name FROM author ORDER BY address")

    def settle(self) -> None:
        """Finds what each answers: by its references, else by its subject and people; nothing answers in a ring."""
        self._refer()
        place = 0
        for seq in self._in_time():
            waiting: list[int] = []
            at: int | None = seq
            while at is not None and at not in waiting:
                parent, settled = self._kept.execute("SELECT parent, place FROM letter WHERE seq = ?", (at,)).fetchone()
                if settled is not None:
                    break
                waiting.append(at)
                at = parent
            if at is not None and waiting and at in waiting:
                self._kept.execute("UPDATE letter SET parent = NULL WHERE seq = ?", (waiting[-1],))
            for one in reversed(waiting):
                place += 1
                parent = self._answered(one)
                self._kept.execute("UPDATE letter SET place = ?, parent = ? WHERE seq = ?", (place, parent, one))

    def sorted(self) -> Iterator[tuple[dict[str, Any], str]]:
        """The payloads, each behind what it answers, and the key of that ("": nothing of this source)."""
        rows = self._kept.execute(
            "SELECT letter.payload, json_extract(answered.payload, '$.origin') FROM letter"
            " LEFT JOIN letter AS answered ON answered.seq = letter.parent ORDER BY letter.place"
        )
        for payload, answered in rows:
            yield json.loads(payload), answered or ""

    def _in_time(self) -> array[int]:
        """The numbers of all letters in the order of their dates, in eight bytes each."""
        return array("q", (seq for (seq,) in self._kept.execute("SELECT seq FROM letter ORDER BY at, seq")))

    def _seq_of(self, id: str) -> int | None:
        found = self._kept.execute("SELECT seq FROM known WHERE id = ?", (id,)).fetchone()
        return found[0] if found else None

    def _know(self, id: str, seq: int) -> None:
        if id:
            self._kept.execute("INSERT OR IGNORE INTO known VALUES (?, ?)", (id, seq))

    def _refer(self) -> None:
        """Who answers what is not here stands for it: others who answer the same are of the same thread."""
        for seq, refs in self._kept.execute(
            "SELECT seq, refs FROM letter WHERE refs != '[false]' ORDER BY at, seq"
        ).fetchall():
            answers = json.loads(refs)[1:]
            parent = next((found for id in answers if (found := self._seq_of(id)) not in (None, seq)), None)
            for id in answers if parent is None else ():
                self._know(id, seq)
            if parent is not None:
                self._kept.execute("UPDATE letter SET parent = ? WHERE seq = ?", (parent, seq))

    def _answered(self, seq: int) -> int | None:
        """What it answers: the known parent, else the latest of the same subject, written to its author or by its reader."""
        at, subject, people, refs, parent = self._kept.execute(
            "SELECT at, subject, people, refs, parent FROM letter WHERE seq = ?", (seq,)
        ).fetchone()
        if parent is not None or not subject or not json.loads(refs)[0]:
            return parent  # type: ignore[no-any-return]
        list_id, sender, *recipients = json.loads(people)
        earlier = self._kept.execute(
            "SELECT seq, people FROM letter WHERE subject = ? AND at <= ? AND at > ? AND place IS NOT NULL AND seq != ?"
            " ORDER BY at DESC, seq DESC LIMIT 20",
            (subject, at, at - ANSWERED_WITHIN, seq),
        )
        for other, theirs in earlier:
            their_list, their_sender, *their_recipients = json.loads(theirs)
            if (list_id and list_id == their_list) or their_sender in recipients or sender in their_recipients:
                return int(other)
        return None


def _subject(subject: str) -> str:
    while match := _PREFIX.match(subject):
        subject = subject[match.end() :]
    return " ".join(subject.lower().split())[:200]


def _is_answer(subject: str) -> bool:
    while match := _PREFIX.match(subject):
        if match[1]:
            return match[1].lower() not in _FORWARDS
        subject = subject[match.end() :]
    return False
