"""Lets seven days and a minute pass for the house: its clock is moved, and what the keeper then does about care is done."""

from __future__ import annotations

from datetime import timedelta

import django
import time_machine


def main() -> None:
    django.setup()
    from intramural.care import tasks
    from intramural.kit import clock
    from intramural.mail.outgoing import notices

    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        tasks.lapse()
        while notices.hand_over():
            pass  # it stops after a while, and others are due by then too


if __name__ == "__main__":
    main()
