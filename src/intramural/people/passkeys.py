"""The library's forms for passkeys, proof against what is none.

Reading a credential goes through parsers of JSON, CBOR, X.509 and signatures, which say no in a dozen ways; the library
knows two of them. Whatever they say about what a stranger sent is one refusal, and never a fault.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms
from django.db import DatabaseError


class _Guarded:
    add_error: Callable[..., None]

    def _clean_fields(self) -> None:
        self._guard(super()._clean_fields)  # type: ignore[misc]

    def _clean_form(self) -> None:
        self._guard(super()._clean_form)  # type: ignore[misc]

    def _guard(self, read: Callable[[], Any]) -> None:
        try:
            read()
        except DatabaseError:
            raise
        except Exception:
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


class Add(_Guarded, forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""


class Login(_Guarded, forms.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of address and password."""


class Authenticate(_Guarded, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A key as the second step, after the password."""


class Reauthenticate(_Guarded, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A key that shows once more who is here."""
