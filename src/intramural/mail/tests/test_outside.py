"""R28: whoever gets a mail of what people outside read is told so in its first line; by mail nothing of the inside moves there."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core import mail

from intramural.mail import addresses
from intramural.mail.incoming import answering
from intramural.mail.outgoing import handing
from intramural.mail.outgoing.writing import OUTSIDE
from intramural.mail.tests.exchange import PASSED, Exchange
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces.models import Space
from intramural.spaces.testing import a_space

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("domain")]


@pytest.fixture
def carriers(ada: Person, ben: Person, gus: Person) -> Space:
    return a_space("Carriers", owner=ada, members=(ben, gus), gated=True, kind="external")


def parts() -> tuple[str, str]:
    """The one mail that leaves: its text, and what its HTML says from the first word on."""
    mail.outbox.clear()
    assert handing.hand_over() == 1
    message = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    return text, " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition(">")[2]).split())


def test_a_post_and_an_answer_from_an_external_space_begin_with_it(ada, ben, gus, carriers, queued):
    post = a_post(by=ada, title="The ramp", to=Choice("space", space=carriers))
    queued(gus, post)
    queued(ben, post, a_comment(by=gus, on=post))
    assert handing.hand_over() == 2
    for sent in mail.outbox:
        assert sent.body.splitlines()[0] == OUTSIDE
        assert "Members of Carriers, 3 people, also outside the organisation, can read this." in sent.body
        html = sent.alternatives[0][0].partition("<main")[2].partition(">")[2]
        assert re.sub(r"<[^>]+>", "", html).strip().startswith(OUTSIDE)


def test_what_a_guest_is_named_in_says_it_too_and_what_stays_inside_does_not(ada, ben, gus, queued):
    queued(ben, a_post(by=ada, to=Choice("people", people=(ben, gus))))
    text, html = parts()
    assert text.splitlines()[0] == OUTSIDE
    assert html.startswith(OUTSIDE)
    queued(ben, a_post(by=ada))
    text, html = parts()
    assert "outside" not in (text + html).lower()


def test_a_digest_says_it_of_each_post_that_it_is_true_of(ada, ben, carriers, queued):
    for post in (a_post(by=ada, body="Soup again."), a_post(by=ada, body="The ramp.", to=Choice("space", space=carriers))):
        queued(ben, post, bundle="daily")
    text, html = parts()
    assert text.count(OUTSIDE) == html.count(OUTSIDE) == 1
    assert re.search(rf"In Carriers:\s+{OUTSIDE}\s+Ada Okonkwo: The ramp\.", text)


@pytest.mark.usefixtures("confirmed")
def test_what_was_written_inside_is_only_written_anew_by_mail(exchange: Exchange, ada, ben, gus, carriers, queued):
    """Its mail forwarded there is a draft of whoever forwards it; an answer sent there is a post of its own."""
    inside = a_post(by=ada, title="Prices", body="They rise in May.")
    queued(ben, inside)
    text, _ = parts()
    to = addresses.space_address(carriers)
    forwarded = (
        f"---------- Forwarded message ---------\nFrom: Ada (Intramural) <house@inside.example>\nSubject: Prices\n\n{text}"
    )
    row = exchange.write(forwarded, by=ben, to=to, subject="Fwd: Prices", more=PASSED)
    assert (row.act, row.post.state, row.post.author) == ("draft", "draft", ben)
    exchange.write("We wait.", by=ben, to=to, answers=inside, more=PASSED)
    inside.refresh_from_db()
    assert (inside.space, inside.audience_version) == (None, 1)
    assert set(Post.objects.visible_to(gus).values_list("body", flat=True)) == {"We wait."}
    answering.send()
    told = mail.outbox[-1].body
    assert "Carriers" in told
    assert OUTSIDE in told
