"""What a text holds by its form. Texts and numbers are made up; every number that is right by its checksum belongs to nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intramural.thought import signals
from intramural.thought.signals import credentials, numbers, personal

RANDOM = "q7Vx2Lw9Tz4Rk8Yb3Nm6Hc1Jd5Gf0Ps"
KEY = "\n".join(["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDk3vW8mQz7Xr2B"] * 3)

CREDENTIALS = {
    f"-----BEGIN RSA PRIVATE KEY-----\n{KEY}\n-----END RSA PRIVATE KEY-----": "private_key",
    "the key is AKIAQ3EGZ7YNX2LPWK4T in case": "cloud_key",
    f"export GITHUB=ghp_{RANDOM}Qw123": "token",
    "glpat-x8Zq2Lm4Vn7Rt1Yw5Kb9 is the runner's": "token",
    "xoxb-2233445566-7788990011-Zq8Lm2Vn7Rt1Yw5Kb9Xc4D": "token",
    "sk_live_" + RANDOM[:24]: "token",
    "postgres://planner:tR7!mossy42@db.ostergate.internal:5432/planner": "password_in_url",
    "Password: Lowmoor!2027": "password",
    "the password for the depot wifi is Kipper88Ramp": "password",
    "Passwort lautet Zwieback-47": "password",
    f"api_key = '{RANDOM}'": "token",
    f"Authorization: Bearer {RANDOM}": "token",
    "curl -u planner:tR7mossy42 https://planner.ostergate.internal/": "password",
}
NO_CREDENTIALS = [
    "postgres://planner:tR7!mossy42@db.example:5432/planner leads nowhere",
    "The password is masked4711 here",
    "Your password must have at least twelve characters, with a digit.",
    "password: ********",
    "password = os.environ['PLANNER_PASSWORD']",
    "DATABASE_URL=postgres://user:password@localhost/db",
    "https://user:${PASSWORD}@db.internal/",
    "api_key = <your-api-key-here>",
    "AKIAIOSFODNN7EXAMPLE is the one from the manual",
    "The secret is to start early: token of appreciation, see page 12345678901234567890.",
    "commit 3f786850e387550fdab836ed7e6dc881de23001b fixes it",
    "Reset your password at https://ostergate.example/password/reset/9f8e7d6c5b4a",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "Token: see the safe. Password is on the whiteboard in depot 4.",
    "password: changeme123",
    "The passcode was announced on Tuesday 2027-03-04.",
    "Das Passwort ist abgelaufen, bitte neu setzen.",
]
PERSONAL = {
    "Please pay to DE89 3704 0044 0532 0130 00 by Friday": "iban",
    "GB82WEST12345698765432": "iban",
    "card 4111 1111 1111 1111 exp 12/29": "card",
    "My Steuer-ID: 86 095 742 719": "national_id",
    "AHV 756.9217.0769.85": "national_id",
    "DNI 12345678Z": "national_id",
    "RSSMRA85T10A562S": "national_id",
    "SSN 536-22-8726": "national_id",
    "PESEL 44051401359": "national_id",
    "CPF 529.982.247-25": "national_id",
    "HETU 131052-308T": "national_id",
    "Passport number: C01X00T47": "national_id",
    "Sven was born on 12 March 1985 in Malmö": "birth_date",
    "geb. am 03.11.1979": "birth_date",
    "Date of birth: 1990-07-14": "birth_date",
    "anna@a.example, bert@b.example; carl@c.example dora@d.example emil@e.example": "email_list",
    "Ana +49 170 1234567, Bo +46 70 123 45 67, Cy +44 7700 900123, Di +1 415 555 0132": "phone_list",
    "Marta was diagnosed with breast cancer last week": "health",
    "Mr Olsen is on sick leave until May": "health",
    "Jonas Weber ist seit Montag krankgeschrieben": "health",
    "She has been signed off sick with burnout": "health",
}
NO_PERSONAL = [
    "Other 41 1111 1111 11 1111 1 was reclassified",
    "North 936-555-0143 South 979-555-0143 East 409-555-0101 West 281-555-0170",
    "Grand Hotel 212-555-0143, Ravens Inn 312-555-0143, Old Town Hall 415-555-0101, Lake Hotel 617-555-0170",
    "Order 4111 1111 1111 1112 leaves on Monday",
    "Tracking number 1234567890123456",
    "Call me: +49 170 1234567, or write to ada@ostergate.example",
    "The company was born on 12 March 1985.",
    "We raised money for cancer research, and Anna ran ten kilometres.",
    "Write to info@a.example, sales@b.example, support@c.example, press@d.example, jobs@e.example",
    "Depot 4 is on leave of absence from the rota; nobody is sick.",
    "ISBN 9783161484100, invoice 756 1234",
    "Room 12345678, extension 9012",
    "If somebody is on sick leave, tell the planner.",
    "Commit a1b2c3d at 2027-03-12 14:00:59.123456",
    "Version 1.2.3.4 replaces 1.2.3.3; 192.168.10.44 is the printer.",
]
MARKED = [
    "STRICTLY CONFIDENTIAL\nRates of next year",
    "Streng vertraulich: Entwurf",
    "Confidential\n\nBoard paper 7",
    "Classification: Confidential",
    "This document is confidential.",
    "Nicht zur Weitergabe bestimmt.",
    "Please do not forward this outside the team.",
    "Internal memo - TLP:RED",
]
UNMARKED = [
    "Your answers will be treated as strictly confidential.",
    "Anything marked confidential is opened by him alone.",
    "I am confident that we treat complaints confidentially.",
    "The sounding board is confidential, and its answers are public.",
    "This e-mail is confidential and intended solely for the addressee. If you received it in error, delete it.",
    "Es war ein vertrauliches Gespräch über Vertrauen.",
    "We keep no secrets here.",
]
EMBARGOED = {
    "Embargoed until 12 May 2027, 9:00": date(2027, 5, 12),
    "Sperrfrist: 03.04.2027": date(2027, 4, 3),
    "Please do not share this before 2027-06-01.": date(2027, 6, 1),
    "Nothing may be published until Monday": None,
    "Bitte erst am 1. Juni 2027 veröffentlichen": date(2027, 6, 1),
}
NOT_EMBARGOED = [
    "The oil embargo of 1973 taught us to plan routes.",
    "We publish the roster before Monday.",
    "Do not share a cab before you have asked.",
    "The embargo was a topic at lunch.",
]


def kinds(text: str, group: str) -> list[str]:
    return [found.kind for found in signals.all_in(text) if found.group == group]


@pytest.mark.parametrize(("text", "kind"), CREDENTIALS.items())
def test_credentials_are_found(text, kind):
    assert kinds(text, "credential") == [kind]


@pytest.mark.parametrize("text", NO_CREDENTIALS)
def test_placeholders_and_talk_about_passwords_are_none(text):
    assert kinds(text, "credential") == []


@pytest.mark.parametrize(("text", "kind"), PERSONAL.items())
def test_personal_data_is_found(text, kind):
    assert kinds(text, "personal") == [kind]


@pytest.mark.parametrize("text", NO_PERSONAL)
def test_ordinary_numbers_and_talk_are_none(text):
    assert kinds(text, "personal") == []


@pytest.mark.parametrize("text", MARKED)
def test_a_marking_stands_for_itself(text):
    assert kinds(text, "marking")


@pytest.mark.parametrize("text", UNMARKED)
def test_the_word_within_a_sentence_is_no_marking(text):
    assert kinds(text, "marking") == []


@pytest.mark.parametrize(("text", "day"), EMBARGOED.items())
def test_an_embargo_is_a_word_and_a_day(text, day):
    assert [(found.kind, found.until) for found in signals.all_in(text) if found.group == "embargo"] == [("embargo", day)]


@pytest.mark.parametrize("text", NOT_EMBARGOED)
def test_other_embargoes_are_none(text):
    assert kinds(text, "embargo") == []


def test_a_finding_says_where_it_stands():
    text = "Pay to DE89 3704 0044 0532 0130 00 by Friday"
    [found] = signals.all_in(text)
    assert text[found.start : found.end] == "DE89 3704 0044 0532 0130 00"
    assert found.name == "an account number"


def test_the_graver_finding_hides_what_it_covers():
    [found] = signals.all_in("postgres://planner:tR7!mossy42@db.ostergate.internal/planner?password=tR7!mossy42")[:1]
    assert found.group == "credential"


@pytest.mark.parametrize(
    ("check", "right"),
    [
        (numbers.is_iban, "CH9300762011623852957"),
        (numbers.is_german_insurance_number, "65170839J003"),
        (numbers.is_french_number, "255081416802538"),
        (numbers.is_dutch_number, "111222333"),
        (numbers.is_swedish_number, "811218-9876"),
        (numbers.is_belgian_number, "85.07.30-033.28"),
        (numbers.is_norwegian_number, "01010750160"),
        (numbers.is_indian_number, "2341 2341 2346"),
        (numbers.is_british_number, "AB123456C"),
    ],
)
def test_checksums_tell_right_from_wrong(check, right):
    assert check(right)
    last = right[-1]
    wrong = [right[:-1] + other for other in ("0123456789" if last.isdigit() else "EFGHIJ") if other != last]
    assert not any(check(each) for each in wrong)


def test_nothing_makes_it_slow_or_fall():
    for text in ("", "a" * 200_000, "-----BEGIN PRIVATE KEY-----" * 500, "1 " * 50_000, "password " * 20_000, "@" * 10_000):
        signals.all_in(text)


def test_entropy_is_of_signs():
    assert credentials.entropy("") == credentials.entropy("aaaa") == 0
    assert credentials.entropy("abcd") == 2


@pytest.mark.parametrize(("name", "pieces", "form"), [each[1:] for each in credentials._FORMS])
@settings(max_examples=15, derandomize=True, database=None, deadline=None)
@given(data=st.data())
def test_a_form_is_looked_for_wherever_it_can_stand(
    name: str, pieces: Sequence[str], form: re.Pattern[str], data: st.DataObject
) -> None:
    written = data.draw(st.from_regex(form, fullmatch=True))
    assert any(piece in written for piece in pieces), f"{name}: {written}"


@pytest.mark.parametrize("form", [each[1] for each in personal._NUMBERS])
@settings(max_examples=15, derandomize=True, database=None, deadline=None)
@given(data=st.data())
def test_a_number_is_looked_for_wherever_it_can_stand(form: re.Pattern[str], data: st.DataObject) -> None:
    written = data.draw(st.from_regex(form, fullmatch=True))
    assert list(personal._with_a_number(f"one\n{written}\ntwo")) == [(4, 4 + len(written))]
