"""What a program writes: how far it would reach, drafts, sharing, taking back, growing."""

from __future__ import annotations

import pytest

from intramural.people import actions as people
from intramural.people.models import Person
from intramural.posts import actions, composing, queries
from intramural.posts.api import drafted
from intramural.posts.models import Post
from intramural.posts.testing import a_comment, a_post
from intramural.spaces.testing import a_space
from tests.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakers(ada, ben):
    return a_space("Bakers", owner=ada, members=(ben,), gated=True)


def test_sharing_says_whom_it_reaches(ada, ben, cara, bakers, operations):
    program = Program(ada)
    made = program.post("/posts", {"title": "Hours", "body": "We start at *seven*. #pay", "kind": "article"})
    assert (made.status_code, made["Location"]) == (201, f"/api/v1/posts/{made.json()['id']}")
    assert made.json()["reach"]["words"] == "Everyone here, 3 people, can read this."
    for audience, words in (
        ({"kind": "space", "space": "bakers"}, "Members of Bakers, 2 people, can read this."),
        ({"kind": "units", "units": [operations.public_id]}, "Operations, 2 people, can read this."),
        ({"kind": "people", "people": ["cara", "Ada"]}, "Ada Okonkwo and Cara Lindqvist, 2 people, can read this."),
        ({"kind": "me"}, "Only you can read this."),
    ):
        asked = {"audience": audience.pop("kind"), **{k: v if k == "space" else ",".join(v) for k, v in audience.items()}}
        before = program.get("/reach?" + "&".join(f"{name}={value}" for name, value in asked.items())).json()
        sent = program.post("/posts", {"body": "x", "audience": {"kind": asked["audience"], **audience}}).json()
        assert before["words"] == sent["reach"]["words"] == words
        moved = program.put(f"/posts/{made.json()['id']}/audience", {"kind": asked["audience"], **audience}).json()
        assert moved["reach"]["words"] == words
    assert Program(cara).get(f"/posts/{made.json()['id']}").status_code == 404


def test_why_it_is_so_wide_goes_through_draft_and_post(ada, ben):
    draft = Program(ada).post("/drafts", {"body": "Prices", "why_wide": "Everybody  sells."}).json()
    assert draft["why_wide"] == "Everybody sells."
    shared = Program(ada).post(f"/drafts/{draft['id']}/publication").json()
    assert shared["why_wide"] == "Everybody sells."
    assert Program(ada).post("/posts", {"body": "x"}).json()["why_wide"] == ""


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"body": ""}, 422, "body"),
        ({"kind": "rant"}, 422, "kind"),
        ({"kind": "status", "body": "x" * 281}, 422, "body"),
        ({"body": "x" * 60_001}, 422, "body"),
        ({"voice": "official"}, 403, ""),
        ({"audience": {"kind": "space", "space": "nowhere"}}, 422, "space"),
        ({"audience": {"kind": "units", "units": ["x"]}}, 422, "units"),
        ({"audience": {"kind": "units"}}, 422, "units"),
        ({"audience": {"kind": "people", "people": ["nobody"]}}, 422, "people"),
        ({"audience": {"kind": "people", "people": ["ada ben"]}}, 422, "audience.people.0"),
        ({"audience": {"kind": "people", "people": ["ada"] * 91}}, 422, "audience.people"),
        ({"kind": "kudos"}, 422, "honours"),
        ({"kind": "kudos", "honours": ["ada"]}, 422, "honours"),
        ({"kind": "found", "source": {"url": "javascript:alert(1)"}}, 422, "url"),
        ({"why": "no such name"}, 422, "why"),
    ],
)
def test_what_cannot_be_shared(ada, wrong, status, field):
    refused = Program(ada).post("/posts", {"body": "Words", **wrong})
    assert (refused.status_code, refused.json().get("field", "")) == (status, field)
    assert not Post.objects.exists()


def test_kudos_and_found_documents(ada, ben):
    kudos = Program(ada).post("/posts", {"kind": "kudos", "body": "For the cake", "honours": ["ben"]}).json()
    assert kudos["honours"] == [{"handle": "ben", "name": "Ben Haddad", "url": "/people/ben/"}]
    found = {"url": "https://example.org/rules", "made_by": "A court", "owner": "Legal"}
    shared = Program(ada).post("/posts", {"kind": "found", "body": "The new rules", "source": found}).json()
    assert shared["source"] == {"way": "link", **found}


def test_official_words_need_a_delegation(ada, olga, operations):
    people.delegate(ada, unit=operations, by=olga)
    said = {"body": "Closed on Friday", "voice": "official", "voice_unit": operations.public_id}
    assert Program(ada).post("/posts", said).json()["voice"] == {
        "kind": "official",
        "label": "Official for Operations",
        "unit": "Operations",
    }
    assert Program(olga).post("/posts", said).status_code == 403


def test_a_draft_is_kept_changed_and_shared(ada, ben, bakers):
    program = Program(ada)
    half = {"body": "Half a", "kind": "poll", "options": ["One"], "audience": {"kind": "space", "space": "bakers"}}
    made = program.post("/drafts", half)
    path = f"/drafts/{made.json()['id']}"
    assert (made.status_code, made["Location"]) == (201, f"/api/v1{path}")
    assert program.post(f"{path}/publication").json()["field"] == "options"
    kept = program.put(path, {**half, "options": ["One", "Two"]}).json()
    assert (kept["options"], kept["audience"]["space"]) == (["One", "Two"], "bakers")
    assert program.get("/drafts").json()["items"] == [program.get(path).json()]
    for path_of_another in (path, f"{path}/publication"):
        assert Program(ben).call("POST" if "pub" in path_of_another else "GET", path_of_another).status_code == 404
    shared = program.post(f"{path}/publication")
    assert (shared.status_code, shared.json()["id"]) == (201, kept["id"])
    assert shared.json()["reach"]["name"] == "Members of Bakers"
    assert program.get(path).status_code == 404
    again = program.post("/drafts", {"body": "Another"}).json()
    assert program.delete(f"/drafts/{again['id']}").status_code == 204
    assert program.get("/drafts").json()["items"] == []


def test_a_draft_that_a_window_changed_is_not_overwritten(ada):
    program = Program(ada)
    made = program.post("/drafts", {"body": "One"}).json()
    kept = actions.draft(
        composing.read({"body": "One, and an hour of work"}), by=ada, into=queries.draft(made["id"], by=ada), version=1
    )
    late = program.put(f"/drafts/{made['id']}", {"body": "Two", "version": made["version"]})
    assert (late.status_code, late.json()["type"]) == (409, "urn:intramural:changed_meanwhile")
    assert program.put(f"/drafts/{made['id']}", {"body": "Two", "version": kept.version}).json()["version"] == 3


def test_a_draft_for_a_day_is_answered_as_the_document_says(ada):
    day = {"opens_at": "2100-03-01T09:00:00Z", "audience": {"kind": "me"}}
    for then in (None, {"kind": "people", "people": ["ada"]}):
        made = Program(ada).post("/drafts", {"body": "Half a", **day, "audience_then": then}).json()
        assert drafted.Draft.model_validate(made).audience_then.kind == (then or {"kind": "everyone"})["kind"]


@pytest.mark.parametrize(
    ("zone", "at"), [("Pacific/Kiritimati", "9999-12-31T23:59:59Z"), ("America/New_York", "0001-01-01T00:00:00Z")]
)
def test_a_draft_for_a_day_that_no_clock_shows_opens_and_is_not_shared(ada, signed_in, zone, at):
    ada.time_zone = zone
    ada.save()
    kept = Program(ada).post("/drafts", {"body": "Soon", "opens_at": at}).json()
    page = signed_in(ada).get(kept["url"])
    assert (page.status_code, "Soon" in page.content.decode()) == (200, True)
    refused = Program(ada).post(f"/drafts/{kept['id']}/publication")
    assert (refused.status_code, refused.json()["field"]) == (422, "opens_at")
    assert Program(ada).post("/posts", {"body": "Soon", "opens_at": at}).status_code == 422


def test_taking_a_post_back(ada, ben):
    Person.objects.filter(pk=ada.pk).update(undo_seconds=60)
    program = Program(ada)
    shared = program.post("/posts", {"body": "Too soon"}).json()
    assert shared["waiting"] is True
    draft = program.post(f"/posts/{shared['id']}/withdrawal").json()
    assert (draft["id"], draft["body"], draft["audience"]["kind"]) == (shared["id"], "Too soon", "everyone")
    assert program.get(f"/posts/{shared['id']}").status_code == 404
    out = a_post(by=ben)
    assert Program(ben).post(f"/posts/{out.public_id}/withdrawal").json()["type"] == "urn:intramural:undo_window_over"


def test_growing_a_status_into_an_article(ada, ben):
    post = a_post(by=ada, kind="status", body="Cake?")
    assert Program(ada).post(f"/posts/{post.public_id}/growth").status_code == 422
    a_comment(by=ben, on=post, body="With *cherries*")
    draft = Program(ada).post(f"/posts/{post.public_id}/growth").json()
    assert draft["kind"] == "article"
    assert "@ben" in draft["body"]
    assert Program(ben).post(f"/posts/{post.public_id}/growth").status_code == 403
