"""C1 and C4: Markdown and HTML that hides a script, and Markdown that takes ever longer."""

from __future__ import annotations

import re
import time
import warnings

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from intramural.kit import markup
from tests import vectors

HARM = re.compile(r"^(on|hx-|data-hx-|style$|id$|name$|srcdoc$|formaction$|xlink)", re.IGNORECASE)
SCHEMES = ("http:", "https:", "mailto:")
FENCES = (
    "{}",
    "> {}",
    "- {}",
    "[{}](x)",
    "[x]({})",
    "![{}]({})",
    "<{}>",
    "`{}`",
    "**{}**",
    "|a|\n|-|\n|{}|",
    "# {}",
    "&{};",
)
SCRIPTS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
    "&#106;avascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example",
    "\u2028javascript:alert(1)", "javascript&colon;alert(1)", "%6A%61vascript:alert(1)", "file:///etc/passwd",
)  # fmt: skip
ALL = (*vectors.payloads(), *vectors.markdown(), *vectors.strings(), *SCRIPTS)


def harm_in(html: str) -> list[str]:
    """What a browser would do with this HTML that it must not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            continue
        if element.tag not in markup.TAGS:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if HARM.match(str(name)):
                found.append(f"{element.tag} {name}")
            if name in ("href", "src"):
                bare = re.sub(r"[\x00-\x20\u2028\u2029]", "", value).lower()
                if re.match(r"[a-z][a-z0-9+.-]*:", bare) and not bare.startswith(SCHEMES):
                    found.append(f"{name}={value}")
    return found


def test_no_payload_comes_through():
    found = {}
    for payload in ALL:
        for text in (payload, markup.clean(payload)):
            html = markup.render(text).html
            if harm := harm_in(html):
                found[payload[:120]] = harm
            assert markup.sanitise(html) == html, payload[:120]
    assert not found


@pytest.mark.slow
def test_no_payload_comes_through_inside_markdown():
    found = {}
    for payload in (*vectors.payloads(), *SCRIPTS):
        for fence in FENCES:
            if harm := harm_in(markup.render(fence.replace("{}", payload)).html):
                found[f"{fence} {payload[:100]}"] = harm
    assert not found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.sampled_from([*SCRIPTS, *vectors.payloads()[:60], "[", "](", ")", "<", ">", "`", "\n", "@ada", "#pay", "&", '"']),
                  max_size=8))  # fmt: skip
def test_no_mixture_comes_through(pieces: list[str]):
    text = "".join(pieces)
    shown = markup.render(text, people={"ada": "/people/ada/"}, topics={"pay": "/topics/pay/"}).html
    assert not harm_in(shown)


@settings(max_examples=300, deadline=None)
@given(some.text(max_size=300))
def test_what_is_cleaned_stays_as_it_is(text: str):
    cleaned = markup.clean(text)
    assert markup.clean(cleaned) == cleaned
    cleaned.encode()
    assert "\n" not in markup.clean_line(text)


LONG = 60_000
LADDERS = {
    "openers of emphasis": "*a **a ", "closers of emphasis": "a** ", "openers of links": "[a", "closers of links": "a]",
    "openers of links and emphasis": "*a_ ", "nested brackets": "[", "nested parentheses": "[a](b", "a long link": "[a](<b",
    "backslashes": "\\", "backticks": "`a``", "quotes": "> ", "lists": "- a\n ", "nested lists": "  - a\n", "comments": "<!--",
    "processing": "<?", "declarations": "<!A", "character data": "<![CDATA[", "references": "[a]: b\n[a]\n",
    "entities": "&amp;", "broken entities": "&a", "angle": "<a ", "tables": "|a|b|\n|-|-|\n|c|d|\n\n", "wide tables": "|a",
    "strikes": "~~a ", "mentions": "@ada ", "topics": "#pay ", "handles": "@a.", "addresses": "http://a.b ",
    "dots": "a.b.c.d.", "mail": "a@b.c ", "pictures": "![", "headings": "# a\n", "rules": "* * *\n", "fences": "```\n",
    "underscores": "_a __a ", "hard breaks": "a  \n", "combining": "e\u0301\u0301\u0301", "blanks": " ", "tabs": "\t",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", LADDERS)
def test_no_text_takes_ever_longer(name: str):
    """Four times the text takes about four times as long; what grows with the square would take sixteen."""
    grown = []
    for _ in range(3):  # the least of three: another process may have had the processor
        (short, html), (long, longer) = (_seconds(name, length) for length in (LONG // 4, LONG))
        grown.append(long / max(short, 0.005))
        if grown[-1] < 10:
            break
    assert min(grown) < 10, f"{grown}"
    assert not harm_in(html)
    assert len(longer) < 40 * LONG


def _text(name: str, length: int) -> str:
    return (LADDERS[name] * (length // len(LADDERS[name]) + 1))[:length]


def _rendered(name: str, length: int) -> str:
    return markup.render(_text(name, length), people={"ada": "/people/ada/"}, topics={"pay": "/topics/pay/"}).html


def _seconds(name: str, length: int) -> tuple[float, str]:
    """How long it takes, and the page that comes of it."""
    began = time.process_time()
    html = _rendered(name, length)
    markup.mentioned(_text(name, length))
    markup.excerpt(_text(name, length))
    return time.process_time() - began, html
