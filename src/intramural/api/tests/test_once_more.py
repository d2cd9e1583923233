"""A call sent again with its key tells what its person may see now, and nothing of what they once saw."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from intramural.api.document import document
from intramural.people import scopes
from intramural.people.programs import ADDRESS, Surface
from intramural.posts import actions
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.record.models import Answer
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from tests.programs import Program

pytestmark = pytest.mark.django_db
KEY = {"Idempotency_Key": "once"}


@pytest.fixture
def bakers(ada, ben):
    return a_space("Bakers", owner=ada, members=(ben,), gated=True)


def twice(program, method, path, data, then=lambda: None):
    """The first answer, and the second after something happened."""
    first = program.call(method, path, data, **KEY)
    assert first.status_code < 300, first.content
    then()
    return first, program.call(method, path, data, **KEY)


def test_it_is_answered_as_it_was_where_nothing_changed(ada):
    program = Program(ada)
    for method, path, data in (
        ("POST", "/posts", {"body": "Hello"}),
        ("POST", "/drafts", {"body": "Hello"}),
        ("PATCH", "/me", {"about": "A baker"}),
        ("POST", "/spaces", {"name": "Bakers", "description": "Who bake"}),
        ("PATCH", "/spaces/bakers", {"description": "Bread"}),
        ("PUT", "/spaces/bakers/archive", None),
    ):
        key = {"Idempotency_Key": f"{method} {path}"}
        first, again = program.call(method, path, data, **key), program.call(method, path, data, **key)
        assert (again.status_code, again.json()) == (first.status_code, first.json())
        assert again["Content-Location"] == first["Content-Location"]
        assert again.get("Location") == first.get("Location")
        assert again["Idempotent-Replayed"] == "true"


def test_a_deleted_post_is_not_told_again(ada):
    program = Program(ada)
    first, again = twice(program, "POST", "/posts", {"body": "Zanzibar"}, lambda: actions.delete(Post.objects.get(), by=ada))
    assert b"Zanzibar" in first.content
    assert (again.status_code, again.json()["type"]) == (410, "urn:intramural:taken_down")
    assert b"Zanzibar" not in again.content


def test_a_quotation_goes_with_the_right_to_see_it(ada, ben):
    post = a_post(by=ada, body="To all")
    quoted = a_comment(by=ada, on=post, body="Zanzibar")
    words = {"body": "Is it?", "quotes": quoted.public_id}
    program = Program(ben)
    first, again = twice(
        program,
        "POST",
        f"/posts/{post.public_id}/comments",
        words,
        lambda: actions.change_audience(post, by=ada, choice=Choice("me")),
    )
    assert "Zanzibar" in first.json()["quote"]["html"]
    nowhere = program.get("/comments/0123456789abc")
    assert (again.status_code, again.content) == (nowhere.status_code, nowhere.content)
    assert "Idempotent-Replayed" not in again


def test_a_quotation_that_was_deleted_is_gone_from_the_second_answer(ada, ben):
    post = a_post(by=ada, body="To all")
    quoted = a_comment(by=ada, on=post, body="Zanzibar")
    words = {"body": "Is it?", "quotes": quoted.public_id}
    path = f"/posts/{post.public_id}/comments"
    _, again = twice(Program(ben), "POST", path, words, lambda: actions.delete_comment(quoted, by=ada))
    assert (again.status_code, again.json()["quote"]) == (201, None)


def test_links_to_what_was_narrowed_are_gone_from_the_second_answer(ada, ben):
    linked = a_post(by=ada, title="Zanzibar")
    first, again = twice(
        Program(ben),
        "POST",
        "/posts",
        {"body": f"See [this](/posts/{linked.public_id}/)"},
        lambda: actions.change_audience(linked, by=ada, choice=Choice("me")),
    )
    assert first.json()["links"][0]["title"] == "Zanzibar"
    assert (again.status_code, again.json()["links"]) == (201, [])


def test_a_space_that_one_was_taken_out_of(ada, ben):
    hidden = a_space("Redwood", owner=ada, gated=True, is_listed=False)
    spaces.invite(hidden, [ben], by=ada)
    program = Program(ben)
    first, again = twice(
        program,
        "PUT",
        "/spaces/redwood/membership",
        None,
        lambda: spaces.remove(hidden, ben, by=ada, reason="It is over"),
    )
    assert first.json()["name"] == "Redwood"
    assert again.content == program.get("/spaces/nowhere").content


def test_drafts_that_were_shared_or_thrown_away(ada):
    program = Program(ada)
    _, again = twice(program, "POST", "/drafts", {"body": "Half a"}, lambda: Post.objects.all().delete())
    assert (again.status_code, again.content) == (404, program.get("/drafts/0123456789abc").content)


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("PATCH", "/posts/{}", {"body": "Zanzibar"}),
        ("PUT", "/posts/{}/audience", {"kind": "people", "people": ["ben"]}),
    ],
)
def test_changes_of_a_post_that_went(ada, ben, method, path, data):
    post = a_post(by=ada, body="Zanzibar first")
    _, again = twice(
        Program(ada), method, path.format(post.public_id), data, lambda: actions.delete(Post.objects.get(), by=ada)
    )
    assert again.status_code == 410
    assert b"Zanzibar" not in again.content


def test_a_withdrawn_post_is_told_as_long_as_it_is_a_draft(ada):
    ada.undo_seconds = 60
    post = a_post(by=ada, body="Zanzibar")
    path = f"/posts/{post.public_id}/withdrawal"
    first, again = twice(Program(ada), "POST", path, None)
    assert again.json() == first.json()
    Post.objects.all().delete()
    assert Program(ada).post(path, **KEY).status_code == 404


def test_what_can_be_read_nowhere_is_answered_with_nothing(ada, ben, bakers, cara):
    first, again = twice(Program(ada), "POST", "/spaces/bakers/invitations", {"people": ["cara"]})
    assert first.json() == {"invited": 1}
    assert (again.status_code, again.content, again["Idempotent-Replayed"]) == (204, b"", "true")


def test_a_token_that_only_writes_is_answered_twice_too(ada):
    first, again = twice(Program(ada, scopes.POSTS_WRITE), "POST", "/posts", {"body": "Hello"})
    assert again.json() == first.json()


def test_no_words_are_kept_for_a_key(ada):
    program = Program(ada)
    program.post("/posts", {"body": "Zanzibar", "title": "Zanzibar"}, **KEY)
    program.patch("/me", {"about": "Zanzibar"}, Idempotency_Key="two")
    assert Answer.objects.count() == 2
    assert "zanzibar" not in str(Answer.objects.values()).lower()


def test_pages_tell_nothing_again(ada, signed_in):
    browser = signed_in(ada)
    file = {"files": SimpleUploadedFile("zanzibar.txt", b"words"), "idempotency_key": "one"}
    first = browser.post("/files/", file, headers={"HX-Request": "true"})
    assert b"zanzibar.txt" in first.content
    file["files"] = SimpleUploadedFile("zanzibar.txt", b"words")
    again = browser.post("/files/", file, headers={"HX-Request": "true"})
    assert (again.status_code, again.content, again["Idempotent-Replayed"]) == (204, b"", "true")
    assert Post.objects.count() == 1
    words = {"body": "Zanzibar", "more": "", "idempotency_key": "two"}
    assert b"Zanzibar" in browser.post("/write/preview/", words).content
    assert browser.post("/write/preview/", words).content == b""


def test_files_of_other_words_are_another_request(ada, signed_in):
    browser = signed_in(ada)
    for words, status in ((b"one", 302), (b"one", 302), (b"two", 409)):
        form = {"body": "Look", "files": SimpleUploadedFile("a.txt", words), "idempotency_key": "one"}
        assert browser.post("/write/", form).status_code == status
    assert Post.objects.count() == 1


def _given_by(operation):
    """The shapes of what it answers: one, or one of several."""
    schema = operation["responses"]["200"]["content"].get("application/json", {}).get("schema", {})
    return [schema, *schema.get("anyOf", ())]


def test_each_answer_says_where_it_is_read(ada):
    """What a write gives is what a GET at its Content-Location gives: held for all operations by their shapes."""
    paths = document()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            given = operation["responses"].get("200") or operation["responses"].get("201")
            if method == "get" or given is None or "Content-Location" not in given.get("headers", {}):
                assert method == "get" or given is None or "204" in operation["responses"], f"{method} {path}"
                continue
            schema = given["content"]["application/json"]["schema"]
            readers = [each for each in paths.values() if "get" in each and schema in _given_by(each["get"])]
            assert readers, f"nothing reads what {method} {path} gives"
    for name in ("posts/x", "drafts/x", "comments/x", "spaces/x", "me"):
        assert str(resolve(f"{ADDRESS}/{name}").url_name) in Surface.READS
