"""Two pages ask for the same thing at one moment: it is there once, and both are answered."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet

from intramural.care import actions
from intramural.care.models import AccessRequest, Concern
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def not_seen_yet(monkeypatch):
    """The first look for one of these finds none, since the other page is just making it."""
    fetch, unseen = QuerySet._fetch_all, []

    def blind(rows):
        if rows.model in unseen:
            unseen.remove(rows.model)
            rows._result_cache = []
        else:
            fetch(rows)

    monkeypatch.setattr(QuerySet, "_fetch_all", blind)
    return unseen.append


def test_access_is_asked_for_once(ben, cara, dana, pricing, signed_in, not_seen_yet):
    words = {"title": "Prices from May", "summary": "What changes in #pricing."}
    post = a_post(by=ben, to=Choice("people", people=(dana,), known_to=Choice()), **words)
    first = actions.ask_for_access(post, by=cara)
    not_seen_yet(AccessRequest)
    answer = signed_in(cara).post(f"/posts/{post.public_id}/access/", {"words": "Please."})
    assert (answer.status_code, answer["Location"]) == (302, first.url)
    assert AccessRequest.objects.get() == first
    assert Entry.objects.filter(name="AccessAsked").count() == 1


def test_a_concern_is_raised_once(post, cara, signed_in, not_seen_yet):
    first = actions.raise_concern(post, by=cara, kind="question", body="Who may know this?")
    not_seen_yet(Concern)
    answer = signed_in(cara).post(f"/posts/{post.public_id}/concern/", {"kind": "narrow", "body": "And for how long?"})
    assert (answer.status_code, answer["Location"]) == (302, first.url)
    assert Concern.objects.get() == first
    assert [each.body for each in first.messages.all()] == ["Who may know this?", "And for how long?"]
    assert Entry.objects.filter(name="ConcernRaised").count() == 1
