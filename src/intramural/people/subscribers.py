"""Mails that follow what happened. They leave after commit; the sweep of the journal sends what a fault held back."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from intramural.people.events import SecondStepsTaken
from intramural.people.models import Person
from intramural.record import journal


@journal.on(SecondStepsTaken)
def tell_whose_second_steps_went(event: SecondStepsTaken) -> None:
    """Whoever reads mail at the account's address hears of it, in case it was somebody else who asked."""
    person = Person.objects.filter(pk=event.person_id, erased_at=None).first()
    if person is None or not person.email:
        return
    what = "An operator took passkeys, authenticator app and recovery codes from your account. Your password is as it was."
    link = f"{settings.SITE_URL}{reverse('mfa_index')}"
    subject, _, body = render_to_string("people/mail/security.txt", {"what": what, "link": link}).partition("\n")
    send_mail(subject, body.lstrip("\n"), settings.DEFAULT_FROM_EMAIL, [person.email])
