"""Texts that hold a made-up credential or a made-up number of somebody, and texts that hold what only looks like one.

Forms are those that services and states publish; values are drawn by chance, with right checksums, and are nobody's. The
sentences around them are our own, and none of them stands in the tests of the detectors. `texts` gives the same each time.
"""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass

HEX, LOWER, UPPER, DIGITS = "0123456789abcdef", string.ascii_lowercase, string.ascii_uppercase, string.digits
ALNUM = string.ascii_letters + DIGITS
EACH = 8
"""Texts of each form, each in another sentence."""


@dataclass(frozen=True)
class MadeUp:
    """A text; what it holds is "credential", "personal" or "" for nothing; `form` says what was made up, `secret` which part it is."""

    text: str
    group: str
    form: str
    secret: str


def texts(seed: int = 4_711) -> Iterator[MadeUp]:
    """All of them, in the order of their forms."""
    chance = random.Random(seed)
    for group, forms in (("credential", _CREDENTIALS), ("personal", _PERSONAL), ("", _NOTHING)):
        for form, make in forms.items():
            for number in range(EACH):
                before, after = _AROUND[group][number % len(_AROUND[group])]
                secret = make(chance)
                yield MadeUp(f"{before}{secret}{after}", group, form, secret)


def _of(chance: random.Random, signs: str, count: int) -> str:
    return "".join(chance.choice(signs) for _ in range(count))


def _word(chance: random.Random) -> str:
    """A password as people choose one."""
    words = "Harbour Lantern Walnut Copper Meadow Thistle Falcon Juniper Pebble Saffron".split()  # noqa: SIM905
    plain = chance.choice(words)
    return chance.choice(
        (
            f"{plain}{chance.randrange(10, 9999)}{chance.choice('!?#$%')}",
            f"{chance.choice('#!$')}{plain.lower()}-{chance.choice(words).lower()}{chance.randrange(10, 99)}",
            f"{plain[:4]}@{_of(chance, ALNUM, 5)}{chance.randrange(10)}",
            f"{_of(chance, LOWER, 4)}{_of(chance, UPPER, 3)}{_of(chance, DIGITS, 3)}%",
        )
    )


def _base64url(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _signed(chance: random.Random) -> str:
    claims = {"sub": _of(chance, DIGITS, 8), "exp": 1_900_000_000 + chance.randrange(10**6), "scope": "read"}
    return f"{_base64url({'alg': 'HS256', 'typ': 'JWT'})}.{_base64url(claims)}.{_of(chance, ALNUM + '-_', 43)}"


def _pem(kind: str) -> Callable[[random.Random], str]:
    def make(chance: random.Random) -> str:
        lines = "\n".join(_of(chance, ALNUM + "+/", 64) for _ in range(8))
        return f"-----BEGIN {kind}-----\n{lines}\n{_of(chance, ALNUM, 30)}==\n-----END {kind}-----"

    return make


def _luhn(body: str) -> str:
    total = 0
    for place, sign in enumerate(reversed(body)):
        value = int(sign) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def _iban(country: str, bank: str, groups: bool = True) -> Callable[[random.Random], str]:
    """`bank` is the form behind the check digits: n a digit, a a letter, other signs themselves."""

    def make(chance: random.Random) -> str:
        body = "".join({"n": chance.choice(DIGITS), "a": chance.choice(UPPER)}.get(sign, sign) for sign in bank)
        plain = "".join(str(int(sign, 36)) for sign in body + country) + "00"
        whole = f"{country}{98 - int(plain) % 97:02d}{body}"
        return " ".join(whole[place : place + 4] for place in range(0, len(whole), 4)) if groups else whole

    return make


def _card(prefix: str, length: int, gap: str) -> Callable[[random.Random], str]:
    def make(chance: random.Random) -> str:
        number = _luhn(prefix + _of(chance, DIGITS, length - 1 - len(prefix)))
        parts = (4, 6, 5) if length == 15 else (4, 4, 4, 4)
        cut, place = [], 0
        for part in parts:
            cut.append(number[place : place + part])
            place += part
        return gap.join(cut)

    return make


def _day(chance: random.Random) -> tuple[int, int, int]:
    return chance.randrange(1, 29), chance.randrange(1, 13), chance.randrange(1950, 2005)


def _swedish(chance: random.Random) -> str:
    day, month, year = _day(chance)
    whole = _luhn(f"{year % 100:02d}{month:02d}{day:02d}{chance.randrange(100, 999)}")
    return f"{whole[:6]}-{whole[6:]}"


def _finnish(chance: random.Random) -> str:
    day, month, year = _day(chance)
    date, serial = f"{day:02d}{month:02d}{year % 100:02d}", f"{chance.randrange(2, 900):03d}"
    return f"{date}{'-' if year < 2000 else 'A'}{serial}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(date + serial) % 31]}"


def _belgian(chance: random.Random) -> str:
    day, month, year = _day(chance)
    body = f"{year % 100:02d}{month:02d}{day:02d}{chance.randrange(1, 998):03d}"
    check = 97 - int(body if year < 2000 else f"2{body}") % 97
    return f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{check:02d}"


def _brazilian(chance: random.Random) -> str:
    number = _of(chance, DIGITS, 9)
    for length in (9, 10):
        total = sum(int(sign) * (length + 1 - place) for place, sign in enumerate(number[:length]))
        number += str(total * 10 % 11 % 10)
    return f"{number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}"


def _french(chance: random.Random) -> str:
    body = f"{chance.choice('12')}{chance.randrange(40, 99):02d}{chance.randrange(1, 13):02d}{chance.randrange(10, 95)}{chance.randrange(1, 990):03d}{chance.randrange(1, 999):03d}"
    return f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:]} {97 - int(body) % 97:02d}"


def _spanish(chance: random.Random) -> str:
    number = _of(chance, DIGITS, 8)
    return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[int(number) % 23]}"


def _german_tax(chance: random.Random) -> str:
    while True:
        body = chance.choice("123456789") + _of(chance, DIGITS, 9)
        counts = sorted((body.count(sign) for sign in set(body)), reverse=True)
        if counts[0] in (2, 3) and counts[1] == 1:
            break
    product = 10
    for sign in body:
        product = ((int(sign) + product) % 10 or 10) * 2 % 11
    return f"{body[:2]} {body[2:5]} {body[5:8]} {body[8:]}{(11 - product) % 10}"


def _swiss(chance: random.Random) -> str:
    body = "756" + _of(chance, DIGITS, 9)
    check = -sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(body)) % 10
    return f"{body[:3]}.{body[3:7]}.{body[7:11]}.{body[11:]}{check}"


def _dutch(chance: random.Random) -> str:
    while True:
        body = chance.choice("123456789") + _of(chance, DIGITS, 7)
        check = sum(int(sign) * weight for sign, weight in zip(body, range(9, 1, -1), strict=True)) % 11
        if check < 10:
            return f"BSN {body}{check}"


def _born(form: str) -> Callable[[random.Random], str]:
    months = "January February March April May June July August September October November December".split()  # noqa: SIM905

    def make(chance: random.Random) -> str:
        day, month, year = _day(chance)
        return form.format(name=_name(chance), d=day, m=month, y=year, month=months[month - 1])

    return make


def _name(chance: random.Random) -> str:
    first = "Ines Tomas Wanda Piet Lucia Henrik Amara Yusuf Greta Milan".split()  # noqa: SIM905
    last = "Kowalska Brandt Oyelaran Jansson Moretti Delgado Nakamura Fischer Ahmadi Lund".split()  # noqa: SIM905
    return f"{chance.choice(first)} {chance.choice(last)}"


def _people(form: str, several: int, between: str) -> Callable[[random.Random], str]:
    def make(chance: random.Random) -> str:
        lines = []
        for _ in range(several):
            name = _name(chance)
            first, last = name.lower().split()
            number = f"+{chance.choice(('44 20', '49 30', '1 312', '33 1'))} {_of(chance, '23456789', 3)} {_of(chance, DIGITS, 4)}"
            domain = f"{_of(chance, LOWER, 5)}mail.{chance.choice(('com', 'org', 'de'))}"
            lines.append(form.format(name=name, mail=f"{first}.{last}@{domain}", phone=number))
        return between.join(lines)

    return make


def _ill(chance: random.Random) -> str:
    return chance.choice(
        (
            "{} was diagnosed with {} in spring",
            "{} is undergoing treatment for {}",
            "{} has been treated for {} since May",
            "{} suffers from {}",
        )
    ).format(
        _name(chance),
        chance.choice(("leukaemia", "diabetes", "depression", "epilepsy", "hepatitis C", "multiple sclerosis")),
    )


Forms = dict[str, Callable[[random.Random], str]]
_CREDENTIALS: Forms = {
    "AWS access key": lambda c: f"AKIA{_of(c, UPPER + '234567', 16)}",
    "AWS secret key": lambda c: f"aws_secret_access_key = {_of(c, ALNUM + '/+', 40)}",
    "Google API key": lambda c: f"AIza{_of(c, ALNUM + '-_', 35)}",
    "Azure account key": lambda c: (
        f"DefaultEndpointsProtocol=https;AccountName=harbour;AccountKey={_of(c, ALNUM + '+/', 86)}=="
    ),
    "GitHub token": lambda c: f"ghp_{_of(c, ALNUM, 36)}",
    "GitHub fine-grained token": lambda c: f"github_pat_{_of(c, ALNUM, 22)}_{_of(c, ALNUM, 59)}",
    "GitLab token": lambda c: f"glpat-{_of(c, ALNUM + '-_', 20)}",
    "Slack token": lambda c: f"xoxb-{_of(c, DIGITS, 12)}-{_of(c, DIGITS, 13)}-{_of(c, ALNUM, 24)}",
    "Slack webhook": lambda c: (
        f"https://hooks.slack.com/services/T{_of(c, UPPER + DIGITS, 8)}/B{_of(c, UPPER + DIGITS, 8)}/{_of(c, ALNUM, 24)}"
    ),
    "Stripe key": lambda c: f"sk_live_{_of(c, ALNUM, 24)}",
    "SendGrid key": lambda c: f"SG.{_of(c, ALNUM + '-_', 22)}.{_of(c, ALNUM + '-_', 43)}",
    "Twilio key": lambda c: f"SK{_of(c, HEX, 32)}",
    "npm token": lambda c: f"npm_{_of(c, ALNUM, 36)}",
    "PyPI token": lambda c: f"pypi-AgEIcHlwaS5vcmc{_of(c, ALNUM + '-_', 120)}",
    "Telegram bot token": lambda c: f"{_of(c, '123456789', 10)}:AA{_of(c, ALNUM + '-_', 33)}",
    "OpenAI key": lambda c: f"sk-proj-{_of(c, ALNUM, 48)}",
    "Anthropic key": lambda c: f"sk-ant-api03-{_of(c, ALNUM + '-_', 93)}AA",
    "Hugging Face token": lambda c: f"hf_{_of(c, string.ascii_letters, 34)}",
    "DigitalOcean token": lambda c: f"dop_v1_{_of(c, HEX, 64)}",
    "signed token": _signed,
    "RSA key": _pem("RSA PRIVATE KEY"),
    "OpenSSH key": _pem("OPENSSH PRIVATE KEY"),
    "PKCS 8 key": _pem("PRIVATE KEY"),
    "password in a database address": lambda c: (
        f"postgresql://billing:{_word(c).replace('#', '').replace('@', '').replace('?', '').replace('%', '')}9@db.internal:5432/billing"
    ),
    "password in a message queue's address": lambda c: f"amqp://worker:{_of(c, ALNUM, 12)}7@mq.internal:5672/jobs",
    "password behind its word": lambda c: f"password: {_word(c)}",
    "password said": lambda c: f"The password is {_word(c)}",
    "password in a table": lambda c: f"| user | harbour |\n| password | {_word(c)} |",
    "pw, for short": lambda c: f"user: harbour / pw: {_word(c)}",
    "login and password": lambda c: f"login harbour, password {_word(c)}",
    "Passwort": lambda c: f"Das Passwort lautet {_word(c)}",
    "password in settings": lambda c: f"DB_PASSWORD={_word(c)}",
    "password in JSON": lambda c: f'{{"user": "harbour", "password": "{_word(c)}"}}',
    "API key in settings": lambda c: f"MAPS_API_KEY={_of(c, ALNUM, 32)}",
    "client secret": lambda c: f"client_secret: {_of(c, ALNUM + '-_~', 40)}",
    "bearer token": lambda c: f"Authorization: Bearer {_of(c, ALNUM + '-_', 40)}",
    "basic authentication": lambda c: "Authorization: Basic " + base64.b64encode(f"harbour:{_word(c)}".encode()).decode(),
    "curl with a password": lambda c: f"curl -u harbour:{_of(c, ALNUM, 10)}4! https://api.internal/v2/boats",
}
_PERSONAL: Forms = {
    **{
        f"IBAN of {country}": _iban(country, bank, groups)
        for country, bank, groups in (
            ("DE", "n" * 18, True), ("DE", "n" * 18, False), ("FR", "n" * 10 + "n" * 11 + "nn", True), ("GB", "aaaa" + "n" * 14, True),
            ("NL", "aaaa" + "n" * 10, False), ("ES", "n" * 20, True), ("CH", "n" * 17, True), ("PL", "n" * 24, True),
        )
    },
    "Visa card": _card("4", 16, " "),
    "Mastercard": _card("53", 16, "-"),
    "Visa card, unbroken": _card("4", 16, ""),
    "American Express card": _card("37", 15, " "),
    "social security number": lambda c: f"{c.randrange(100, 660)}-{c.randrange(10, 99)}-{c.randrange(1000, 9999)}",
    "British insurance number": lambda c: f"NI number {c.choice('ABCEHJLM')}{c.choice('ABCEHJLM')} {_of(c, DIGITS, 2)} {_of(c, DIGITS, 2)} {_of(c, DIGITS, 2)} {c.choice('ABCD')}",
    "Swedish number": _swedish,
    "Finnish number": _finnish,
    "Belgian number": _belgian,
    "Brazilian number": _brazilian,
    "French number": _french,
    "Spanish number": lambda c: f"DNI {_spanish(c)}",
    "Swiss number": _swiss,
    "Dutch number": _dutch,
    "German tax number": lambda c: f"Steuer-ID {_german_tax(c)}",
    "passport": lambda c: f"passport no. {_of(c, UPPER, 2)}{_of(c, DIGITS, 7)}",
    "driving licence": lambda c: f"driving licence number: {_of(c, UPPER, 1)}{_of(c, DIGITS, 8)}",
    "birth date in words": _born("{name}, born {d} {month} {y}"),
    "birth date in figures": _born("{name}, date of birth {d:02d}/{m:02d}/{y}"),
    "DOB": _born("{name} DOB: {y}-{m:02d}-{d:02d}"),
    "Geburtsdatum": _born("{name}, Geburtsdatum: {d:02d}.{m:02d}.{y}"),
    "list of addresses": _people("{name} <{mail}>", 7, ", "),
    "table of addresses": _people("| {name} | {mail} |", 6, "\n"),
    "list of phones": _people("{name}: {phone}", 5, "\n"),
    "illness": _ill,
}  # fmt: skip
_NOTHING: Forms = {
    "commit": lambda c: f"commit {_of(c, HEX, 40)}",
    "checksum": lambda c: f"sha256:{_of(c, HEX, 64)}",
    "identifier": lambda c: f"{_of(c, HEX, 8)}-{_of(c, HEX, 4)}-4{_of(c, HEX, 3)}-a{_of(c, HEX, 3)}-{_of(c, HEX, 12)}",
    "placeholder of a key": lambda c: f"API_KEY=<{c.choice(('your-api-key', 'YOUR_API_KEY', 'insert key here'))}>",
    "key from the manual": lambda c: "AKIAIOSFODNN7EXAMPLE",
    "variable": lambda c: f"password: ${{{_of(c, UPPER, 6)}_PASSWORD}}",
    "call": lambda c: f"password = get_secret('{_of(c, LOWER, 8)}')",
    "masked password": lambda c: "password: " + "*" * c.randrange(6, 12),
    "rule for passwords": lambda c: f"Passwords need {c.randrange(10, 20)} characters, a digit and a sign",
    "lost password": lambda c: f"I forgot my password on {c.randrange(1, 28)} May, please reset it",
    "public key": lambda c: f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{_of(c, ALNUM, 43)} harbour@pier",
    "certificate": lambda c: f"-----BEGIN CERTIFICATE-----\n{_of(c, ALNUM, 64)}\n-----END CERTIFICATE-----",
    "picture in a page": lambda c: f"data:image/png;base64,iVBORw0KGgo{_of(c, ALNUM, 60)}",
    "link with a long word": lambda c: f"https://docs.harbour.internal/d/{_of(c, ALNUM + '-_', 44)}/edit",
    "link with a campaign": lambda c: f"https://news.harbour.internal/?utm_source=mail&utm_id={_of(c, HEX, 32)}",
    "order number": lambda c: f"order {_of(c, DIGITS, 16)}",
    "number that fails": lambda c: f"4{_of(c, DIGITS, 14)}"[:15],
    "tracking number": lambda c: f"parcel 00{_of(c, DIGITS, 18)}",
    "invoice": lambda c: f"invoice {c.randrange(2015, 2030)}-{_of(c, DIGITS, 6)} over {c.randrange(100, 9999)}.00 EUR",
    "one address": lambda c: f"write to {_of(c, LOWER, 6)}@harbour.internal",
    "one phone": lambda c: f"call +44 20 {_of(c, DIGITS, 4)} {_of(c, DIGITS, 4)}",
    "shared addresses": lambda c: "info@a.internal, sales@b.internal, press@c.internal, support@d.internal, jobs@e.internal",
    "founding day": lambda c: f"The company was founded on {c.randrange(1, 28)} March {c.randrange(1900, 2000)}",
    "day of a meeting": lambda c: f"We meet on {c.randrange(1, 28):02d}.{c.randrange(1, 12):02d}.2031 at ten",
    "talk of illness": lambda c: f"{c.randrange(3, 90)} people ran for research on cancer and diabetes",
    "rules for sick leave": lambda c: f"Whoever is ill for {c.randrange(2, 9)} days brings a note",
    "version": lambda c: (
        f"version {c.randrange(1, 20)}.{c.randrange(30)}.{c.randrange(400)} on 10.0.{c.randrange(255)}.{c.randrange(255)}"
    ),
    "coordinates": lambda c: f"{c.uniform(40, 60):.6f}, {c.uniform(-9, 20):.6f}",
    "ISBN": lambda c: f"ISBN 978-3-16-{_of(c, DIGITS, 6)}-{c.randrange(10)}",
    "time stamp": lambda c: f"{c.randrange(1_600_000_000, 1_900_000_000)}{_of(c, DIGITS, 3)}",
    "table of figures": lambda c: " ".join(str(c.randrange(100_000, 99_999_999)) for _ in range(12)),
    "build": lambda c: f"build-{_of(c, DIGITS, 6)}-{_of(c, HEX, 12)}.tar.gz",
}
_AROUND: dict[str, tuple[tuple[str, str], ...]] = {
    "credential": (
        ("", ""), ("Here is what you need for the boat register: ", " (tell me when you are in)"), ("Hi Greta,\n\n", "\n\nBest, Piet"),
        ("From the runbook:\n```\n", "\n```\n"), ("It worked this morning with ", ", so it is not the firewall."),
        ("@milan try again, ", " should do."), ("1. open the console\n2. paste ", "\n3. wait"), ("Für heute: ", " und dann neu starten."),
    ),
    "personal": (
        ("", ""), ("For the claim we have ", " on file."), ("Hello all,\n", "\nregards"), ("> ", "\nsee above"), ("Could somebody check this: ", "?"),
        ("The form says ", ", which looks right."), ("- ", "\n- the second is still missing"), ("Zur Kenntnis: ", " – danke!"),
    ),
    "": (
        ("", ""), ("For the record: ", "."), ("Hello all,\n", "\nregards"), ("I found this in the notes: ", ", does it say anything to you?"),
        ("See ", " for the rest."), ("- ", "\n- and the second one"), ("The log says ", " at noon."), ("Zur Kenntnis: ", " – danke!"),
    ),
}  # fmt: skip
