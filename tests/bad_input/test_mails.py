"""C10: mails that are broken, spoofed or for somebody else's address, 1,500 of them made from those of real programs.

None is lost, none ends in a fault, and what one becomes is of the person for whom its address was made, if the mail is theirs.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache

from intramural.kit import clock
from intramural.mail import addresses
from intramural.mail.incoming import delivering, reading
from intramural.mail.models import Received
from intramural.mail.tests import clients
from intramural.people.models import Person
from intramural.posts import actions
from intramural.posts.models import Comment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space

CHUNKS, IN_EACH = 6, 250
FAULTS = ("fault", "unreadable")
SENDERS = (
    "Ben Haddad <ben@house.example>", "ben@house.example", "BEN@HOUSE.EXAMPLE", "Ada <ada@house.example>",
    '"ben@house.example" <mia@elsewhere.example>', "Ben <ben@house.example>, Ada <ada@house.example>",
    "Ben <ben@house.example.elsewhere.example>", "Ben <ben@house.example\x00>", "undisclosed-recipients:;", "",
    "=?utf-8?q?ben=40house=2Eexample?= <mia@elsewhere.example>", "Ben <@elsewhere.example:ben@house.example>",
)  # fmt: skip
VERDICTS = (
    "", "mx.house.example; dmarc=pass header.from=house.example", "mx.house.example; dmarc=fail header.from=house.example",
    "mx.elsewhere.example; dmarc=pass header.from=house.example", "mx.house.example; dkim=pass header.d=example",
    "mx.house.example;" + " dkim=fail;" * 400,
)  # fmt: skip

Change = Callable[[bytes, random.Random], bytes]


def _cut(raw: bytes, draw: random.Random) -> bytes:
    return raw[: draw.randrange(len(raw) + 1)]


def _flipped(raw: bytes, draw: random.Random) -> bytes:
    found = bytearray(raw)
    for _ in range(draw.choice((1, 8, 64))):
        found[draw.randrange(len(found))] = draw.randrange(256)
    return bytes(found)


def _doubled(raw: bytes, draw: random.Random) -> bytes:
    head, _, body = raw.partition(b"\r\n\r\n")
    line = draw.choice(head.split(b"\r\n"))
    return b"\r\n".join((line, head)) + b"\r\n\r\n" + body


def _other(old: bytes, *new: bytes) -> Change:
    return lambda raw, draw: raw.replace(old, draw.choice(new))


def _headed(*lines: bytes) -> Change:
    return lambda raw, draw: draw.choice(lines) + b"\r\n" + raw


def _nested(raw: bytes, draw: random.Random) -> bytes:
    depth = draw.choice((2, 30, 100))
    outer = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at) for at in range(depth))
    return raw.partition(b"\r\n\r\n")[0] + b"\r\n" + outer + b"Content-Type: message/rfc822\r\n\r\n" + raw


CHANGES: tuple[Change, ...] = (
    _cut, _flipped, _doubled, _nested,
    _other(b"\r\n", b"\n", b"\r", b"\n\r", b"\r\n\r\n"),
    _other(b"utf-8", b"klingon-8", b"utf-7", b"utf-16", b"ascii", b"x" * 4000, b"\xff", b"unicode_escape", b"idna"),
    _other(b"quoted-printable", b"base64", b"rot13", b"x-uuencode", b"8bit", b"binary", b""),
    _other(b"boundary=", b"boundary=;", b"boundary*0*=utf-8''", b"BOUNDARY = ", b"bound=", b'boundary=""; x='),
    _other(b"text/plain", b"text/html", b"application/ms-tnef", b"multipart/mixed", b"message/rfc822", b"/", b"text/"),
    _other(b" ", b"\x00", b"\t", b"\r\n ", b"\xc2\xa0"),
    _headed(b"Reply-To: ada@house.example", b"Sender: ada@house.example", b"Resent-From: ada@house.example", b"From ada",
            b"From: mia@elsewhere.example", b"Subject: " + b"a" * 200_000, b": empty", b"no colon", b"\xff\xfe: 1"),
    _headed(b"\r\n".join(b"X-%d: 1" % at for at in range(3_000)), b"List-Id: <x>", b"Auto-Submitted: auto-replied",
            b"Message-ID: <a@b>\r\nMessage-ID: <c@d>", b"In-Reply-To: " + b"<a@b> " * 5_000, b"Date: never", b"Bcc: \x00"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("chunk", [0, 1, *(pytest.param(each, marks=pytest.mark.once) for each in range(2, CHUNKS))])
def test_none_is_lost_and_none_is_anybody_elses(chunk: int, ada: Person, ben: Person, cara: Person, settings) -> None:
    settings.MAIL_DOMAIN, settings.MAIL_COMES_IN = "inside.example", True
    settings.MAIL_TRUSTS = ("mx.house.example",) if chunk % 2 else ()
    draw = random.Random(chunk)
    here = a_post(by=ada, body="Shall we open the canteen?")
    narrowed = a_post(by=ada, body="Not any more.")
    actions.change_audience(narrowed, by=ada, choice=Choice("me"))
    kitchen = a_space("Kitchen", owner=ada, members=(ben,))
    long_ago = clock.now() - timedelta(days=200)
    own = addresses.reply_address(here, ben)
    others = (
        addresses.reply_address(here, cara), addresses.reply_address(narrowed, ben), addresses.reply_address(here, ben, now=long_ago),
        "reply+nonsense@inside.example", addresses.space_address(kitchen), addresses.house_address(), own.replace("reply", "vote"),
        own[:-20] + own[-16:], "a" * 300 + "@inside.example",
    )  # fmt: skip
    for number in range(IN_EACH):
        cache.clear()
        to = own if draw.random() < 0.5 else draw.choice(others)
        raw = _made(draw, to=to, number=f"{chunk}.{number}")
        seen = set(Comment.objects.values_list("pk", flat=True)), set(Post.objects.values_list("pk", flat=True))
        assert delivering.deliver(raw, to=[to], sender=draw.choice(("?", "ben@house.example", "<>"))) == delivering.TAKEN
        row = Received.objects.order_by("-pk").first()
        assert row is not None, "it was lost"
        assert row.reason not in FAULTS, raw[:2000]
        said = Comment.objects.exclude(pk__in=seen[0])
        shared = Post.objects.exclude(pk__in=seen[1])
        for each in (*said, *shared):
            assert each.author is not None
            assert [address.lower() for _, address in reading.read(raw).senders] == [each.author.email], raw[:2000]
            assert to in (own, *others[4:6]), raw[:2000]
        assert all(each.author == ben and each.post == here for each in said), raw[:2000]
        if not settings.MAIL_TRUSTS:
            assert all(each.state == Post.State.DRAFT for each in shared), "nobody confirmed that it is theirs"
    assert Comment.objects.filter(author=ben, post=here).exists(), "none of them said anything: then this shows nothing"


def _made(draw: random.Random, *, to: str, number: str) -> bytes:
    name, program = draw.choice(sorted(clients.ALL.items()))
    mail = program(draw.choice(("Yes.", "On Friday.\n\nBen", "🙂", "vote 1", "> quoted\n\nWhy?")), clients.Quoted())
    sender = draw.choice(SENDERS) if draw.random() < 0.6 else SENDERS[0]
    verdict = draw.choice(VERDICTS) if draw.random() < 0.6 else VERDICTS[1]
    raw = mail.bytes(sender="SENDER@x.example", to="y@x.example", message_id=f"<{number}.{name}@client.example>")
    raw = raw.replace(b"SENDER@x.example", sender.encode()).replace(b"y@x.example", to.encode())
    if verdict:
        raw = b"Authentication-Results: " + verdict.encode() + b"\r\n" + raw
    for _ in range(draw.choice((0, 1, 1, 2, 3))):
        if raw:
            raw = draw.choice(CHANGES)(raw, draw)
    return raw
