"""Mails made up to be looked at: a house is filled with a little talk, its mails are written down, and it is emptied again.

Nobody's words are in them, nobody is mailed, and nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction

from intramural.kit import clock, ids
from intramural.mail.models import Letter
from intramural.mail.outgoing import example_notices, notices, reading, writing
from intramural.people.models import Person
from intramural.people.testing import a_person
from intramural.posts.beside import Beside
from intramural.posts.models import Comment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces.models import Space
from intramural.spaces.testing import a_space

BODY = """The ramp at gate 3 is closed **until Friday**: the concrete has to dry.

- Take gate 1, it is open from six.
- Vans wait at the [weighbridge](https://example.org/weighbridge).

> We wait at most ten minutes, says the yard.

Questions? Ask me here."""


def write(folder: Path) -> list[Path]:
    """Writes each kind of mail into the folder, as .eml with all its headers, and as .html where it has any; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, mail in made():
        message, drawn = folder / f"{name}.eml", folder / f"{name}.html"
        message.write_bytes(mail.message().as_bytes())
        written.append(message)
        if isinstance(mail, EmailMultiAlternatives):
            drawn.write_text(str(mail.alternatives[0][0]), encoding="utf-8")
            written.append(drawn)
    return written


def made() -> list[tuple[str, EmailMessage]]:
    """One mail of each kind, with its name."""
    with transaction.atomic():
        mails: list[tuple[str, EmailMessage]] = [(name, writing.mail(reading.read(letters))) for name, letters in _talk()]
        mails += [(name, notices.mail(notice)) for name, notice in example_notices.noticed(_someone)]
        transaction.set_rollback(True)
    return mails


def _talk() -> Iterator[tuple[str, list[Letter]]]:
    ada, ben, reader = (_someone(name) for name in ("Ada Okonkwo", "Ben Haddad", "Cara Lindqvist"))
    yard: Space = a_space(f"Yard {ids.new()}", owner=ada, members=(ben, reader))
    yard.name = "Yard and gates"
    yard.save()
    here = Choice("space", space=yard)
    ramp = a_post(by=ada, title="The ramp at gate 3 is closed", body=BODY, to=here)
    question = a_comment(by=ben, on=ramp, body="Is gate 1 open on *Saturday* too?")
    answer = a_comment(by=ada, on=ramp, body="Yes, until noon.", parent=question)
    poll = a_post(by=ben, body="When shall we meet?", kind="poll", beside=Beside(options=("Monday", "Tuesday")))
    carriers: Space = a_space(f"Carriers {ids.new()}", owner=ada, members=(reader,), gated=True, kind="external")
    carriers.name = "Carriers"
    carriers.save()
    offer = a_post(by=ada, title="Slots for May", body="Two more a day.", to=Choice("space", space=carriers))
    canteen = a_post(by=ben, title="New dishes", body="Two dishes without meat from Monday. " * 9)

    def letter(post: Post, comment: Comment | None = None, reason: str = "because you are in Yard and gates") -> Letter:
        now = clock.now()
        return Letter.objects.create(person=reader, post=post, comment=comment, reason=reason, due_at=now, changed_at=now)

    of_post, of_question = letter(ramp), letter(ramp, question)
    yield "post", [of_post]
    yield "answer", [of_question]
    yield "answer-to-an-answer", [letter(ramp, answer)]
    yield "outside", [letter(offer, reason="because you are in Carriers")]
    yield "poll", [letter(poll, reason="because Ben Haddad asks you")]
    together = [letter(canteen, reason="because you follow Ben Haddad"), of_post, of_question]
    for each in together:
        each.bundle = Letter.Bundle.DAILY
    yield "digest", together


def _someone(name: str) -> Person:
    handle = f"example-{ids.new()}"
    return a_person(handle, name=name, email=f"{handle}@example.org", password=None)
