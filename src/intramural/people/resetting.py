"""The library's form that asks for a new password, so that nobody learns from it who has an account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from intramural.people import actions


class Asking(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """It looks nobody up and sends nothing: it writes down the address, whosever it is, and the keeper goes on."""

    def clean_email(self) -> str:
        address: str = get_adapter().clean_email(self.cleaned_data["email"].lower())
        return address

    def save(self, request: HttpRequest, **more: Any) -> str:
        actions.ask_for_password(self.cleaned_data["email"])
        return str(self.cleaned_data["email"])
