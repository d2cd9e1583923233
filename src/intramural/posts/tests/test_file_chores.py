"""Documents are read after they were shared, and bytes go when nobody may ask for them any more."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from intramural.kit import clock
from intramural.kit.tests import papers
from intramural.posts import actions, tasks
from intramural.posts.files import store
from intramural.posts.models import Attachment, Comment, Post
from intramural.posts.testing import a_comment, a_file, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def kept() -> int:
    return sum(path.is_file() for path in store.root.rglob("*"))


def age() -> None:
    for path in store.root.rglob("*"):
        os.utime(path, (0, 0))


def test_a_document_is_read_and_drawn(ada, ben, signed_in):
    post = a_post(by=ada)
    file = actions.attach(post, [a_file("plan.pdf", papers.pdf("Night shift"))], by=ada)[0]
    assert not file.is_read
    assert tasks.read_files() == 1
    assert tasks.read_files() == 0
    file.refresh_from_db()
    assert (file.is_read, file.text) == (True, "Night shift")
    page = signed_in(ben).get(f"/posts/{post.public_id}/").content.decode()
    assert 'alt="First page of plan.pdf"' in page
    for name in ("preview", "thumbnail"):
        drawn = signed_in(ben).get(f"/files/{file.public_id}/{name}/")
        assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/webp")


def test_what_cannot_be_read_is_tried_once(ada):
    file = actions.attach(a_post(by=ada), [a_file("plan.pdf", b"%PDF-1.4 broken")], by=ada)[0]
    tasks.read_files()
    file.refresh_from_db()
    assert (file.is_read, file.text, file.preview_key) == (True, "", "")


def test_what_stayed_elsewhere_and_what_is_gone_are_not_waited_for(ada):
    Attachment.objects.create(post=a_post(by=ada), kind="link", name="a", url="https://x.example/", added_at=clock.now())
    gone = actions.attach(a_post(by=ada), [a_file("a.txt", b"words")], by=ada)[0]
    store.remove(gone.key)
    tasks.read_files()
    assert not Attachment.objects.filter(is_read=False).exists()


def test_bytes_that_no_row_names_go_after_a_day(ada):
    draft = Post.objects.create(author=ada, begun_at=clock.now())
    actions.attach(draft, [a_file()], by=ada)
    actions.attach(a_post(by=ada), [a_file()], by=ada)
    a_file()
    assert tasks.sweep_files() == 0
    actions.discard(draft, by=ada)
    age()
    assert tasks.sweep_files() == 4
    assert kept() == 2


@pytest.mark.parametrize("way", ["removed", "post", "comment"])
def test_what_was_deleted_goes_after_a_month(ada, way, django_capture_on_commit_callbacks):
    post = a_post(by=ada)
    comment = a_comment(by=ada, on=post)
    file = actions.attach(comment if way == "comment" else post, [a_file()], by=ada)[0]
    if way == "removed":
        actions.remove(file, by=ada)
    elif way == "post":
        actions.delete(post, by=ada)
    else:
        actions.delete_comment(comment, by=ada)
    assert tasks.forget_files() == 0
    long_ago = clock.now() - timedelta(days=31)
    Attachment.objects.filter(removed_at__isnull=False).update(removed_at=long_ago)
    Post.objects.filter(deleted_at__isnull=False).update(deleted_at=long_ago)
    Comment.objects.filter(deleted_at__isnull=False).update(deleted_at=long_ago)
    assert kept() == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.forget_files() == 1
    assert kept() == 0
