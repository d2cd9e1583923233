"""Files stand under a post and nowhere else; whoever may see the post may have them, and nobody else (R2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from PIL import Image

from intramural.kit import clock
from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.kit.files import names
from intramural.kit.files.sniffing import HTML, SVG
from intramural.kit.tests.test_pictures import saved
from intramural.posts import actions, queries
from intramural.posts.files import store
from intramural.posts.models import Attachment, Comment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import A_PICTURE, a_comment, a_file, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def sent(name: str, content: bytes = b"words") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def one(**more) -> Attachment:
    return Attachment.objects.get(**more)


def with_file(person, name="plan.txt", content=b"0123456789", **more) -> Attachment:
    return actions.attach(a_post(by=person, **more), [a_file(name, content)], by=person)[0]


# Attaching.


def test_files_are_shared_with_a_post_in_one_go(ada, ben, signed_in):
    form = {"body": "The new ramp", "files": [sent("ramp.png", A_PICTURE), sent("plan.csv", b"a,b\n1,2\n")]}
    assert signed_in(ada).post("/write/", form).status_code == 302
    picture, plan = Attachment.objects.order_by("position")
    assert (picture.kind, picture.name, picture.media_type, picture.width) == ("image", "ramp.png", "image/png", 10)
    assert (plan.kind, plan.name, plan.media_type, plan.size) == ("document", "plan.csv", "text/csv", 8)
    assert len(plan.sha256) == 64
    page = signed_in(ben).get("/").content.decode()
    assert f'src="/files/{picture.public_id}/thumbnail/"' in page
    assert 'alt="Picture: ramp.png"' in page
    assert f'href="/files/{plan.public_id}/"' in page
    assert body(signed_in(ben).get(f"/files/{plan.public_id}/")) == b"a,b\n1,2\n"


def test_a_post_may_be_a_picture_alone(ada, signed_in):
    assert signed_in(ada).post("/write/", {"body": "", "files": [sent("ramp.png", A_PICTURE)]}).status_code == 302
    assert signed_in(ada).post("/write/", {"body": " "}).status_code == 422


def test_a_reply_carries_files_too(ada, ben, signed_in):
    post = a_post(by=ada)
    form = {"body": "Here it is", "files": [sent("list.txt")]}
    assert signed_in(ben).post(f"/posts/{post.public_id}/comments/", form).status_code == 302
    file = one()
    assert file.comment == Comment.objects.get()
    assert "list.txt" in signed_in(ada).get(f"/posts/{post.public_id}/").content.decode()
    assert body(signed_in(ada).get(f"/files/{file.public_id}/")) == b"words"


def test_words_are_not_changed_where_a_file_is_refused(ada, signed_in, settings):
    settings.MAX_UPLOAD_FILES = 1
    post = a_post(by=ada, body="As it was")
    form = {"body": "Changed", "version": "1", "files": [sent("a.txt"), sent("b.txt")]}
    answer = signed_in(ada).post(f"/posts/{post.public_id}/editing/", form)
    assert (answer.status_code, "Changed" in answer.content.decode()) == (422, True)
    assert queries.one(post.public_id, viewer=ada).body == "As it was"
    form = {"body": "Changed", "version": "1", "files": [sent("a.txt")]}
    assert signed_in(ada).post(f"/posts/{post.public_id}/editing/", form).status_code == 302
    assert (queries.one(post.public_id, viewer=ada).body, one().name) == ("Changed", "a.txt")


def test_what_is_refused_loses_no_words_and_keeps_no_file(ada, signed_in, settings):
    settings.MAX_UPLOAD_BYTES = 2 * 1024 * 1024
    form = {"body": "Long typed words", "files": [sent("film.bin", b"x" * (3 * 1024 * 1024))]}
    answer = signed_in(ada).post("/write/", form)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "A file may have up to 2 MB; this one has more." in page
    assert "Make it smaller" in page
    assert "Long typed words" in page
    assert not Post.objects.exists()


def test_a_broken_picture_is_refused_with_its_name(ada, signed_in):
    answer = signed_in(ada).post("/write/", {"body": "Look", "files": [sent("sun.png", b"\x89PNG\r\n\x1a\nbroken")]})
    assert answer.status_code == 422
    assert "“sun.png” is damaged" in answer.content.decode()
    assert not Post.objects.exists()


def test_too_many_are_refused_with_the_number(ada, signed_in, settings):
    settings.MAX_UPLOAD_FILES = 3
    answer = signed_in(ada).post("/write/", {"body": "Look", "files": [sent(f"{n}.txt") for n in range(4)]})
    assert answer.status_code == 422
    assert "up to 3 files; these would be 4" in answer.content.decode()
    post = a_post(by=ada)
    actions.attach(post, [a_file(f"{n}.txt", b"x") for n in range(3)], by=ada)
    with pytest.raises(Unacceptable):
        actions.attach(post, [a_file("4.txt", b"x")], by=ada)
    assert Attachment.objects.count() == 3


def test_a_flood_of_files_is_words_too(ada, signed_in):
    answer = signed_in(ada).post("/write/", {"body": "Look", "files": [sent(f"{n}.txt") for n in range(60)]})
    assert answer.status_code == 413
    assert "more than can be taken at once" in answer.content.decode()


def test_nobody_fills_the_disk(client, monkeypatch):
    """Files of somebody who is not signed in are not even read."""

    def read(*args, **kwargs):
        raise AssertionError

    monkeypatch.setattr(MemoryFileUploadHandler, "receive_data_chunk", read)
    assert client.post("/write/", {"body": "Look", "files": [sent("a.txt")]}).status_code == 403


def test_only_the_author_attaches_describes_and_removes(ada, ben):
    file = with_file(ada)
    for act in (
        lambda: actions.attach(file.post, [a_file()], by=ben),
        lambda: actions.describe(file, "Mine", by=ben),
        lambda: actions.remove(file, by=ben),
    ):
        with pytest.raises(NotAllowed):
            act()


# Versions.


def test_the_same_name_again_is_the_next_version(ada, ben, signed_in):
    first = with_file(ada, content=b"old")
    assert actions.attach(first.post, [a_file("plan.txt", b"old")], by=ada) == [first]
    form = {"body": "Something worth saying", "files": [sent("plan.txt", b"new")]}
    assert signed_in(ada).post(f"/posts/{first.post.public_id}/editing/", form).status_code == 302
    second = one(is_latest=True)
    assert (second.version, second.position) == (2, first.position)
    page = signed_in(ben).get(f"/posts/{first.post.public_id}/").content.decode()
    assert f"/files/{second.public_id}/" in page
    assert first.public_id not in page
    assert "version 2" in page
    assert body(signed_in(ben).get(f"/files/{second.public_id}/")) == b"new"


def test_earlier_versions_stay_with_whoever_put_them_there(ada, ben, signed_in):
    first = with_file(ada, content=b"old")
    second = actions.attach(first.post, [a_file("plan.txt", b"new")], by=ada)[0]
    assert signed_in(ben).get(f"/files/{first.public_id}/").status_code == 404
    assert body(signed_in(ada).get(f"/files/{first.public_id}/")) == b"old"
    assert f"/files/{first.public_id}/" in signed_in(ada).get(f"/files/{second.public_id}/about/").content.decode()


def test_two_pictures_of_one_name_are_two_pictures(ada):
    other = saved(Image.new("RGB", (5, 5), "red"), "PNG")
    post = a_post(by=ada)
    actions.attach(post, [a_file("image.png"), a_file("image.png", other), a_file("image.png")], by=ada)
    assert [file.name for file in Attachment.objects.order_by("position")] == ["image.png", "image (2).png"]


@pytest.mark.parametrize("letter", ["a", "ü"])
def test_pictures_of_one_long_name_are_numbered_too(ada, letter):
    name = names.clean(letter * 156 + ".png")
    pictures = [saved(Image.new("RGB", (side, side), "red"), "PNG") for side in range(2, 6)]
    kept = actions.attach(a_post(by=ada), [a_file(name, picture) for picture in pictures], by=ada)
    assert kept[0].name == name
    assert [file.name[-10:] for file in kept[1:]] == [f"{letter * 2} ({number}).png" for number in (2, 3, 4)]


def test_a_name_may_come_again_after_it_was_removed(ada):
    first = with_file(ada, content=b"old")
    actions.remove(first, by=ada)
    again = actions.attach(first.post, [a_file("plan.txt", b"new")], by=ada)[0]
    assert (again.version, again.is_latest) == (2, True)


def test_only_the_next_version_of_what_is_there_keeps_its_description(ada):
    first = with_file(ada, content=b"old")
    actions.describe(first, "Where the ramp will stand", by=ada)
    second = actions.attach(first.post, [a_file("plan.txt", b"new")], by=ada)[0]
    assert second.description == "Where the ramp will stand"
    actions.remove(second, by=ada)
    other = actions.attach(first.post, [a_file("plan.txt", b"another")], by=ada)[0]
    assert (other.version, other.description) == (3, "")


# Who may have them.


def test_a_file_is_seen_by_whom_its_post_is_seen(ada, ben, cara, operations, signed_in):
    file = with_file(ada, to=Choice("units", units=(operations,)))
    assert signed_in(ben).get(f"/files/{file.public_id}/").status_code == 200
    hidden, absent = (signed_in(cara).get(f"/files/{name}/") for name in (file.public_id, "0123456789abc"))
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    assert hidden.status_code == 404


def test_it_follows_its_post_when_that_is_narrowed_or_deleted(ada, ben, signed_in):
    file = with_file(ada)
    address = f"/files/{file.public_id}/"
    first = signed_in(ben).get(address)
    actions.change_audience(file.post, by=ada, choice=Choice("me"))
    assert signed_in(ben).get(address, headers={"If-None-Match": first["ETag"]}).status_code == 404
    assert signed_in(ada).get(address).status_code == 200
    actions.delete(file.post, by=ada)
    assert signed_in(ada).get(address).status_code == 404


def test_during_the_undo_window_only_the_author(ada, ben, signed_in):
    ada.undo_seconds = 60
    file = with_file(ada)
    assert signed_in(ben).get(f"/files/{file.public_id}/").status_code == 404
    assert signed_in(ada).get(f"/files/{file.public_id}/").status_code == 200
    Post.objects.update(released_at=clock.now() - timedelta(seconds=1))
    assert signed_in(ben).get(f"/files/{file.public_id}/").status_code == 200


def test_a_file_of_a_comment_waits_and_goes_with_it(ada, ben, signed_in):
    post = a_post(by=ada)
    ben.undo_seconds = 60
    file = actions.attach(a_comment(by=ben, on=post), [a_file()], by=ben)[0]
    assert signed_in(ada).get(f"/files/{file.public_id}/").status_code == 404
    assert signed_in(ben).get(f"/files/{file.public_id}/").status_code == 200
    Comment.objects.update(released_at=clock.now() - timedelta(seconds=1))
    assert signed_in(ada).get(f"/files/{file.public_id}/").status_code == 200
    actions.delete_comment(file.comment, by=ben)
    for person in (ada, ben):
        assert signed_in(person).get(f"/files/{file.public_id}/").status_code == 404


@pytest.mark.parametrize(("url", "is_linked"), [("https://old.example/f/1", True), ("javascript:alert(1)", False)])
def test_what_stayed_elsewhere_is_a_link(ada, signed_in, url, is_linked):
    post = a_post(by=ada)
    link = Attachment.objects.create(post=post, kind="link", name="old.pdf", url=url, added_at=clock.now())
    page = signed_in(ada).get(f"/posts/{post.public_id}/").content.decode()
    assert "old.pdf" in page
    assert (f'href="{url}"' in page) == is_linked
    assert signed_in(ada).get(f"/files/{link.public_id}/").status_code == 404


def test_a_removed_file_is_nobodys(ada, ben, signed_in):
    file = with_file(ada)
    assert signed_in(ada).post(f"/files/{file.public_id}/removal/").status_code == 302
    for person in (ada, ben):
        assert signed_in(person).get(f"/files/{file.public_id}/").status_code == 404
    assert "plan.txt" not in signed_in(ben).get(f"/posts/{file.post.public_id}/").content.decode()


def test_bytes_that_are_gone_are_answered_as_absent(ada, signed_in):
    file = with_file(ada)
    store.remove(file.key)
    assert signed_in(ada).get(f"/files/{file.public_id}/").status_code == 404


# How they are served.


def test_a_part_of_a_file(ada, signed_in):
    address, browser = f"/files/{with_file(ada).public_id}/", signed_in(ada)
    whole = browser.get(address)
    assert (whole.status_code, whole["Content-Length"], whole["Accept-Ranges"]) == (200, "10", "bytes")
    for asked, part, said in (
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=5-99", b"56789", "bytes 5-9/10"),
    ):
        answer = browser.get(address, headers={"Range": asked})
        assert (answer.status_code, body(answer), answer["Content-Range"]) == (206, part, said)
    for asked in ("bytes=10-", "bytes=-0"):
        answer = browser.get(address, headers={"Range": asked})
        assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10")
    for asked in ("bytes=0-1,4-5", "bytes=4-2", "lines=1-2", "bytes=-"):
        assert body(browser.get(address, headers={"Range": asked})) == b"0123456789"
    assert browser.get(address, headers={"Range": "bytes=1-2", "If-Range": '"older"'}).status_code == 200


def test_what_one_has_is_not_sent_again(ada, signed_in):
    address, browser = f"/files/{with_file(ada).public_id}/", signed_in(ada)
    tag = browser.get(address)["ETag"]
    again = browser.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in again["Cache-Control"]
    head = browser.head(address)
    assert (head.status_code, head["Content-Length"], head["ETag"]) == (200, "10", tag)


@pytest.mark.parametrize(
    ("name", "content", "was"),
    [
        ("page.html", b"<!doctype html><script>alert(1)</script>", HTML),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', SVG),
        ("notes.txt", b"<script>alert(1)</script>", HTML),
        ("x.pdf", b"%PDF-1.4\nalert(1)", "application/pdf"),
    ],
)
def test_nothing_that_could_run_runs_here(ada, signed_in, name, content, was):
    file = with_file(ada, name, content)
    assert file.media_type == was
    answer = signed_in(ada).get(f"/files/{file.public_id}/")
    assert answer["Content-Type"] in ("application/octet-stream", "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_picture_is_looked_at_and_can_be_saved(ada, signed_in):
    file = actions.attach(a_post(by=ada), [a_file()], by=ada)[0]
    address = f"/files/{file.public_id}/"
    assert signed_in(ada).get(address)["Content-Disposition"].startswith("inline;")
    assert signed_in(ada).get(f"{address}?save")["Content-Disposition"].startswith("attachment;")
    small = signed_in(ada).get(f"{address}thumbnail/")
    assert (small.status_code, small["Content-Type"]) == (200, "image/webp")
    assert signed_in(ada).get(f"{address}preview/").status_code == 404


@pytest.mark.parametrize(
    "name", ['a"b.txt', "a\r\nSet-Cookie: x=1.txt", "../../etc/passwd", "=cmd|'/c calc'!A1.csv", "ä €.txt"]
)
def test_names_stay_in_their_header(ada, signed_in, name):
    file = with_file(ada, name)
    said = signed_in(ada).get(f"/files/{file.public_id}/")["Content-Disposition"]
    assert said.isascii()
    assert said.count('"') == 2
    assert not {"\r", "\n", "/"} & set(said)
    assert signed_in(ada).get(f"/posts/{file.post.public_id}/").status_code == 200


# Descriptions.


def test_a_picture_is_described_for_whoever_cannot_see_it(ada, ben, signed_in):
    file = actions.attach(a_post(by=ada), [a_file()], by=ada)[0]
    address = f"/files/{file.public_id}/about/"
    assert "What it shows" in signed_in(ada).get(address).content.decode()
    signed_in(ada).post(address, {"description": "Two people lift a pallet"})
    assert 'alt="Two people lift a pallet"' in signed_in(ben).get("/").content.decode()
    refused = signed_in(ada).post(address, {"description": "x" * 301})
    assert refused.status_code == 422
    assert "x" * 301 in refused.content.decode()


def test_a_stream_with_files_takes_one_query_more(ada, django_assert_num_queries):
    for _ in range(3):
        actions.attach(a_post(by=ada), [a_file("a.txt", b"a"), a_file("b.txt", b"b")], by=ada)
    with django_assert_num_queries(3):
        page = queries.stream(ada)
    assert [len(card.files) for card in page.rows] == [2, 2, 2]
