"""Sessions in our own table, so that a person can see and end them, and read with their person in one query."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession

from intramural.kit import clock

PERSON_KEY = "_auth_user_id"


class SessionStore(DatabaseSession):
    """Django's database session on the table of `people`; it notes whose it is and on which device it began."""

    device = ""

    @classmethod
    def get_model_class(cls) -> Any:
        return apps.get_model("people", "Session")

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session: Any = super().create_model_instance(data)
        person_id = data.get(PERSON_KEY)
        session.person_id = int(person_id) if person_id else None
        stored = self.get_model_class().objects.filter(session_key=session.session_key)
        known = stored.values("started_at", "public_id", "device").first()
        if known:
            session.started_at, session.public_id, session.device = known["started_at"], known["public_id"], known["device"]
        else:
            session.started_at, session.device = clock.now(), self.device[:120]
        return session

    def preload(self, data: str) -> None:
        """Takes the stored data that somebody has already read in a join, instead of asking for it again."""
        self._session_cache = self.decode(data)
