"""Concerns, recovery and whom a post reached, by a program: what the pages do, under the same policies."""

from __future__ import annotations

import pytest

from intramural.care import actions, words
from intramural.care.models import Concern, Narrowing
from intramural.care.testing import a_narrowing
from intramural.exposure.testing import a_ledger
from intramural.people import scopes
from intramural.posts import actions as posts
from intramural.posts.testing import a_post
from intramural.record.models import Entry
from intramural.spaces.testing import a_space
from tests.programs import Program

pytestmark = pytest.mark.django_db


def kind(answer):
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


def test_raised_answered_and_closed_by_both_sides(post, ben, cara, dana):
    reader, author, steward = Program(cara), Program(ben), Program(dana)
    made = reader.post(f"/posts/{post.public_id}/concerns", {"kind": "narrow", "body": "Could this stay in Sales?"})
    assert made.status_code == 201
    at = f"/concerns/{made.json()['id']}"
    assert made["Location"] == f"/api/v1{at}"
    assert [(each["person"]["handle"], each["part"]) for each in made.json()["between"]] == [
        ("cara", "raised"), ("ben", "author"), ("dana", "cares"),
    ]  # fmt: skip
    said = author.post(f"{at}/messages", {"body": "It can."}).json()
    assert [(each["by"]["handle"], each["body"]) for each in said["messages"]] == [
        ("cara", "Could this stay in Sales?"), ("ben", "It can."),
    ]  # fmt: skip
    first = reader.post(f"{at}/closing").json()
    assert (first["settled"], first["closed_at"]) == (True, None)
    assert steward.post(f"{at}/closing").json()["closed_at"]
    assert kind(author.post(f"{at}/messages", {"body": "One more thing."})) == (409, "not_now")
    assert kind(author.post(f"{at}/closing")) == (409, "not_now")


def test_a_kind_sentence_where_there_are_no_words(post, cara):
    made = Program(cara).post(f"/posts/{post.public_id}/concerns", {"kind": "takedown"}).json()
    assert made["messages"][0]["body"] == words.OFFERED[Concern.Kind.TAKEDOWN]
    again = Program(cara).post(f"/posts/{post.public_id}/concerns", {"kind": "narrow", "body": "Or smaller?"}).json()
    assert (again["id"], len(again["messages"])) == (made["id"], 2)


def test_the_list_is_of_ones_own_and_comes_in_pages(ben, cara, dana, rosa, pricing):
    raised = [actions.raise_concern(a_post(by=ben, body="#pricing"), by=cara, kind="question") for _ in range(3)]
    Concern.objects.filter(pk=raised[0].pk).update(closed_at=raised[0].raised_at)
    newest = [each.public_id for each in reversed(raised)]
    for person, mine in ((cara, True), (dana, False)):
        first = Program(person).get("/concerns?limit=2").json()
        second = Program(person).get(f"/concerns?limit=2&after={first['next']}").json()
        assert [each["id"] for each in (*first["items"], *second["items"])] == newest
        assert {each["mine"] for each in first["items"]} == {mine}
        assert second["next"] is None
    assert [each["id"] for each in Program(cara).get("/concerns?only=settled").json()["items"]] == newest[2:]
    assert [each["id"] for each in Program(cara).get("/concerns?only=open").json()["items"]] == newest[:2]
    assert Program(rosa).get("/concerns").json()["items"] == []
    assert Program(cara).get("/concerns?after=nowhere").status_code == 422


def test_an_author_mends_it_with_one_call(post, ben, cara, dana):
    made = Program(ben).post(f"/posts/{post.public_id}/recovery", {"lesson": "Ask Dana before prices go out."})
    assert made.status_code == 201
    assert made.json()["messages"][0]["body"] == "\n\n".join(words.RECOVERY.values())
    assert made.json()["lesson"]
    assert Program(cara).get(f"/posts/{post.public_id}").status_code == 410
    seen = Program(dana).get(f"/concerns/{made.json()['id']}").json()
    assert (seen["lesson"], seen["post_open"], seen["exposure"], seen["kind"]) == ("", True, True, "overshared")
    assert seen["narrowing"] == Narrowing.objects.get().public_id
    assert kind(Program(cara).post(f"/posts/{post.public_id}/concerns", {"kind": "unsure"})) == (410, "taken_down")


def test_made_smaller_instead_and_told_to_whom_it_is_said(ben, cara, rosa):
    post = a_post(by=ben, body="Oh.")
    more = {"audience": "people", "people": ["cara"], "tells": ["rosa"], "offer": "", "again": ""}
    made = Program(ben).post(f"/posts/{post.public_id}/recovery", more).json()
    assert [each["person"]["handle"] for each in made["between"]] == ["ben", "rosa"]
    assert made["messages"][0]["body"].count("\n\n") == 2
    assert Program(cara).get(f"/posts/{post.public_id}").status_code == 200
    assert Program(rosa).get(f"/posts/{post.public_id}").status_code == 404


def test_a_lesson_is_kept_by_who_overshared_and_by_name_if_they_like(post, ben, dana):
    at = f"/concerns/{Program(ben).post(f'/posts/{post.public_id}/recovery', {}).json()['id']}"
    kept = Program(ben).put(f"{at}/lesson", {"lesson": "Prices go out with the letter.", "named": True}).json()
    assert (kept["lesson"], kept["lesson_named"]) == ("Prices go out with the letter.", True)
    assert Program(dana).get(at).json()["lesson"] == ""
    assert kind(Program(dana).put(f"{at}/lesson", {"lesson": "Mine."})) == (403, "not_allowed")
    assert kind(Program(ben).put(f"{at}/lesson", {"lesson": "x" * 301})) == (422, "unacceptable")


def test_a_narrowing_is_talked_about_where_one_talks_already(post, ben, dana):
    at = f"/narrowings/{a_narrowing(of=post, by=dana).public_id}/talk"
    made = Program(ben).post(at, {"body": "Until when?"})
    assert (made.status_code, made.json()["kind"]) == (201, "narrowing")
    again = Program(dana).post(at, {"body": "Until Friday."}).json()
    assert (again["id"], [each["body"] for each in again["messages"]]) == (
        made.json()["id"], ["Until when?", "Until Friday."],
    )  # fmt: skip


def test_made_smaller_for_a_space_of_ones_own(post, ben, cara, dana, rosa):
    a_space("Sales", owner=dana, members=(cara,))
    to = {"because": "Not out yet.", "audience": "space", "space": "sales"}
    assert Program(dana).post(f"/posts/{post.public_id}/narrowing", to | {"space": "nowhere"}).json()["field"] == "space"
    assert Program(dana).post(f"/posts/{post.public_id}/narrowing", to).status_code == 201
    read = [Program(each).get(f"/posts/{post.public_id}").status_code for each in (cara, ben, rosa)]
    assert read == [200, 200, 404]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        (dict.fromkeys(words.PARTS, ""), "apology"),
        ({"audience": "people", "people": ["nobody-here"]}, "people"),
        ({"audience": "units", "units": ["nowhere"]}, "units"),
        ({"tells": ["nobody-here"]}, "tells"),
        ({"apology": "x" * 2_001}, "apology"),
        ({"apology": "x" * 1_999}, "body"),
        ({"lesson": None}, "lesson"),
        ({"sanction": "none"}, "sanction"),
    ],
)
def test_what_is_no_recovery_changes_nothing(post, ben, more, field):
    answer = Program(ben).post(f"/posts/{post.public_id}/recovery", more)
    assert (answer.status_code, answer.json()["field"].rpartition(".")[2]) == (422, field)
    assert not Narrowing.objects.exists()
    assert not Concern.objects.exists()


def test_sent_again_it_is_done_once(post, ben, cara):
    key = {"Idempotency_Key": "mend-1"}
    answers = [Program(ben).post(f"/posts/{post.public_id}/recovery", {}, **key) for _ in range(2)]
    assert [each.json()["id"] for each in answers] == [Concern.objects.get().public_id] * 2
    assert answers[1]["Idempotent-Replayed"] == "true"
    asked = [Program(ben).post(f"/concerns/{answers[0].json()['id']}/messages", {"body": "Once."}, Idempotency_Key="say")
             for _ in range(2)]  # fmt: skip
    assert [len(each.json()["messages"]) for each in asked] == [2, 2]


def test_whom_it_reached_is_read_by_those_on_the_matter_and_each_opening_is_noted(post, ben, cara, dana, olga, tmp_path):
    with a_ledger(tmp_path):
        reached(post, ben, cara, dana, olga)


def reached(post, ben, cara, dana, olga):
    assert Program(cara).get(f"/posts/{post.public_id}").status_code == 200
    at = f"/posts/{post.public_id}/exposure"
    assert [kind(Program(each).get(at)) for each in (ben, dana, olga)] == [(404, "not_found")] * 3
    a_narrowing(of=post, by=dana)
    seen = Program(dana).get(at).json()
    assert seen["handed_out_to"] == 1
    assert [(each["way"], each["words"], each["people"][0]["handle"]) for each in seen["ways"]] == [
        ("api", "by a program", "cara")
    ]
    assert [each["handle"] for each in seen["could"]["people"]] == ["ada", "olga"]
    assert [each["name"] for each in Program(ben).get(at).json()["openings"]] == ["Ben Haddad", "Dana Silva"]
    assert kind(Program(cara).get(at)) == (404, "not_found")
    assert list(Entry.objects.filter(name="ExposureOpened").values_list("by_id", flat=True)) == [dana.pk, ben.pk]


def test_a_talk_of_others_is_nowhere(post, cara, olga):
    """Whoever may read everything about the machine, and nothing of this, is answered as for what never was."""
    concern, program = actions.raise_concern(post, by=cara, kind="question"), Program(olga)
    for method, path, data in (
        ("GET", "/concerns/{}", None), ("POST", "/concerns/{}/messages", {"body": "x"}), ("POST", "/concerns/{}/closing", None),
    ):  # fmt: skip
        there, nowhere = (program.call(method, path.format(id), data) for id in (concern.public_id, "0123456789abc"))
        assert (there.status_code, there.content) == (404, nowhere.content)


def test_its_scopes(post, cara, dana):
    concern = actions.raise_concern(post, by=cara, kind="question")
    others = Program(cara, scopes.POSTS_READ, scopes.POSTS_WRITE)
    reads, writes = Program(cara, scopes.CARE_READ), Program(cara, scopes.CARE_WRITE)
    at = f"/concerns/{concern.public_id}"
    assert [each.get(at).status_code for each in (others, reads, writes)] == [403, 200, 403]
    assert [each.get("/concerns").status_code for each in (others, reads, writes)] == [403, 200, 403]
    assert [each.get(f"/posts/{post.public_id}/exposure").status_code for each in (others, writes)] == [403, 403]
    for call in (f"{at}/messages", f"/posts/{post.public_id}/concerns", f"/posts/{post.public_id}/recovery"):
        assert [kind(each.post(call, {"kind": "question"})) for each in (others, reads)] == [(403, "missing_scope")] * 2


def test_about_a_deleted_post_nothing_is_begun(post, ben, cara):
    posts.delete(post, by=ben)
    for person, at, data in ((ben, "recovery", {}), (cara, "concerns", {"kind": "unsure"})):
        assert kind(Program(person).post(f"/posts/{post.public_id}/{at}", data)) == (410, "taken_down")
