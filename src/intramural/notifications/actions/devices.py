"""The devices on which somebody hears of news although no page is open."""

from __future__ import annotations

import base64
import binascii
import re

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from intramural.kit import clock, outgoing
from intramural.kit.errors import Conflict, Unacceptable
from intramural.kit.markup import clean_line
from intramural.notifications import queries
from intramural.notifications.events import DeviceAdded, DeviceEnded
from intramural.notifications.models import Device
from intramural.notifications.pushing import keys
from intramural.people.models import Person, Session
from intramural.record import journal

MOST = 10
_AGAIN = "Turn it off in the browser, and on again."
_BASE64 = re.compile(r"[A-Za-z0-9_-]+={0,2}")


@transaction.atomic
def add_device(*, by: Person, endpoint: str, p256dh: str, auth: str, name: str, session_key: str | None = None) -> Device:
    """From now on news is pushed to this browser, in the place of what it was before: a session has one device, and so has an
    address of a push service, whoever had it.

    Refuses (409) where nothing is pushed, and an eleventh device; (422) an address that is none of the operator's push
    services, and keys that are none.
    """
    if not keys.hosts():
        raise Conflict("Nothing is pushed in this network.", remedy="Ask whoever operates it, or choose mail.")
    try:
        target = keys.hosts().take(endpoint)
    except outgoing.Refused:
        raise Unacceptable(
            "The push service of this browser is not among those that may be asked from here.",
            remedy="Use another browser, or ask whoever operates this network.", field="endpoint",
        ) from None  # fmt: skip
    p256dh, auth = _point(p256dh), _secret(auth)
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    session = Session.objects.filter(person=by, session_key=session_key).first() if session_key else None
    Device.objects.filter(endpoint=endpoint).delete()
    if session is not None:
        Device.objects.filter(session=session).delete()
    if Device.objects.filter(person=by).count() >= MOST:
        raise Conflict(f"Nobody has more than {MOST} devices.", remedy="End one that you no longer use.")
    made = Device.objects.create(
        person=by,
        session=session,
        name=clean_line(name)[:80] or "A device",
        endpoint=endpoint,
        host=target.host,
        p256dh=p256dh,
        auth=auth,
        mark=keys.mark(by, in_session=session is not None),
        made_at=clock.now(),
    )
    journal.note(DeviceAdded(person_id=by.pk, device_id=made.pk), by=by, about=by)
    return made


@transaction.atomic
def end_device(public_id: str, *, by: Person) -> None:
    """Nothing is pushed to one's own device any more, at once. Refuses (404) what is not one's own."""
    device = queries.device(public_id, viewer=by)
    ended = DeviceEnded(person_id=by.pk, device_id=device.pk)
    device.delete()
    journal.note(ended, by=by, about=by)


def forget_devices(person_id: int, *, of_programs: bool = False) -> None:
    """Ends all devices of somebody, or those alone that programs made."""
    found = Device.objects.filter(person_id=person_id)
    (found.filter(session=None) if of_programs else found).delete()


def _point(text: str) -> str:
    """A public key of P-256, as a point that is not compressed. Refuses (422) all else."""
    try:
        raw = _bytes(text)
        if len(raw) != 65:
            raise ValueError
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        raise Unacceptable("The browser’s key cannot be read.", remedy=_AGAIN, field="p256dh") from None
    return _text(raw)


def _secret(text: str) -> str:
    try:
        raw = _bytes(text)
        if len(raw) != 16:
            raise ValueError
    except ValueError:
        raise Unacceptable("The browser’s secret cannot be read.", remedy=_AGAIN, field="auth") from None
    return _text(raw)


def _bytes(text: str) -> bytes:
    if len(text) > 100 or not _BASE64.fullmatch(text):
        raise ValueError("no base64url")
    text = text.rstrip("=")
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
