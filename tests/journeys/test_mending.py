"""D6: from one's own post to the mended one in three clicks, with and without scripts."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import film
from tests.journeys.conftest import Opens, Served, is_learned

pytestmark = pytest.mark.browser


def mends(page: Page, words: str, *, as_film: str = "mending") -> None:
    page.goto("/write/")
    is_learned(page)
    page.get_by_label("What do you want to share?").fill(words)
    page.get_by_role("button", name="Share", exact=True).click()
    thought = page.get_by_role("region", name="A second thought")
    expect(thought).to_contain_text("looks after Pricing")
    film.shot(page, f"{as_film}-0-a-second-thought", of=page.locator("main"))
    thought.get_by_role("button", name="Share", exact=True).click()
    post = page.locator("article.post", has_text=words).first
    post.locator("header a[href^='/posts/']").last.click()
    expect(page).to_have_url(re.compile("/posts/"))
    address, began = page.url, time.monotonic()

    page.locator("article.post").first.get_by_text("More", exact=True).click()
    film.shot(page, f"{as_film}-1-more")
    page.get_by_role("link", name="I overshared").click()
    expect(page.get_by_role("button", name="Mend it now")).to_be_visible()
    film.shot(page, f"{as_film}-2-the-form", whole=True)
    page.get_by_role("button", name="Mend it now").click()

    expect(page.get_by_role("heading", level=1, name="A private talk about a post")).to_be_visible()
    expect(page.get_by_text("I am sorry. I shared this with more people")).to_be_visible()
    assert time.monotonic() - began < 90
    film.shot(page, f"{as_film}-3-the-talk")
    page.goto(address)
    expect(page.get_by_text("You have taken this down")).to_be_visible()
    film.shot(page, f"{as_film}-4-taken-down")


def test_mending_with_scripts(served: Served, opens: Opens):
    mends(opens("felix"), "For your plans: Nordvik gets a tenth off next year. #pricing")


def test_mending_without_scripts_on_a_small_screen(served: Served, opens: Opens):
    mends(opens("member", width=320, scripts=False), "Rather too much about prices. #pricing", as_film="mending-small")
