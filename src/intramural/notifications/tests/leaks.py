from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import override_settings

from intramural.kit import clock
from intramural.notifications import actions
from intramural.notifications.models import Device, News, Push
from intramural.notifications.pushing import handing
from intramural.notifications.tests import push_service
from intramural.people.models import Person
from tests.leaks.surfaces import Acts, Nothing, Reads, Shows, Surface


def lines(world: Any) -> list[str]:
    """The line about the secret, which everybody has been told."""
    return [world.line_id]


def pushed(world: Any, person: Person | None) -> bytes:
    """What a push service and the device get of all that the person was told, with every header.

    No word of the secret ever stands there. That there is something to tell is as much as the secret itself: so a push about
    it is given as one of its words. (Of what was edited, the former words are the secret, and the post is none.)
    """
    if person is None:
        return b""
    service, browser = push_service.shared(), push_service.Browser(person.handle)
    service.received.clear()
    now = clock.now()
    with override_settings(PUSH_HOSTS=(service.host,)):
        Device.objects.all().delete()
        actions.add_device(by=person, endpoint=service.address(browser.name), name="A browser", **browser.keys)
        device = Device.objects.get(person=person)
        waiting = News.objects.filter(person=person).update(read_at=None, done_at=None)
        Push.objects.bulk_create(
            Push(news=news, device=device, due_at=now, until=now + timedelta(days=1), changed_at=now)
            for news in News.objects.filter(person=person)
        )
        handing.hand_over()
    assert len(service.received) <= waiting
    told = [_whole(browser, each) for each in service.received]
    words = [word for facet, word in world.words.items() if facet != "author" and world.state != "edited_old_revision"]
    told += [word.encode() for each in told if world.line_id.encode() in each for word in words[:1]]
    return b"\n".join(told)


def _whole(browser: push_service.Browser, received: push_service.Received) -> bytes:
    claims, _ = push_service.claims(received)
    return json.dumps([received.path, received.headers, claims, browser.read(received)]).encode()


SURFACES: dict[str, Surface | list[Surface]] = {
    "notifications:inbox": Shows("For you", queries=("", "?only=asks", "?only=following", "?only=done", "?only=quiet")),
    "notifications:opening": Acts("opening a line", at=lines, method="GET"),
    "notifications:reading": Nothing("marks one's own lines"),
    "notifications:done": Acts("being done with a line", at=lines),
    "notifications:taking_up": Acts("taking a line up again", at=lines),
    "notifications:quiet": Acts("silencing", at=lines, data={"about": "post"}),
    "notifications:settings": Shows("what one has silenced", of_people=True),
    "notifications:hearing_again": Nothing("ends a silence of one's own"),
}
SURFACES |= {
    "api:for_you": Shows("For you, to a program", queries=("", "?only=following", "?only=done&limit=2", "?only=quiet")),
    "api:news_read": Acts("marking a line as read", at=lines, method="PUT"),
    "api:news_done": Acts("being done with a line, by a program", at=lines, method="PUT"),
    "api:news_silenced": Acts("silencing, by a program", at=lines, data={"about": "post"}, json=True),
}
SURFACES |= {
    "notifications:manifest": Nothing("the name of the house"),
    "notifications:service_worker": Nothing("a script, the same for everybody"),
    "notifications:offline": Nothing("that there is no connection"),
    "api:my_notifications": Shows("how one hears of things, to a program", of_people=True),
}
SURFACES |= {
    "notifications:devices": Nothing("a form of the person's own"),
    "notifications:device_ending": Nothing("a form of the person's own"),
    "api:my_devices": Nothing("the person's own devices, and their push services"),
    "api:my_device": Nothing("a device of the person's own"),
    "outgoing:notifications.pushing.handing": Reads("M06: a push", pushed),
}
