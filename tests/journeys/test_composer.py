"""What the composer does while one writes: completes, counts, keeps, shows, and takes back."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Opens, Served, shares

pytestmark = pytest.mark.browser


def test_it_follows_whoever_writes(served: Served, opens: Opens):
    page = opens("space_member")
    page.goto("/write/")
    page.get_by_label("Who can read it", exact=True).select_option("people")
    page.get_by_label("Who", exact=True).press_sequentially("cara lin")
    page.get_by_role("option", name=re.compile("Cara Lindqvist")).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Who", exact=True)).to_have_value(re.compile("^@cara"))
    expect(page.locator("live-reach")).to_contain_text("2 people")

    words = page.get_by_label("What do you want to share?")
    words.press_sequentially("About #pa")
    page.get_by_role("option", name=re.compile("Pay")).first.wait_for()
    page.keyboard.press("Enter")
    expect(words).to_have_value(re.compile("^About #pay"))

    # An answer to fewer letters that comes late takes the place of no other.
    late: list[Route] = []
    page.route("**/write/completion/?mark=%40&word=c", lambda route: late.append(route))
    words.press_sequentially("with @cara")
    page.get_by_role("option", name=re.compile("Cara Lindqvist")).first.wait_for()
    late[0].continue_()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Enter")
    expect(words).to_have_value(re.compile(r"with @cara\s$"))

    expect(page.get_by_text("Kept as a draft.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?draft=\w{13}$"))
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").get_by_role("link", name="#pay")).to_be_visible()

    words.press("End")
    words.press_sequentially(" and more")
    words.press("Control+Enter")
    expect(page).to_have_url(re.compile("/$"))
    expect(page.locator("article.post", has_text="and more").first).to_be_visible()
    page.goto("/drafts/")
    expect(page.get_by_role("main")).not_to_contain_text("and more")


def test_a_draft_in_two_windows_is_overwritten_by_neither(opens: Opens):
    page = opens("space_member")
    page.goto("/write/")
    page.get_by_label("What do you want to share?").press_sequentially("One")
    expect(page.get_by_text("Kept as a draft.")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("What do you want to share?").fill("One, and an hour of work")
    expect(other.get_by_text("Kept as a draft.")).to_be_visible()
    page.get_by_label("What do you want to share?").fill("One.")
    expect(page.locator(".kept")).to_contain_text("This was changed in the meantime. Your words are still in the form")
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_role("region", name="What is there now")).to_have_text(re.compile("One, and an hour of work"))
    words = page.get_by_label("What do you want to share?")
    expect(words).to_have_value("One.")
    words.fill("One, and an hour of work, and more")
    expect(page.get_by_text("Kept as a draft.")).to_be_visible()
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page).to_have_url(re.compile("/$"))
    other.get_by_label("What do you want to share?").fill("One, and two hours of work")
    expect(other.locator(".kept")).to_contain_text("it was shared or thrown away")
    other.get_by_role("button", name="Keep as draft").click()
    expect(other.get_by_label("What do you want to share?")).to_have_value("One, and two hours of work")
    expect(other.locator("[name=draft]")).to_have_value("")


def test_leaving_at_once_keeps_the_words(opens: Opens):
    page = opens("space_member")
    page.goto("/write/")
    page.get_by_label("What do you want to share?").press_sequentially("On my way out")
    page.get_by_role("link", name="Topics").click()
    expect(page.get_by_role("heading", name="Topics", level=1)).to_be_visible()
    kept = page.get_by_role("main").get_by_role("link", name="On my way out")
    end = time.monotonic() + 10  # it was sent while the page was left
    while time.monotonic() < end and not kept.count():
        page.goto("/drafts/")
    expect(kept).to_be_visible()


def test_a_reply_is_still_there_after_quoting_and_menus_close(opens: Opens):
    page = opens("space_member", width=320)
    page.goto(shares(page, "A talk on a small screen"))
    reply = page.get_by_label("Your reply")
    reply.fill("First")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.get_by_text("First", exact=True)).to_be_visible()
    expect(reply).to_have_value("")
    reply.fill("Half an answer")
    page.get_by_role("link", name="Quote").click()
    quoting = page.get_by_label("Your reply")
    expect(quoting).to_have_value("Half an answer")
    expect(quoting).to_be_focused()

    react, more = page.get_by_text("React", exact=True).first, page.get_by_text("More", exact=True).first
    react.click()
    more.click()
    menus = page.locator("article.post details.menu[open]")
    expect(menus).to_have_count(1)
    expect(page.get_by_role("link", name="Who can read it")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Escape")
    expect(menus).to_have_count(0)
    expect(page.locator("article.post details.menu summary").filter(has_text="More")).to_be_focused()
    more.click()
    page.get_by_text("A talk on a small screen").first.click()
    expect(menus).to_have_count(0)
