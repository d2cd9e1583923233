"""Who is asking: session and person in one query (stack.md, "Where a page's time goes")."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from intramural.kit import clock
from intramural.people import rows
from intramural.people.devices import device_name
from intramural.people.models import Person
from intramural.people.sessions import SessionStore

_QUERY = (
    f"SELECT s.session_data, {rows.columns('p')} "
    "FROM people_session s JOIN people_person p ON p.id = s.person_id "
    "WHERE s.session_key = %s AND s.expire_date > %s AND p.is_active"
)


class SignedIn(SessionMiddleware):
    """Django's session middleware, and the person with it. A session of somebody who may not sign in is nobody's."""

    def process_request(self, request: HttpRequest) -> None:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        store = SessionStore(key)
        store.device = device_name(request.headers.get("User-Agent", ""))
        person: Any = person_of(key, store)
        request.session = store
        request.user = person or AnonymousUser()
        request._cached_user = request.user  # type: ignore[attr-defined]

        async def auser() -> Any:
            return request.user

        request.auser = auser


def person_of(key: str | None, store: SessionStore) -> Person | None:
    """The person of the session with this key, if they may still sign in and have not changed their password since.

    A session begun under the secret key before this one is good as long as that key is among settings.SECRET_KEY_FALLBACKS,
    and from its next page on under the new one.
    """
    if not key or len(key) > 40:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [key, connection.ops.adapt_datetimefield_value(clock.now())])
        row = cursor.fetchone()
    if row is None:
        return None
    store.preload(row[0])
    person = rows.person(row[1:])
    if store.get(SESSION_KEY) != str(person.pk):
        return None
    known, now = store.get(HASH_SESSION_KEY) or "", person.get_session_auth_hash()
    if constant_time_compare(known, now):
        return person
    if not any(constant_time_compare(known, before) for before in person.get_session_auth_fallback_hash()):
        return None
    store[HASH_SESSION_KEY] = now
    return person
