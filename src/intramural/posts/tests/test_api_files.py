"""What a program does with files: sends, describes, takes off and fetches them."""

from __future__ import annotations

import hashlib

import pytest
from PIL import Image

from intramural.kit.tests.test_pictures import pixels, saved
from intramural.people import scopes
from intramural.posts import actions
from intramural.posts.models import Attachment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post
from tests.programs import Program

pytestmark = pytest.mark.django_db
TEXT = ("plan.txt", b"From Monday at seven")


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.fixture
def draft(ada):
    return Program(ada).post("/drafts", {"body": "Half a"}).json()["id"]


def test_a_picture_is_sent_to_a_draft_and_shared_with_it(ada, ben, draft):
    program = Program(ada)
    sent = program.send(f"/drafts/{draft}/files", ("ramp.jpg", saved(Image.new("RGB", (1200, 700), "red"), "JPEG")), TEXT)
    assert sent.status_code == 201
    picture, text = sent.json()["items"]
    assert (picture["name"], picture["media_type"], picture["kind"]) == ("ramp.jpg", "image/jpeg", "image")
    assert (picture["version"], picture["description"], len(picture["sha256"])) == (1, "", 64)
    assert (text["size"], text["sha256"]) == (len(TEXT[1]), hashlib.sha256(TEXT[1]).hexdigest())
    assert sent["Location"] == f"/api/v1/files/{picture['id']}"
    assert program.get(f"/drafts/{draft}/files").json() == sent.json()
    assert program.get(f"/drafts/{draft}").json()["files"] == sent.json()["items"]
    assert program.get("/drafts").json()["items"][0]["files"] == sent.json()["items"]
    assert Program(ben).get(f"/files/{picture['id']}").status_code == 404
    shared = program.post(f"/drafts/{draft}/publication").json()
    assert shared["files"] == Program(ben).get(f"/posts/{draft}/files").json()["items"] == sent.json()["items"]
    assert Program(ben).get(f"/files/{text['id']}").json() == text


def test_a_draft_may_begin_with_files_alone(ada):
    program = Program(ada)
    begun = program.send("/files", TEXT)
    assert (begun.status_code, begun["Location"]) == (201, f"/api/v1/drafts/{begun.json()['id']}")
    assert [file["name"] for file in begun.json()["files"]] == ["plan.txt"]
    assert program.post(f"/drafts/{begun.json()['id']}/publication").status_code == 201


def test_posts_and_comments_take_files_of_their_authors(ada, ben):
    post = a_post(by=ada)
    said = a_comment(by=ben, on=post)
    assert Program(ada).send(f"/posts/{post.public_id}/files", TEXT).status_code == 201
    assert Program(ben).send(f"/comments/{said.public_id}/files", TEXT).status_code == 201
    assert Program(ben).send(f"/posts/{post.public_id}/files", TEXT).status_code == 403
    assert Program(ada).send(f"/comments/{said.public_id}/files", TEXT).status_code == 403
    assert len(Program(ada).get(f"/comments/{said.public_id}/files").json()["items"]) == 1
    assert len(Program(ada).get(f"/posts/{post.public_id}").json()["files"]) == 1
    actions.delete(post, by=ada)
    assert Program(ada).send(f"/posts/{post.public_id}/files", TEXT).status_code == 410


def test_a_file_is_described_and_taken_off(ada, ben):
    post = a_post(by=ada)
    id = actions.attach(post, [a_file()], by=ada)[0].public_id
    told = Program(ada).patch(f"/files/{id}", {"description": "A ramp in the\n sun"}).json()
    assert told["description"] == "A ramp in the sun"
    assert Program(ben).get(f"/files/{id}").json() == told
    assert Program(ada).patch(f"/files/{id}", {"description": "x" * 301}).json()["field"] == "description"
    assert Program(ben).patch(f"/files/{id}", {"description": "Mine"}).status_code == 403
    assert Program(ben).delete(f"/files/{id}").status_code == 403
    assert Program(ada).delete(f"/files/{id}").status_code == 204
    for path in ("", "/content", "/thumbnail", "/versions"):
        gone, never = (Program(ada).get(f"/files/{one}{path}") for one in (id, "0123456789abc"))
        assert (gone.status_code, gone.content) == (404, never.content)


def test_the_same_name_again_is_the_next_version(ada, ben):
    program, path = Program(ada), f"/posts/{a_post(by=ada).public_id}/files"
    [first] = program.send(path, TEXT).json()["items"]
    same = program.send(path, TEXT)
    assert (same.status_code, same.json()["items"]) == (201, [first])
    changed = program.send(path, ("plan.txt", b"From Monday at eight"))
    [second] = changed.json()["items"]
    assert (second["version"], changed["Location"]) == (2, f"/api/v1/files/{second['id']}")
    assert [each["version"] for each in program.get(f"/files/{second['id']}/versions").json()["items"]] == [2, 1]
    assert [each["id"] for each in Program(ben).get(f"/files/{second['id']}/versions").json()["items"]] == [second["id"]]
    assert body(program.get(f"/files/{first['id']}/content")) == TEXT[1]
    assert Program(ben).get(f"/files/{first['id']}/content").status_code == 404


def test_a_token_fetches_bytes(ada, ben):
    post = a_post(by=ada)
    text, picture = actions.attach(post, [a_file(*TEXT), a_file()], by=ada)
    program = Program(ben)
    whole = program.get(f"/files/{text.public_id}/content")
    assert (whole.status_code, body(whole)) == (200, TEXT[1])
    assert whole["Content-Disposition"].startswith("attachment;")
    assert whole["X-Content-Type-Options"] == "nosniff"
    part = program.get(f"/files/{text.public_id}/content", Range="bytes=5-10")
    assert (part.status_code, body(part), part["Content-Range"]) == (206, b"Monday", "bytes 5-10/20")
    assert program.get(f"/files/{text.public_id}/content", Range="bytes=99-").status_code == 416
    again = program.get(f"/files/{text.public_id}/content", If_None_Match=whole["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    head = program.client.head(f"/api/v1/files/{text.public_id}/content", headers=program.headers)
    assert (head.status_code, head.content, head["Content-Length"], head["ETag"]) == (200, b"", "20", whole["ETag"])
    assert program.get(f"/files/{picture.public_id}/thumbnail")["Content-Type"] == "image/webp"
    assert program.get(f"/files/{text.public_id}/thumbnail").status_code == 404
    assert program.get(f"/files/{picture.public_id}/preview").status_code == 404


def test_each_scope_does_its_part(ada):
    id = actions.attach(a_post(by=ada), [a_file(*TEXT)], by=ada)[0].public_id
    writer, reader = Program(ada, scopes.POSTS_WRITE), Program(ada, scopes.POSTS_READ)
    for path in ("", "/content", "/versions"):
        assert writer.get(f"/files/{id}{path}").json()["type"] == "urn:intramural:missing_scope"
        assert reader.get(f"/files/{id}{path}").status_code == 200
    for refused in (reader.send("/files", TEXT), reader.delete(f"/files/{id}"), reader.patch(f"/files/{id}", {})):
        assert refused.json()["type"] == "urn:intramural:missing_scope"
    assert Program(None).send("/files", TEXT).status_code == 401
    assert Attachment.objects.count() == 1


def test_what_hangs_under_a_hidden_post_is_answered_as_what_never_was(ada, ben):
    post = a_post(by=ada, to=Choice("me"))
    id = actions.attach(post, [a_file()], by=ada)[0].public_id
    program = Program(ben)
    for path in ("", "/content", "/thumbnail", "/preview", "/versions"):
        hidden, never = (program.get(f"/files/{one}{path}") for one in (id, "0123456789abc"))
        assert (hidden.status_code, hidden.content) == (404, never.content)
    for hidden, never in (
        [program.delete(f"/files/{one}") for one in (id, "0123456789abc")],
        [program.patch(f"/files/{one}", {"description": "x"}) for one in (id, "0123456789abc")],
        [program.send(f"/posts/{one}/files", TEXT) for one in (post.public_id, "0123456789abc")],
        [program.get(f"/posts/{one}/files") for one in (post.public_id, "0123456789abc")],
    ):
        assert (hidden.status_code, hidden.content) == (404, never.content)


def test_one_key_sends_a_file_once(ada, draft):
    program = Program(ada)
    first, again = (program.send(f"/drafts/{draft}/files", TEXT, Idempotency_Key="one") for _ in range(2))
    assert (again.status_code, again.json(), again["Location"]) == (201, first.json(), first["Location"])
    assert again["Idempotent-Replayed"] == "true"
    other = program.send(f"/drafts/{draft}/files", ("plan.txt", b"From Monday at eight"), Idempotency_Key="one")
    assert other.json()["type"] == "urn:intramural:conflict"
    begun = [program.send("/files", TEXT, Idempotency_Key="two").json()["id"] for _ in range(2)]
    assert begun[0] == begun[1]
    assert Attachment.objects.count() == 2
    Post.objects.filter(public_id=draft).delete()
    lost = program.send(f"/drafts/{draft}/files", TEXT, Idempotency_Key="one")
    assert (lost.status_code, lost.content) == (404, program.get("/drafts/0123456789abc/files").content)


REFUSED = {
    "a bomb of points": (("sun.png", lambda: pixels(13_000)), 422, "40 million points"),
    "a picture that is none": (("sun.png", b"words"), 422, "is called a picture and is none"),
    "a broken picture": (("sun.png", b"\x89PNG\r\n\x1a\nbroken"), 422, "is damaged"),
    "a picture that tells where": (("sun.heic", b"\x00\x00\x00\x18ftypheic" + b"x" * 60), 422, "HEIC"),
    "nothing": (("empty.txt", b""), 422, "is empty"),
    "too much": (("film.bin", b"x" * 1_100_000), 413, "A file may have up to 1 MB"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_says_why_and_what_to_do(ada, draft, settings, what):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    (name, content), status, why = REFUSED[what]
    no = Program(ada).send(f"/drafts/{draft}/files", (name, content() if callable(content) else content))
    assert (no.status_code, no["Content-Type"]) == (status, "application/problem+json")
    assert why in no.json()["title"]
    assert no.json()["field"] == "files"
    assert no.json()["detail"] != no.json()["title"]
    assert not Attachment.objects.exists()


def test_too_many_are_refused(ada, draft, settings):
    settings.MAX_UPLOAD_FILES = 3
    no = Program(ada).send(f"/drafts/{draft}/files", *((f"{n}.txt", b"x") for n in range(4)))
    assert (no.status_code, no.json()["type"]) == (422, "urn:intramural:too_many_files")
    flood = Program(ada).send(f"/drafts/{draft}/files", *((f"{n}.txt", b"x") for n in range(60)))
    assert (flood.status_code, flood.json()["type"]) == (413, "urn:intramural:too_large")


def test_what_is_no_file_is_refused(ada, draft):
    program, path = Program(ada), f"/drafts/{draft}/files"
    assert program.post(path, {"files": "x"}).json()["type"] == "urn:intramural:wrong_type"
    assert program.send(path, TEXT, field="file").json()["field"] == "file"
    assert program.send(path).json()["title"] == "There was no file."
    broken = program.call("POST", path, b"--x\r\nbroken", Content_Type="multipart/form-data; boundary=x")
    assert broken.status_code == 422
    assert program.call("POST", path, b"x", Content_Type="multipart/form-data").status_code == 422
    assert not Attachment.objects.exists()


def test_a_list_of_drafts_asks_once_for_their_files(ada, django_assert_num_queries):
    program = Program(ada)
    for _ in range(3):
        program.send("/files", TEXT)
    with django_assert_num_queries(3):
        assert [len(draft["files"]) for draft in program.get("/drafts").json()["items"]] == [1, 1, 1]
