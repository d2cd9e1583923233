"""What people come for: signing in, reading, posting, answering, thanking, joining, finding a colleague."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opens, Served

pytestmark = pytest.mark.browser


def a_first_morning(page: Page, facts: dict, who: str, words: str) -> None:
    """Signs in and does each thing once, as the pages offer it."""
    person = facts["people"][who]
    page.goto("/")
    expect(page).to_have_url(re.compile("/sign-in/"))
    page.get_by_label("Address").fill(person["email"])
    page.get_by_label("Password", exact=True).fill(f"{person['email'].partition('@')[0]}-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_title(re.compile("Home"))

    page.get_by_role("link", name="Write", exact=True).click()
    page.get_by_label("What do you want to share?").fill(words)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator("article.post", has_text=words).first).to_be_visible()

    page.goto(facts["post"])
    page.get_by_label("Your reply").fill(f"{words} A reply.")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#comments article", has_text=f"{words} A reply.").first).to_be_visible()

    thanks = page.locator("article.post").first.get_by_role("button", name=re.compile("^Thank"))
    thanks.click()
    expect(page.locator("article.post").first.get_by_role("button", name=re.compile("^Thank"))).to_have_attribute(
        "aria-pressed", "true"
    )

    page.goto(f"/spaces/{facts['spaces']['open_space']}/")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("button", name="Leave", exact=True)).to_be_visible()

    page.goto("/")
    page.locator(".find input").fill("Okonkwo")
    page.locator(".find input").press("Enter")
    page.get_by_role("link", name="Ada Okonkwo").first.click()
    expect(page.get_by_role("heading", level=1, name="Ada Okonkwo")).to_be_visible()

    page.goto("/")
    assert page.goto(facts["gated_post"]).status == 404


def test_with_scripts(served: Served, opens: Opens):
    a_first_morning(opens(), served.facts, "member", "Good morning from a browser.")


def test_without_scripts_on_a_small_screen(served: Served, opens: Opens):
    a_first_morning(opens(width=320, scripts=False), served.facts, "operator", "Good morning without scripts.")


def test_with_the_keyboard_alone(served: Served, opens: Opens):
    page = opens("space_member")
    page.goto("/")
    page.keyboard.press("Tab")
    assert _focused(page) == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    _tab_to(page, "Write", back=True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/write/**")
    _tab_to(page, "body", by="name")
    page.keyboard.type("Said with the keyboard.")
    _tab_to(page, "Share")
    page.keyboard.press("Enter")
    expect(page.locator("article.post", has_text="Said with the keyboard.").first).to_be_visible()

    page.goto(served.facts["post"])
    _tab_to(page, "Thank", begins=True)
    page.keyboard.press("Enter")
    expect(page.locator("article.post").first.get_by_role("button", name=re.compile("^Thank"))).to_have_attribute(
        "aria-pressed", "true"
    )
    _tab_to(page, "body", by="name")
    page.keyboard.type("Answered with the keyboard.")
    _tab_to(page, "Reply")
    page.keyboard.press("Enter")
    expect(page.locator("#comments article", has_text="Answered with the keyboard.").first).to_be_visible()


def test_what_has_the_focus_can_be_seen(opens: Opens):
    """Everything that takes the focus shows it, on the page with the most of them."""
    page = opens("member")
    page.goto("/")
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden += page.evaluate(
            """() => { const it = document.activeElement; if (it === document.body) return [];
            const look = getComputedStyle(it);
            return look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0 || look.boxShadow !== 'none'
                ? [] : [it.outerHTML.slice(0, 100)] }"""
        )
    assert not hidden


def test_two_browsers_answer_at_once(served: Served, opens: Opens):
    """Two people answer the same post from pages that neither has reloaded: both answers are there, each once."""
    one, other = opens("owner"), opens("space_member")
    for page in (one, other):
        page.goto(served.facts["gated_post"])
    for page, words in ((one, "From the first browser."), (other, "From the second browser.")):
        page.get_by_label("Your reply").fill(words)
    for page in (one, other):
        page.get_by_role("button", name="Reply", exact=True).click()
        page.wait_for_load_state()
    one.goto(served.facts["gated_post"])
    for words in ("From the first browser.", "From the second browser."):
        expect(one.locator("#comments .prose", has_text=words)).to_have_count(1)


def test_the_back_button_shows_nothing_after_signing_out(served: Served, opens: Opens):
    page = opens("author")
    page.goto(served.facts["gated_post"])
    expect(page.locator(".prose").first).to_be_visible()
    page.context.clear_cookies()
    page.goto("/")
    page.go_back()
    expect(page).to_have_url(re.compile("/sign-in/"))


def test_the_gallery_shows_every_component(opens: Opens):
    from intramural.ui.pages import COMPONENTS

    page = opens()
    page.goto("/ui/")
    shown = page.locator("section.stack[id]").evaluate_all("all => all.map(it => it.id)")
    assert sorted(path.name for path in COMPONENTS.iterdir() if path.is_dir()) == sorted(shown)


def test_nothing_that_is_written_runs(served: Served, opens: Opens):
    """All vectors of tests/vectors, as name, title, post and comment: no script, no dialog, no request elsewhere."""
    page, asked = opens("mallory"), []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    for path in served.facts["hostile"]["pages"]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        assert (
            page.evaluate("document.querySelectorAll('main script, main [onerror], main [onload], main iframe').length") == 0
        )
    assert len(served.facts["hostile"]["pages"]) > 10
    assert not asked


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText || ''")).strip()


def _tab_to(page: Page, wanted: str, *, by: str = "", begins: bool = False, back: bool = False) -> None:
    """Presses Tab until this has the focus, as a person does who sees where it is."""
    for _ in range(120):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        now = str(page.evaluate(f"document.activeElement.{by} || ''")) if by else _focused(page)
        if now == wanted or (begins and now.startswith(wanted)):
            return
    raise AssertionError(f"nothing called {wanted} takes the focus")
