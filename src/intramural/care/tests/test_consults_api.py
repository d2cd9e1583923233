"""Asking first by a program: what the pages do, under the same policies, with the scopes of care."""

from __future__ import annotations

import pytest
from django.test import Client

from intramural.care.models import Consult
from intramural.care.testing import a_consult, a_draft
from intramural.people import scopes
from intramural.people.testing import a_token
from intramural.posts.models import Post

pytestmark = pytest.mark.django_db


def call(person, path, data=None, *, method="post", token=""):
    headers = {"Authorization": f"Bearer {token or a_token(person)}"}
    more = {"data": data or {}, "content_type": "application/json"} if method == "post" else {}
    return getattr(Client(), method)(f"/api/v1{path}", headers=headers, **more)


def test_asked_answered_taken_and_shared(draft, ben, dana, rosa):
    made = call(ben, f"/drafts/{draft.public_id}/consult", {"people": ["dana"], "note": "Is May right?"})
    assert made.status_code == 201
    at = f"/consults/{made.json()['id']}"
    assert made.json()["draft"] == draft.public_id
    seen = call(dana, at, method="get").json()
    assert (seen["body"], seen["draft"], seen["asked"][0]["looks_after"]) == (draft.body, None, "Pricing")
    answered = call(
        dana, f"{at}/answers", {"answer": "if", "because": "without the figures", "not_before": "2099-05-03"}
    ).json()
    assert answered["remarks"][-1]["offer"]["not_before"] == "2099-05-03"
    answered = call(dana, f"{at}/answers", {"answer": "if", "because": "without the figures"}).json()
    offer = answered["remarks"][-1]["offer"]
    assert [piece["text"] for piece in offer["words"] if piece["how"] != "same"] == ["12 %", "…"]
    assert call(ben, f"{at}/offers/{offer['id']}/taking").json()["body"] == "All will cost … more from May. #pricing"
    assert call(ben, f"{at}/sharing", {"dissent": ""}).status_code == 200
    assert Post.objects.get(pk=draft.pk).state == "published"
    assert call(dana, f"{at}/answers", {"answer": "fine"}).status_code == 409


def test_not_mine_goes_on(consult, dana, rosa):
    said = call(dana, f"/consults/{consult.public_id}/answers", {"answer": "not_mine", "asks": "rosa"}).json()
    assert [each["person"]["handle"] for each in said["asked"]] == ["dana", "rosa"]
    assert said["asked"][0]["passed_to"]["handle"] == "rosa"


def test_the_list_is_of_ones_own(ben, dana, cara, pricing):
    for _ in range(3):
        a_consult(about=a_draft(by=ben), asks=(dana,))
    assert [each["mine"] for each in call(dana, "/consults", method="get").json()["items"]] == [False] * 3
    assert [each["mine"] for each in call(ben, "/consults", method="get").json()["items"]] == [True] * 3
    assert not call(cara, "/consults", method="get").json()["items"]


def test_its_scopes(consult, dana):
    posts = a_token(dana, scopes.POSTS_READ, scopes.POSTS_WRITE)
    reads = a_token(dana, scopes.CARE_READ)
    at = f"/consults/{consult.public_id}"
    assert call(dana, at, method="get", token=posts).status_code == 403
    assert call(dana, at, method="get", token=reads).status_code == 200
    assert call(dana, f"{at}/answers", {"answer": "fine"}, token=reads).status_code == 403


@pytest.mark.parametrize("more", [{"answer": "veto"}, {"answer": "fine", "unknown": 1}, {"answer": "if", "not_before": "soon"},
                                  {"answer": "if", "audience": "moon"}, {"because": "x"}])  # fmt: skip
def test_what_is_no_answer(consult, dana, more):
    assert call(dana, f"/consults/{consult.public_id}/answers", more).status_code == 422
    assert Consult.objects.get().remarks.count() == 0
