"""What the parts of the trial need, as a test case that holds the company: made once, and each test's changes taken back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import time_machine
from django.core import mail
from django.test import Client, TestCase, override_settings

from intramural.care import tasks as care
from intramural.exposure.testing import a_ledger
from intramural.kit import clock
from intramural.mail.outgoing import handing, notices
from intramural.mail.tests.exchange import Exchange, an_exchange
from intramural.notifications import tasks as notifications
from intramural.people.models import Person
from intramural.people.testing import a_token
from intramural.posts.models import Post
from intramural.posts.tasks import tell_released
from intramural.posts.testing import a_post
from intramural.search import actions as search
from tests.trial import company

MAIL = {
    "MAIL_DOMAIN": "inside.example",
    "MAIL_COMES_IN": True,
    "DEFAULT_FROM_EMAIL": "Intramural <house@inside.example>",
}


class House(TestCase):
    """The company on a Monday morning. `line` of a part is the line of the requirements that it holds."""

    __test__ = False
    made: ClassVar[list[company.Company]] = []

    @classmethod
    def setUpClass(cls) -> None:
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.enterClassContext(override_settings(DATA_DIR=Path(folder), **MAIL))
        cls.enterClassContext(time_machine.travel(company.MONDAY, tick=False))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        # Kept in a list: what stands on the class itself would be copied for each test.
        cls.made[:] = [company.found()]

    def setUp(self) -> None:
        self.time = self.enterContext(time_machine.travel(company.MONDAY, tick=False))
        self.enterContext(a_ledger(Path(self.enterContext(tempfile.TemporaryDirectory()))))
        # As it was founded, whatever another test did to the objects that it held.
        self.here = self.made[0].anew()
        self.facts: dict[str, Any] = {}

    # The company.

    def about(self, subject: str, *, by: Person | None = None, **more: Any) -> Post:
        """A colleague's post about what somebody looks after, told to all who are to hear of it."""
        with self.told():
            return a_post(by=by or self.here.readers[0], **{"body": f"All of it will cost more in May. #{subject}", **more})

    # Ways in.

    def browser(self, person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def program(self, person: Person) -> Callable[..., Any]:
        """Calls the API with a token: `call("POST", "/posts/…/narrowing", {…})`."""
        headers = {"Authorization": f"Bearer {a_token(person)}"}

        def call(method: str, path: str, data: Any = None) -> Any:
            more = {} if method == "GET" else {"data": data or {}, "content_type": "application/json"}
            return getattr(Client(), method.lower())(f"/api/v1{path}", headers=headers, **more)

        return call

    @contextmanager
    def post_office(self) -> Iterator[Exchange]:
        """Mail comes in over a line of its own."""
        with an_exchange() as exchange:
            yield exchange

    # Time.

    def later(self, by: timedelta) -> None:
        self.time.move_to(clock.now() + by, tick=False)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What happens within the block is told to all who listen, and the keeper does what is due."""
        with self.captureOnCommitCallbacks(execute=True):
            yield
        self.keeper()

    def keeper(self) -> None:
        """One round of its chores, as far as they concern care."""
        with self.captureOnCommitCallbacks(execute=True):
            tell_released()
            care.lapse()
            care.note_silence()
        search.catch_up()
        notifications.decide()
        handing.hand_over()
        notices.hand_over()

    def mailed(self, person: Person) -> list[Any]:
        """What this person was mailed since the last look."""
        sent = [each for each in mail.outbox if each.to == [person.email]]
        mail.outbox[:] = [each for each in mail.outbox if each.to != [person.email]]
        return sent

    def outbox(self) -> list[Any]:
        """What was mailed to anybody."""
        return list(mail.outbox)

    def reads(self, person: Person, post: Post) -> bool:
        """Whether a person can read a post, by page and by program."""
        page = self.browser(person).get(f"/posts/{post.public_id}/").status_code == 200
        item = self.program(person)("GET", f"/posts/{post.public_id}").status_code == 200
        assert page == item
        return page
