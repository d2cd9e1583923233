"""One's own settings, and nobody else's."""

from __future__ import annotations

import io
import os
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from intramural.kit.files import apart
from intramural.people import photos, queries, tasks
from intramural.people.models import Person, Session, Token
from intramural.record.models import Answer

pytestmark = pytest.mark.django_db


def a_picture(size=(900, 600), kind="JPEG", **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def upload(data: bytes, name="me.jpg") -> dict:
    return {"photo": SimpleUploadedFile(name, data, content_type="image/jpeg")}


def test_a_profile_is_changed(ada, signed_in):
    browser = signed_in(ada)
    answer = browser.post(
        "/settings/", {"name": "Ada O.", "time_zone": "Europe/Berlin", "undo_seconds": "60", "about": "Hi"}
    )
    assert answer.url == "/settings/"
    ada.refresh_from_db()
    assert (ada.name, ada.time_zone, ada.undo_seconds, ada.about) == ("Ada O.", "Europe/Berlin", 60, "Hi")
    assert "Your profile is saved." in browser.get("/settings/").content.decode()


def test_what_was_typed_is_not_lost(ada, signed_in):
    answer = signed_in(ada).post("/settings/", {"name": "Ada", "title": "Head of <Kettles>", "undo_seconds": "999"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Head of &lt;Kettles&gt;" in page
    assert 'aria-invalid="true"' in page
    ada.refresh_from_db()
    assert ada.title == ""


def test_nobody_becomes_an_operator_by_a_form(ada, sales, signed_in):
    signed_in(ada).post("/settings/", {"is_operator": "1", "level": "executive", "unit": sales.pk, "standing": "guest"})
    changed = Person.objects.get(pk=ada.pk)
    assert (changed.is_operator, changed.level, changed.unit, changed.standing) == (False, "manager", ada.unit, "member")


def test_a_head_request_changes_nothing(ada, signed_in):
    assert signed_in(ada).head("/settings/").status_code == 200


def test_a_photo_is_made_small_and_keeps_no_secret(ada, signed_in, django_capture_on_commit_callbacks):
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    browser = signed_in(ada)
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post("/settings/photo/", upload(a_picture(exif=exif))).status_code == 302
    first = Person.objects.get(pk=ada.pk).photo_key
    shown = browser.get(f"/people/ada/photo/{first}/").content
    picture = Image.open(io.BytesIO(shown))
    assert (picture.size, picture.format) == ((384, 384), "WEBP")
    assert b"Secret camera" not in shown
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/settings/photo/", upload(a_picture(kind="PNG")))
    assert photos.read(first) is None
    second = Person.objects.get(pk=ada.pk).photo_key
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/settings/photo/", {"remove": "1"})
    assert photos.read(second) is None
    assert Person.objects.get(pk=ada.pk).photo_key == ""


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422),
        (a_picture()[:200], 422),
        (b"\xff\xd8\xff" + b"x" * 1000, 422),
        (lambda: a_picture((6400, 6400), "PNG"), 422),
        (a_picture(kind="BMP"), 422),
        (b"x" * (8 * 1024 * 1024 + 1), 413),
    ],
    ids=["empty", "drawing", "cut off", "pretends", "points", "another kind", "bytes"],
)
def test_what_is_no_photo(ada, signed_in, data, status):
    answer = signed_in(ada).post("/settings/photo/", upload(data() if callable(data) else data))
    assert answer.status_code == status
    assert Person.objects.get(pk=ada.pk).photo_key == ""


def test_a_photo_is_drawn_apart_and_refused_in_words(ada, signed_in, monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    browser = signed_in(ada)
    page = browser.post("/settings/photo/", upload(a_picture((6400, 6400), "PNG"))).content.decode()
    assert "That photo has more than 40 million points." in page
    monkeypatch.setattr(Image, "open", lambda *more, **named: pytest.fail("the web process opened a picture"))
    assert browser.post("/settings/photo/", upload(a_picture())).status_code == 302
    monkeypatch.undo()

    def fails(*more, **named):
        raise apart.Failed("memory")

    monkeypatch.setattr(apart, "do", fails)
    answer = browser.post("/settings/photo/", upload(a_picture()))
    assert (answer.status_code, "takes too much room to draw" in answer.content.decode()) == (422, True)
    assert not list(photos.store.root.glob("incoming/*"))


def test_a_photo_lies_upright_on_white(ada, signed_in):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it to the right by a quarter
    left_half = Image.new("RGB", (800, 800), "white")
    left_half.paste((0, 0, 0), (0, 0, 400, 800))
    out = io.BytesIO()
    left_half.save(out, "JPEG", exif=exif)
    signed_in(ada).post("/settings/photo/", upload(out.getvalue()))
    shown = Image.open(io.BytesIO(photos.read(Person.objects.get(pk=ada.pk).photo_key)))
    assert (shown.getpixel((190, 10))[0] < 40, shown.getpixel((190, 370))[0] > 215) == (True, True)
    clear = io.BytesIO()
    Image.new("RGBA", (500, 300), (0, 0, 0, 0)).save(clear, "PNG")
    signed_in(ada).post("/settings/photo/", upload(clear.getvalue()))
    shown = Image.open(io.BytesIO(photos.read(Person.objects.get(pk=ada.pk).photo_key)))
    assert shown.getpixel((10, 10)) == (255, 255, 255)


def test_a_photo_that_nobody_has_is_swept_away(ada, signed_in, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    signed_in(ada).post("/settings/photo/", upload(a_picture()))
    kept, left = Person.objects.get(pk=ada.pk).photo_key, photos.keep([a_picture()])
    for key in (kept, left):
        os.utime(photos.store.path(key), (1, 1))
    assert tasks.sweep_photos() == 1
    assert (photos.read(left), photos.read(kept) is not None) == (None, True)
    assert tasks.sweep_photos() == 0


def test_sessions_are_listed_and_ended(ada, signed_in):
    here, there = signed_in(ada), signed_in(ada)
    page = here.get("/settings/sessions/").content.decode()
    assert page.count("Sign it out") == 1
    other = Session.objects.exclude(session_key=here.session.session_key).get()
    here.post(f"/settings/sessions/{other.public_id}/ending/")
    assert there.get("/").status_code == 302
    for _ in range(2):
        signed_in(ada)
    here.post("/settings/sessions/others/")
    assert queries.sessions_of(ada).count() == 1


def test_a_token_is_shown_once_and_kept_nowhere(ada, signed_in):
    browser = signed_in(ada)
    form = {"name": "Report", "scopes": ["posts:read", "posts:write"], "days": "30", "idempotency_key": "k1"}
    assert browser.post("/settings/tokens/", form).url == "/settings/tokens/"
    page = browser.get("/settings/tokens/").content.decode()
    secret = re.search(r"im_[\w-]{40,}", page)[0]
    assert queries.token_of(secret).scopes == ["posts:read", "posts:write"]
    assert secret not in browser.get("/settings/tokens/").content.decode()
    assert secret not in str(Answer.objects.values())
    assert browser.post("/settings/tokens/", form)["Location"] == "/settings/tokens/"
    assert Token.objects.count() == 1
    browser.post(f"/settings/tokens/{Token.objects.get().public_id}/ending/")
    assert queries.token_of(secret) is None


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["root"]}, {"days": "1e9"}])
def test_what_is_no_token(ada, signed_in, wrong):
    answer = signed_in(ada).post("/settings/tokens/", {"name": "Keep this", "scopes": ["posts:read"], "days": "90", **wrong})
    assert answer.status_code == 422
    assert not Token.objects.exists()
