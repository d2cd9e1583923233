"""A mail server on this machine for tests: it speaks SMTP over a socket, keeps what it takes, and refuses as it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class PostOffice:
    """`answers` says what is answered to RCPT or to the end of the words for an address; "" hangs up."""

    port: int = 0
    taken: list[tuple[str, Message]] = field(default_factory=list)
    connections: int = 0
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_the_end: dict[str, str] = field(default_factory=dict)

    @property
    def addresses(self) -> list[str]:
        return sorted(address for address, _ in self.taken)


@contextmanager
def open_office() -> Iterator[PostOffice]:
    """An office that is open as long as the block lasts."""
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as server:
        office.port = server.getsockname()[1]
        server.settimeout(0.1)
        closed = threading.Event()
        thread = threading.Thread(target=_serve, args=(server, office, closed), daemon=True)
        thread.start()
        try:
            yield office
        finally:
            closed.set()
            thread.join(5)


def _serve(server: socket.socket, office: PostOffice, closed: threading.Event) -> None:
    while not closed.is_set():
        try:
            conversation, _ = server.accept()
        except TimeoutError:
            continue
        office.connections += 1
        threading.Thread(target=_attend, args=(conversation, office), daemon=True).start()


def _attend(conversation: socket.socket, office: PostOffice) -> None:
    conversation.settimeout(60)  # the first mail of a process may take its time on a busy machine
    with suppress(OSError), conversation, conversation.makefile("rwb") as lines:
        _converse(lines, office)


def _converse(lines, office: PostOffice) -> None:
    def say(words: str) -> None:
        lines.write(f"{words}\r\n".encode())
        lines.flush()

    say("220 house.example")
    to = ""
    while line := lines.readline().decode():
        word = line[:4].upper()
        if word == "RCPT":
            to = line.partition("<")[2].partition(">")[0]
            say(office.at_rcpt.get(to, "250 yes"))
        elif word == "DATA":
            say("354 go on")
            content = b"".join(iter(lines.readline, b".\r\n"))
            answer = office.at_the_end.get(to, "250 taken")
            if not answer:
                return
            if answer.startswith("250"):
                office.taken.append((to, message_from_bytes(content)))
            say(answer)
        elif word == "QUIT":
            say("221 bye")
            return
        else:
            say("250 yes")
