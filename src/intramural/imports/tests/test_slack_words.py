from __future__ import annotations

from typing import Any

import pytest

from intramural.imports.slack import words
from intramural.kit import markup


def key(id: str) -> str:
    return f"slack:T1:{id}"


@pytest.mark.parametrize(
    ("said", "markdown"),
    [
        ("plain", "plain"),
        ("*bold* and _slanted_ and ~gone~", "**bold** and *slanted* and ~~gone~~"),
        ("2*3*4 and snake_case_name", r"2\*3\*4 and snake_case_name"),
        ("a &lt;b&gt; &amp;amp; c", r"a \<b> \&amp; c"),
        ("<@U1> see <#C1|general>", "\0@slack:T1:U1\0 see \0#slack:T1:C1\0"),
        ("<!here> <!subteam^S1|@crew>", "@here @crew"),
        ("<https://x.example/a_b_|the page>", "[the page](https://x.example/a_b_)"),
        ("<https://x.example|x.example>", "<https://x.example>"),
        ("<mailto:a@b.example|a@b.example>", "<a@b.example>"),
        ("<javascript:alert(1)|click>", "click"),
        (":tada: :unheard_of:", "🎉 :unheard_of:"),
        ("`a *b* &lt;c&gt;`", "`a *b* <c>`"),
        ("```one\n*two*```", "\n```\none\n*two*\n```\n"),
        ("`ssh <http://h.example|h.example> -i <https://k.example>`", "`ssh h.example -i https://k.example`"),
        ("          *today*\nthen", "**today**\nthen"),
        ("&gt; quoted\nnot", "> quoted\nnot"),
        ("• one\n• two", "- one\n- two"),
        ("# not a heading\n1. not a list\n---", "\\# not a heading\n1\\. not a list\n\\---"),
        ("<https://w.slack.com/archives/c03/p1661774502636449>", "\0/slack:T1:C03:1661774502.636449\0|a message\0"),
    ],
)
def test_markup(said: str, markdown: str) -> None:
    assert words.of_markup(said, key) == markdown


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def t(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, "style": style}


def test_rich_text() -> None:
    block = {
        "type": "rich_text",
        "elements": [
            section(
                t("Hello "), t("dear ", bold=True), {"type": "user", "user_id": "U1", "style": {"bold": True}}, t(" *so*")
            ),
            {"type": "rich_text_list", "style": "ordered", "indent": 0, "elements": [section(t("one")), section(t("two"))]},
            {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [section(t("deep"))]},
            {"type": "rich_text_preformatted", "elements": [t("a = `b`")]},
            {"type": "rich_text_quote", "elements": [t("said\nso")]},
            section({"type": "emoji", "name": "x", "unicode": "1f570-fe0f"}, {"type": "broadcast", "range": "here"}),
        ],
    }
    assert words.of_rich_text([block], key).split("\n\n") == [
        "Hello **dear \0@slack:T1:U1\0** \\*so\\*",
        "1. one\n2. two",
        "    - deep",
        "```\na = `b`\n```",
        "> said\n> so",
        "\U0001f570\ufe0f@here",
    ]


def test_what_is_typed_is_shown_and_nothing_else() -> None:
    typed = "1) <script>alert(1)</script> [x](javascript:1) ![y](http://z.example/p.png) **a** `b` &amp; | c |\n==="
    html = markup.render(words.of_rich_text([{"elements": [section(t(typed))]}], key)).html
    assert "<script" not in html
    assert "<strong>" not in html
    assert "**a**" in html
    assert "[x](javascript:1)" in html


def test_a_shared_message_without_words_points_to_what_it_shares() -> None:
    link = "https://w.slack.com/archives/c03/p1661774502636449"
    shared = {"text": "", "attachments": [{"from_url": link, "is_msg_unfurl": True, "text": "secret"}]}
    assert words.of_message(shared, key) == "\0/slack:T1:C03:1661774502.636449\0|A message that was shared\0"
    page = {"text": "", "attachments": [{"from_url": link, "original_url": "https://x.example/p", "title": "A page"}]}
    assert words.of_message(page, key) == "[A page](https://x.example/p)"


def test_a_preview_of_a_link_is_left_out_and_what_a_program_attached_is_kept() -> None:
    assert words.of_message({"text": "see", "attachments": [{"from_url": "https://x.example", "title": "X"}]}, key) == "see"
    assert words.of_message({"text": "", "attachments": [{"title": "Build", "text": "*ok*"}]}, key) == "> Build\n> **ok**"
