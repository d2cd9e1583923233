"""What is out and goes further, or says something else: the second thought is said once, if it is new, and stops nothing."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intramural.audiences.models import EVERYONE
from intramural.posts.models import Attachment
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.stewards import actions as stewards
from intramural.thought import tasks
from intramural.thought.models import Tally

pytestmark = pytest.mark.django_db
LINE = 'class="thought"'


@pytest.fixture(autouse=True)
def subject(pricing, ben, dana, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    ben.undo_seconds = 0
    stewards.say(pricing, by=dana, phrases="rate card", asks="ask", widest="unit")
    tasks.refresh_stale()


def said(page: str) -> dict[str, str]:
    return {"thought": re.search(r'name="thought" value="([^"]*)"', page)[1]}


def test_who_lets_more_people_read_it_is_told_once(ben, cara, operations, signed_in):
    post = a_post(by=ben, body="The rate cards", to=Choice("people", people=(cara,)))
    at, browser = f"/posts/{post.public_id}/audience/", signed_in(ben)
    assert LINE not in browser.get(at).content.decode()
    answer = browser.post(at, {"audience": "everyone"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Dana Silva looks after Pricing and asks to be asked first" in page
    assert '<option value="everyone" selected>' in page
    assert 'autofocus=""' in page
    post.refresh_from_db()
    assert post.audience_id != EVERYONE
    assert browser.post(at, {"audience": "everyone", **said(page)}).status_code == 302
    post.refresh_from_db()
    assert post.audience_id == EVERYONE
    assert Tally.objects.values_list("signal", "shown", "passed").get() == ("phrase", 1, 1)


def test_who_makes_it_smaller_or_writes_of_something_else_is_told_nothing(ben, operations, signed_in):
    browser = signed_in(ben)
    post = a_post(by=ben, body="The rate cards")
    units = {"audience": "units", "units": [operations.public_id]}
    assert browser.post(f"/posts/{post.public_id}/audience/", units).status_code == 302
    soup = a_post(by=ben, body="Soup", to=Choice("units", units=(operations,)))
    assert browser.post(f"/posts/{soup.public_id}/audience/", {"audience": "everyone"}).status_code == 302
    assert not Tally.objects.exists()


def test_another_wording_that_touches_something_is_said_once(ben, cara, signed_in):
    post, browser = a_post(by=ben, body="News"), signed_in(ben)
    at, form = f"/posts/{post.public_id}/editing/", {"title": "", "body": "News of the rate cards", "version": "1"}
    answer = browser.post(at, form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Dana Silva looks after Pricing" in page
    assert "News of the rate cards</textarea>" in page
    post.refresh_from_db()
    assert post.body == "News"
    assert signed_in(cara).post(at, form).status_code == 403
    assert browser.post(at, {**form, **said(page), "thought_way": "fine"}).status_code == 302
    post.refresh_from_db()
    assert post.body == "News of the rate cards"
    assert Tally.objects.get().fine == 1
    again = {"title": "", "body": "More news of the rate cards", "version": "2"}
    assert browser.post(at, again).status_code == 302, "it touched that already"


def test_a_file_that_came_with_it_is_kept_meanwhile(ben, cara, signed_in):
    post, browser = a_post(by=ben, body="News"), signed_in(ben)
    at, form = f"/posts/{post.public_id}/editing/", {"title": "", "body": "News", "version": "1"}
    file = SimpleUploadedFile("cards.txt", b"Our rate cards of spring, for all customers.")
    page = browser.post(at, {**form, "files": file}).content.decode()
    assert "Dana Silva looks after Pricing" in page
    assert not Attachment.objects.exists()
    came = re.search(r'name="came" value="([^"]*)"', page)[1]
    other = a_post(by=cara, body="Mine")
    signed_in(cara).post(f"/posts/{other.public_id}/editing/", {**form, "body": "Mine", "came": came})
    assert not Attachment.objects.exists(), "what came from one is nothing to another"
    assert browser.post(at, {**form, **said(page), "came": came}).status_code == 302
    assert Attachment.objects.values_list("post", "name").get() == (post.pk, "cards.txt")


def test_a_live_credential_is_confirmed(ben, signed_in):
    post, browser = a_post(by=ben, body="News"), signed_in(ben)
    at, form = f"/posts/{post.public_id}/editing/", {"title": "", "body": "Password: Lowmoor!2027", "version": "1"}
    page = browser.post(at, form).content.decode()
    assert 'name="confirmed" value="credential"' in page
    assert browser.post(at, {**form, **said(page)}).status_code == 200
    assert browser.post(at, {**form, **said(page), "confirmed": "credential"}).status_code == 302
