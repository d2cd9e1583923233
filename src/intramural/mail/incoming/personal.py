"""Links and addresses of ours that were made for one person, left out of what they say: whoever reads one can act as that person.

    without("Change that: https://house.example/mail/leaving/TOKEN/")  →  "Change that: (link left out)"

They stand in every mail of the house, so whoever answers between quoted lines quotes them. Programs write them in their own way, with
`%2F` behind a check of links, or broken over two lines; so what is a token of ours is left out wherever it stands.
"""

from __future__ import annotations

import re

from django.conf import settings

from intramural.care import doors
from intramural.kit import ids
from intramural.mail import addresses
from intramural.mail.incoming.reading import File

LINK, ADDRESS = "(link left out)", "(address left out)"
DOORS = (
    *(f"care/{kind}" for kind in doors.GOOD_FOR), "mail/leaving", "invitations", "password"
)  # fmt: skip
"""What stands before the token in an address of ours that lets somebody in."""
_SLASH = r"(?:/|%2f)"
_SIGNED = re.compile(r"(?<![\w-])[\w-]{16,2000}(?::|%3a)\w{6}(?::|%3a)[\w-]{43}(?![\w-])", re.IGNORECASE | re.ASCII)
"""What `django.core.signing` signs."""
_TOKEN = re.compile(rf"(?<!\w)[{ids.ALPHABET}]{{{addresses.LENGTH}}}(?!\w)", re.IGNORECASE)
_QUOTED = re.compile(r"[ \t]?>")
_AROUND = " \t\n<>()[]{}\"'“”„«»|"
_NOTHING_BUT = re.compile(rf"[ \t>*<(\[]*(?:{re.escape(LINK)}|{re.escape(ADDRESS)})[ \t>)\].,;*]*\Z")


def without(text: str) -> str:
    """The text without them. A quoted line that was nothing else is gone."""
    freed = _addresses().sub(ADDRESS, _SIGNED.sub(LINK, _without_links(text)))
    freed = _TOKEN.sub(lambda each: LINK if _is_token(each[0]) else each[0], freed)
    if freed == text:
        return text
    return "\n".join(row for row in freed.split("\n") if not (_QUOTED.match(row) and _NOTHING_BUT.match(row)))


def is_in(file: File) -> bool:
    """Whether a file is a mail of the house, or one that quotes such a mail with what is its reader's alone."""
    if file.mail is None:
        return False
    return addresses.OURS.lower().encode() in file.content.lower() or without(file.mail.said) != file.mail.said


def _without_links(text: str) -> str:
    """A link goes whole, with what a check of links wrote before it and the brackets around it."""
    pieces, at = [], 0
    for found in _links().finditer(text):
        begin, end = found.start(), found.end()
        while begin > at and text[begin - 1] not in _AROUND:
            begin -= 1
        scheme = text[begin : found.start()].lower().find("http")
        begin = begin + scheme if scheme >= 0 else found.start()
        if begin > at and text[begin - 1] + text[end : end + 1] in ("<>", "()"):
            begin, end = begin - 1, end + 1
        pieces += [text[at:begin], LINK]
        at = end
    return "".join([*pieces, text[at:]])


def _links() -> re.Pattern[str]:
    """Links of ours with a token, from the name of the house on."""
    house = re.escape(settings.SITE_URL.partition("://")[2].rstrip("/")).replace(":", "(?::|%3a)")
    ways = "|".join(door.replace("/", _SLASH) for door in DOORS)
    begin = r"(?:(?<![\w.-])|(?<=%2f))"
    return re.compile(rf"{begin}{house}{_SLASH}(?:{ways}){_SLASH}[^\s<>()\[\]\"']{{1,2000}}", re.IGNORECASE)


def _addresses() -> re.Pattern[str]:
    """Addresses of ours with a token, with a subject behind them where they are links."""
    kinds, domain = "|".join(addresses.KINDS), re.escape(settings.MAIL_DOMAIN)
    local = rf"\b(?:{kinds})(?:\+|%2b)\w{{{addresses.LENGTH}}}(?:-\d{{1,4}})?"
    return re.compile(rf"(?:mailto:)?{local}(?:@|%40){domain}(?:\?[^\s<>()\[\]]{{0,2000}})?", re.IGNORECASE)


def _is_token(word: str) -> bool:
    return any(addresses.read_token(kind, word) is not None for kind in addresses.KINDS)
