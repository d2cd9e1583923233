"""Lets the minutes pass for which a mail to Dana, who never signs in, about what Felix shared is held."""

from __future__ import annotations

import sys
import time

import django

HANDLE, AUTHOR = "dana", "felix"


def main() -> None:
    """Waits for the mail to be queued, and hands it over."""
    django.setup()
    from intramural.kit import clock
    from intramural.mail.models import Letter
    from intramural.mail.outgoing import handing
    from intramural.people.models import Session

    about, end = Letter.objects.filter(person__handle=HANDLE, post__author__handle=AUTHOR), time.monotonic() + 30
    waiting = about.filter(state=Letter.State.WAITING)
    while not waiting.update(due_at=clock.now(), until=None, bundle=Letter.Bundle.ALONE):
        if time.monotonic() > end:
            sys.exit("nothing was queued")
        time.sleep(0.2)
    handing.hand_over()
    if Session.objects.filter(person__handle=HANDLE).exists():
        sys.exit("she has signed in")


if __name__ == "__main__":
    main()
