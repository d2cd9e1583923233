"""Finding what was said: by words in any form, by operators, by name; what is hidden is found by nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from intramural.people import actions as people
from intramural.posts import actions as posts
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.search import actions, backends, queries
from intramural.search.backends import postgresql, sqlite
from intramural.search.models import Entry
from intramural.spaces.testing import a_space


def found(viewer: Any, text: str, **more: Any) -> list[str]:
    """The public ids of what the viewer finds."""
    actions.reindex()
    return [hit.public_id for hit in queries.search(viewer, text, **more).page.rows]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("The policies were connected yesterday.", "policy connection"),
        ("We start the meetings at nine.", "meeting"),
        ("Der Urlaub wird mit den Kollegen und nicht allein geplant.", "Urlaube Kollege"),
        ("Die Verträge sind nicht in den Ordnern.", "Vertrag Ordner"),
        ("Herr Müller is here", "muller"),
        ("Herr Müller is here", "Mueller"),
        ("Herr Mueller is here", "Müller"),
        ("Herr Mueller is here", "muller"),
        ("Straße gesperrt", "strasse"),
        ("Ein Café", "cafe"),
        ("配送が遅れています", "配送"),
        ("Доставка задержана", "доставка"),
        ("the new night shift begins", '"night shift"'),
        ("Onboarding for the crew", "onboar*"),
        ("Invoice INV-2026-0815 is late", "INV-2026-0815"),
        ("Write to carrier@example.org", "carrier@example.org"),
    ],
)
def test_a_word_is_found_in_any_form(ada, ben, said, asked):
    post = a_post(by=ada, body=said)
    a_post(by=ada, body="Nothing of the kind.")
    assert found(ben, asked) == [post.public_id]


@pytest.mark.parametrize(
    "asked", ['"shift night"', "night -shift", "-night shift", "nig", "from:ben", "is:answered", "in:x"]
)
def test_what_does_not_fit_is_not_found(ada, ben, asked):
    a_post(by=ada, body="the new night shift begins")
    assert found(ben, asked) == []


def test_a_slip_is_mended_from_what_the_viewer_sees(ada, ben):
    a_post(by=ada, body="A secret zebracrossing", to=Choice("me"))
    post = a_post(by=ada, body="The new zebracrosswalk and invoice")
    assert found(ben, "invocie") == [post.public_id]
    assert queries.search(ben, "invocie").instead == "invoice"
    assert queries.search(ben, "zebracrossin").instead == ""
    assert queries.search(ada, "zebracrossin").instead == "zebracrossing"


def test_some_of_the_words_are_offered_where_all_are_nowhere(ada, ben):
    post = a_post(by=ada, body="The winter tyres")
    actions.reindex()
    answer = queries.search(ben, "winter umbrella")
    assert [hit.public_id for hit in answer.page.rows] == [post.public_id]
    assert answer.is_loose


def test_operators(ada, ben, cara):
    bakers = a_space("Bakers", owner=ada, members=(ben,))
    here = a_post(by=ada, body="Rye bread #pay", to=Choice("space", space=bakers))
    asked = a_post(by=ben, body="Which rye? See https://example.org", kind=Post.Kind.QUESTION)
    answer = a_comment(by=cara, on=asked, body="The dark rye.")
    posts.accept(answer, by=ben)
    everything = {here.public_id, asked.public_id, answer.public_id}
    for text, right in (
        ("rye", everything),
        ("rye from:ada", {here.public_id}),
        ("rye -from:ada", {asked.public_id, answer.public_id}),
        ("from:cara", {answer.public_id}),
        ("rye in:bakers", {here.public_id}),
        ("rye topic:pay", {here.public_id}),
        ("rye topic:#pay from:@ada", {here.public_id}),
        ("rye has:link", {asked.public_id}),
        ("is:question", {asked.public_id}),
        ("rye is:answered", {asked.public_id}),
        ("rye after:2026", everything if here.released_at.year >= 2026 else set()),
        ("rye before:2001-01-01", set()),
        ("rye is:blue", everything),
        ("rye from:nobody", set()),
        ("rye in:nowhere", set()),
        ("rye topic:nothing", set()),
    ):
        assert set(found(cara, text)) == right, text
    assert set(found(cara, "rye", kind="comments")) == {answer.public_id}
    assert set(found(cara, "rye", kind="questions")) == {asked.public_id}


def test_the_index_is_never_ahead_of_the_audience(ada, ben):
    post = a_post(by=ada, body="A turnip for all")
    assert found(ben, "turnip") == [post.public_id]
    posts.change_audience(post, by=ada, choice=Choice("me"))
    assert [hit.public_id for hit in queries.search(ben, "turnip").page.rows] == []
    assert queries.search(ben, "turnip").count == 0
    assert queries.search(ben, "turnip").kinds == ()
    assert queries.search(ada, "turnip").count == 1


def test_a_new_guest_finds_their_own_words_and_none_of_members_under_them(ada, ben, olga):
    post = a_post(by=ada, body="Turnips")
    own, said = (a_comment(by=by, on=post, body="More turnips") for by in (ada, ben))
    file = posts.attach(said, [a_file("turnips.png")], by=ben)[0]
    assert set(found(ada, "turnips")) == {post.public_id, own.public_id, said.public_id, file.public_id}
    people.change_standing(ada, by=olga, standing="guest")
    ada.refresh_from_db()
    assert set(found(ada, "turnips")) == {post.public_id, own.public_id}


def test_what_was_deleted_is_gone_though_the_index_is_late(ada, ben):
    post = a_post(by=ada, body="A turnip for all")
    said = a_comment(by=ben, on=post, body="A beetroot")
    actions.reindex()
    posts.delete_comment(said, by=ben)
    assert queries.search(ada, "beetroot").count == 0
    posts.delete(post, by=ada)
    assert queries.search(ada, "turnip").count == 0
    actions.reindex()
    assert not Entry.objects.filter(kind__in=("post", "comment")).exists()


def test_pages_go_on_where_the_last_ended(ada, ben):
    now = datetime(2026, 3, 1, tzinfo=UTC)
    every = [a_post(by=ada, body=f"Turnip number {n}") for n in range(7)]
    for n, post in enumerate(every):
        Post.objects.filter(pk=post.pk).update(released_at=now + timedelta(minutes=n // 2))
    actions.reindex()
    for order in queries.ORDERS:
        seen: list[str] = []
        after = None
        for _ in range(4):
            page = queries.search(ben, "turnip", order=order, after=after, size=2).page
            seen += [hit.public_id for hit in page.rows]
            after = page.next
        assert after is None
        assert sorted(seen) == sorted(post.public_id for post in every)


def test_reindexing_again_changes_nothing(ada, ben):
    post = a_post(by=ada, body="A turnip #pay")
    a_comment(by=ben, on=post, body="Yes")
    assert actions.reindex() > 0
    assert actions.reindex() == 0


def test_people_and_places_by_name(ada, ben, gus):
    bakers = a_space("Brotbäcker", owner=ada)
    hidden = a_space("Bread secret", owner=ada, gated=True, is_listed=False)
    a_post(by=ada, body="Hello #bread")
    a_post(by=ada, body="Hello #breadsecret", to=Choice("me"))
    actions.reindex()
    assert queries.names(ben, "okon").people == (ada,)
    assert queries.names(ben, "Okonkow").people == (ada,)
    assert queries.names(ben, "brotbacker").spaces == (bakers,)
    assert queries.names(ben, "bread").spaces == ()
    assert queries.names(ada, "bread").spaces == (hidden,)
    assert [topic.slug for topic in queries.names(ben, "bread").topics] == ["bread"]
    assert queries.names(gus, "okon").people == ()


def test_excerpts_mark_what_was_looked_for_and_escape_all(ada, ben, signed_in):
    a_post(by=ada, body="An <b>onion</b> & onions " + "and so on " * 60 + "a leek <script>")
    actions.reindex()
    page = signed_in(ben).get("/search/?q=onion").content.decode()
    assert "&lt;b&gt;<mark>onion</mark>" in page
    assert "<mark>onions</mark>" in page
    assert "<mark>leek</mark>" in signed_in(ben).get("/search/?q=leek").content.decode()
    assert "<script>" not in page.split("<main")[1]


@pytest.mark.parametrize("old", [None, [1 << 62, 1 << 61, 5], [7, 6], []])
def test_the_newest_come_first_from_near_and_far(ada, ben, monkeypatch, old):
    """A house has many more entries than are looked at first; where to look may have been looked up long ago."""
    real = backends.horizons
    monkeypatch.setattr(backends, "horizons", lambda *_: real(3, 7, 10_000) if old is None else old)
    monkeypatch.setattr(postgresql, "_OFTEN", 1)
    monkeypatch.setattr(postgresql, "_SOME", 2)
    monkeypatch.setattr(postgresql, "_MANY", 3)
    said = [a_post(by=ada, body=f"Turnip {n}" if n % 2 else f"Leek {n}") for n in range(10)]
    for n, post in enumerate(said):
        Post.objects.filter(pk=post.pk).update(released_at=datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=n))
    assert found(ben, "turnip", order="newest") == [post.public_id for post in reversed(said[1::2])]
    assert found(ben, "turnip or leek", order="newest") == [post.public_id for post in reversed(said)]
    assert found(ben, "kpost or leek before:2026-03-09", order="newest") == [post.public_id for post in said[6::-2]]


@pytest.mark.once
def test_the_index_of_sqlite_is_read_as_it_lies(db, monkeypatch):
    """FTS5 of SQLite 3.40, asked for rows from the newest down, passes over some where one of several terms has many."""
    if connection.vendor != "sqlite":
        return
    monkeypatch.setattr(backends, "horizons", lambda *_: [7, 5])
    for source, match in (*(way[:2] for way in sqlite.ways("", {}, [])), sqlite.few()):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN SELECT e.id FROM {source} WHERE {match} LIMIT 3", {"sieve": "turnip"})
            plan = [row[3] for row in cursor.fetchall()]
        assert "USE TEMP B-TREE FOR ORDER BY" in plan
        assert len([step for step in plan if "search_fts VIRTUAL TABLE" in step]) == 1
