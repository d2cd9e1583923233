"""What nothing answers, and what was asked too often: in words, and with the header that a program reads."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client

from tests.programs import Program

pytestmark = pytest.mark.django_db


def test_a_page_that_takes_forms_only_says_so(ada, signed_in):
    answer = signed_in(ada).get("/posts/0123456789abc/comments/")
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "it takes what a form sends" in page
    assert "Go back to where the form is" in page
    assert 'href="/"' in page


@pytest.mark.parametrize("path", ["/kept/", "/healthz", "/sign-out/", "/sign-in/", "/settings/security/"])
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_page_takes_what_is_not_a_form(ada, signed_in, path, method):
    answer = getattr(signed_in(ada), method)(path)
    if path == "/sign-in/" and answer.status_code == 302:
        return  # whoever is in already is led on
    assert answer.status_code == 405
    assert answer["Allow"]
    assert "Open it as a page" in answer.content.decode()


def test_a_visitor_and_a_script_are_answered_too(client):
    assert "it takes what a form sends" in client.get("/sign-out/").content.decode()
    part = client.get("/sign-out/", headers={"HX-Request": "true"}).content.decode()
    assert "it takes what a form sends" in part
    assert "<html" not in part


def test_a_program_reads_it_as_a_problem(client):
    answer = client.generic("DELETE", "/api/v1/openapi.json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert (answer["Content-Type"], answer.json()["detail"]) == ("application/problem+json", "It does: GET, HEAD.")


def test_too_often_says_when_to_come_again(client):
    answers = [client.post("/password/", {"email": "ada@house.example"}) for _ in range(6)]
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "60")


def test_a_page_with_nothing_to_say_ends_no_cookie(ada, signed_in):
    client = signed_in(ada)
    assert "messages" not in client.get("/kept/").cookies
    client.post("/settings/", {"name": ada.name, "undo_seconds": "20"})
    said = client.get("/kept/")
    assert 'class="notices"' in said.content.decode()
    assert said.cookies["messages"].value == ""
    assert 'class="notices"' not in client.get("/kept/").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/?only=%00", "/write/?draft=%00", "/search/?q=a&kind=a%00b", "/people/?site=%00", "/sign-in/?next=%00", "/?%00=1"],
)
def test_an_address_with_a_nul_names_nothing(ada, client, signed_in, address):
    for browser in (client, signed_in(ada)):
        assert browser.get(address).status_code == 404
        assert browser.get(address.replace("%00", "%2500")).status_code < 500


@pytest.mark.parametrize("path", ["/search/", "/people/", "/spaces/", "/topics/"])
def test_what_is_typed_to_look_for_may_hold_one(ada, signed_in, path):
    assert signed_in(ada).get(f"{path}?q=a%00b").status_code == 200


def test_a_program_that_asks_with_a_nul_is_told_that_it_cannot_be_read(ada):
    for query in ("after=%00", "limit=%00", "space=a%00b"):
        for path in ("search", "stream", "people", "topics"):
            answer = Program(ada).get(f"/{path}?{query}")
            assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    for path in ("search", "people", "topics", "spaces"):
        assert Program(ada).get(f"/{path}?q=%00").status_code in (200, 422)


def a_refused_form(person, signed_in, **form):
    """The page after a form that nothing at its address takes."""
    return signed_in(person).post("/posts/0123456789abc/comments/", form)


def test_a_refused_form_shows_what_was_written(ada, signed_in):
    answer = a_refused_form(ada, signed_in, body="Half an hour\nof <b>work</b>", title="Plans")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "What you wrote" in page
    assert "Half an hour\nof &lt;b&gt;work&lt;/b&gt;</textarea>" in page
    assert 'value="Plans"' in page
    assert page.count("readonly") == 2


def test_a_refused_form_shows_no_password_and_nothing_where_nothing_was_written(ada, signed_in):
    page = a_refused_form(ada, signed_in, password="Lowmoor!2027", code="271828", body="  ").content.decode()
    assert "What you wrote" not in page
    assert "Lowmoor!2027" not in page
    assert "271828" not in page


def test_a_form_that_is_too_old_shows_its_words_and_that_of_another_site_does_not(ada, settings):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    ours, theirs = (
        browser.post("/write/", {"body": "Half an hour of work"}, headers={"Origin": origin}).content.decode()
        for origin in (settings.SITE_URL, "https://elsewhere.example")
    )
    assert "This form is too old" in ours
    assert "This form is too old" in theirs
    assert "Half an hour of work" in ours
    assert "Half an hour of work" not in theirs


def test_whoever_was_signed_out_while_they_wrote_keeps_their_words(client):
    answer = client.post("/posts/0123456789abc/comments/", {"body": "Half an hour\nof work", "password": "Lowmoor!2027"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You are not signed in any more" in page
    assert "Half an hour\nof work</textarea>" in page
    assert "Lowmoor!2027" not in page
    assert 'href="/sign-in/"' in page


@pytest.mark.parametrize("form", [{"body": "  "}, {"next": "/"}])
def test_whoever_wrote_nothing_is_led_to_the_way_in(client, form):
    assert client.post("/posts/0123456789abc/comments/", form)["Location"] == "/sign-in/"


def test_a_script_that_sends_words_is_led_there_too(client):
    answer = client.post("/write/second-thought/", {"body": "Half an hour"}, headers={"HX-Request": "true"})
    assert answer["Location"] == "/sign-in/"


def test_another_site_has_no_words_shown_to_whoever_is_signed_out():
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/write/", {"body": "Half an hour"}, headers={"Origin": "https://elsewhere.example"})
    assert "Half an hour" not in answer.content.decode()


def test_a_fault_of_ours_shows_what_was_written(ada, monkeypatch):
    def fails(*args, **more):
        raise RuntimeError("secret")

    monkeypatch.setattr("intramural.posts.actions.share", fails)
    browser = Client(raise_request_exception=False)
    browser.force_login(ada)
    answer = browser.post("/write/", {"body": "Half an hour of <b>work</b>"})
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Something went wrong on our side." in page
    assert "Half an hour of &lt;b&gt;work&lt;/b&gt;</textarea>" in page
    assert "secret" not in page


@pytest.mark.parametrize(
    ("code", "says"), [("53100", "no room left"), ("40P01", "Too much is being written"), (None, "not there just now")]
)
def test_what_the_database_lacks_is_said_and_shows_what_was_written(ada, monkeypatch, code, says):
    class Met(Exception):
        sqlstate = code

    def fails(*args, **more):
        raise OperationalError("secret") from Met()

    monkeypatch.setattr("intramural.posts.actions.share", fails)
    browser = Client(raise_request_exception=False)
    browser.force_login(ada)
    answer = browser.post("/write/", {"body": "Half an hour of work"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert says in page
    assert "Half an hour of work</textarea>" in page
    assert "secret" not in page


def test_what_is_too_much_to_be_read_is_refused_all_the_same(ada, signed_in, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    form = "body=" + 200 * "x"
    answer = signed_in(ada).post("/write/", form, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    assert "What you wrote" not in answer.content.decode()
