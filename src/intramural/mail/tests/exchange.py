"""A real exchange by SMTP with the listener. What comes in is taken in the thread of the test, within its transaction."""

from __future__ import annotations

import itertools
import queue
import smtplib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from intramural.care.models import Consult
from intramural.mail import addresses
from intramural.mail.incoming import delivering
from intramural.mail.incoming.listening import Listener
from intramural.mail.models import Received
from intramural.mail.tests import clients
from intramural.people.models import Person
from intramural.posts.models import Comment, Post

PASSED = {"Authentication-Results": "mx.house.example; dmarc=pass header.from=house.example"}
_numbers = itertools.count(1)


@dataclass
class Exchange:
    """`write` sends what a program makes of the words to a post's address for the person, or to any address."""

    listener: Listener = field(init=False)
    said: str = ""

    def send(self, raw: bytes, *, to: str | list[str], sender: str = "ben@house.example") -> None:
        """Sends the mail as a mail server does. Raises what smtplib raises where it is refused."""

        def converse() -> None:
            with smtplib.SMTP("127.0.0.1", self.listener.port, timeout=30) as line:
                line.sendmail(sender, to, raw)

        self.meanwhile(converse)

    def meanwhile(self, converse: Callable[[], Any]) -> Any:
        """Lets somebody speak with the listener in a thread, and takes here what they bring."""
        with ThreadPoolExecutor(1) as pool:
            talk = pool.submit(converse)
            while not talk.done() or not self._brought.empty():
                try:
                    named, taken = self._brought.get(timeout=0.005)
                except queue.Empty:
                    continue
                self.said = delivering.deliver(**named)
                taken.set_result(self.said)
            return talk.result()

    def __post_init__(self) -> None:
        self._brought: queue.Queue[tuple[dict[str, Any], Future[str]]] = queue.Queue()
        self.listener = Listener("127.0.0.1", 0, deliver=self._deliver, is_ours=delivering.is_ours)

    def _deliver(self, raw: bytes, *, to: list[str], sender: str) -> str:
        taken: Future[str] = Future()
        self._brought.put(({"raw": raw, "to": to, "sender": sender}, taken))
        return taken.result(30)

    def write(
        self,
        words: str,
        *,
        by: Person,
        about: Post | Consult | None = None,
        answers: Post | Comment | str | None = None,
        to: str = "",
        program: str = "thunderbird",
        subject: str = "Re: The canteen",
        message_id: str = "",
        more: dict[str, str] | None = None,
        files: list[tuple[str, str, bytes]] | None = None,
    ) -> Received:
        if isinstance(about, Consult):
            to, answers = to or addresses.consult_address(about, by), answers or f"<notice.{about.public_id}@mailer.example>"
        to = to or addresses.reply_address(about, by)
        message_id = message_id or f"<{next(_numbers)}@client.example>"
        mail = clients.ALL[program](words, clients.Quoted() if about else None)
        mail.files = files or []
        answered = (
            answers if isinstance(answers, str) else addresses.message_id(answers or about) if answers or about else ""
        )
        raw = mail.bytes(
            sender=f"{by.name} <{by.email}>", to=to, subject=subject, message_id=message_id, answers=answered, more=more
        )
        self.send(raw, to=to, sender=by.email or "")
        return Received.objects.order_by("pk").last()


@contextmanager
def an_exchange() -> Iterator[Exchange]:
    """The listener, open on a port of this machine as long as the block lasts."""
    exchange = Exchange()
    exchange.listener.start()
    try:
        yield exchange
    finally:
        exchange.listener.stop()
