"""The line in the composer: shown once, passed with one key, never in the way of a program."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intramural.posts import actions as posts
from intramural.posts.models import Attachment, Post
from intramural.posts.testing import a_file
from intramural.stewards.testing import a_stewardship
from intramural.thought import queries, saying, tasks
from intramural.thought.models import Tally
from intramural.thought.queries import Draft
from tests.programs import Program

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}
CARDS = {"body": "The new rate cards are here", "kind": "update"}


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def pricing(ada):
    it = a_stewardship(topic="pricing", steward=ada, asks="ask", phrases="rate card")
    tasks.learn_ordinary_talk()
    tasks.refresh_stale()
    return it


@pytest.fixture
def was_said(pricing, ben):
    """The field of a form that tells that the line about Pricing was shown to Ben."""
    return {"thought": saying.token(queries.think(Draft(CARDS["body"], author=ben)), ben)}


def field(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def shared():
    return Post.objects.filter(state=Post.State.PUBLISHED)


def asked(browser, form):
    """The page that asks once, behind the redirect of the shared form; what was typed is a draft by then."""
    answer = browser.post("/write/", form)
    assert answer.status_code == 302
    assert "asked=once" in answer.url
    assert not shared().exists()
    return browser.get(answer.url).content.decode()


def test_sharing_says_it_once_with_everything_kept_and_then_shares(pricing, ben, signed_in):
    browser = signed_in(ben)
    page = asked(browser, CARDS)
    assert "Ada Okonkwo looks after Pricing and asks to be asked first" in page
    assert "The new rate cards are here</textarea>" in page
    assert 'autofocus=""' in page
    draft = Post.objects.get(state=Post.State.DRAFT)
    assert f'name="draft" value="{draft.public_id}"' in page
    passed = browser.post("/write/", {**CARDS, "thought": field(page, "thought"), "draft": draft.public_id})
    assert passed.status_code == 302
    assert shared().get().pk == draft.pk
    assert Tally.objects.values_list("shown", "passed", "fine", "not_theirs").get() == (1, 1, 0, 0)


def test_pressing_share_twice_asks_once(pricing, ben, signed_in):
    twice = [signed_in(ben).post("/write/", {**CARDS, "idempotency_key": "one-form"})["Location"] for _ in range(2)]
    assert twice[0] == twice[1]
    assert Post.objects.filter(state=Post.State.DRAFT).count() == 1


def test_a_long_text_from_the_small_composer_is_asked_about_as_an_update(pricing, ben, signed_in):
    page = asked(signed_in(ben), {"body": f"The new rate cards are here. {'And more. ' * 40}", "kind": ""})
    assert '<option value="update" selected>' in page


@pytest.mark.parametrize("sent", ["with the form", "to the draft"])
def test_words_of_files_count_before_anybody_has_read_them(pricing, ben, signed_in, sent):
    browser = signed_in(ben)
    file = SimpleUploadedFile("news.txt", b"Our rate cards of spring, for all customers.")
    if sent == "with the form":
        assert "Ada Okonkwo looks after Pricing" in asked(browser, {"body": "See here", "kind": "update", "files": file})
    else:
        browser.post("/files/", {"files": file}, headers=PART)
        draft = Post.objects.get(state=Post.State.DRAFT)
        form = {"body": "See here", "kind": "update", "draft": draft.public_id}
        line = browser.post("/write/second-thought/", form, headers=PART).content.decode()
        assert "Ada Okonkwo looks after Pricing" in line
    kept = Attachment.objects.get(post__state=Post.State.DRAFT)
    assert (kept.name, kept.is_read) == ("news.txt", False)


def test_what_was_heeded_while_writing_is_remembered(was_said, ben, signed_in):
    line = signed_in(ben).post("/write/second-thought/", {"body": "Soup", **was_said}, headers=PART).content.decode()
    assert line.strip() == f'<input type="hidden" name="thought" value="{was_said["thought"]}">'
    assert signed_in(ben).post("/write/", {"body": "Soup", "kind": "update", **was_said}).status_code == 302
    assert Tally.objects.values_list("shown", "passed").get() == (1, 0)


def test_what_was_shown_while_writing_is_not_asked_again(pricing, ben, signed_in):
    line = signed_in(ben).post("/write/second-thought/", CARDS, headers=PART).content.decode()
    assert signed_in(ben).post("/write/second-thought/", {"body": "Soup"}, headers=PART).content.strip() == b""
    assert not Post.objects.exists()
    way = {"thought": field(line, "thought"), "thought_way": "not_theirs"}
    assert signed_in(ben).post("/write/", {**CARDS, **way}).status_code == 302
    assert Tally.objects.get().not_theirs == 1


def test_narrowing_keeps_what_was_typed_for_fewer(was_said, ben, signed_in, operations):
    answer = signed_in(ben).post("/write/", {**CARDS, **was_said, "narrow": "units"})
    page = signed_in(ben).get(answer.url).content.decode()
    assert f'value="{operations.public_id}" checked' in page
    assert "The new rate cards are here</textarea>" in page
    assert f'name="thought" value="{was_said["thought"]}"' in page
    assert not shared().exists()
    assert signed_in(ben).post("/write/", {**CARDS, **was_said, "audience": "people", "people": "@ada"}).status_code == 302
    assert Tally.objects.values_list("shown", "passed").get() == (1, 0)


@pytest.mark.parametrize("forged", ["", "phrase.{it}", "of another"])
def test_a_form_counts_only_for_a_line_that_was_shown(pricing, ben, cara, signed_in, forged):
    given = forged.format(it=pricing.public_id)
    if forged == "of another":
        given = saying.token(queries.think(Draft(CARDS["body"], author=cara)), cara)
    page = asked(signed_in(ben), {**CARDS, "thought": given, "thought_way": "not_theirs"})
    assert "Ada Okonkwo looks after Pricing" in page
    assert signed_in(ben).post("/write/", {"body": "Soup", "thought": given, "thought_way": "fine"}).url == "/"
    assert not Tally.objects.exists()


def test_another_sign_of_the_same_is_said_once(was_said, ben, signed_in):
    assert signed_in(ben).post("/write/", {**CARDS, "title": "#pricing", **was_said}).url == "/"


def test_only_a_live_credential_asks_for_one_confirmation_more(ben, signed_in):
    secret = {"body": "Password: Lowmoor!2027", "thought": "credential"}
    assert 'name="confirmed" value="credential"' in asked(signed_in(ben), secret)
    assert signed_in(ben).post("/write/", {**secret, "confirmed": "credential"}).url == "/"
    assert shared().exists()


def test_what_cannot_be_kept_is_refused_in_the_form_as_ever(pricing, ben, signed_in):
    answer = signed_in(ben).post("/write/", {**CARDS, "body": f"The new rate cards {'x' * 200_000}"})
    assert answer.status_code == 422
    assert not Post.objects.exists()


def test_ordinary_words_are_shared_at_once(pricing, ben, signed_in):
    assert signed_in(ben).post("/write/", {"body": "Good morning"}).status_code == 302


def test_a_program_asks_about_a_draft_with_its_files(pricing, ben, cara):
    program = Program(ben)
    draft = program.post("/drafts", {"body": "See here"}).json()["id"]
    kept = Post.objects.get(public_id=draft)
    (file,) = posts.attach(kept, [a_file("news.txt", b"Our rate cards of spring, for all customers.")], by=ben)
    about = {"body": "See here", "draft": draft}
    assert program.post("/second-thought", about).json()["thought"]["people"][0]["handle"] == "ada"
    assert program.post("/second-thought", {"body": "See here"}).json() == {"thought": None}
    assert Program(cara).post("/second-thought", about).json() == {"thought": None}, "a draft of somebody else is none"
    posts.remove(file, by=ben)
    assert program.post("/second-thought", about).json() == {"thought": None}


def test_a_program_shares_without_it_and_may_ask(pricing, ben):
    program = Program(ben)
    thought = program.post("/second-thought", {"body": CARDS["body"]}).json()["thought"]
    assert (thought["signal"], [each["handle"] for each in thought["people"]]) == ("phrase", ["ada"])
    assert program.post("/second-thought", {"body": "Soup"}).json() == {"thought": None}
    assert program.post("/posts", {"body": CARDS["body"]}).status_code == 201
    assert program.post("/posts", {"body": "Password: Lowmoor!2027"}).status_code == 201
