"""Several processes hand over at the same moment: each push leaves once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from intramural.kit import clock, ids
from intramural.mail.tests.test_racing import _a_journal_that_can_be_emptied  # noqa: F401  (a fixture)
from intramural.notifications import actions
from intramural.notifications.models import Device, News, Push
from intramural.notifications.pushing import handing
from intramural.notifications.testing import tell_everybody
from intramural.notifications.tests import push_service
from intramural.notifications.tests.push_service import Browser
from intramural.people.testing import a_person
from intramural.posts.testing import a_post

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AT_ONCE = 4


def test_each_push_leaves_once(settings, monkeypatch):
    monkeypatch.setattr(handing.policy, "is_quiet", lambda *given: False)
    ada = a_person("ada")
    crew = [a_person(f"p{number}") for number in range(8)]
    written = [a_post(by=ada) for _ in range(8)]
    for post in written:
        tell_everybody(crew, post, public_id=ids.new())
    with push_service.running() as service:
        settings.PUSH_HOSTS = (service.host,)
        for person in crew:
            actions.add_device(by=person, endpoint=service.address(person.handle), name="x", **Browser("x").keys)
        devices = {device.person_id: device for device in Device.objects.all()}
        now = clock.now()
        Push.objects.bulk_create(
            Push(news=news, device=devices[news.person_id], due_at=now, until=now + timedelta(days=1), changed_at=now)
            for news in News.objects.all()
        )
        barrier = Barrier(AT_ONCE)

        def work(_: int) -> int:
            try:
                barrier.wait(10)
                return handing.hand_over(seconds=30)
            finally:
                connection.close()

        with ThreadPoolExecutor(AT_ONCE) as pool:
            done = list(pool.map(work, range(AT_ONCE)))
        assert sum(done) == len(crew) * len(written)
        assert len(service.received) == len(crew) * len(written)
        assert set(Push.objects.values_list("state", flat=True)) == {"sent"}
