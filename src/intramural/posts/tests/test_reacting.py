"""Reactions as a page offers them: the buttons that are there are pressed."""

from __future__ import annotations

import re

import pytest

from intramural.posts import queries
from intramural.posts.testing import a_comment, a_post

pytestmark = pytest.mark.django_db


def buttons(html, public_id):
    """What each reaction's button would send: its kind → (name, value, words)."""
    form = html.split(f'id="reacting-{public_id}"')[1].split("</form>")[0]
    found = re.findall(r'<button class="btn" id="(\w+)-\w+" name="(\w+)" value="(\w+)"[^>]*>([^<]*)', form)
    return {kind: (name, value, words) for kind, name, value, words in found}


def press(client, html, public_id, kind):
    form = html.split(f'id="reacting-{public_id}"')[1]
    action = re.search(r'action="([^"]+)"', form)[1]
    name, value, _ = buttons(html, public_id)[kind]
    return client.post(action, {name: value}, headers={"HX-Request": "true"}).content.decode()


def test_every_button_gives_and_takes_back(ada, ben, signed_in):
    said = a_post(by=ada, body="We moved the shelf.")
    reply = a_comment(by=ada, on=said)
    client = signed_in(ben)
    for shown in (said, reply):
        for kind in ("thank", "agree", "learned", "celebrate", "smile", "care"):
            page = client.get(f"/posts/{said.public_id}/").content.decode()
            given = press(client, page, shown.public_id, kind)
            assert buttons(given, shown.public_id)[kind][0] == "take_back"
            assert buttons(given, shown.public_id)[kind][2].endswith(" 1")
            taken = press(client, given, shown.public_id, kind)
            assert buttons(taken, shown.public_id)[kind] == buttons(page, shown.public_id)[kind]


def test_reactions_are_one_line_of_sums(ada, ben, cara, signed_in):
    said = a_post(by=ada, body="We moved the shelf.")
    for person, kind in ((ben, "agree"), (cara, "agree"), (cara, "smile"), (ada, "thank")):
        signed_in(person).post(f"/posts/{said.public_id}/reactions/", {"kind": kind})

    page = signed_in(ada).get("/").content.decode()

    assert "3 other reactions" in page
    assert buttons(page, said.public_id)["thank"][2] == "Thank 1"
    assert queries.stream(ada).rows[0].reactions["agree"] == (2, False)
