"""Replies and edits that are refused lose nothing of what was typed: words, files, and what they answer."""

from __future__ import annotations

import re
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intramural.posts import actions
from intramural.posts.models import Attachment, Comment
from intramural.posts.queries import addressed
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def test_a_reply_that_is_refused_still_answers_what_stands_on_an_earlier_page(ada, ben, signed_in, monkeypatch):
    monkeypatch.setattr(addressed, "AT_ONCE", 1)
    for query in (addressed._newest, addressed._newest_before):
        monkeypatch.setattr(query, "_kept", threading.local())
    post = a_post(by=ada)
    first, _ = a_comment(by=ben, on=post, body="First"), a_comment(by=ben, on=post, body="Second")
    answer = signed_in(ada).post(f"/posts/{post.public_id}/comments/", {"body": " ", "parent": first.public_id})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="comment-{first.public_id}"' not in page
    assert f'name="parent" value="{first.public_id}"' in page


def test_a_reply_that_is_refused_keeps_its_files(ada, ben, signed_in, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    at, browser = f"/posts/{a_post(by=ada).public_id}/comments/", signed_in(ben)
    answer = browser.post(at, {"body": "x" * 20_001, "files": SimpleUploadedFile("plan.txt", b"Plan")})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "plan.txt" in page
    came = re.search(r'name="came" value="([^"]*)"', page)[1]
    assert browser.post(at, {"body": "Shorter", "came": came}).status_code == 302
    assert Attachment.objects.get().comment == Comment.objects.get()


@pytest.mark.parametrize("field", ["parent", "quotes"])
def test_a_reply_to_a_comment_that_is_gone_meanwhile_becomes_one_to_the_post(ada, ben, signed_in, field):
    said = a_comment(by=ada, on=a_post(by=ada), body="Parent")
    actions.delete_comment(said, by=ada)
    at, browser = f"/posts/{said.post.public_id}/comments/", signed_in(ben)
    answer = browser.post(at, {"body": "Half an hour of work", field: said.public_id})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What this answers is not here any more." in page
    assert "Half an hour of work</textarea>" in page
    assert f'name="{field}"' not in page
    assert browser.post(at, {"body": "Half an hour of work"}).status_code == 302


def test_a_reply_under_what_is_gone_or_archived_meanwhile_can_be_copied(ada, ben, signed_in):
    space = a_space("Chess", owner=ada, members=(ben,))
    archived, gone = a_post(by=ada, to=Choice("space", space=space)), a_post(by=ada)
    mine = a_comment(by=ben, on=archived)
    spaces.archive(space, by=ada)
    actions.delete(gone, by=ada)
    for at, status in (
        (f"/posts/{archived.public_id}/comments/", 403),
        (f"{mine.url}editing/", 403),
        (f"/posts/{gone.public_id}/comments/", 410),
    ):
        answer = signed_in(ben).post(at, {"body": "Half an hour of work"})
        assert answer.status_code == status
        assert "Half an hour of work" in answer.content.decode()


def test_a_form_sent_before_with_other_words_shows_them(ada, ben, signed_in):
    at, browser = f"/posts/{a_post(by=ada).public_id}/comments/", signed_in(ben)
    browser.post(at, {"body": "One", "idempotency_key": "k1"})
    answer = browser.post(at, {"body": "Half an hour of work", "idempotency_key": "k1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This form was sent before, with other words" in page
    assert "idempotency key" not in page
    assert "Half an hour of work" in page


def test_two_windows_do_not_overwrite_a_comment(ada, ben, signed_in):
    said = a_comment(by=ben, on=a_post(by=ada), body="One")
    at, browser = f"/comments/{said.public_id}/editing/", signed_in(ben)
    assert 'name="version" value="1"' in browser.get(at).content.decode()
    assert browser.post(at, {"body": "A long and better answer", "version": "1"}).status_code == 302
    answer = browser.post(at, {"body": "One!", "version": "1"})
    page = answer.content.decode()
    said.refresh_from_db()
    assert (answer.status_code, said.body) == (409, "A long and better answer")
    assert "One!</textarea>" in page
    assert "A long and better answer</blockquote>" in page
    assert browser.post(at, {"body": "One!", "version": "2"}).status_code == 302


@pytest.mark.parametrize("of", ["a post", "a comment"])
def test_an_edit_that_is_refused_keeps_its_files(ada, signed_in, settings, tmp_path, of):
    settings.DATA_DIR = tmp_path
    post, browser = a_post(by=ada), signed_in(ada)
    at = f"/posts/{post.public_id}/editing/" if of == "a post" else f"{a_comment(by=ada, on=post).url}editing/"
    answer = browser.post(at, {"body": "Words", "version": "7", "files": SimpleUploadedFile("plan.txt", b"Plan")})
    assert (answer.status_code, Attachment.objects.count()) == (409, 0)
    came = re.search(r'name="came" value="([^"]*)"', answer.content.decode())[1]
    assert browser.post(at, {"body": "Words", "version": "1", "came": came}).status_code == 302
    assert Attachment.objects.get().name == "plan.txt"
