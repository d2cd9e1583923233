"""Files in the composer: chosen with the words, sent before them, and never lost with a refusal."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from intramural.kit.tests.test_pictures import saved
from intramural.posts.models import Attachment, Post
from intramural.posts.testing import A_PICTURE

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def a_picture(number: int) -> bytes:
    return saved(Image.new("L", (8, 8), number), "PNG")


def sent(name: str = "list.txt", content: bytes = b"words") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_sent_before_the_words_they_are_the_drafts(ada, ben, signed_in):
    browser = signed_in(ada)
    part = browser.post("/files/", {"files": sent()}, headers=PART).content.decode()
    begun = re.search(r'data-draft="(\w+)"', part)[1]
    again = browser.post("/files/", {"files": sent("ramp.png", A_PICTURE), "draft": begun}, headers=PART).content.decode()
    assert again.count("<li") == 2
    post = Post.objects.get()
    assert (post.public_id, post.state) == (begun, "draft")
    assert "list.txt" in browser.get(f"/write/?draft={begun}").content.decode()
    file = post.attachments.get(name="list.txt")
    assert signed_in(ben).get(f"/files/{file.public_id}/").status_code == 404
    assert browser.post("/write/", {"body": "Here they are", "draft": begun}).status_code == 302
    assert signed_in(ben).get(f"/files/{file.public_id}/").status_code == 200


def test_without_a_script_one_is_led_to_the_composer(ada, signed_in):
    answer = signed_in(ada).post("/files/", {"files": sent()})
    assert answer.url == f"/write/?draft={Post.objects.get().public_id}"


def test_what_a_script_sends_is_refused_in_words(ada, signed_in, settings):
    settings.MAX_UPLOAD_BYTES = 3
    answer = signed_in(ada).post("/files/", {"files": sent()}, headers=PART)
    assert answer.status_code == 413
    assert "up to 3 bytes" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert not Post.objects.exists()


def test_refused_words_keep_their_files(ada, signed_in):
    answer = signed_in(ada).post("/write/", {"body": "x" * 281, "kind": "status", "files": [sent()]})
    assert answer.status_code == 422
    draft = Post.objects.get()
    page = answer.content.decode()
    assert "x" * 281 in page
    assert f'name="draft" value="{draft.public_id}"' in page
    assert "list.txt" in page
    assert signed_in(ada).post("/write/", {"body": "Shorter", "kind": "status", "draft": draft.public_id}).status_code == 302
    assert Attachment.objects.get().post == Post.objects.get(state="published")


def test_one_bad_file_does_not_take_the_good_ones_along(ada, signed_in):
    broken = sent("sun.png", b"\x89PNG\r\n\x1a\nbroken")
    answer = signed_in(ada).post("/write/", {"body": "Look", "files": [sent(), broken]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“sun.png” is damaged" in page
    assert [file.name for file in Attachment.objects.all()] == ["list.txt"]
    assert "list.txt" in page


def test_a_draft_is_kept_with_files_alone(ada, signed_in):
    signed_in(ada).post("/drafts/", {"body": "", "files": [sent()]})
    assert Attachment.objects.get().post.state == "draft"


def test_a_file_is_taken_off_and_what_was_typed_stays(ada, signed_in):
    browser = signed_in(ada)
    browser.post("/files/", {"files": [sent()]})
    draft, file = Post.objects.get(), Attachment.objects.get()
    answer = browser.post("/drafts/", {"body": "Typed", "draft": draft.public_id, "remove": file.public_id})
    assert answer.url == f"/write/?draft={draft.public_id}"
    page = browser.get(answer.url).content.decode()
    assert "Typed" in page
    assert "list.txt" not in page


def test_a_file_that_is_off_already_loses_nothing(ada, signed_in):
    browser = signed_in(ada)
    browser.post("/files/", {"files": [sent()]})
    draft, file = Post.objects.get(), Attachment.objects.get()
    for words in ("Typed", "Typed again"):
        form = {"body": words, "draft": draft.public_id, "remove": file.public_id}
        assert browser.post("/drafts/", form).url == f"/write/?draft={draft.public_id}"
    draft.refresh_from_db()
    assert draft.body == "Typed again"


def test_files_come_along_where_another_window_kept_or_shared_the_draft(ada, signed_in):
    browser = signed_in(ada)
    kept = browser.post("/drafts/", {"body": "One"}, headers=PART).json()
    more = browser.post("/drafts/", {"body": "One, and an hour of work", **kept}, headers=PART).json()
    refused = browser.post("/write/", {"body": "One.", "files": [sent()], **kept})
    assert (refused.status_code, "list.txt" in refused.content.decode()) == (409, True)
    assert Post.objects.get().body == "One, and an hour of work"
    browser.post("/write/", {"body": "One.", **more})
    refused = browser.post("/write/", {"body": "Two", "files": [sent("plan.txt")], **more})
    draft = Post.objects.get(state="draft")
    page = refused.content.decode()
    assert (refused.status_code, draft.body) == (404, "Two")
    assert f'name="draft" value="{draft.public_id}"><input type="hidden" name="version" value="1"' in page
    assert "plan.txt" in page


def test_pictures_are_described_while_one_writes(ada, ben, signed_in):
    browser = signed_in(ada)
    browser.post("/files/", {"files": [sent("ramp.png", A_PICTURE)]})
    draft, file = Post.objects.get(), Attachment.objects.get()
    form = {"body": "Look", "draft": draft.public_id, f"shows-{file.public_id}": "Two people lift a pallet"}
    browser.post("/write/", form)
    assert 'alt="Two people lift a pallet"' in signed_in(ben).get("/").content.decode()


def test_nobody_describes_what_is_not_theirs(ada, ben, signed_in):
    signed_in(ada).post("/files/", {"files": [sent("ramp.png", A_PICTURE)]})
    mine = signed_in(ben).post("/drafts/", {"body": "Mine"}, headers=PART).json()["draft"]
    form = {"body": "Mine", "draft": mine, f"shows-{Attachment.objects.get().public_id}": "Wrong"}
    assert signed_in(ben).post("/write/", form).status_code == 302
    assert Attachment.objects.get().description == ""


def test_a_found_document_may_be_a_file(ada, signed_in):
    form = {"kind": "found", "way": "upload", "body": "In the kitchen", "owner": "Product Development", "files": [sent()]}
    assert signed_in(ada).post("/write/", form).status_code == 302
    assert Post.objects.get().provenance.way == "upload"


def test_an_album_needs_a_picture(ada, ben, signed_in):
    refused = signed_in(ada).post("/write/", {"kind": "album", "body": "The party"})
    assert refused.status_code == 422
    assert "An album needs a picture" in refused.content.decode()
    form = {"kind": "album", "title": "The party", "files": [sent(f"{n}.png", a_picture(n)) for n in range(8)]}
    assert signed_in(ada).post("/write/", form).status_code == 302
    listed = signed_in(ben).get("/").content.decode()
    assert listed.count("/thumbnail/") == 6
    assert "2 more pictures" in listed
    whole = signed_in(ben).get(f"/posts/{Post.objects.get().public_id}/").content.decode()
    assert whole.count("/thumbnail/") == 8
