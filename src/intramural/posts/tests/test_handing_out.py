"""What of a post is handed out to whom stands in the ledger, and reading it costs no query."""

from __future__ import annotations

import pytest

from intramural.exposure import spool
from intramural.exposure.testing import a_ledger, handed
from intramural.posts import actions as posts
from intramural.posts.testing import a_post


@pytest.fixture(autouse=True)
def _ledger(tmp_path):
    with a_ledger(tmp_path):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ask", "handed_out"),
    [
        (lambda client, post: client.get(f"/posts/{post.public_id}/"), True),
        (lambda client, post: client.get("/"), True),
        (lambda client, post: client.head(f"/posts/{post.public_id}/"), False),
        (lambda client, post: client.get(f"/posts/{post.public_id}/editing/"), False),
        (lambda client, post: client.post(f"/posts/{post.public_id}/keeping/"), False),
    ],
    ids=["its page", "the stream", "HEAD", "a refusal", "a redirect"],
)
def test_only_what_leaves_is_written(ask, handed_out, ben, cara, signed_in):
    post = a_post(by=ben, body="Hello")
    ask(signed_in(cara), post)
    assert handed(post.pk) == ({"page": {cara.pk}} if handed_out else {})


def test_reading_writes_to_no_database(ben, cara, signed_in, django_assert_num_queries):
    a_post(by=ben, body="Hello")
    client = signed_in(cara)
    client.get("/")
    spool.clear()
    with django_assert_num_queries(5):
        client.get("/")


def test_words_that_change_are_handed_out_again_to_nobody_new(ben, cara, signed_in):
    post = a_post(by=ben, body="Hello")
    signed_in(cara).get(f"/posts/{post.public_id}/")
    posts.edit(post, by=ben, body="Hello again")
    assert handed(post.pk) == {"page": {cara.pk}}
