"""D3: asked first from the composer, answered by a mail alone, taken and shared in three clicks; with and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import film
from tests.journeys.conftest import Opens, Served, is_accessible, is_told

pytestmark = pytest.mark.browser


def asks(page: Page, words: str, *, stands_there: str = "@ada", more: str = "") -> None:
    """One click in the composer, and one to send it: whoever looks after its topic stands there already."""
    page.goto("/write/")
    page.get_by_label("What do you want to share?").fill(words)
    page.get_by_role("button", name="Ask first").click()
    expect(page.get_by_role("heading", level=1, name="Ask first")).to_be_visible()
    whom = page.get_by_label("Whom do you ask?")
    expect(whom).to_have_value(re.compile(rf"^{re.escape(stands_there)}(?:,|$)"))
    whom.fill(f"{stands_there}, {more}" if more else stands_there)
    if more:
        film.shot(page, "asking-1-whom")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_role("heading", level=1, name="You ask before sharing")).to_be_visible()


def takes_and_shares(page: Page, draft: str, shared: str, *, as_film: bool = False) -> None:
    article = page.locator("article", has_text=draft)
    expect(is_told(page, article)).to_be_visible()
    article.get_by_role("link", name="A draft").click()  # 1
    expect(page.locator("del", has_text="12 %")).to_be_visible()
    if as_film:
        film.shot(page, "asking-4-what-would-change", of=page.locator("main"))
    page.get_by_role("button", name=re.compile("Take it")).click()  # 2
    expect(page.get_by_text("Taken")).to_be_visible()
    page.get_by_role("button", name="Share it now").click()  # 3
    expect(page.locator("article.post", has_text=shared).first).to_be_visible()


def test_answered_from_a_mail_with_scripts(served: Served, opens: Opens):
    author, other = opens("author"), opens("member")
    asks(author, "Pay goes up by 12 % in May, says the draft of Tuesday. #pay")
    address = author.url
    is_accessible(author)
    answer = other.goto(address)
    assert answer is not None
    assert answer.status == 404
    assert served.house("tests.journeys.opinion").strip().startswith("250")
    author.goto(address)
    is_accessible(author)
    takes_and_shares(author, "draft of Tuesday", "Pay goes up by … in May, says the draft of Tuesday.")


def test_answered_from_a_mail_without_scripts_on_a_small_screen(served: Served, opens: Opens):
    author = opens("author", width=320, scripts=False)
    asks(author, "Pay goes up by 12 % in May, says the draft of Friday. #pay")
    served.house("tests.journeys.opinion")
    takes_and_shares(author, "draft of Friday", "Pay goes up by … in May, says the draft of Friday.")


def test_an_executive_who_never_signs_in_answers_by_the_link_of_the_mail(served: Served, opens: Opens):
    author, phone = opens("felix"), opens(width=390)
    words = "From May the northern lines cost furniture makers 12 % more, says the draft of Grace. #pricing"
    asks(author, words, stands_there="@dana", more="@grace")
    text = served.mailed("grace@ostergate.example", about="Felix Baumann asks you before sharing")
    assert words in " ".join(text.split())
    film.mail(phone, text, "asking-2-the-mail")
    (door,) = re.findall(rf"{served.url}/care/consult/\S+", text)

    phone.goto(door)
    expect(phone.get_by_text("You are here as Grace Adeyemi")).to_be_visible()
    phone.get_by_label("In a sentence").fill("without the figures")
    film.shot(phone, "asking-3-from-the-mail", whole=True)
    phone.get_by_role("button", name="Fine, if").click()
    expect(phone.locator("li", has_text="You").first).to_contain_text("it is fine, if")

    takes_and_shares(author, "From May the northern lines", "the northern lines cost furniture makers … more", as_film=True)
    phone.goto(door)
    expect(phone.get_by_text(re.compile("It was shared|It is being shared"))).to_be_visible()
    expect(phone.get_by_text("12 %")).to_have_count(0)
