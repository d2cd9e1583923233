"""Mails as a source: each is for whom it names, or for everyone where the operator says that everyone could read them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any, Protocol

from intramural.imports.beside import Processes, worth_it
from intramural.imports.mail.letters import Letter
from intramural.imports.mail.threads import Threads
from intramural.imports.material import File, Message, Named, Part, Passed, Place
from intramural.imports.reading import UNREADABLE
from intramural.kit.markup import Rendered
from intramural.people.actions.bringing_in import Newcomer

_NAME = re.compile(r"([a-z]{2,})[._]+(?:[a-z][._]+)?([a-z]{2,})\Z")
HANDFUL, HANDFUL_BYTES = 60, 1_000_000


class Mails(Protocol):
    """A file or folder of mails: `name`, its size in bytes, and the mails: where each lies, its bytes, its size.

    The bytes are None where they cannot be read; why stands behind where it lies.
    """

    name: str
    total: int

    def mails(self) -> Iterator[tuple[str, bytes | None, int]]: ...


class Archive:
    """The mails of an archive. Everything is read once, put in order on disk, and brought in from there.

    `owner` is the address of the one whose mailbox it is: they had all of it, also what names a list and not them.
    """

    name = "mail"

    def __init__(self, mails: Mails, *, is_open: bool = False, owner: str = "") -> None:
        self._mails, self._is_open, self._owner = mails, is_open, owner.lower()
        self.total = mails.total * 2
        self._beside = Processes(worth_it(mails.total))
        self._threads = Threads()
        self._broken = ""
        self._lists: dict[str, tuple[str, set[str], datetime]] = {}

    def people(self) -> Iterator[Newcomer | Named | Passed]:
        """The authors. Who was only written to is matched with the people who are here, and makes nobody new."""
        for mails, found in self._beside.in_order("intramural.imports.mail.letters:read_all", self._handfuls()):
            for (where, raw, size), letter in zip(mails, found, strict=True):
                if raw is None:
                    self._threads.set_aside("it cannot be read", where, size)
                else:
                    self._take(where, letter, size)
                yield Passed(size)
        if self._broken:
            yield Named("the file cannot be read to its end", self._broken)
        self._threads.settle()
        for address, name in self._threads.authors():
            yield Newcomer(origin=_person(address, name), name=name or _name_of(address), address=address)

    def _handfuls(self) -> Iterator[list[tuple[str, bytes | None, int]]]:
        """The mails, so many at a time that passing them on is cheap."""
        held: list[tuple[str, bytes | None, int]] = []
        size = 0
        try:
            for mail in self._mails.mails():
                held.append(mail)
                size += len(mail[1] or b"")
                if len(held) == HANDFUL or size > HANDFUL_BYTES:
                    yield held
                    held, size = [], 0
        except UNREADABLE as error:
            self._broken = f"{self._mails.name}: {error}"
        if held:
            yield held

    def _take(self, where: str, letter: Letter | None, size: int) -> None:
        reason = "it is no mail" if letter is None else "it has no date that can be" if letter.at is None else ""
        if letter is not None and not reason:
            reason = self._threads.add(letter, lambda: self._payload(letter, where, size))
        if reason:
            self._threads.set_aside(reason, where, size)
        elif letter is not None:
            self._threads.keep_files(_origin(letter.id or letter.digest), (content for _, content in letter.files))
        if not reason and letter is not None and any(letter.sender):
            name, address = letter.sender
            self._threads.meet(address or name, name if name.lower() != address else "")
            self._note_list(letter)

    def _payload(self, letter: Letter, where: str, size: int) -> dict[str, Any]:
        assert letter.at is not None
        name, address = letter.sender
        return {
            "origin": _origin(letter.id or letter.digest),
            "answers": _origin(letter.answers[0]) if letter.answers else "",
            "place": self._place(letter) if self._is_open else "",
            "author": _person(address or name, name) if any(letter.sender) else "",
            "among": [_person(one, "") for one in (*letter.recipients, self._owner) if one],
            "at": letter.at.timestamp(),
            "title": letter.subject,
            "said": letter.said,
            "files": [name for name, _ in letter.files],
            "what": where,
            "size": size,
        }

    def _place(self, letter: Letter) -> str:
        return "mail:list:" + (letter.list_id or self._mails.name)[:180]

    def _note_list(self, letter: Letter) -> None:
        if self._is_open and letter.at is not None:
            key, author = self._place(letter), _person(letter.sender[1] or letter.sender[0], letter.sender[0])
            name, members, began = self._lists.setdefault(
                key, (letter.list_name or letter.list_id or self._mails.name, set(), letter.at)
            )
            members.add(author)
            self._lists[key] = (name, members, min(began, letter.at))

    def places(self) -> Iterator[Place | Named]:
        """A list is a space of those who wrote to it."""
        for key, (name, members, began) in sorted(self._lists.items()):
            yield Place(origin=key, name=name, is_gated=False, members=tuple(sorted(members)), founded_at=began)

    def messages(self) -> Iterator[Part]:
        for reason, where, size in self._threads.aside():
            yield Part(Named(reason, where, size))
        for several, bodies in self._beside.in_order(
            "intramural.imports.mail.words:of_all", _by_handfuls(self._threads.sorted())
        ):
            for (kept, answered), (body, rendered) in zip(several, bodies, strict=True):
                yield self._part(kept, body, rendered, answered or kept["answers"])
        self._beside.end()

    def _part(self, kept: dict[str, Any], body: str, rendered: Rendered, answers: str) -> Part:
        return Part(
            Message(
                origin=kept["origin"],
                place=kept["place"],
                among=() if kept["place"] else tuple(kept["among"]),
                author=kept["author"],
                at=datetime.fromtimestamp(kept["at"], UTC),
                title=kept["title"],
                body=body or ("" if kept["files"] else "*(It has no words.)*"),
                rendered=rendered,
                what=kept["what"],
                answers=answers,
                is_in_a_thread=False,
                files=tuple(
                    File(name=name, content=partial(self._threads.file, kept["origin"], place))
                    for place, name in enumerate(kept["files"])
                ),
                size=kept["size"],
            )
        )


def _by_handfuls(several: Iterator[tuple[dict[str, Any], str]]) -> Iterator[list[tuple[dict[str, Any], str]]]:
    while handful := list(islice(several, HANDFUL)):
        yield handful


def _origin(id: str) -> str:
    key = f"mail:{id}"
    return key if len(key) <= 150 and key.isprintable() else f"mail:{hashlib.sha256(id.encode()).hexdigest()}"


def _person(address: str, name: str) -> str:
    """The key of a person. Without an address there is only the name, which says nothing about who it is elsewhere."""
    key = f"mail:{address}" if "@" in address else f"mail:named:{(address or name).lower()}"
    return key if len(key) <= 200 else f"mail:{hashlib.sha256(key.encode()).hexdigest()}"


def _name_of(address: str) -> str:
    local = address.partition("@")[0]
    match = _NAME.fullmatch(local)
    return f"{match[1].title()} {match[2].title()}" if match else local or address
