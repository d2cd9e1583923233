"""Lets the two minutes pass for which a push is held."""

from __future__ import annotations

import sys
import time

import django


def main() -> None:
    """Waits for a push to be queued, and makes it due."""
    django.setup()
    from intramural.kit import clock
    from intramural.notifications.models import Push

    end = time.monotonic() + 30
    while not Push.objects.filter(state=Push.State.WAITING).update(due_at=clock.now()):
        if time.monotonic() > end:
            sys.exit("nothing was queued")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
