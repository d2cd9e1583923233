from __future__ import annotations

from typing import Any

from intramural.notifications import actions, queries
from intramural.notifications.tests.push_service import Browser
from intramural.posts import actions as posts
from intramural.posts.testing import a_comment
from tests.access import Row

LINE = "0" * 13


def told(s: Any) -> None:
    """Everybody may hear of an answer to what they said; here the author does."""
    said = a_comment(by=s.owner, on=s.post, body="Why so early?")
    actions.tell_of_comment(said.pk)
    _named(s, said.pk)


def told_in_secret(s: Any) -> None:
    """As `told`, of what only the members of a gated space read."""
    said = a_comment(by=s.owner, on=s.gated_post, body="Until noon?")
    actions.tell_of_comment(said.pk)
    _named(s, said.pk)


def told_and_silenced(s: Any) -> None:
    told(s)
    wish = actions.silence(queries.one(LINE, viewer=s.author).news, "post", by=s.author)
    type(wish).objects.filter(pk=wish.pk).update(id=7)


def gone_again(s: Any) -> None:
    told(s)
    posts.delete(s.post, by=s.author)


def _named(s: Any, comment: int) -> None:
    from intramural.notifications.models import News

    News.objects.filter(public_id=LINE).delete()
    News.objects.filter(comment=comment, person=s.author).update(public_id=LINE)


def line(s: Any) -> list[Any]:
    return [LINE]


BROWSER = Browser("here")
SUBSCRIPTION = {"endpoint": "https://push.example.com/here", "keys": BROWSER.keys}
FORM = {"endpoint": "https://push.example.com/here", **BROWSER.keys}


def turned_on(s: Any) -> None:
    """The author has a device."""
    from intramural.notifications.models import Device

    made = actions.add_device(by=s.author, endpoint="https://push.example.com/of-the-author", name="A phone", **BROWSER.keys)
    Device.objects.filter(pk=made.pk).update(public_id=LINE)


ACCESS = {
    #                           visitor guest member space_member owner author operator
    "notifications:inbox": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200), first=told),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?only=asks", first=told),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?only=following", first=told),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?only=done", first=told),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?only=quiet", first=told_and_silenced),
        Row("GET", (302, 422, 422, 422, 422, 422, 422), query="?only=nonsense"),
        Row("GET", (302, 422, 422, 422, 422, 422, 422), query="?after=nonsense"),
    ],
    "notifications:opening": [
        Row("GET", (302, 404, 404, 404, 404, 302, 404), at=line, first=told),
        Row("GET", (302, 404, 404, 404, 404, 302, 404), at=line, first=told_in_secret),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=line, first=gone_again),
    ],
    "notifications:reading": Row("POST", (302, 302, 302, 302, 302, 302, 302), first=told),
    "notifications:done": [
        Row("POST", (302, 404, 404, 404, 404, 302, 404), at=line, first=told),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=line),
    ],
    "notifications:taking_up": Row("POST", (302, 404, 404, 404, 404, 302, 404), at=line, first=told),
    "notifications:quiet": [
        Row("POST", (302, 404, 404, 404, 404, 302, 404), at=line, data={"about": "person"}, first=told),
        Row("POST", (302, 404, 404, 404, 404, 422, 404), at=line, data={"about": "weather"}, first=told),
    ],
    "notifications:settings": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200), first=told_and_silenced),
        Row(
            "POST", (302, 302, 302, 302, 302, 302, 302), data={"kind:post": "mail", "work_from": "09:00", "work_to": "17:00"}
        ),
        Row(
            "POST",
            (302, 422, 422, 302, 302, 302, 422),
            data={"space:redwood": "mail", "work_from": "09:00", "work_to": "17:00"},
        ),
    ],
    "notifications:hearing_again": [
        Row("POST", (302, 404, 404, 404, 404, 302, 404), at=lambda s: ["7"], first=told_and_silenced),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=lambda s: ["x"]),
    ],
}
ACCESS |= {
    "api:for_you": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200), first=told),
        Row("GET", (401, 200, 200, 200, 200, 200, 200), query="?only=quiet&limit=2", first=told_and_silenced),
        Row("GET", (401, 422, 422, 422, 422, 422, 422), query="?only=nonsense"),
    ],
    "api:news_read": [
        Row("PUT", (401, 404, 404, 404, 404, 204, 404), at=line, first=told),
        Row("PUT", (401, 404, 404, 404, 404, 404, 404), at=line),
    ],
    "api:news_done": [
        Row("PUT", (401, 404, 404, 404, 404, 204, 404), at=line, first=told),
        Row("DELETE", (401, 404, 404, 404, 404, 204, 404), at=line, first=told),
    ],
    "api:news_silenced": [
        Row("POST", (401, 404, 404, 404, 404, 204, 404), at=line, data={"about": "post"}, json=True, first=told),
        Row("POST", (401, 422, 422, 422, 422, 422, 422), at=line, data={"about": "weather"}, json=True, first=told),
    ],
}
ACCESS |= {
    "notifications:manifest": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
    "notifications:service_worker": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
    "notifications:offline": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
    "api:my_notifications": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200)),
        Row("PATCH", (401, 200, 200, 200, 200, 200, 200), data={"bundle": "weekly"}, json=True),
        Row("PATCH", (401, 422, 422, 422, 422, 422, 422), data={"bundle": "hourly"}, json=True),
        Row("PATCH", (401, 422, 422, 200, 200, 200, 422), data={"ways": {"space:redwood": ["page"]}}, json=True),
    ],
}
ACCESS |= {
    "notifications:devices": [
        Row("POST", (302, 302, 302, 302, 302, 302, 302), data=FORM),
        Row("POST", (302, 422, 422, 422, 422, 422, 422), data={**FORM, "endpoint": "https://elsewhere.example/here"}),
        Row("POST", (302, 422, 422, 422, 422, 422, 422), data={"endpoint": FORM["endpoint"]}),
    ],
    "notifications:device_ending": [
        Row("POST", (302, 404, 404, 404, 404, 302, 404), at=line, first=turned_on),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=line),
    ],
    "api:my_devices": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200), first=turned_on),
        Row("POST", (401, 201, 201, 201, 201, 201, 201), data=SUBSCRIPTION, json=True),
        Row("POST", (401, 422, 422, 422, 422, 422, 422), data={**SUBSCRIPTION, "endpoint": "http://127.0.0.1/"}, json=True),
    ],
    "api:my_device": [
        Row("GET", (401, 404, 404, 404, 404, 200, 404), at=line, first=turned_on),
        Row("GET", (401, 404, 404, 404, 404, 404, 404), at=line),
        Row("DELETE", (401, 404, 404, 404, 404, 204, 404), at=line, first=turned_on),
    ],
}
