"""What a program lives through with its token, from the first call to the last: end to end, as two people."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from intramural.kit.tests.test_pictures import saved
from intramural.people import actions as people
from intramural.spaces.testing import a_space
from tests.programs import Program

pytestmark = pytest.mark.django_db


def by_token(person, *names):
    """A program with a token that its person made under their settings."""
    _, secret = people.issue_token(by=person, name="A program", allowed=list(names))
    program = Program(None)
    program.headers = {"Authorization": f"Bearer {secret}"}
    return program


def test_a_day_of_a_program(ada, ben, cara, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    a_space("Bakers", owner=ben, members=(ada,), gated=True)
    adas = by_token(ada, "posts:read", "posts:write", "spaces:read")
    bens = by_token(ben, "posts:read", "posts:write")
    caras = by_token(cara, "posts:read", "posts:write")

    [space] = adas.get("/me/spaces").json()["items"]
    to_space = {"kind": "space", "space": space["slug"]}
    draft = adas.post(
        "/drafts", {"title": "Ramp", "body": "It is *there*.", "audience": to_space}, Idempotency_Key="1"
    ).json()
    photo = saved(Image.new("RGB", (900, 600), "olive"), "JPEG")
    sent = adas.send(f"/drafts/{draft['id']}/files", ("ramp.jpg", photo), Idempotency_Key="2").json()
    again = adas.send(f"/drafts/{draft['id']}/files", ("ramp.jpg", photo), Idempotency_Key="2").json()
    assert again == sent
    [picture] = sent["items"]
    adas.patch(f"/files/{picture['id']}", {"description": "A new ramp"})
    assert bens.get(f"/files/{picture['id']}").status_code == 404

    post = adas.post(f"/drafts/{draft['id']}/publication", Idempotency_Key="3").json()
    assert post["reach"]["words"] == "Members of Bakers, 2 people, can read this."
    [line] = bens.get(f"/stream?space={space['slug']}").json()["items"]
    assert (line["title"], line["files"][0]["description"]) == ("Ramp", "A new ramp")
    said = bens.post(f"/posts/{line['id']}/comments", {"body": "Looks good"}, Idempotency_Key="4").json()
    assert adas.get(f"/posts/{post['id']}/comments").json()["items"][0]["id"] == said["id"]

    content = line["files"][0]["content"].removeprefix("/api/v1")
    got = b"".join(bens.get(content).streaming_content)
    assert hashlib.sha256(got).hexdigest() == line["files"][0]["sha256"]
    assert Image.open(io.BytesIO(got)).size == (900, 600)
    hidden = caras.get(content)
    assert (hidden.status_code, hidden.content) == (404, caras.get("/files/0123456789abc/content").content)
    assert caras.get(f"/posts/{post['id']}").status_code == 404

    edited = adas.patch(f"/posts/{post['id']}", {"body": "It is there, and dry.", "version": post["version"]}).json()
    assert edited["version"] == post["version"] + 1
    assert bens.get(f"/posts/{post['id']}").json()["body"] == "It is there, and dry."
    assert adas.delete(f"/posts/{post['id']}").status_code == 204
    for program in (adas, bens):
        assert program.get(f"/posts/{post['id']}").json()["type"] == "urn:intramural:taken_down"
        assert program.get(content).status_code == 404
    assert bens.get(f"/comments/{said['id']}").status_code in (404, 410)
    assert adas.send(f"/drafts/{draft['id']}/files", ("ramp.jpg", photo), Idempotency_Key="2").status_code == 404
