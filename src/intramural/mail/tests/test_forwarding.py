"""R29, R33: a mail from outside that somebody forwards to the house is a found document that waits for their word, without addresses."""

from __future__ import annotations

import re

import pytest

from intramural.mail import addresses
from intramural.mail.incoming import answering, forwarding, reading, trimming
from intramural.mail.models import Answer, Received
from intramural.mail.tests import forwarders
from intramural.mail.tests.exchange import PASSED, Exchange
from intramural.mail.tests.forwarders import Outside
from intramural.people.models import Person
from intramural.posts import composing
from intramural.posts.models import Post
from intramural.spaces import actions as spaces
from intramural.spaces.models import Space

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("domain")]
in_every_program = pytest.mark.parametrize("program", forwarders.IN_THE_TEXT)
HERE, MAIL = "share@inside.example", Outside()
SAID = "Your network was on the big screen as a good one. Ask (address left out) for the slides."


def forward(exchange: Exchange, by: Person, program: str, words: str, *, it: Outside = MAIL, to: str = HERE) -> Received:
    mail = forwarders.IN_THE_TEXT[program](words, it)
    mail.files = [("slides.txt", "text/plain", b"Slide one")]
    sender = f"{by.name} <{by.email}>"
    raw = mail.bytes(sender=sender, to=to, subject=f"Fwd: {it.subject}", answers="<77@elsewhere.example>", more=PASSED)
    exchange.send(raw, to=to, sender=by.email or "")
    return Received.objects.order_by("pk").last()


def attach(exchange: Exchange, by: Person, how: str, words: str, *, it: Outside = MAIL, to: str = HERE) -> Received:
    verdict = PASSED["Authentication-Results"]
    head = f"From: {by.name} <{by.email}>\r\nTo: {to}\r\nMessage-ID: <{how}@client.example>\r\nAuthentication-Results: {verdict}\r\n"
    exchange.send(head.encode() + forwarders.attaches(words, it, how=how), to=to, sender=by.email or "")
    return Received.objects.order_by("pk").last()


def flat(text: str) -> str:
    return " ".join(text.split())


def nobody_from_outside(draft: Post) -> bool:
    """Neither an address nor the name of anybody but who made it."""
    return not re.search(r"@(?!ben)|elsewhere|Tom|Far|Mia|mailto|inside\.example", f"{draft.title}\n{draft.body}")


@in_every_program
@pytest.mark.usefixtures("confirmed")
def test_it_is_a_found_document_that_waits_for_a_word(
    exchange: Exchange, ben: Person, mailoutbox: list, program: str
) -> None:
    row = forward(exchange, ben, program, "Worth knowing.")
    assert (row.state, row.act) == ("taken", "draft")
    (draft,) = Post.objects.all()
    made = composing.of(draft)
    assert (draft.state, draft.kind, draft.title, draft.author) == ("draft", "found", "Ovens on show", ben)
    assert (made.way, made.made_by, made.owner, made.audience) == ("mail", "Mia Outside", "", "everyone")
    assert flat(draft.body).startswith(f"Worth knowing. {SAID}")
    said, folded, history = draft.body.partition("\n\n```quoted\n")
    assert folded
    assert "From: (somebody)" in re.sub(r"[ \t*]+", " ", history) or "Von: (somebody)" in history
    assert "Will somebody" not in said
    assert nobody_from_outside(draft)
    assert list(draft.attachments.values_list("name", flat=True)) == ["slides.txt"]
    answering.send()
    (told,) = mailoutbox
    assert f"/write/?draft={draft.public_id}" in told.body
    assert "What you forwarded is a draft now, which nobody sees but you" in told.body
    assert "Everyone here, 2 people" in told.body
    exchange.write("share", by=ben, to=told.reply_to[0], more=PASSED)
    draft.refresh_from_db()
    assert (draft.state, draft.provenance.way, draft.provenance.made_by) == ("published", "mail", "Mia Outside")


@pytest.mark.parametrize("program", ["outlook_on_a_phone", "iphone", "gmail"])
def test_without_a_word_of_ones_own_it_is_taken_too(exchange: Exchange, ben: Person, program: str) -> None:
    forward(exchange, ben, program, "")
    (draft,) = Post.objects.all()
    assert draft.body.startswith("Your network was on the big screen")
    assert nobody_from_outside(draft)


@pytest.mark.parametrize("how", ["thunderbird", "outlook", "apple", "encoded", "web"])
def test_attached_whole_it_is_the_same(exchange: Exchange, ben: Person, how: str) -> None:
    attach(exchange, ben, how, "Worth knowing.")
    (draft,) = Post.objects.all()
    made = composing.of(draft)
    assert (draft.kind, draft.title) == ("found", "Ovens on show")
    assert (made.way, made.made_by, made.owner) == ("mail", "Mia Outside", "Oven Makers")
    assert flat(draft.body).startswith(f"Worth knowing. {SAID}")
    assert "```quoted\nFrom: (somebody)\nDate: Sun, 01 Mar 2026" in draft.body
    assert "Will somebody of the house be there?" in draft.body.partition("```quoted")[2]
    assert nobody_from_outside(draft)
    assert list(draft.attachments.values_list("name", flat=True)) == ["slides.txt"], "and not the mail itself"


@pytest.mark.parametrize(
    "sender", ["mia@elsewhere.example", "<mia@elsewhere.example>", '"mia@elsewhere.example" <mia@elsewhere.example>']
)
def test_who_made_it_is_never_an_address(exchange: Exchange, ben: Person, sender: str) -> None:
    it = Outside(sender=sender, organisation="info@elsewhere.example")
    attach(exchange, ben, "outlook", "", it=it)
    forward(exchange, ben, "outlook", "Worth knowing.", it=it)
    for draft in Post.objects.all():
        made = composing.of(draft)
        assert (made.made_by, made.owner) == ("", "")
        assert nobody_from_outside(draft)


def test_several_attached_are_one_document(exchange: Exchange, ben: Person) -> None:
    raw = forwarders.attaches("Two of them.", Outside())
    second = Outside(subject="Ovens again", words="They come in May.").bytes()
    part = (
        b"--=_cut\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + second + b"\r\n--=_cut--\r\n"
    )
    head = f"From: {ben.email}\r\nMessage-ID: <two@client.example>\r\n".encode()
    exchange.send(head + raw.replace(b"--=_cut--\r\n", part), to=HERE, sender=ben.email)
    (draft,) = Post.objects.all()
    said = draft.body.partition("```quoted")[0]
    assert (
        said.index("Two of them.") < said.index("big screen") < said.index("Ovens again") < said.index("They come in May.")
    )
    assert nobody_from_outside(draft)


def test_a_mail_in_a_mail_in_a_mail_ends_somewhere() -> None:
    raw = Outside().bytes()
    for _ in range(30):
        raw = b"From: ben@house.example\r\nSubject: x\r\nContent-Type: message/rfc822\r\n\r\n" + raw
    arrived = reading.read(raw)
    it = forwarding.of(trimming.trim(arrived.said), arrived.subject, arrived.enclosed)
    assert it is not None
    assert "elsewhere" not in it.thread + it.words + it.history


def test_ones_own_words_become_a_draft_too_and_nothing_is_published(exchange: Exchange, ben: Person) -> None:
    row = exchange.write("The ramp is closed.", by=ben, to=HERE, subject="The ramp")
    assert (row.act, row.post.state, row.post.kind, row.post.body) == ("draft", "draft", "update", "The ramp is closed.")
    assert exchange.write("", by=ben, to=HERE, subject="Nothing").reason == "wordless"


def test_it_is_for_members_from_their_own_address(exchange: Exchange, ben: Person, gus: Person) -> None:
    assert forward(exchange, gus, "gmail", "Look.").reason == "nowhere"
    raw = forwarders.gmail("Look.", Outside()).bytes(sender="mia@elsewhere.example", to=HERE, subject="Fwd: x")
    exchange.send(raw, to=HERE, sender="mia@elsewhere.example")
    assert Received.objects.order_by("pk").last().reason == "stranger"
    assert not Post.objects.exists()
    assert set(Answer.objects.values_list("person", flat=True)) == {gus.pk}


@pytest.mark.usefixtures("confirmed")
def test_attached_to_a_mail_for_a_space_it_waits_there_without_its_addresses(
    exchange: Exchange, ben: Person, kitchen: Space
) -> None:
    attach(exchange, ben, "thunderbird", "Worth knowing.", to=addresses.space_address(kitchen))
    (draft,) = Post.objects.all()
    made = composing.of(draft)
    assert (draft.state, made.audience, made.space) == ("draft", "space", kitchen.slug)
    assert draft.body.startswith("Worth knowing.\n\n```quoted\nFrom: (somebody)")
    assert nobody_from_outside(draft)
    assert list(draft.attachments.values_list("name", flat=True)) == ["slides.txt"]


def test_the_address_is_no_spaces_and_stands_in_the_settings(ben: Person, gus: Person, signed_in) -> None:
    assert spaces.found(name="Share", by=ben).slug != "share"
    assert HERE in signed_in(ben).get("/settings/mail/").content.decode()
    assert HERE not in signed_in(gus).get("/settings/mail/").content.decode()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ask Mia Outside <mia@x.example> or tom@x.example.", "ask (somebody) or (address left out)."),
        ("On Sun, Mar 1, 2026 at 8:30 AM Tom Far <tom@x.example> wrote:", "On Sun, Mar 1, 2026 at 8:30 (somebody) wrote:"),
        ('"Far, Tom" <tom@x.example>', "(somebody)"),
        ("Tom Far [mailto:tom@x.example]", "(somebody)"),
        ("tom@x.example<mailto:tom@x.example>", "(address left out)(somebody)"),
        ("> An: Tom Far; Mia", "> An: (somebody)"),
        ("To: ", "To: "),
        ("We meet @ noon, see https://x.example/a", "We meet @ noon, see https://x.example/a"),
        ("Worry? https://house.example/care/post/abc:def/", "Worry? (link left out)"),
    ],
)
def test_what_is_left_of_a_text(text: str, left: str, settings: object) -> None:
    settings.SITE_URL = "https://house.example"  # type: ignore[attr-defined]
    assert forwarding.without_addresses(text) == left
