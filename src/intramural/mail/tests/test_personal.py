"""What was made for one person never goes on in what they say: links that ask nobody to sign in, and addresses to answer to."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.core import mail
from django.urls import URLPattern, URLResolver, get_resolver

from intramural.care import actions as care
from intramural.care import doors
from intramural.care.models import Message, Remark
from intramural.care.testing import a_consult, a_draft
from intramural.mail import addresses
from intramural.mail.incoming import personal, rich
from intramural.mail.models import Answer as Told
from intramural.mail.outgoing import handing
from intramural.mail.tests.clients import Mail, arrows
from intramural.mail.tests.exchange import PASSED
from intramural.posts.models import Comment, Post
from intramural.posts.testing import a_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("domain", "confirmed")]
HOUSE = "https://inside.example"
INTRODUCED = "On Mon, Mar 2, 2026 at 8:30 AM Ada Okonkwo (Intramural) <house@inside.example> wrote:"
Answer = Callable[[str, str], Mail]


@pytest.fixture(autouse=True)
def house(settings):
    settings.SITE_URL = HOUSE


@pytest.fixture
def letter(ada, ben, queued):
    """The mail that brought Ben a post: its text, and its HTML."""
    queued(ben, a_post(by=ada, title="The ramp", body="The ramp is closed.\n\nAsk Rosa."), reason="because you follow Pay")
    assert handing.hand_over() == 1
    [it] = mail.outbox
    assert "/care/post/" in it.body
    assert "/mail/leaving/" in it.body
    return it.body, it.alternatives[0].content


def gmail(text: str, page: str) -> Mail:
    """Its own reading of the HTML, links in brackets; answers between the lines, the last ones below the footer."""
    rows = [row for row in re.sub(r"\((https?://\S+)\)", r"<\1>", rich.of_html(page)).split("\n") if row]
    return Mail(f"{INTRODUCED}\n\n{between(rows)}\n", page)


def apple_mail(text: str, page: str) -> Mail:
    return Mail(f"{INTRODUCED}\n\n{between(text.split(chr(10)))}\n", headers={"X-Mailer": "Apple Mail (2.3774.300)"})


def apple_mail_in_html_alone(text: str, page: str) -> Mail:
    quoted = f'<blockquote type="cite"><div>{page}</div></blockquote>'
    return Mail(
        html=f"<html><body><div>{INTRODUCED}</div>{quoted}<div>Which gate?</div>{quoted}<div>And the key?</div></body></html>"
    )


def links_checked(text: str, page: str) -> Mail:
    """As a gateway leaves it that sends every link through a check."""
    through = "https://eur01.safelinks.example/?url={}&data=05%7C02"
    return apple_mail(re.sub(r"https://inside\S+", lambda found: through.format(quote(found[0], safe="")), text), page)


def broken_in_two(text: str, page: str) -> Mail:
    """As a program leaves it that breaks what is long."""
    return apple_mail(re.sub(r"((?:post|leaving)/)(?=\S{20})", "\\1\n", text), page)


in_each = pytest.mark.parametrize("program", [gmail, apple_mail, apple_mail_in_html_alone, links_checked, broken_in_two])


def between(rows: list[str]) -> str:
    """Somebody answers the first half, and below everything, the footer with it."""
    half = len(rows) // 2
    return f"{arrows(chr(10).join(rows[:half]))}\n\nWhich gate?\n\n{arrows(chr(10).join(rows[half:]))}\n\nAnd the key?"


def tokens_in(text: str) -> set[str]:
    """The tokens of the links and addresses in what the house wrote."""
    found = (
        set(re.findall(r"/care/\w+/([^/\s]+)/", text))
        | set(re.findall(r"/mail/leaving/(\w+)", text))
        | set(re.findall(r"\w+\+(\w{50})@", text))
    )
    return {part for token in found for part in token.split(":") if len(part) > 20}


def kept() -> str:
    """Everything that anybody can read of what came in."""
    said = (each.body for model in (Post, Comment, Remark, Message) for each in model.objects.all())
    return "\n".join([*Post.objects.values_list("title", flat=True), *said])


@in_each
@pytest.mark.parametrize("at", ["post", "space", "house", "consult", "talk", "care"])
def test_answers_between_the_lines_publish_no_token(exchange, letter, ada, ben, cara, pricing, kitchen, program: Answer, at):
    text, page = letter
    post = Post.objects.get()
    to = {
        "post": lambda: addresses.reply_address(post, ben),
        "space": lambda: addresses.space_address(kitchen),
        "house": lambda: "share@inside.example",
        "consult": lambda: addresses.consult_address(a_consult(about=a_draft(by=cara), asks=(ben,)), ben),
        "talk": lambda: addresses.talk_address(care.raise_concern(post, by=ben, kind="question", body="Who?"), ben),
        "care": lambda: addresses.care_address(post, ben),
    }[at]()
    raw = program(text, page).bytes(sender=ben.email, to=to, subject="The ramp", more=PASSED)
    exchange.send(raw, to=to, sender=ben.email)
    said = kept()
    assert "Which gate?" in said
    assert "And the key?" in said
    tokens = tokens_in(text + page)
    assert len(tokens) >= 3
    assert not [token for token in tokens if token in said]


def test_a_mail_of_the_house_is_no_file_and_anothers_is(exchange, letter, ben):
    post = Post.objects.get()
    ours, theirs = (
        mail.outbox[0].message().as_bytes(),
        Mail("The key is here.\n").bytes(sender="mia@x.example", to="b@x.example"),
    )
    quoting = apple_mail(*letter).bytes(sender=ben.email, to="mia@x.example")
    for attached, state in ((ours, "aside"), (quoting, "aside"), (theirs, "taken")):
        files = [("it.eml", "application/octet-stream", attached)]
        assert exchange.write("See there.", by=ben, about=post, files=files, more=PASSED).state == state
    assert all("yours alone" in told.words for told in Told.objects.all())
    assert Comment.objects.get().attachments.count() == 1


def test_an_excerpt_ends_where_the_quoted_mail_was_signed(exchange, letter, ben):
    text, page = letter
    to = addresses.reply_address(Post.objects.get(), ben)
    exchange.send(apple_mail(text, page).bytes(sender=ben.email, to=to, more=PASSED), to=to, sender=ben.email)
    said = Comment.objects.get().body
    assert "> Open it: https://inside.example/posts/" in said, "the address of the post is nobody's alone"
    assert "You get this" not in said
    assert "(link left out)" not in said


LEAVE = "0123456789abcdefghjkmnpqrs" + "t" * 24


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Change that: https://inside.example/mail/leaving/abc/ or not", "Change that: (link left out) or not"),
        ("[Change that](https://inside.example/mail/leaving/abc/)", "[Change that](link left out)"),
        ("See:https://inside.example/care/talk/a:b:c/", "See:(link left out)"),
        ("Join <https://inside.example/invitations/abc/>.", "Join (link left out)."),
        ("HTTPS://INSIDE.EXAMPLE/password/3-abc/", "(link left out)"),
        ("> https://inside.example/care/post/a:b:c/\n> and", "> and"),
        ("> * <https://inside.example/care/post/a:b:c/>\nand", "and"),
        ("https://inside.example/care/post/a:b:c/\nand", "(link left out)\nand"),
        (f"Reply-To: <reply+{LEAVE}@inside.example>", "Reply-To: <(address left out)>"),
        (f"mailto:answer+{LEAVE}@inside.example?subject=Re%3A%20Ovens.", "(address left out)"),
        (f"mailto:Care%2B{LEAVE}%40inside.example.", "(address left out)."),
        (f"reply+{LEAVE}@elsewhere.example", f"reply+{LEAVE}@elsewhere.example"),
        ("https://inside.example/posts/abc/ and /invitations/", "https://inside.example/posts/abc/ and /invitations/"),
        ("https://notinside.example/care/post/a:b:c/", "https://notinside.example/care/post/a:b:c/"),
        ("https://inside.example.org/care/post/a:b:c/", "https://inside.example.org/care/post/a:b:c/"),
        ("mia@inside.example, kitchen@inside.example", "mia@inside.example, kitchen@inside.example"),
    ],
)
def test_what_is_left_of_a_text(text, left):
    assert personal.without(text) == left


def test_a_token_that_stands_alone_goes_too(ada, ben):
    post = a_post(by=ada)
    door = doors.to_post(post, ben)
    for token in (door.split("/")[-2], addresses.leave_token(ben, addresses.HOUSE), door):
        assert token.strip("/").split("/")[-1] not in personal.without(f"It is {token}, I think.")
    assert personal.without(LEAVE) == LEAVE, "it was not made here"


def test_every_address_with_a_token_is_known():
    """A new way in by a link of a mail has its place in `personal.DOORS`."""
    ways = [way for way in _ways(get_resolver().url_patterns) if re.search(r"<(?:\w+:)?token>|P<key>", way)]
    assert len(ways) >= 9
    for way in ways:
        link = f"{HOUSE}/{re.sub(r'<[^>]*>|[(][^)]*[)]', 'abc', way).strip('^$')}"
        assert personal.without(link) == "(link left out)", way


def _ways(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _ways(each.url_patterns, before + str(each.pattern))
        else:
            yield before + str(each.pattern)


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "inside.example/care/post/" * 40_000, "https://inside.example/care/post/" + "a" * 1_000_000, "a:" * 500_000,
     "a-" * 500_000, "mailto:" * 100_000, "reply+" * 100_000, f"{LEAVE} " * 5_000],
)  # fmt: skip
def test_no_text_takes_long(text):
    began = time.process_time()
    personal.without(text)
    assert time.process_time() - began < 3


def test_an_address_that_names_a_version_goes_whole(ben, cara):
    to = addresses.consult_address(a_consult(about=a_draft(by=cara), asks=(ben,)), ben)
    assert personal.without(f"Write to {to} then.") == f"Write to {personal.ADDRESS} then."
