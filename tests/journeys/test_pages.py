"""Every page that a member, owner, author or operator reads: accessible, at home at 320 pixels, light and dark."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import RULES, Opens, Served

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
RUN = """asked => axe.run(document, {
    resultTypes: ['violations'],
    runOnly: asked,
    rules: asked.type === 'tag' ? {'region': {enabled: false}} : {},
}).then(found => found.violations.map(it => ({
    id: it.id, nodes: it.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + (node.failureSummary || '').split('\\n').slice(1, 2))
})))"""
WHOLE = {"type": "tag", "values": RULES}
# What colours and widths can change; the rest is asked once, at the widest and at the narrowest.
LOOK = {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]}
# The middle has no colours of its own, so it is asked in one scheme.
MIDDLE = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
LOOKS: list[tuple[int, Literal["light", "dark"]]] = [
    (1280, "light"),
    (1280, "dark"),
    (768, "light"),
    (768, "dark"),
    (320, "light"),
    (320, "dark"),
]
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary')].filter(it => {
    const box = it.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && (box.width < 24 || box.height < 24) && !it.closest('p, label, .skip');
}).map(it => it.outerHTML.slice(0, 120))"""


def test_every_page_is_for_everybody(served: Served, opens: Opens):
    """Each page is read once, then looked at in every width and colour scheme."""
    heard: list[str] = []
    wrong: list[str] = []
    tabs: dict[str, Page] = {}
    for facts in served.facts["pages"]:
        who, path = facts["who"], facts["path"]
        if who not in tabs:
            tabs[who] = opens(who, heard=heard)
        heard.clear()  # axe itself sets styles
        answer = tabs[who].goto(path)
        assert answer is not None
        if answer.status != 200:
            wrong.append(f"{path} answers {answer.status} to the {who}")
        elif "text/html" in answer.headers.get("content-type", ""):
            wrong += [f"{path} {line}" for line in [*heard, *_looked_at(tabs[who])]]
    assert len(served.facts["pages"]) > 30
    assert not [name for name in served.facts["left_out"] if not name.startswith("api:")]
    assert not wrong, "\n".join(sorted(set(wrong)))


def _looked_at(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        asked = (MIDDLE if scheme == "light" else None) if width == 768 else WHOLE if scheme == "light" else LOOK
        violations: list[dict[str, Any]] = page.evaluate(RUN, asked) if asked else []
        wrong = [f"{one['id']}: {' | '.join(one['nodes'])}" for one in violations]
        if page.evaluate(TOO_WIDE):
            wrong.append("is wider than its window")
        wrong += [f"target below 24 pixels: {html}" for html in page.evaluate(SMALL)]
        found += [f"({width}, {scheme}) {line}" for line in wrong]
    return found
