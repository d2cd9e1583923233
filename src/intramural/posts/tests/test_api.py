"""What a program reads and does with posts and comments."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.kit import clock
from intramural.people import scopes
from intramural.posts import actions, queries, reach
from intramural.posts.api import shapes
from intramural.posts.models import Comment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces.testing import a_space
from intramural.topics.models import Topic
from tests.programs import Program

pytestmark = pytest.mark.django_db


def of(program, path="/stream"):
    return [item["html"] for item in program.get(path).json()["items"]]


@pytest.fixture
def bakers(ada, ben):
    return a_space("Bakers", owner=ada, members=(ben,), gated=True)


def test_the_stream_tells_what_one_may_see(ada, ben, cara, gus, bakers):
    a_post(by=ada, body="For **all** #pay", title="Seven")
    a_post(by=ben, body="For us", to=Choice("space", space=bakers))
    assert of(Program(cara)) == ["<p>For <strong>all</strong> " + of(Program(cara))[0].partition("</strong> ")[2]]
    assert len(of(Program(ada))) == 2
    assert of(Program(gus)) == []
    [first, second] = Program(ada).get("/stream").json()["items"]
    assert first["space"] == {"slug": "bakers", "name": "Bakers", "url": "/spaces/bakers/", "external": False}
    assert first["reach"] == {
        "name": "Members of Bakers",
        "people": 2,
        "words": "Members of Bakers, 2 people, can read this.",
        "outside": False,
    }
    assert second["author"] == {"handle": "ada", "name": "Ada Okonkwo", "url": "/people/ada/"}
    assert second["reach"]["words"] == "Everyone here, 3 people, can read this."
    assert (second["voice"], second["waiting"]) == ({"kind": "role", "label": "In my role", "unit": None}, False)


def test_the_stream_comes_in_pages_and_nothing_is_shown_twice(ada, ben):
    program = Program(ada)
    for number in range(7):
        a_post(by=ben, body=f"Post {number}")
    seen, after = [], ""
    while after is not None:
        page = program.get(f"/stream?limit=3&after={after}").json()
        seen += [item["html"] for item in page["items"]]
        after = page["next"]
        a_post(by=ben, body="Meanwhile")
    assert seen == [f"<p>Post {number}</p>\n" for number in reversed(range(7))]


def test_filters(ada, ben, cara, bakers):
    program = Program(ada)
    a_post(by=ben, body="Which depot?", kind="question")
    a_post(by=cara, body="About #pay")
    a_post(by=ben, body="Inside", to=Choice("space", space=bakers))
    kept = a_post(by=cara, body="Kept")
    program.put(f"/posts/{kept.public_id}/keeping")
    program.put("/people/ben/following")
    assert [len(of(program, f"/stream?{asked}")) for asked in ("only=questions", "only=spaces", "only=kept")] == [1, 1, 1]
    assert len(of(program, "/stream?only=following")) == 2
    assert len(of(program, "/stream?space=bakers")) == 1
    assert len(of(program, "/stream?author=cara")) == 2
    assert len(of(program, "/stream?topic=pay")) == 1
    assert Program(cara).get("/stream?space=nowhere").status_code == 404
    assert of(Program(cara), "/stream?space=bakers") == []
    for wrong in ("only=best", "only=spaces&space=bakers", "space=a&author=b", "after=%F0", "limit=1e3"):
        assert program.get(f"/stream?{wrong}").status_code == 422


def test_topics_are_known_by_the_posts_about_them(ada, ben, bakers, cara):
    a_post(by=ben, body="About #pay")
    a_post(by=ben, body="About #merger", to=Choice("space", space=bakers))
    program = Program(ada)
    assert [topic["slug"] for topic in program.get("/topics").json()["items"]] == ["merger", "pay"]
    assert [topic["slug"] for topic in Program(cara).get("/topics").json()["items"]] == ["pay"]
    assert program.put("/topics/pay/following").status_code == 204
    assert program.get("/topics/pay").json()["followed"] is True
    assert len(of(program, "/stream?only=following")) == 1
    assert program.delete("/topics/pay/following").status_code == 204
    assert of(program, "/stream?only=following") == []
    for path in ("/topics/merger", "/topics/nowhere", "/stream?topic=merger"):
        assert Program(cara).get(path).status_code == 404
    assert Program(cara).put("/topics/merger/following").status_code == 404


def test_how_many_are_new(ada, ben):
    program = Program(ada)
    then = clock.now() - timedelta(minutes=1)
    for number in range(3):
        a_post(by=ben, body=f"Post {number}")
    asked = then.isoformat().replace("+00:00", "Z")
    assert program.get(f"/stream/newer?than={asked}").json() == {"count": 3, "more": False}
    assert program.get(f"/stream/newer?than={asked}&only=questions").json() == {"count": 0, "more": False}
    for wrong in ("", "?than=yesterday", "?than=2026-01-01T00:00:00"):
        assert program.get(f"/stream/newer{wrong}").status_code == 422


def test_how_much_one_person_posts_is_not_counted(ada, ben):
    a_post(by=ben)
    refused = Program(ada).get("/stream/newer?than=2020-01-01T00:00:00Z&author=ben")
    assert (refused.status_code, refused.json()["field"]) == (422, "author")
    assert Program(ada).get("/stream?author=ben").json()["items"]


def test_a_page_of_the_stream_takes_five_queries(ada, ben, cara, bakers, operations, django_assert_num_queries):
    for number in range(5):
        a_post(by=ben, body=f"Everyone {number} #pay")
        a_post(by=ben, body="Inside", to=Choice("space", space=bakers))
        actions.react(a_post(by=ben, body="Unit", to=Choice("units", units=(operations,))), by=ada, kind="thank")
        a_post(by=ben, body="Two", to=Choice("people", people=(ada, cara)))
    program = Program(ada)
    with django_assert_num_queries(5):
        found = program.get("/stream").json()["items"]
    assert {item["reach"]["name"] for item in found} == {
        "Everyone here",
        "Members of Bakers",
        "Operations",
        "Ada Okonkwo, Ben Haddad and Cara Lindqvist",
    }
    for item in found:
        post = Post.objects.get(public_id=item["id"])
        said = reach.of_audience(post.audience, space=post.space)
        assert item["reach"] == shapes.reach_of(said)


def test_one_post(ada, ben, bakers, cara, gus):
    post = a_post(by=ada, body="We start at **seven**. #pay", title="Hours")
    found = Program(ben).get(f"/posts/{post.public_id}").json()
    assert (found["title"], found["body"]) == ("Hours", "We start at **seven**. #pay")
    assert found["topics"] == [{"slug": "pay", "name": "Pay"}]
    inside = a_post(by=ada, to=Choice("space", space=bakers))
    there, nowhere = (Program(cara).get(f"/posts/{id}") for id in (inside.public_id, "0123456789abc"))
    assert (there.status_code, there.content) == (404, nowhere.content)
    actions.delete(post, by=ada)
    assert Program(ben).get(f"/posts/{post.public_id}").json()["type"] == "urn:intramural:taken_down"
    assert Program(gus).get(f"/posts/{post.public_id}").status_code == 404


def test_what_waits_is_its_authors_alone(ada, ben):
    ada.undo_seconds = 60
    post = a_post(by=ada)
    assert Program(ada).get(f"/posts/{post.public_id}").json()["waiting"] is True
    assert Program(ada).get("/stream").json()["items"][0]["waiting"] is True
    for path in ("", "/comments", "/history"):
        assert Program(ben).get(f"/posts/{post.public_id}{path}").status_code == 404
    assert of(Program(ben)) == []


def test_a_draft_is_no_post_yet(ada):
    program = Program(ada)
    draft = Post.objects.get(public_id=program.post("/drafts", {"body": "Half a"}).json()["id"])
    for call in (
        program.get(f"/posts/{draft.public_id}"),
        program.delete(f"/posts/{draft.public_id}"),
        program.post(f"/posts/{draft.public_id}/comments", {"body": "x"}),
        program.put(f"/posts/{draft.public_id}/reactions/thank"),
        program.put(f"/posts/{draft.public_id}/audience", {"kind": "everyone"}),
        program.post(f"/posts/{draft.public_id}/withdrawal"),
        program.post(f"/posts/{draft.public_id}/growth"),
    ):
        assert call.status_code == 404


def test_changing_ones_words(ada, ben):
    post = a_post(by=ada, title="Hours", body="We start at seven.")
    program = Program(ada)
    found = program.patch(f"/posts/{post.public_id}", {"body": "We start at eight.", "version": 1}).json()
    assert (found["title"], found["body"], found["version"]) == ("Hours", "We start at eight.", 2)
    late = program.patch(f"/posts/{post.public_id}", {"body": "Nine.", "version": 1})
    assert (late.status_code, late.json()["type"]) == (409, "urn:intramural:changed_meanwhile")
    assert Program(ben).patch(f"/posts/{post.public_id}", {"body": "Mine."}).status_code == 403
    [edit] = program.get(f"/posts/{post.public_id}/history").json()["items"]
    assert edit["body"] == "We start at seven."
    [edit] = Program(ben).get(f"/posts/{post.public_id}/history").json()["items"]
    assert (edit["title"], edit["body"]) == (None, None)


def test_reacting_keeping_following(ada, ben):
    post = a_post(by=ada)
    program = Program(ben)
    for what, field in (("keeping", "kept"), ("following", "followed")):
        for _ in range(2):
            assert program.put(f"/posts/{post.public_id}/{what}").status_code == 204
        assert program.get(f"/posts/{post.public_id}").json()[field] is True
        assert Program(ada).get(f"/posts/{post.public_id}").json()[field] is False
        assert program.delete(f"/posts/{post.public_id}/{what}").status_code == 204
        assert program.get(f"/posts/{post.public_id}").json()[field] is False
    for _ in range(2):
        program.put(f"/posts/{post.public_id}/reactions/thank")
    assert program.get(f"/posts/{post.public_id}").json()["reactions"] == [
        {"kind": "thank", "label": "Thank", "count": 1, "mine": True}
    ]
    program.delete(f"/posts/{post.public_id}/reactions/thank")
    assert program.get(f"/posts/{post.public_id}").json()["reactions"] == []
    assert program.put(f"/posts/{post.public_id}/reactions/shrug").status_code == 422


def test_voting(ada, ben):
    asked = {"kind": "poll", "body": "When?", "options": ["Today", " To\nmorrow "]}
    id = Program(ada).post("/posts", asked).json()["id"]
    poll = Post.objects.get(public_id=id)
    program = Program(ben)
    assert program.put(f"/posts/{id}/vote", {"option": 2}).status_code == 204
    assert program.get(f"/posts/{id}").json()["poll"] == {
        "options": [
            {"position": 1, "text": "Today", "votes": 0, "mine": False},
            {"position": 2, "text": "To morrow", "votes": 1, "mine": True},
        ],
        "voters": 1,
    }
    assert Program(ada).get(f"/posts/{id}").json()["poll"]["options"][1]["mine"] is False
    assert program.delete(f"/posts/{id}/vote").status_code == 204
    assert program.get(f"/posts/{id}").json()["poll"]["voters"] == 0
    assert Program(ada).post("/posts", {**asked, "options": ["Today"]}).json()["field"] == "options"
    for wrong in (0, 3, 2**70, "1", 1.0, None):
        assert program.put(f"/posts/{poll.public_id}/vote", {"option": wrong}).status_code == 422
    assert program.put(f"/posts/{a_post(by=ada).public_id}/vote", {"option": 1}).status_code == 403


def test_what_is_said_under_a_post(ada, ben, django_assert_num_queries):
    post = a_post(by=ada)
    program = Program(ben)
    said = program.post(f"/posts/{post.public_id}/comments", {"body": "I will bring *cake*"})
    assert (said.status_code, said["Location"]) == (201, f"/api/v1/comments/{said.json()['id']}")
    first = said.json()
    answer = program.post(f"/posts/{post.public_id}/comments", {"body": "Two", "parent": first["id"], "quotes": first["id"]})
    assert answer.json()["parent"] == first["id"]
    assert answer.json()["quote"]["html"] == first["html"] == "<p>I will bring <em>cake</em></p>\n"
    program.put(f"/comments/{first['id']}/reactions/smile")
    a_comment(by=ada, on=post, body="Three")
    with django_assert_num_queries(5):
        page = program.get(f"/posts/{post.public_id}/comments?limit=2").json()
    assert [item["body"] for item in page["items"]] == ["I will bring *cake*", "Two"]
    assert page["items"][0]["reactions"][0]["mine"] is True
    rest = program.get(f"/posts/{post.public_id}/comments?after={page['next']}").json()
    assert ([item["body"] for item in rest["items"]], rest["next"]) == (["Three"], None)
    assert program.get(f"/posts/{post.public_id}").json()["comments"] == 3


def test_a_comment_that_is_gone_is_named_by_nothing(ada, ben):
    post = a_post(by=ada)
    first = a_comment(by=ben, on=post, body="Carrots are purple")
    a_comment(by=ada, on=post, body="Some are", parent=first, quotes=first)
    assert Program(ben).delete(f"/comments/{first.public_id}").status_code == 204
    [rest] = Program(ada).get(f"/posts/{post.public_id}/comments").json()["items"]
    assert (rest["parent"], rest["quote"]) == (None, None)
    for path in (f"/comments/{first.public_id}", f"/comments/{first.public_id}/history"):
        assert Program(ada).get(path).status_code == 404
    refused = Program(ada).post(f"/posts/{post.public_id}/comments", {"body": "x", "parent": first.public_id})
    assert refused.status_code == 404


def test_a_comment_that_waits_is_its_authors_alone(ada, ben):
    post = a_post(by=ada)
    ben.undo_seconds = 60
    said = a_comment(by=ben, on=post)
    assert Program(ben).get(f"/posts/{post.public_id}/comments").json()["items"][0]["waiting"] is True
    assert Program(ada).get(f"/posts/{post.public_id}/comments").json()["items"] == []
    assert Program(ada).get(f"/comments/{said.public_id}").status_code == 404
    Comment.objects.update(released_at=clock.now())
    assert Program(ada).get(f"/comments/{said.public_id}").json()["waiting"] is False


def test_changing_a_comment(ada, ben):
    said = a_comment(by=ben, on=a_post(by=ada), body="Before")
    assert Program(ben).patch(f"/comments/{said.public_id}", {"body": "After"}).json()["version"] == 2
    late = Program(ben).patch(f"/comments/{said.public_id}", {"body": "Later", "version": 1})
    assert (late.status_code, late.json()["type"]) == (409, "urn:intramural:changed_meanwhile")
    assert Program(ada).patch(f"/comments/{said.public_id}", {"body": "After"}).status_code == 403
    assert Program(ben).get(f"/comments/{said.public_id}/history").json()["items"][0]["body"] == "Before"
    assert Program(ada).get(f"/comments/{said.public_id}/history").json()["items"][0]["body"] is None


def test_accepting_an_answer(ada, ben):
    question = a_post(by=ada, kind="question", body="Which depot?")
    answer = a_comment(by=ben, on=question, body="Gdansk")
    path = f"/comments/{answer.public_id}/acceptance"
    assert Program(ben).put(path).status_code == 403
    assert Program(ada).put(path).status_code == 204
    assert Program(ben).get(f"/posts/{question.public_id}").json()["accepted_answer"] == answer.public_id
    assert Program(ben).get(f"/comments/{answer.public_id}").json()["accepted"] is True
    assert Program(ada).delete(path).status_code == 204
    assert Program(ben).get(f"/posts/{question.public_id}").json()["answered"] is False


def test_the_document_names_what_there_is():
    assert set(shapes.KINDS.__args__) == set(Post.Kind.values)
    assert set(shapes.VOICES.__args__) == set(Post.Voice.values)
    assert set(shapes.AUDIENCES.__args__) == set(reach.KINDS)


def test_a_token_that_only_reads_changes_nothing(ada):
    post = a_post(by=ada)
    program = Program(ada, scopes.POSTS_READ)
    assert program.get("/stream").status_code == 200
    assert program.put(f"/posts/{post.public_id}/keeping").status_code == 403
    assert not queries.stream(ada, only="kept").rows
    assert Topic.objects.count() == 0
