"""Seeds the configured database (`python -m bench.prepare PEOPLE POSTS`), or gives what the load needs (`facts HANDLE`)."""

from __future__ import annotations

import json
import sys


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.db import connection

    from bench import seed
    from intramural.people.models import Person
    from intramural.people.sessions import SessionStore
    from intramural.posts.models import Post
    from intramural.search import actions as search

    def signed_in(person: Person) -> str:
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.create()
        return str(session.session_key)

    if sys.argv[1] == "listeners":
        writer = Person.objects.get(handle=sys.argv[2])
        Person.objects.filter(pk=writer.pk).update(undo_seconds=0)
        others = Person.objects.filter(standing="member", is_active=True).exclude(pk=writer.pk).order_by("pk")
        sessions = [signed_in(person) for person in others[: int(sys.argv[3])]]
        facts = {"sessions": sessions, "writer": signed_in(writer), "cookie_name": settings.SESSION_COOKIE_NAME}
        json.dump(facts, sys.stdout)
        return
    if sys.argv[1] == "facts":
        from intramural.people import actions

        person = Person.objects.get(handle=sys.argv[2])
        post = Post.objects.filter(audience_id=1, comments__isnull=False).order_by("-pk").first()
        assert post is not None
        _, token = actions.issue_token(by=person, name="bench", allowed=["posts:read"])
        json.dump(
            {"session": signed_in(person), "cookie_name": settings.SESSION_COOKIE_NAME, "post": f"/posts/{post.public_id}/",
             "token": token},
            sys.stdout,
        )  # fmt: skip
        return
    people, posts = int(sys.argv[1]), int(sys.argv[2])
    seed.house(people=people, spaces=50, gated=10, posts=posts)
    search.reindex()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


if __name__ == "__main__":
    main()
