"""Mails that mean harm or are broken: read without an exception, and in a time in proportion to their length."""

from __future__ import annotations

import time

import pytest

from intramural.mail.incoming import reading
from intramural.mail.tests import clients

HEAD = b"From: Ben <ben@house.example>\r\nTo: x@house.example\r\nSubject: Hello\r\nMessage-ID: <1@a.example>\r\n"


def nested(depth: int) -> bytes:
    raw = HEAD + b"MIME-Version: 1.0\r\n"
    for at in range(depth):
        raw += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at)
    return (
        raw + b"Content-Type: text/plain\r\n\r\nDeep.\r\n" + b"".join(b"--b%d--\r\n" % at for at in reversed(range(depth)))
    )


STRANGE = {
    "nothing": b"",
    "no header": b"\r\nWords alone\r\n",
    "a multipart without parts": HEAD + b"Content-Type: multipart/mixed\r\n\r\nWords\r\n",
    "a charset that is none": HEAD + b"Content-Type: text/plain; charset=klingon-8\r\n\r\nWords \xff\r\n",
    "a charset that lies": HEAD + b"Content-Type: text/plain; charset=ascii\r\n\r\nGr\xfc\xdfe\r\n",
    "utf-7": HEAD + b"Content-Type: text/plain; charset=utf-7\r\n\r\n+ADw-b+AD4-\r\n",
    "a null": HEAD + b"\r\nWords\x00and more\r\n",
    "half of base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8\r\n",
    "an encoding that is none": HEAD + b"Content-Transfer-Encoding: rot13\r\n\r\nHello\r\n",
    "many headers": HEAD + b"".join(b"X-%d: 1\r\n" % at for at in range(10_000)) + b"\r\nWords\r\n",
    "a long header": HEAD + b"X: " + b"a" * 1_000_000 + b"\r\n\r\nWords\r\n",
    "a thousand encoded words": HEAD.replace(b"Hello", b"=?utf-8?q?a?= " * 1000) + b"\r\nWords\r\n",
    "many addresses": HEAD.replace(b"ben@house.example>", b"ben@house.example>, a@b.example" * 2000) + b"\r\nWords\r\n",
    "nested a hundred times": nested(100),
    "a mail in a mail": HEAD + b"Content-Type: message/rfc822\r\n\r\n" + HEAD + b"\r\nInner\r\n",
    "winmail.dat": HEAD + b'Content-Type: application/ms-tnef; name="winmail.dat"\r\n\r\n\x78\x9f\x3e\x22\r\n',
    "brackets": HEAD + b"References: " + b"<" * 50_000 + b"\r\n\r\nWords\r\n",
    "comments": HEAD.replace(b"Ben <", b"(" * 5_000 + b"Ben <") + b"\r\nWords\r\n",
    "a name of a file in parts": HEAD + b"Content-Disposition: attachment; filename*0*=utf-8''a%2; filename*x=b\r\n\r\nWords\r\n",
    "html that never ends": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div class=gmail_quote><blockquote>" * 20_000,
}  # fmt: skip


@pytest.mark.parametrize("raw", STRANGE.values(), ids=STRANGE.keys())
def test_strange_mails_are_read(raw: bytes) -> None:
    began = time.process_time()
    reading.read(raw)
    assert time.process_time() - began < 5


def test_a_large_mail_is_read() -> None:
    raw = clients.Mail(plain="Here it is.\n", files=[("film.bin", "application/octet-stream", b"\x01\x02" * 12_500_000)])
    arrived = reading.read(raw.bytes(sender="ben@house.example", to="x@house.example"))
    assert (arrived.said.strip(), len(arrived.files[0].content)) == ("Here it is.", 25_000_000)


def test_locked_and_signed_mails_are_told_apart() -> None:
    locked = HEAD + b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\r\n\r\nMII\r\n'
    signed = (
        HEAD
        + b'Content-Type: multipart/signed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\n'
        + b'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n\r\nMII\r\n--b--\r\n'
    )
    assert reading.read(locked).is_encrypted
    assert (reading.read(signed).is_encrypted, reading.read(signed).said, reading.read(signed).files) == (False, "Hello", ())


AUTOMATIC = {
    "absence": [b"Auto-Submitted: auto-replied", b"X-Autoreply: yes", b"Precedence: auto_reply"],
    "bounce": [
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        b"X-Failed-Recipients: a@b.example",
    ],
    "list": [b"List-Id: <a.b.example>", b"Precedence: bulk"],
    "program": [b"Auto-Submitted: auto-generated", b"Return-Path: <>"],
    "own": [b"X-Intramural: answer"],
    "": [b"Auto-Submitted: no", b"Precedence: first-class", b"X-Auto-Response-Suppress: All"],
}


@pytest.mark.parametrize(("kind", "header"), [(kind, header) for kind in AUTOMATIC for header in AUTOMATIC[kind]])
def test_what_programs_write_is_known(kind: str, header: bytes) -> None:
    assert reading.read(HEAD + header + b"\r\n\r\nWords\r\n").automatic == kind


@pytest.mark.parametrize(
    ("subject", "kind"),
    [("Automatic reply: The canteen", "absence"), ("Abwesenheitsnotiz: Kantine", "absence"), ("Réponse automatique : x", "absence"),
     ("Undeliverable: The canteen", "bounce"), ("Re: Out of office hours", "")],
)  # fmt: skip
def test_subjects_of_programs_are_known(subject: str, kind: str) -> None:
    assert reading.read(HEAD.replace(b"Hello", subject.encode()) + b"\r\nWords\r\n").automatic == kind


def test_small_pictures_within_the_page_are_left_out() -> None:
    def mail(size: int) -> bytes:
        return (
            HEAD + b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>\r\n--b\r\n'
            b'Content-Type: image/png; name="image001.png"\r\nContent-ID: <image001.png@1>\r\n\r\n' + b"x" * size + b"\r\n--b--\r\n"
        )  # fmt: skip

    assert reading.read(mail(4_000)).files == ()
    assert [file.name for file in reading.read(mail(40_000)).files] == ["image001.png"]


def test_the_same_mail_by_another_way_is_the_same() -> None:
    raw = HEAD + b"\r\nWords\r\n"
    assert reading.read(raw).digest == reading.read(b"Received: from a by b; Mon, 2 Mar 2026\r\n" + raw).digest
    assert reading.read(raw).digest != reading.read(raw.replace(b"Words", b"Other words")).digest
