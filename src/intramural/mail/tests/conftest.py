from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from intramural.kit import clock
from intramural.mail import actions
from intramural.mail.models import Letter
from intramural.mail.tests.exchange import Exchange, an_exchange
from intramural.people.models import Person
from intramural.people.tests.post_office import open_office
from intramural.spaces.models import Space
from intramural.spaces.testing import a_space
from tests import real_input

collect_ignore_glob = [] if real_input.is_here() else ["test_real_*.py"]


@pytest.fixture
def domain(settings):
    """The mail of inside.example comes here."""
    settings.MAIL_DOMAIN, settings.MAIL_COMES_IN = "inside.example", True
    settings.DEFAULT_FROM_EMAIL = "Intramural <house@inside.example>"


@pytest.fixture
def office(settings):
    """A mail server that mails are handed to."""
    with open_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", office.port, 10
        yield office


@pytest.fixture
def queued():
    """Queues news for somebody, due now."""

    def queue(to, post, comment=None, *, reason="because you follow Pay", bundle="", due_at=None) -> Letter:
        due_at = due_at or clock.now() - timedelta(seconds=1)
        assert actions.queue(to=to, post=post, comment=comment, reason=reason, due_at=due_at, bundle=bundle)
        return Letter.objects.get(person=to, post=post, comment=comment)

    return queue


@pytest.fixture
def exchange(db: None) -> Iterator[Exchange]:
    with an_exchange() as open_exchange:
        yield open_exchange


@pytest.fixture
def kitchen(ada: Person, ben: Person) -> Space:
    return a_space("Kitchen", owner=ada, members=(ben,))


@pytest.fixture
def confirmed(settings: object) -> None:
    """The server mx.house.example confirms senders: see PASSED."""
    settings.MAIL_TRUSTS = ("mx.house.example",)  # type: ignore[attr-defined]
