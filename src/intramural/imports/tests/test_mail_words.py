from __future__ import annotations

import pytest

from intramural.imports.mail import words
from intramural.kit import markup
from intramural.mail.incoming import lines, rich

HISTORY = ["On Mon, 1 Mar 2021 at 09:00, Mia Berg <mia@old.example>\nwrote:\n> One\n> Two"]
HISTORY += [
    "-----Original Message-----\nFrom: Mia\nSent: Monday\nSubject: x\n\nOne",
    "From: Mia Berg\nSent: Monday, March 1, 2021\nTo: Noor\nSubject: x\n\nOne",
    "Mia Berg\n03/01/2021 09:00 AM\nTo: Noor Aziz/Old@Old\ncc:\nSubject: x\n\nOne",
    "Mia Berg on 03/01/2021 09:00:12 AM\nTo: Noor Aziz/Old@Old\ncc:\nSubject: x\n\nOne",
    "---------------------- Forwarded by Mia Berg/Old on 03/01/2021 09:00 AM ---\n\nOne",
    "Am 1.3.2021 um 09:00 schrieb Mia Berg:\n> Eins",
    "-- \nMia Berg, Deck",
    "---------------------------------------------------------------------\nTo unsubscribe, e-mail: x@y.example",
    "> one\n> two\n> three\n> four",
]  # fmt: skip


@pytest.mark.parametrize("history", HISTORY)
def test_history_is_folded_behind_the_words(history: str) -> None:
    said = words.as_markdown(f"Agreed.\n\n{history}\n")
    assert said.startswith("Agreed.\n\n```quoted\n")
    html = markup.render(said).html
    assert html.startswith('<p>Agreed.</p>\n<details class="quoted"><summary>')
    assert html.rstrip().endswith("</details>")


@pytest.mark.parametrize("history", HISTORY)
def test_history_alone_is_shown(history: str) -> None:
    assert "```" not in words.as_markdown(history)


def test_answers_between_the_lines_stay_between_them() -> None:
    said = "On Monday, Mia wrote:\n> Up?\nYes.\n> When?\n\nAt noon."
    assert words.as_markdown(said) == ("```quoted\nOn Monday, Mia wrote:\n> Up?\n```\n\nYes.\n> When?\n\nAt noon.")


def test_paragraphs_are_put_together_and_other_lines_are_not() -> None:
    said = (
        "This is a paragraph that some program broke behind its seventy-second\ncharacter, as was the custom.\n\n"
        "Kind regards\nMia\n\n    code = that stays as it is, although it is a very long line of it\n    more()"
    )
    assert words.as_markdown(said).split("\n\n")[:2] == [
        "This is a paragraph that some program broke behind its seventy-second character, as was the custom.",
        "Kind regards\nMia",
    ]


def test_flowed_lines_flow() -> None:
    assert lines.unflowed("One \ntwo \n\n> a \n> b\nc\n-- \nMia") == "One two \n\n> a b\nc\n-- \nMia"


def test_html_is_read_as_text() -> None:
    html = (
        "<html><head><style>p {}</style><title>t</title></head><body><p>Dear&nbsp;all,</p><p>see <a href='https://x.example/p'>"
        "the page</a><br>now</p><ul><li>one<li>two</ul><script>alert(1)</script></body>"
    )
    assert rich.of_html(html) == "Dear all,\n\nsee the page (https://x.example/p)\nnow\n\n- one\n- two"


def test_a_fence_in_the_words_ends_no_fold() -> None:
    said = words.as_markdown("Me.\n\n-----Original Message-----\n```\n````quoted\n<b>them</b>")
    html = markup.render(said).html
    assert html.count("<details") == html.count("</details>") == 1
    assert html.rstrip().endswith("&lt;b&gt;them&lt;/b&gt;</p></details>")
    assert markup.render(words.as_markdown("```quoted\nme\n```")).html.count("<details") == 0


def test_an_indent_makes_no_code_unless_the_lines_stand_in_columns() -> None:
    said = "    Dear Mia,\nthe sails.\n\n        Jeff\n\n    Day     Crew\n    Monday  Four\n\n  Bye"
    assert words.as_markdown(said) == "Dear Mia,\nthe sails.\n\nJeff\n\n    Day     Crew\n    Monday  Four\n\n  Bye"
    html = markup.render(words.as_markdown(said)).html
    assert html.count("<pre>") == 1
    assert "Monday  Four" in html
