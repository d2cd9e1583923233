from __future__ import annotations

from argparse import ArgumentParser
from email import message_from_bytes
from itertools import pairwise

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from intramural.mail import commands
from intramural.mail.models import Letter, Notice
from intramural.mail.outgoing import examples
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db


def test_mails_can_be_looked_at_and_nothing_of_them_is_kept(tmp_path, capsys):
    parser = ArgumentParser()
    commands.add_arguments(parser)
    assert commands.run(parser.parse_args(["preview", str(tmp_path / "mails")])) == 0
    names = sorted(path.name for path in (tmp_path / "mails").iterdir())
    kinds = ("answer", "answer-to-an-answer", "digest", "outside", "poll", "post")
    letters = sorted(f"{kind}.{ending}" for kind in kinds for ending in ("eml", "html"))
    assert set(names) > set(letters)
    short = {name.removesuffix(".eml").partition("-answered")[0] for name in set(names) - set(letters)}
    assert short >= {str(kind) for kind in Notice.Kind} - {"answered"}
    assert "access-answered.eml" in names
    assert "The ramp at gate 3 is closed" in (tmp_path / "mails" / "digest.html").read_text()
    assert message_from_bytes((tmp_path / "mails" / "poll.eml").read_bytes())["Subject"] == "When shall we meet?"
    assert str(tmp_path / "mails" / "post.html") in capsys.readouterr().out
    assert not any(model.objects.exists() for model in (Person, Post, Letter, Notice, Entry))
    assert not mail.outbox


def test_a_paragraph_ends_with_an_empty_line():
    """A block of a template that ends a line takes the end of the line with it."""
    for name, made in examples.made():
        if isinstance(made, EmailMultiAlternatives):
            continue  # laid out by `plain`, with tests of its own
        lines = str(made.body).splitlines()
        for line, following in pairwise(lines):
            assert not line.endswith((".", "!", "?")) or not following[:1].isupper(), f"{name}: {line}\n{following}"
