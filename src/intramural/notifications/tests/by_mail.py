"""Somebody who has a mail program and nothing else: reads what comes, and answers to the addresses that it names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from intramural.announcements import queries as announcements
from intramural.mail import addresses
from intramural.mail.incoming import delivering
from intramural.mail.models import Received
from intramural.people.models import Person
from intramural.posts import queries as posts
from intramural.posts.models import Comment, Post

_WAYS = re.compile(r"mailto:((?:reply|answer)\+[0-9a-z]+@[\w.-]+)")


@dataclass
class ByMail:
    """What this person got, did and was refused; the words of what comes are all that they know."""

    person: Person
    did: Counter[str] = field(default_factory=Counter)
    told_of: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def read(self, mail: Any) -> None:
        """Reads one mail, and does for each thing in it what somebody might."""
        ways = list(dict.fromkeys([*_WAYS.findall(mail.body), *(mail.extra_headers.get("Reply-To", "").split())]))
        if not ways:
            self.wrong.append(f"{mail.subject!r} leaves no way to answer")
        for way in ways:
            token = addresses.read(way)
            if token is None:
                continue
            if token.kind == "answer":
                self.told_of[token.about_id] += 1
                self._answer(way, posts.comment(token.about_id, viewer=self.person))
            elif not self.did[f"{token.post_id}"]:
                self.did[f"{token.post_id}"] += 1
                self._act(way, posts.one(token.post_id, viewer=self.person))

    def _answer(self, way: str, said: Comment) -> None:
        if said.post.kind == Post.Kind.QUESTION and said.post.author_id == self.person.pk:
            self._write(way, "accept", "accept")
        else:
            self._write(way, "Thanks", "react")

    def _act(self, way: str, post: Post) -> None:
        if announcements.waits_for(self.person, post):
            self._write(way, "acknowledged", "acknowledge")
        if post.kind == Post.Kind.POLL:
            self._write(way, "1", "vote")
        elif post.author_id != self.person.pk:
            self._write(way, "I saw it in my mail, and this is my answer.", "answer" if post.kind == "question" else "reply")
        self.did[f"kind {post.kind}"] += 1

    def _write(self, way: str, words: str, act: str) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.person.email, way, "Re: It"
        mail["Message-ID"] = f"<{sum(self.did.values())}.{way[-60:-40]}.{act}@program.example>"
        mail.set_content(words)
        delivering.deliver(mail.as_bytes(), to=[way], sender=self.person.email or "")
        row = Received.objects.order_by("-pk").first()
        if row is None or (row.state, row.act) != (Received.State.TAKEN, act):
            self.wrong.append(f"{words!r} to {way[:5]} became {row and (row.state, row.act, row.reason)}")
        self.did[act] += 1
