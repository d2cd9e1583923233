"""The manifest, the service worker and the mark of who reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from intramural.notifications import offline

pytestmark = pytest.mark.django_db


def test_the_manifest_names_icons_that_are_there(client):
    found = client.get("/manifest.webmanifest")
    assert found["Content-Type"] == "application/manifest+json"
    for icon in found.json()["icons"]:
        name = Path(icon["src"]).name.split(".")[0]
        with Image.open(offline.SCRIPT.parent / f"{name}.png") as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]


def test_the_script_stands_at_the_root_and_is_asked_for_anew(client):
    found = client.get("/service-worker.js")
    assert found["Content-Type"].startswith("text/javascript")
    assert found["Cache-Control"] == "no-cache"


def test_pages_say_for_whom_they_were_made(client, ada, ben, signed_in):
    marks = [signed_in(person).get("/")["Reader"] for person in (ada, ben, ada)]
    assert marks[0] == marks[2] != marks[1]
    assert ada.public_id not in marks[0]
    assert "Reader" not in client.get("/sign-in/")
    assert "Reader" not in client.get("/offline/")
    assert "Reader" not in signed_in(ada).get("/manifest.webmanifest")
