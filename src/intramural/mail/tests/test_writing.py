"""What a mail says, to eyes, ears and mail programs (M01–M03). The texts in golden/ were read aloud."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import html5lib
import pytest
from django.core import mail

from intramural.mail import addresses
from intramural.mail.outgoing import handing, plain, writing
from intramural.people.testing import a_person
from intramural.posts import actions as posts
from intramural.posts.beside import Beside, Source
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.spaces.testing import a_space

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("domain")]
GOLDEN = Path(__file__).parent / "golden"
BODY = """Hello @ben, the **ramp** is closed until Friday. See [the plan](https://plan.example/x).

## What to do
- take gate 3
- ask *Rosa*

> We never close."""


@pytest.fixture(autouse=True)
def house(settings):
    settings.SITE_URL = "https://inside.example"


@pytest.fixture
def bakers(ada, ben):
    return a_space("Bakers", owner=ada, members=(ben,))


def sent() -> EmailMessage:
    """The one mail that leaves, as its reader's program reads it."""
    mail.outbox.clear()
    assert handing.hand_over() == 1
    [message] = mail.outbox
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)


def text_of(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content()


def html_of(message: EmailMessage) -> str:
    return message.get_body(("html",)).get_content()


def golden(name: str, message: EmailMessage) -> None:
    """The text is what the file says, with a word in the place of each random id."""
    text = re.sub(r"/(posts|comments|leaving|files)/[0-9a-z]+/", r"/\1/ID/", text_of(message))
    text = re.sub(r"/care/post/[^/]+/", "/care/post/ID/", text)
    text = re.sub(r"mailto:(reply|answer)\+[0-9a-z]+", r"mailto:\1+ID", text)
    assert text == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_a_post_reads_aloud(ada, ben, bakers, queued):
    post = a_post(by=ada, title="The ramp is closed", body=BODY, to=Choice("space", space=bakers), kind="article")
    [plan] = posts.attach(post, [a_file("plan.txt", b"gate 3")], by=ada)
    posts.describe(plan, by=ada, words="The way in")
    queued(ben, post, reason="because you follow Bakers")
    golden("post", sent())


def test_an_answer_reads_aloud(ada, ben, cara, bakers, queued):
    post = a_post(by=ada, title="The ramp is closed", body=BODY, to=Choice("space", space=bakers))
    queued(ben, post, a_comment(by=cara, on=post, body="Which **gate**?"), reason="because you follow this post")
    golden("answer", sent())


def test_two_spaces_of_one_name_are_two_in_a_digest(ada, ben, bakers, queued):
    others = a_space("Bakers too", owner=ada, members=(ben,))
    others.name = bakers.name
    others.save()
    for space, words in ((bakers, "Rye"), (others, "Rolls"), (bakers, "Buns")):
        queued(ben, a_post(by=ada, body=words, to=Choice("space", space=space)), bundle="daily")
    said = re.findall(r"(?m)^In Bakers:|(?<=^Ada Okonkwo: )\w+", text_of(sent()))
    assert said == ["In Bakers:", "Rye", "Buns", "In Bakers:", "Rolls"]


def test_a_digest_reads_aloud(ada, ben, cara, bakers, queued):
    canteen = a_post(by=ada, title="Canteen", body="Soup again.")
    ramp = a_post(by=cara, body="The ramp is closed.", to=Choice("space", space=bakers))
    before = a_post(by=ada, title="Known already", body="Old.")
    for about in (ramp, canteen):
        queued(ben, about, bundle="daily")
    queued(ben, canteen, a_comment(by=cara, on=canteen, body="Which one?"), bundle="daily")
    queued(ben, before, a_comment(by=cara, on=before, body="Thank you."), bundle="daily", reason="because you answered")
    golden("digest", sent())


def test_without_a_way_in_nobody_is_asked_to_answer(ada, ben, queued, settings):
    settings.MAIL_COMES_IN = False
    queued(ben, a_post(by=ada))
    message = sent()
    assert "Answer this mail" not in text_of(message)
    assert message["Reply-To"] is None
    assert "mailto:" not in message["List-Unsubscribe"]
    assert mail.outbox[0].from_email == settings.DEFAULT_FROM_EMAIL


def test_the_head_says_who_speaks_and_leads_out(ada, ben, bakers, queued):
    post = a_post(by=ada, to=Choice("space", space=bakers))
    queued(ben, post)
    message = sent()
    assert message["From"] == '"Ada Okonkwo (Intramural)" <house@inside.example>'
    assert message["To"] == "ben@house.example"
    assert addresses.read(message["Reply-To"]).post_id == post.public_id
    assert message["List-Id"] == "Bakers <bakers.inside.example>"
    token = re.match(r"\s*<https://inside.example/mail/leaving/([0-9a-z]+)/>,\s+<mailto:(leave\+\1@inside.example)>$",
                     message["List-Unsubscribe"])  # fmt: skip
    assert addresses.read(token[2]).about_id == bakers.public_id
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert addresses.read(mail.outbox[0].from_email).kind == "bounce"


def test_one_thread_in_every_program(ada, ben, cara, queued):
    post = a_post(by=ada, title="Tea")
    first = a_comment(by=cara, on=post)
    second = a_comment(by=ada, on=post, parent=first)
    about_post, about_first = addresses.message_id(post), addresses.message_id(first)
    queued(ben, post)
    whole = sent()
    assert (whole["Message-ID"], whole["References"], whole["Subject"]) == (about_post, None, "Tea")
    queued(ben, post, first)
    answer = sent()
    assert (answer["In-Reply-To"], answer["References"], answer["Subject"]) == (about_post, about_post, "Re: Tea")
    queued(ben, post, second)
    again = sent()
    assert (again["In-Reply-To"], again["References"]) == (about_first, f"{about_post} {about_first}")


def test_what_an_answer_answered_is_not_told_when_it_is_gone(ada, ben, cara, queued):
    post = a_post(by=ada)
    first = a_comment(by=cara, on=post)
    second = a_comment(by=ada, on=post, parent=first)
    posts.delete_comment(first, by=cara)
    queued(ben, post, second)
    assert sent()["References"] == addresses.message_id(post)


@pytest.mark.parametrize("title", ["Zwölf Straßen", "a" * 200, 'Say "no", <b>now</b>', "日本語の題名"])
def test_any_title_is_a_subject(ada, ben, queued, title):
    queued(ben, a_post(by=ada, title=title, body="x"))
    subject = sent()["Subject"].strip()
    assert len(subject) <= 78
    assert subject.rstrip("…") in title


def test_any_name_is_a_sender(ben, queued):
    nia = a_person("nia", name='Nia "The <Ship>", Ådahl\u202e')
    queued(ben, a_post(by=nia))
    addresses_of = sent()["From"].addresses
    assert [each.addr_spec for each in addresses_of] == ["house@inside.example"]
    assert "Ådahl" in addresses_of[0].display_name


def test_no_word_breaks_out_of_its_place(ada, ben, queued):
    queued(ben, a_post(by=ada, title="<script>alert(1)</script>", body="<img src=x> [x](javascript:alert(1))"),
           reason="because you follow <b>Pay</b>")  # fmt: skip
    html = html_of(sent())
    assert not re.search(r"<script|<img|href=\"javascript|<b>Pay", html)


def test_nothing_is_fetched_and_nothing_tells_that_it_was_opened(ada, ben, queued):
    post = a_post(by=ada, body="![a picture](https://elsewhere.example/p.png)")
    posts.attach(post, [a_file("ramp.png")], by=ada)
    queued(ben, post)
    message = sent()
    html = html_of(message)
    assert not re.search(r"<(img|link|script|iframe|video|object|table)\b|url\(|@import|src=", html)
    assert [part.get_content_type() for part in message.walk() if not part.is_multipart()] == ["text/plain", "text/html"]
    assert "https://inside.example/files/" in html


def test_the_html_is_html_and_its_links_lead_to_the_house(ada, ben, queued):
    queued(ben, a_post(by=ada, body=BODY, title="The ramp"))
    html = html_of(sent())
    html5lib.HTMLParser(strict=True).parse(html)
    assert 'href="/' not in html
    assert 'href="https://inside.example/people/ben/"' in html
    assert '<html lang="en">' in html


def test_it_is_read_in_the_dark(ada, ben, queued):
    queued(ben, a_post(by=ada))
    html = html_of(sent())
    assert "@media (prefers-color-scheme: dark)" in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert re.search(r"<main style=\"[^\"]*background: #fffdfa", html)


def test_what_was_quoted_long_ago_stays_there():
    html = '<p>Yes.</p>\n<details class="quoted"><summary>What was written before</summary><p>Old</p></details>\n'
    assert writing.body(html) == "<p>Yes.</p>\n"


def test_what_stands_beside_the_words(ada, ben, cara, queued):
    queued(ben, a_post(by=ada, body="Which day?", kind="poll", beside=Beside(options=("Monday", "Tuesday"))))
    text = text_of(sent())
    assert "Which day?\n\n1. Monday\n2. Tuesday\n" in text
    queued(ben, a_post(by=ada, body="For the ramp", kind="kudos", beside=Beside(honours=(ben, cara))))
    assert "Thanks to Ben Haddad and Cara Lindqvist." in text_of(sent())
    source = Source(url="https://paper.example/1", made_by="The Office")
    queued(ben, a_post(by=ada, body="Read this", kind="found", beside=Beside(source=source)))
    assert "Made by: The Office. Where it comes from: https://paper.example/1" in text_of(sent())


def test_a_digest_is_never_empty_and_tells_each_post_once(ada, ben, cara, queued):
    hidden = a_post(by=ada, title="Redwood", body="Redwood")
    shown = a_post(by=ada, title="Canteen", body="Soup")
    queued(ben, hidden, bundle="weekly")
    posts.delete(hidden, by=ada)
    assert handing.hand_over() == 0
    queued(ben, shown, bundle="weekly")
    for words in ("One", "Two"):
        queued(ben, shown, a_comment(by=cara, on=shown, body=words), bundle="weekly")
    message = sent()
    assert message["Subject"] == "Your week: Canteen"
    assert text_of(message).count("Ada Okonkwo: Canteen") == 1
    assert "Redwood" not in text_of(message) + html_of(message)
    assert message["List-Id"] == "Digests of Intramural <digests.inside.example>"


def test_daily_and_weekly_are_two_mails(ada, ben, queued):
    queued(ben, a_post(by=ada), bundle="daily")
    queued(ben, a_post(by=ada), bundle="weekly")
    assert handing.hand_over() == 2
    assert sorted(each.subject.partition(":")[0] for each in mail.outbox) == ["Your day", "Your week"]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One<br>\ntwo</p>\n<p>Three</p>", "One\ntwo\n\nThree"),
        ("<ul>\n<li>a</li>\n<li>b\n<ol start=\"3\">\n<li>c</li>\n</ol>\n</li>\n</ul>", "- a\n- b\n  3. c"),
        ("<p>See <a href=\"https://x.example\">here</a>, <a href=\"https://y.example\">https://y.example</a>.</p>",
         "See here (https://x.example), https://y.example."),
        ("<p><a class=\"mention\" href=\"/people/ada/\">@ada</a> &amp; &lt;co&gt;</p>", "@ada & <co>"),
        ("<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n<p>c</p>", "> a\n\n> b\n\nc"),
        ("<pre><code>a\n\n  b\n</code></pre>", "a\n\n  b"),
        ("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
         "a | b\n1 | 2"),
        ("<p>x</p>\n<hr>\n<h2>y</h2>", "x\n\n* * *\n\ny"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_in_words(html, words):
    assert plain.words(html) == words


def test_a_space_is_not_named_to_whoever_may_not_know_of_it(queued, ada, ben, cara):
    space = a_space("Redwood", owner=ada, members=(ben,), gated=True, is_listed=False)
    post = a_post(by=ada, to=Choice("people", space=space, people=(ben, cara)))
    for person in (ben, cara):
        queued(person, post)
    handing.hand_over(seconds=5)
    named = {message.to[0]: "redwood" in str(message.message()).lower() for message in mail.outbox}
    assert named == {"ben@house.example": True, "cara@house.example": False}
