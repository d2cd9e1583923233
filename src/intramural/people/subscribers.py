"""Mails that follow what happened. They leave after commit; the sweep of the journal sends what a fault held back."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from intramural.kit import clock
from intramural.people import invitations
from intramural.people.events import PersonInvited, SecondStepsTaken
from intramural.people.models import Invitation, Person
from intramural.record import journal


@journal.on(PersonInvited)
def mail_the_link(event: PersonInvited) -> None:
    """Nothing is sent when the invitation was used, withdrawn or ran out in the meantime."""
    invitation = (
        Invitation.objects.select_related("person", "invited_by")
        .filter(person_id=event.person_id, expires_at__gt=clock.now())
        .first()
    )
    if invitation is None or not invitation.person.email:
        return
    text = render_to_string(
        "people/mail/invitation.txt",
        {"invitation": invitation, "person": invitation.person, "link": invitations.link(invitation)},
    )
    _send(text, invitation.person.email)


@journal.on(SecondStepsTaken)
def tell_whose_second_steps_went(event: SecondStepsTaken) -> None:
    """Whoever reads mail at the account's address hears of it, in case it was somebody else who asked."""
    person = Person.objects.filter(pk=event.person_id, erased_at=None).first()
    if person is None or not person.email:
        return
    what = "An operator took passkeys, authenticator app and recovery codes from your account. Your password is as it was."
    link = f"{settings.SITE_URL}{reverse('mfa_index')}"
    _send(render_to_string("people/mail/security.txt", {"what": what, "link": link}), person.email)


def _send(text: str, address: str) -> None:
    subject, _, body = text.partition("\n")
    send_mail(subject, body.lstrip("\n"), settings.DEFAULT_FROM_EMAIL, [address])
