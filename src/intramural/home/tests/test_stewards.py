"""One list of who looks after what, with the topics that nobody does: the page and the API say the same."""

from __future__ import annotations

import pytest

from intramural.people import actions as people
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


def test_functions_units_and_sources_are_listed_without_anybody_too(ada, ben, dirk, olga, operations, signed_in):
    press = a_stewardship(name="Press office", steward=dirk, phrases="interviews")
    a_stewardship(name="Market reports", kind="source", steward=ada)
    a_stewardship(unit=operations)
    people.deactivate(dirk, by=olga)
    listed = Program(ben).get("/stewards?nobody=true").json()["items"]
    assert [(each["kind"], each["name"]) for each in listed] == [("unit", "Operations"), ("function", "Press office")]
    assert [each["name"] for each in Program(ben).get("/stewards?nobody=true&kind=function").json()["items"]] == [
        "Press office"
    ]
    assert Program(ben).get("/stewards?nobody=true&kind=topic").json()["items"] == []
    for path in ("/stewards/", "/stewards/?nobody=1", "/stewards/?q=INTERVIEWS", "/stewards/?nobody=1&q=press"):
        page = signed_in(ben).get(path).content.decode()
        without = page.partition("Nobody looks after these just now")[2]
        assert f'href="{press.url}">Press office' in without
        assert "Market reports" not in without
    assert "Press office" not in signed_in(ben).get("/stewards/?q=soup").content.decode()


def test_topics_without_anybody_are_found_by_words(ada, ben, signed_in):
    a_post(by=ada, body="Who waters the #plants?")
    a_post(by=ada, body="Mine: #plantsecret", to=Choice("me"))
    page = signed_in(ben).get("/stewards/?q=plan").content.decode()
    assert "/topics/plants/" in page
    assert "plantsecret" not in page
    assert [each["name"] for each in Program(ben).get("/stewards?nobody=true&q=plan").json()["items"]] == ["Plants"]
    assert "Nobody looks after something by that name." in signed_in(ben).get("/stewards/?q=soup").content.decode()


def test_a_long_list_costs_few_questions(ada, ben, signed_in, django_assert_max_num_queries):
    for n in range(40):
        a_stewardship(topic=f"topic{n}", steward=ada, deputy=ben)
    browser = signed_in(ben)
    browser.get("/stewards/")
    with django_assert_max_num_queries(6):
        browser.get("/stewards/")
