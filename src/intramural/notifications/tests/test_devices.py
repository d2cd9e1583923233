"""Turning on a device, seeing and ending it, by the page and by the API."""

from __future__ import annotations

import pytest

from intramural.kit.errors import Conflict, NotFound, Unacceptable
from intramural.notifications import actions, queries
from intramural.notifications.models import Device, Push
from intramural.notifications.pushing import keys
from intramural.notifications.testing import hear
from intramural.notifications.tests.push_service import Browser
from intramural.people import actions as people
from intramural.people.testing import a_person, a_token
from intramural.record.models import Entry
from intramural.record.testing import closed_again
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


def address(name="phone"):
    return f"https://push.example.com/{name}"


def turned_on(person, name="phone", **more):
    return actions.add_device(by=person, endpoint=address(name), name="Firefox on Android", **Browser(name).keys, **more)


def form(name="phone"):
    return {"endpoint": address(name), **Browser(name).keys}


def test_a_browser_is_turned_on_seen_and_ended(ben, signed_in):
    browser = signed_in(ben)
    page = browser.get("/settings/notifications/").content.decode()
    assert f'<push-switch key="{keys.ours().shown}">' in page
    assert "needs JavaScript" in page
    assert browser.post("/settings/notifications/devices/", form(), headers={"User-Agent": FIREFOX}).status_code == 302
    [device] = queries.devices(ben)
    assert (device.name, device.host) == ("Firefox on Android", "push.example.com")
    page = browser.get("/settings/notifications/").content.decode()
    assert f'<push-switch key="{keys.ours().shown}" here>' in page
    assert "This browser" in page
    assert "As usual: page, mail, devices" in page
    assert "This browser" not in signed_in(ben).get("/settings/notifications/").content.decode()
    assert browser.post(f"/settings/notifications/devices/{device.public_id}/ending/").status_code == 302
    assert queries.devices(ben) == []
    assert list(Entry.objects.values_list("name", flat=True).order_by("pk"))[-2:] == ["DeviceAdded", "DeviceEnded"]


def test_a_browser_is_one_device_and_whose_it_is_last(ada, ben, signed_in):
    browser = signed_in(ben)
    for name in ("old", "new"):
        browser.post("/settings/notifications/devices/", form(name))
    assert [device.endpoint for device in queries.devices(ben)] == [address("new")]
    signed_in(ada).post("/settings/notifications/devices/", form("new"))
    assert queries.devices(ben) == []
    assert len(queries.devices(ada)) == 1


def test_signing_out_ends_it(ben, signed_in):
    browser = signed_in(ben)
    browser.post("/settings/notifications/devices/", form())
    browser.post("/sign-out/")
    assert queries.devices(ben) == []


def test_nobody_has_more_than_ten(ben):
    for n in range(10):
        turned_on(ben, f"n{n}")
    with pytest.raises(Conflict):
        turned_on(ben, "eleventh")
    turned_on(ben, "n3")
    assert len(queries.devices(ben)) == 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://elsewhere.example/x"},
        {"endpoint": "https://push.example.com:22/x"},
        {"endpoint": "http://push.example.com/x"},
        {"endpoint": "http://127.0.0.1/x"},
        {"p256dh": ""},
        {"p256dh": "AAAA"},
        {"p256dh": "BA" + "A" * 85},
        {"p256dh": "é" * 87},
        {"p256dh": "A" * 10_000},
        {"auth": ""},
        {"auth": "AAAA"},
        {"auth": "A"},
        {"auth": "\0" * 22},
    ],
)
def test_what_no_browser_would_give_is_refused(ben, wrong):
    given = {**form(), **wrong}
    with pytest.raises(Unacceptable) as no:
        actions.add_device(by=ben, name="x", **given)
    assert no.value.field == next(iter(wrong))
    assert not Device.objects.exists()


def test_devices_are_ones_own(ada, ben):
    device = turned_on(ben)
    with pytest.raises(NotFound):
        actions.end_device(device.public_id, by=ada)
    assert queries.devices(ada) == []


def test_who_goes_takes_their_devices_along(ben, cara, olga):
    for person in (ben, cara):
        turned_on(person, person.handle)
    people.deactivate(ben, by=olga)
    people.erase(cara, by=olga)
    assert not Device.objects.exists()


def test_where_push_is_off_it_is_not_offered(ben, signed_in, settings):
    turned_on(ben)
    actions.choose({"kind:post": ["push"], "kind:reply": ["mail", "push"]}, by=ben)
    settings.PUSH_HOSTS = ()
    browser = signed_in(ben)
    page = browser.get("/settings/notifications/").content.decode()
    assert "push-switch" not in page
    assert "Nothing is pushed in this network at present." in page
    assert "my devices" not in page
    assert '<option value="mail" selected>' in page
    assert browser.post("/settings/notifications/devices/", form()).status_code == 409
    Device.objects.all().delete()
    assert "devices" not in browser.get("/settings/notifications/").content.decode().partition("<main")[2]


def test_the_form_chooses_devices(ben, signed_in):
    given = {"kind:post": "page,push", "everything": "", "bundle": "daily", "work_from": "09:00", "work_to": "17:00"}
    browser = signed_in(ben)
    assert browser.post("/settings/notifications/", given).status_code == 302
    assert queries.wishes_of([ben.pk])[ben.pk] == {"kind:post": {"page", "push"}}
    assert '<option value="page,push" selected>' in browser.get("/settings/notifications/").content.decode()


def test_programs_list_add_and_end(client, ben):
    header = {"Authorization": f"Bearer {a_token(ben)}"}
    assert client.get("/api/v1/me/notifications", headers=header).json()["push_key"] == keys.ours().shown
    given = {"endpoint": address(), "keys": Browser("x").keys, "name": "My program"}
    made = client.post("/api/v1/me/devices", given, content_type="application/json", headers=header)
    assert made.status_code == 201, made.content
    assert client.get(made["Location"], headers=header).json() == made.json()
    assert client.get("/api/v1/me/devices", headers=header).json() == {"items": [made.json()], "next": None}
    assert made.json() | {"name": "My program", "through": "push.example.com"} == made.json()
    assert client.delete(made["Location"], headers=header).status_code == 204
    assert client.get(made["Location"], headers=header).status_code == 404


def test_what_a_program_made_ends_with_a_token(client, ben, signed_in):
    turned_on(ben)
    browser = signed_in(ben)
    browser.post("/settings/notifications/devices/", form("desk"))
    token, _ = people.issue_token(by=ben, name="T", allowed=["posts:read"])
    people.end_token(token.public_id, by=ben)
    assert [device.endpoint for device in queries.devices(ben)] == [address("desk")]


def test_programs_choose_devices(client, ben):
    header = {"Authorization": f"Bearer {a_token(ben)}"}
    given = {"ways": {"kind:post": ["page", "mail", "push"], "kind:reply": ["push"]}}
    changed = client.patch("/api/v1/me/notifications", given, content_type="application/json", headers=header).json()
    assert changed["ways"]["kind:post"] == ["mail", "page", "push"]
    assert changed["ways"]["kind:reply"] == ["page", "push"]


def test_the_settings_cost_the_same_with_devices(ben, signed_in, django_assert_max_num_queries):
    for n in range(10):
        turned_on(ben, f"n{n}")
    browser = signed_in(ben)
    browser.get("/settings/notifications/")
    with django_assert_max_num_queries(9):
        browser.get("/settings/notifications/")


def test_a_crowd_hears_of_an_invitation_by_their_devices(ada, django_capture_on_commit_callbacks):
    space = a_space("Bakers", owner=ada)
    cecil, dora = a_person("cecil"), a_person("dora")
    turned_on(cecil, "cecil")
    with django_capture_on_commit_callbacks(execute=True):
        spaces.invite(space, [cecil, dora], by=ada)
    hear(django_capture_on_commit_callbacks)
    assert [push.device.person for push in Push.objects.all()] == [cecil]


@pytest.mark.usefixtures("closings_file")
def test_a_device_that_was_ended_hears_nothing_of_a_house_that_is_put_back(ada, ben, noted):
    device = turned_on(ben)
    turned_on(ada, "other")
    with noted():
        actions.end_device(device.public_id, by=ben)
    Device.objects.bulk_create([device])
    assert closed_again() == ["DeviceEnded"]
    assert [one.person for one in Device.objects.all()] == [ada]
