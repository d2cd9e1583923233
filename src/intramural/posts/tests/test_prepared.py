"""A prepared query gives what its queryset gives, whatever the values, and is worked out once."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler, SQLInsertCompiler

from intramural.audiences.models import EVERYONE, Audience
from intramural.audiences.visibility import VisibleTo, values, viewer_given, viewer_of
from intramural.kit import clock
from intramural.kit.prepared import Given, OfMany, Prepared, insert
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.posts.testing import a_post
from intramural.record.models import Answer

pytestmark = pytest.mark.django_db

BY_NUMBER = Prepared(lambda given: Audience.objects.filter(pk=given.number("number")))
BY_HANDLE = Prepared(lambda given: Person.objects.select_related("unit").filter(handle=given.text("handle")))


@Prepared
def seen(given: Given) -> QuerySet[Post]:
    found = Post.objects.filter(VisibleTo(viewer_given(given)), state="published")
    return found.select_related("author__unit", "space").order_by("-pk")


def asked(person: Person) -> dict[str, Any]:
    return values(viewer_of(person))


def test_it_gives_what_the_queryset_gives(ada, ben, gus):
    for body in ("One", "Two", "Three"):
        a_post(by=ada, body=body)
    for viewer in (ada, ben, gus):
        same = Post.objects.filter(VisibleTo(viewer), state="published").order_by("-pk")
        assert [post.body for post in seen.rows(**asked(viewer))] == [post.body for post in same]
    with_unit = seen.rows(**asked(ben))[0]
    assert (with_unit.author.name, with_unit.author.unit.name, with_unit.space) == (ada.name, "Operations", None)
    assert with_unit.released_at is not None
    assert with_unit.released_at.tzinfo is not None


def test_moments_are_compared_as_moments(ada, ben):
    a_post(by=ada)
    before = {**asked(ben), "now": clock.now() - timedelta(hours=1)}
    assert not seen.rows(**before)
    assert seen.first(**asked(ben)) is not None
    assert seen.first(**before) is None


def test_it_is_worked_out_once(ada, ben, django_assert_num_queries):
    BY_HANDLE.rows(handle="nobody")
    with patch.object(SQLCompiler, "as_sql", side_effect=AssertionError("worked out again")), django_assert_num_queries(2):
        assert BY_HANDLE.first(handle="ada") == ada
        assert BY_HANDLE.first(handle="ben") == ben


def test_values_are_never_part_of_the_sql(ada):
    assert BY_HANDLE.rows(handle="ada' OR '1'='1") == []
    assert BY_HANDLE.rows(handle="100 %s {handle}") == []


def test_what_is_missing_or_unknown_is_refused(ada):
    with pytest.raises(KeyError, match="handle"):
        BY_HANDLE.rows()
    with pytest.raises(ValueError, match="name"):
        BY_HANDLE.rows(handle="ada", name="Ada")
    with pytest.raises(ValueError, match="does not take limit"):
        Prepared(lambda given: Person.objects.all()[: given.number("limit")]).rows(limit=3)


def test_rows_may_be_values(ada):
    names = Prepared(lambda given: Person.objects.filter(handle=given.text("handle")).values_list("handle", "joined_at"))
    assert names.rows(handle="ada") == [("ada", ada.joined_at)]


def test_one_of_many_is_worked_out_once(ada, ben, cara):
    named = OfMany(lambda numbers: Person.objects.filter(pk__in=numbers).order_by("handle"))
    assert named([ada.pk]) == [ada]
    with patch.object(SQLCompiler, "as_sql", side_effect=AssertionError("worked out again")):
        assert named({ben.pk: "anything"}) == [ben]
    assert named([cara.pk, ada.pk]) == [ada, cara]
    assert named([]) == []


def test_a_row_is_written_as_save_writes_it(ada):
    given: dict[str, Any] = {
        "author": ada,
        "body": "Who has the key?",
        "audience_id": EVERYONE,
        "begun_at": clock.now(),
        "plan": {"a": [1]},
    }
    saved = Post(**given, published_at=clock.now())
    saved.save()
    with patch.object(SQLInsertCompiler, "as_sql", autospec=True, side_effect=SQLInsertCompiler.as_sql) as worked_out:
        rows = [insert(Post(**given, published_at=saved.published_at)) for _ in range(3)]
    assert worked_out.call_count <= 1
    same = [field.name for field in Post._meta.concrete_fields if field.name not in ("id", "public_id")]
    (expected,) = Post.objects.filter(pk=saved.pk).values(*same)
    assert list(Post.objects.filter(pk__in=[row.pk for row in rows]).values(*same)) == [expected] * 3
    assert not rows[0]._state.adding
    rows[0].title = "Changed later"
    rows[0].save()
    assert Post.objects.get(title="Changed later") == rows[0]


def test_a_row_that_breaks_a_rule_is_refused(ada):
    row = {"by_id": ada.pk, "key": "k", "request_hash": "", "at": clock.now()}
    insert(Answer(**row))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Answer(**row))
    assert Answer.objects.count() == 1


def test_each_thread_has_its_own():
    """A connection and what was worked out for it belong to one thread. What they read came with the migrations."""
    found: list[int] = []

    def read() -> None:
        found.extend(audience.pk for audience in BY_NUMBER.rows(number=EVERYONE))
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [EVERYONE] * 4
