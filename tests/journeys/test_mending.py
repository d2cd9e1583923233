"""D6: from one's own post to the mended one in three clicks, with and without scripts; and what a reader’s concern leads to."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import film
from tests.journeys.conftest import Opens, Served, is_accessible, is_learned, shares

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
    film.shot(page, f"{as_film}-2-the-form", of=page.locator("main"))
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


def test_a_concern_is_a_talk_between_few(served: Served, opens: Opens):
    author, reader, other = opens("felix"), opens("noor"), opens("member")
    post = shares(author, "From May we quote the furniture makers in euros only. #pricing")
    reader.goto(post)
    reader.locator("article.post").first.get_by_text("More", exact=True).click()
    reader.get_by_role("link", name="Raise a concern").click()
    expect(reader.get_by_text("Nobody else is told, and the post stays as it is")).to_be_visible()
    is_accessible(reader)
    reader.get_by_label("Your words").fill("Have the furniture makers heard it from us yet? Two of them call today.")
    reader.get_by_role("heading", level=1).click()
    film.shot(reader, "concern-1-the-form", of=reader.locator("main"))
    reader.get_by_role("button", name="Send it").click()
    expect(reader.get_by_role("heading", level=1, name="A private talk about a post")).to_be_visible()
    talk = reader.url

    author.goto(talk)
    expect(author.get_by_text("Have the furniture makers heard it")).to_be_visible()
    author.get_by_label("Your answer").fill("Not all of them. I call the last three today.")
    author.get_by_role("button", name="Answer", exact=True).click()
    author.get_by_role("button", name="It is settled for me").click()
    reader.reload()
    reader.get_by_role("button", name="It is settled for me").click()
    expect(reader.get_by_text("It is settled.", exact=True)).to_be_visible()
    film.shot(reader, "concern-2-the-talk", of=reader.locator("main"))
    assert (answer := other.goto(talk)) is not None
    assert answer.status == 404
    film.visit(reader, "/stewards/", "stewards")
