"""Sealing: what is kept so that the table alone does not tell it, and whoever holds the secret key can open it.

    kept = sealing.seal("JBSWY3DP", purpose="second steps")     "sealed:gAAAAAB…"
    sealing.unseal(kept, purpose="second steps")                "JBSWY3DP"
    sealing.derived(purpose="signing pushes", length=48)        always the same 48 bytes

AES and HMAC as Fernet puts them together, each purpose with a key of its own, which HKDF (RFC 5869) makes from the secret
key. What was sealed with a secret key of settings.SECRET_KEY_FALLBACKS can be opened too.
"""

from __future__ import annotations

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = "sealed:"


class NotOpened(Exception):
    """It was sealed with a secret key that is not here, for another purpose, or was changed since."""


def seal(text: str, *, purpose: str) -> str:
    """The text, sealed with the secret key."""
    return MARK + _lock(settings.SECRET_KEY, purpose).encrypt(text.encode()).decode()


def unseal(kept: str, *, purpose: str) -> str:
    """What was sealed; what never was, as it is. Raises NotOpened."""
    if not kept.startswith(MARK):
        return kept
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        text = _opened(kept, key, purpose)
        if text is not None:
            return text
    raise NotOpened


def is_current(kept: str, *, purpose: str) -> bool:
    """Whether it is sealed with the secret key, and not with one before it or not at all."""
    return kept.startswith(MARK) and _opened(kept, settings.SECRET_KEY, purpose) is not None


def _opened(kept: str, key: str, purpose: str) -> str | None:
    try:
        return _lock(key, purpose).decrypt(kept.removeprefix(MARK).encode()).decode()
    except (InvalidToken, UnicodeError):
        return None


def derived(*, purpose: str, length: int) -> bytes:
    """Bytes that follow from the secret key and the purpose, and tell of neither."""
    return _made(settings.SECRET_KEY, purpose, length)


@cache
def _lock(key: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_made(key, purpose, 32)))


def _made(key: str, purpose: str, length: int) -> bytes:
    made = HKDF(hashes.SHA256(), length=length, salt=None, info=f"intramural: {purpose}".encode())
    return made.derive(key.encode())
