"""Who is asking: session and person in one query (stack.md, "Where a page's time goes")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from intramural.kit import clock
from intramural.people.devices import device_name
from intramural.people.models import Person, Session
from intramural.people.sessions import SessionStore


class SignedIn(SessionMiddleware):
    """Django's session middleware, and the person with it. A session of somebody who may not sign in is nobody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)

    def process_request(self, request: HttpRequest) -> None:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        store = SessionStore(key)
        store.device = device_name(request.headers.get("User-Agent", ""))
        person: Any = None
        if key and len(key) <= 40:
            session = (
                Session.objects.select_related("person", "person__unit")
                .filter(session_key=key, expire_date__gt=clock.now())
                .first()
            )
            if session is not None:
                store.preload(session.session_data)
                person = _person_of(session, store)
        request.session = store
        request.user = person or AnonymousUser()
        request._cached_user = request.user  # type: ignore[attr-defined]

        async def auser() -> Any:
            return request.user

        request.auser = auser


def _person_of(session: Session, store: SessionStore) -> Person | None:
    """The session's person, if they may still sign in and have not changed their password since."""
    person = session.person
    if person is None or not person.is_active or store.get(SESSION_KEY) != str(person.pk):
        return None
    known = store.get(HASH_SESSION_KEY) or ""
    return person if constant_time_compare(known, person.get_session_auth_hash()) else None
