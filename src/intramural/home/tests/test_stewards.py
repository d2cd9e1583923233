"""One list of who looks after what, with the topics that nobody does: the page and the API say the same."""

from __future__ import annotations

import pytest

from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.stewards.testing import a_stewardship
from tests.programs import Program

pytestmark = pytest.mark.django_db


def test_page_and_api_agree_and_list_what_nobody_looks_after(ada, ben, signed_in):
    it = a_stewardship(topic="pricing", steward=ada, deputy=ben, asks="ask", phrases="rate\nlist")
    a_post(by=ada, body="Who waters the #plants?")
    a_post(by=ada, body="Mine: #secret", to=Choice("me"))
    [held] = Program(ben).get("/stewards?topic=pricing").json()["items"]
    assert (held["steward"]["handle"], held["deputy"]["handle"], held["say"]["asks"]) == ("ada", "ben", "ask")
    assert (held["url"], held["say"]["known_by"]) == (it.url, ["rate", "list"])
    [nobody] = Program(ben).get("/stewards?topic=plants").json()["items"]
    assert (nobody["id"], nobody["steward"], nobody["acting"], nobody["say"]) == (None, None, None, None)
    assert [each["name"] for each in Program(ben).get("/stewards?nobody=true").json()["items"]] == ["Plants"]
    assert Program(ben).get("/stewards?topic=secret").status_code == 404
    page = signed_in(ben).get("/stewards/").content.decode()
    assert it.url in page
    assert "/topics/plants/" in page
    assert "secret" not in page
    assert "Nobody looks after it." in signed_in(ben).get("/topics/plants/").content.decode()


def test_a_long_list_costs_few_questions(ada, ben, signed_in, django_assert_max_num_queries):
    for n in range(40):
        a_stewardship(topic=f"topic{n}", steward=ada, deputy=ben)
    browser = signed_in(ben)
    browser.get("/stewards/")
    with django_assert_max_num_queries(5):
        browser.get("/stewards/")
