"""The link of an invitation: its token is made again whenever it is mailed, and only its hash is looked up."""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import salted_hmac

from intramural.people.models import Invitation


def token_of(nonce: str) -> str:
    """64 hexadecimal digits, which nobody can make who has the nonce and not the house's secret key."""
    return salted_hmac("intramural.people.invitations", nonce, algorithm="sha256").hexdigest()


def link(invitation: Invitation) -> str:
    """The address that is mailed."""
    return f"{settings.SITE_URL}/invitations/{token_of(invitation.nonce)}/"
