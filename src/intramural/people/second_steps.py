"""The secrets of authenticator apps and recovery codes, sealed (`kit.sealing`): a copy of the tables signs nobody in.

Passkeys are not sealed: what is kept of them is public.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from intramural.kit import sealing
from intramural.people.errors import KeyChanged

PURPOSE = "second steps"
KINDS = ("totp", "recovery_codes")
_NAMES = ("secret", "seed")


def seal(text: str) -> str:
    """The secret as it is kept."""
    return sealing.seal(text, purpose=PURPOSE)


def unseal(kept: str) -> str:
    """The secret. Refuses (409) where it was sealed with a secret key that the house no longer has."""
    try:
        return sealing.unseal(kept, purpose=PURPOSE)
    except sealing.NotOpened:
        raise KeyChanged from None


def seal_anew(model: Any = Authenticator) -> int:
    """Seals with the secret key what was sealed with the one before, or not at all; returns how many were. Again does nothing.

    What cannot be opened stays as it is: the key may come back.
    """
    done = 0
    waiting = [pk for pk, data in _kept(model) if not all(_is_current(text) for text in _secrets(data))]
    for pk in waiting:
        with transaction.atomic():
            kept = model.objects.select_for_update().filter(pk=pk).first()
            if kept is None:
                continue
            try:
                kept.data = _changed(kept.data, lambda text: seal(unseal(text)))
            except KeyChanged:
                continue
            kept.save(update_fields=["data"])
            done += 1
    return done


def not_opened() -> int:
    """How many are sealed with a secret key that the house no longer has: they let nobody in."""
    return sum(not all(_opens(text) for text in _secrets(data)) for _, data in _kept(Authenticator))


def sealed_before() -> int:
    """How many wait to be sealed with the secret key: they are under the one before, or under none."""
    return sum(
        all(_opens(text) for text in _secrets(data)) and not all(_is_current(text) for text in _secrets(data))
        for _, data in _kept(Authenticator)
    )


def _kept(model: Any) -> Any:
    return model.objects.filter(type__in=KINDS).values_list("pk", "data").order_by("pk")


def _secrets(data: dict[str, Any]) -> list[str]:
    return [*(data[name] for name in _NAMES if name in data), *data.get("migrated_codes", ())]


def _changed(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """The library's data with each secret changed: of an app, of codes, of codes from another library."""
    changed: dict[str, Any] = {name: change(data[name]) for name in _NAMES if name in data}
    if "migrated_codes" in data:
        changed["migrated_codes"] = [change(code) for code in data["migrated_codes"]]
    return {**data, **changed}


def _is_current(kept: str) -> bool:
    return sealing.is_current(kept, purpose=PURPOSE)


def _opens(kept: str) -> bool:
    try:
        unseal(kept)
    except KeyChanged:
        return False
    return True
