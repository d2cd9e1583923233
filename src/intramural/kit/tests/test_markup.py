from __future__ import annotations

import random

from intramural.kit import markup


def test_what_is_folded_is_shown_as_it_is_and_ends_where_it_ends() -> None:
    quoted = "On Monday Mia wrote:\n> **a** <script>x</script>\n````\n```quoted"
    html = markup.render(f"Yes.\n\n{markup.folded(quoted)}\n\nNo.").html
    assert html == (
        '<p>Yes.</p>\n<details class="quoted"><summary>What was written before</summary><p>On Monday Mia wrote:<br>\n'
        "&gt; **a** &lt;script&gt;x&lt;/script&gt;<br>\n````<br>\n```quoted</p></details>\n<p>No.</p>\n"
    )
    assert markup.sanitise(html) == html
    assert markup.excerpt(f"Yes. {markup.folded(quoted)}") == "Yes."


def test_a_letter_of_many_lines_is_linked_only_where_it_can_be() -> None:
    text = (
        "One. Two, (three): a@example.com or www.example.com, example.com/p and https://y.example.\n"
        + "No link. Here: none.\n" * 9
    )
    assert markup.render(text).html.count("<a ") == 4


PIECES = [
    *"a *_`[]()<>#@-=+~&\\|!.:", "word", "\n", "\n", "\n\n", "  ", "    ", "\t", "```", "```quoted\n", "\n```\n", "]:", "1. ", "2)", "~~",
    "<http://x.example>", "http://a.example/d?e=f&g", "www.x.com", "x.com", "a@b.com", "#pay", "@ada", "@ada.", "&amp;", "&#65;", "\\*",
    "\\\n", "|-|", "---", "==", "> ", "- ", "3.5", "10:30", "\u00a0", "é", "a_b", "_a_", "**b**", "'", '"',
]  # fmt: skip


def test_the_short_way_through_plain_paragraphs_leads_to_the_same_place() -> None:
    """Where `_in_paragraphs` gives anything, it is what the whole parser gives."""
    chance, shortened = random.Random(7), 0
    for number in range(1500):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        known = ({"ada": "/people/ada/"}, {"pay": "/topics/pay/"}) if number % 2 else ({}, {})
        short, whole = (markup._Context(people=known[0], topics=known[1]) for _ in range(2))
        found = markup._in_paragraphs(text, short)
        if found is not None:
            shortened += 1
            assert markup.sanitise(found[0]) == markup.sanitise(markup._in_blocks(text, whole)[0]), text
            assert (short.mentions, short.tags) == (whole.mentions, whole.tags), text
    assert shortened > 400


def test_links_to_posts_are_found_on_the_short_way_too() -> None:
    rendered = markup.render("First.\n\nSee [this](/posts/0123456789abc/) by @ada.", people={"ada": "/people/ada/"})
    assert (rendered.links, rendered.mentions) == (("/posts/0123456789abc/",), ("ada",))
