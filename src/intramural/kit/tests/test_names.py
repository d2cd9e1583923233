"""Names that would execute, escape or deceive (trust.md C3, C8) are harmless in every place."""

from __future__ import annotations

import pytest

from intramural.kit.files import names


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/abs/olute.txt", "olute.txt"),
        ("C:\\Users\\ada\\Plan.docx", "Plan.docx"),
        ("a\r\nSet-Cookie: x=1\r\n.txt", "a Set-Cookie_ x=1.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u200bb\ufeff.txt", "ab.txt"),
        ("nul\x00l.txt", "null.txt"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("", "file"),
        ("   ", "file"),
        ('<script>"x".html', "_script__x_.html"),
        ("Straße 東京.pdf", "Straße 東京.pdf"),
        ("half \ud800 surrogate.txt", "half \ufffd surrogate.txt"),
    ],
)
def test_cleaned(given, clean):
    assert names.clean(given) == clean
    assert names.clean(clean) == clean


def test_a_long_name_keeps_its_suffix():
    assert names.clean("a" * 1000 + ".docx") == "a" * (names.MOST - 5) + ".docx"
    long = names.clean("東" * 1000 + ".docx")
    assert long.endswith(".docx")
    assert len(long.encode()) <= 240


def test_a_number_is_not_what_a_long_name_loses():
    assert names.numbered("ramp.jpg", 2) == "ramp (2).jpg"
    for letter in "aü東":
        name = names.clean(letter * 300 + ".jpg")
        for number in (2, 10, 1000):
            found = names.numbered(name, number)
            assert found.endswith(f"{letter} ({number}).jpg")
            assert names.clean(found) == found


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0.csv", 'quo"te\\s.txt', "Übersicht 東京.pdf", "100%25.txt", "a;b=c.txt"]
)
def test_in_a_header(name):
    header = names.disposition(names.clean(name))
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert header.startswith('attachment; filename="')
