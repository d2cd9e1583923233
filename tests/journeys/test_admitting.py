"""D18: shared as translucent, asked for by who only knows of it, and answered from a mail by a steward who never signs in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import film
from tests.journeys.conftest import Opens, Served, is_accessible, is_told, shares_what_is_written

pytestmark = pytest.mark.browser
SECRET = "The northern lines pay 12 % more from May."


def shared_for_a_circle(page: Page, title: str) -> str:
    """The address of a post for Grace alone that everybody may know of."""
    page.goto("/write/")
    page.get_by_label("Share it as").select_option("article")
    page.get_by_role("textbox", name="Title").fill(title)
    page.get_by_label("What do you want to share?").fill(SECRET)
    page.get_by_label("Who can read it", exact=True).select_option("people")
    page.get_by_label("Who", exact=True).fill("@grace")
    page.get_by_label("Who else may know that it exists").select_option(label="Everyone here")
    page.get_by_label("One sentence about it").fill("What changes in #pricing, and for whom.")
    expect(page.locator("live-reach")).not_to_contain_text("Everyone here, 66 people, can read")
    film.shot(page, "access-1-what-all-may-know", of=page.locator("#composer"))
    return shares_what_is_written(page, title)


def test_asked_for_on_the_page_and_answered_from_a_mail(served: Served, opens: Opens):
    author, reader, phone = opens("felix"), opens("member", scripts=False), opens(width=390)
    title = "Prices of the northern lines"
    post = shared_for_a_circle(author, title)

    reader.goto(post)
    shell = reader.locator("main article.post")
    expect(shell.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(shell).to_contain_text("What changes in #pricing, and for whom.")
    expect(shell).to_contain_text("Felix Baumann")
    assert "12 %" not in reader.content()
    film.shot(reader, "access-2-what-one-may-know", of=reader.locator("main"))
    shell.get_by_role("link", name="Ask for access").click()
    reader.get_by_label("A line for them").fill("I answer the customers of the north.")
    reader.get_by_role("button", name="Ask for access").click()
    expect(reader.get_by_text("Nobody has answered yet")).to_be_visible()

    text = served.mailed("dana@ostergate.example", about="access")
    assert "I answer the customers of the north." in " ".join(text.split())
    assert "12 %" not in text
    film.mail(phone, text, "access-3-the-mail")
    (door,) = re.findall(rf"{served.url}/care/access/\S+", text)
    phone.goto(door)
    is_accessible(phone)
    phone.get_by_label(re.compile("A sentence with it")).fill("until the contract is signed")
    film.shot(phone, "access-4-from-the-mail", whole=True)
    phone.get_by_role("button", name="Yes, let them read it").click()
    expect(phone.get_by_text("They can read it, and have been told.")).to_be_visible()

    reader.goto(post)
    expect(reader.get_by_text(SECRET)).to_be_visible()
    expect(is_told(reader, reader.locator("main article", has_text=title)).first).to_be_visible()
