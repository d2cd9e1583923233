"""How allauth meets our people: no sign-up (people are invited), addresses are the account's own, mails in our words."""

from __future__ import annotations

import io
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from intramural.people import second_steps
from intramural.people.models import Person

RESET = "account/email/password_reset_key"
NEWS = {
    "account/email/password_changed": "The password of your account was changed.",
    "account/email/password_set": "The password of your account was changed.",
    "account/email/password_reset": "The password of your account was set anew, by a link that was mailed to you.",
    "mfa/email/totp_activated": "An authenticator app was added to your account.",
    "mfa/email/totp_deactivated": "The authenticator app was taken from your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was taken from your account.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for your account; the old ones open nothing any more.",
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is not open.",
        "email_password_mismatch": "Address and password do not fit together.",
        "enter_current_password": "This is not your password.",
        "incorrect_code": "That code is not right, or has run out.",
        "incorrect_password": "This is not your password.",
        "invalid_password_reset": "This link was used, or has run out.",
        "too_many_login_attempts": "That was tried too often. Wait five minutes, and try again.",
        "rate_limited": "That was tried too often. Wait a minute, and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an operator or a member invites."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where the request came from, before the proxies that the operator named: what anybody else claims counts for nothing."""
        before = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
        if settings.PROXIES and len(before) >= settings.PROXIES:
            return before[-settings.PROXIES][:60]
        return str(request.META.get("REMOTE_ADDR", ""))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address that is mailed: of the house as it is set, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "U", "key": "K"}).replace("U-K", key)
        return f"{settings.SITE_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A link for a new password, or word of a change. It says neither where nor with what it was made."""
        if template_prefix == RESET:
            text = render_to_string("people/mail/password.txt", {"link": context["password_reset_url"]})
        else:
            address = f"{settings.SITE_URL}{reverse('mfa_index')}"
            text = render_to_string("people/mail/security.txt", {"what": NEWS[template_prefix], "link": address})
        subject, _, body = text.partition("\n")
        send_mail(subject, body.lstrip("\n"), settings.DEFAULT_FROM_EMAIL, [email])


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": "Recovery codes stand in for a passkey or an authenticator app. Add one first.",
        "incorrect_code": "That code is not right, or has run out.",
    }

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return second_steps.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Refuses (409) what was sealed with another secret key."""
        return second_steps.unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """The square that an authenticator app reads, dark on white in every theme."""
        drawn = io.BytesIO()
        segno.make(url, micro=False).save(drawn, kind="svg", scale=5, border=4, dark="black", light="white")
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        """What a passkey is called when its person gives it no name."""
        known = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {known + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SITE_NAME}


@receiver(pre_save, sender=Authenticator)
def keep_no_last_use(sender: type, instance: Authenticator, **more: Any) -> None:
    """Nobody keeps when somebody was here (product.md): the library's time of last use is taken out again."""
    instance.last_used_at = None


def display_name(person: Any) -> str:
    return person.name if isinstance(person, Person) else str(person)
