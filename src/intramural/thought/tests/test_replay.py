"""D2: drafts of a company, labelled, replayed: the line names the right person, is rare, and stands in nobody's way."""

from __future__ import annotations

import re

import pytest

from intramural.people.testing import a_person
from intramural.posts.models import Post
from intramural.posts.testing import a_post
from intramural.stewards.testing import a_stewardship
from intramural.thought import queries, tasks
from intramural.thought.queries import Draft
from intramural.thought.tests import drafts
from tests.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(ben):
    """Twelve stewards, twelve posts about the subject of each, and ordinary talk."""
    ben.undo_seconds = 0
    stewards = {subject: a_person(f"steward{number}") for number, subject in enumerate(drafts.SUBJECTS)}
    for subject, steward in stewards.items():
        a_stewardship(topic=subject, steward=steward)
        for body in drafts.posts(subject, 12):
            a_post(by=ben, body=f"{body} #{subject}")
    for body in drafts.posts("", 120):
        a_post(by=ben, body=body)
    tasks.learn_ordinary_talk()
    while tasks.refresh_stale():
        pass
    tasks.calibrate()
    return stewards


@pytest.mark.parametrize("several", [200, pytest.param(2_000, marks=[pytest.mark.slow, pytest.mark.once])])
def test_it_is_rare_and_names_the_right_one(company, cara, several):
    replayed = list(drafts.labelled(several))
    thoughts = [queries.think(Draft(each.text, author=cara, audience=each.audience)) for each in replayed]
    both = list(zip(replayed, thoughts, strict=True))
    touching = [(each, thought) for each, thought in both if each.subject and each.audience == "everyone"]
    shown = [(each, thought) for each, thought in touching if thought is not None]
    right = [each for each, thought in shown if thought.people == (company[each.subject],)]
    assert len(shown) >= 0.8 * len(touching)
    assert len(right) >= 0.95 * len(shown)
    assert sum(thought is not None for thought in thoughts) <= 0.1 * several


def test_every_draft_is_shared_by_one_key_more_and_by_programs_with_none(company, cara, signed_in):
    browser, program, number = signed_in(cara), Program(cara), 0
    for each in drafts.labelled(200):
        if not each.subject or each.audience != "everyone":
            continue
        number += 1
        form = {"body": each.text, "kind": "update"}
        asked = browser.post("/write/", form)
        if "asked=once" in asked.url:
            page = browser.get(asked.url).content.decode()
            fields = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("thought", "draft")}
            browser.post("/write/", {**form, **fields})
        assert Post.objects.filter(state=Post.State.PUBLISHED, body=each.text).exists()
        assert program.post("/posts", {"body": each.text}).status_code == 201
    assert number >= 4
