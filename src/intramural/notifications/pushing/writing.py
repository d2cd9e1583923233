"""What a push says. It passes through a company's hands, and then stands on a locked screen: so who, and what, and no more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import salted_hmac
from webpush import WebPush, WebPushSubscription
from webpush.types import WebPushKeys

from intramural.notifications import reasons
from intramural.notifications.models import Device, News, Push
from intramural.notifications.pushing import keys

SIZE = 512  # all are as long as one another, so that the length tells nothing


@dataclass(frozen=True)
class Message:
    """What is posted to a push service."""

    url: str
    body: bytes
    headers: Mapping[str, str]


def payload(news: News) -> bytes:
    """What the service worker of the device reads."""
    words = {"id": news.public_id, "said": reasons.pushed(news), "url": f"/for-you/{news.public_id}/"}
    return json.dumps(words, ensure_ascii=False).encode().ljust(SIZE)


def message(push: Push, *, seconds: int) -> Message:
    """The push, encrypted and signed. The service keeps it for so many seconds when the device is away.

    Raises ValueError for a device whose keys are none.
    """
    pair = keys.ours()
    writer = WebPush(private_key=pair.private, public_key=pair.public, subscriber=_sender(), ttl=seconds)
    made = writer.get(payload(push.news), _subscription(push.device))
    headers = {name.title(): str(value) for name, value in made.headers.items()}
    return Message(
        push.device.endpoint, made.encrypted, {**headers, "Topic": _topic(push), "Content-Type": "application/octet-stream"}
    )


def _subscription(device: Device) -> WebPushSubscription:
    return WebPushSubscription(
        endpoint=device.endpoint,
        keys=WebPushKeys(p256dh=device.p256dh, auth=device.auth),
    )


def _sender() -> str:
    """Whom a push service can write to when something is wrong with our pushes."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _topic(push: Push) -> str:
    """The second of a pair that nobody could tell apart takes the place of the first, while the device is away (RFC 8030, 5.4)."""
    return salted_hmac("intramural.push", str(push.pk), algorithm="sha256").hexdigest()[:32]
