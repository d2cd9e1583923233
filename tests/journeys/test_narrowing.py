"""D1: who looks after something makes it smaller from a mail, without ever signing in; after seven days all is as it was."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import film
from tests.journeys.conftest import Opens, Served, shares
from tests.journeys.test_live import listening

pytestmark = pytest.mark.browser
DANA = "dana@ostergate.example"
GONE = "What was here is not here any more."


def test_a_steward_who_never_signs_in_makes_it_smaller_from_a_mail(served: Served, opens: Opens):
    author, reader, phone = opens("felix"), opens("noor"), opens(width=390)
    post = shares(
        author, "The furniture makers get our new freight rates first: 4 % more from May. @dana, is that right? #pricing"
    )
    reader.goto(post)
    listening(reader)
    served.house("tests.journeys.letters")
    text = served.mailed(DANA, about="The furniture makers")
    film.mail(phone, text, "narrowing-1-the-mail")
    (door,) = re.findall(rf"{served.url}/care/post/\S+", text)

    phone.goto(door)
    expect(phone.get_by_text("You are here as Dana Whitlock")).to_be_visible()
    phone.get_by_label("Why, in a sentence").fill("The rates are out on Friday.")
    film.shot(phone, "narrowing-2-from-the-mail")
    phone.get_by_role("button", name="Make it smaller").click()
    expect(phone.get_by_role("heading", level=1, name="Smaller for now")).to_be_visible()
    film.shot(phone, "narrowing-3-done")

    expect(reader.get_by_text(GONE)).to_be_visible(timeout=5_000)
    film.shot(reader, "narrowing-4-whoever-had-it-open")
    author.goto(post)
    author.get_by_role("link", name="See why").click()
    expect(author.get_by_text("The rates are out on Friday.")).to_be_visible()
    expect(author.get_by_text("Dana Whitlock, who looks after Pricing")).to_be_visible()
    film.shot(author, "narrowing-5-its-author", of=author.locator("main"))
    author.get_by_role("link", name="Whom it reached").click()
    expect(author.get_by_role("heading", name="Who opened this page")).to_be_visible()
    film.shot(author, "narrowing-6-whom-it-reached", of=author.locator("main"))


def test_after_seven_days_all_is_as_it_was(served: Served, opens: Opens):
    author, deputy, reader = opens("felix"), opens("ewan"), opens("noor")
    post = shares(author, "A discount of a tenth for whoever books a month ahead, says the new price list. #pricing")
    narrows(deputy, post)
    assert (answer := reader.goto(post)) is not None
    assert answer.status == 404
    listening(author)

    served.house("tests.journeys.later")

    assert (answer := reader.goto(post)) is not None
    assert answer.status == 200
    expect(reader.get_by_text("A discount of a tenth").first).to_be_visible()
    film.shot(reader, "lapse-2-there-again")
    deputy.reload()
    expect(deputy.get_by_text("Nobody agreed by")).to_be_visible()
    film.shot(deputy, "lapse-3-how-it-ended")
    film.visit(author, "/openness/", "openness")
    assert "Nobody agreed by" in served.mailed("felix@ostergate.example", about="as it was before")


def narrows(page: Page, post: str) -> None:
    page.goto(f"{post}narrowing/")
    page.get_by_label("Why, in a sentence").fill("The list is printed next week.")
    film.shot(page, "lapse-0-the-form")
    page.get_by_role("button", name="Make it smaller").click()
    expect(page.get_by_role("heading", level=1, name="Smaller for now")).to_be_visible()
    film.shot(page, "lapse-1-smaller-for-now")
