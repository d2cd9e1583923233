from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from intramural.mail.outgoing import handing, notices
from intramural.notifications import tasks as notifications
from intramural.posts.tasks import tell_released


@pytest.fixture
def told(django_capture_on_commit_callbacks: Any) -> Any:
    """What happens within the block is told to all who listen; what is to be mailed leaves at its end."""

    @contextmanager
    def telling() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield
        with django_capture_on_commit_callbacks(execute=True):
            tell_released()
        notifications.decide()
        handing.hand_over()
        notices.hand_over()

    return telling
