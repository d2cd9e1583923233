from __future__ import annotations

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
