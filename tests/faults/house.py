"""The house that `bin/faults` torments: `found` makes it and signs in; `look JOURNAL` counts what is there afterwards."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def main() -> None:
    import django

    django.setup()
    json.dump(_found() if sys.argv[1] == "found" else _look(Path(sys.argv[2])), sys.stdout)


def _found() -> dict[str, str]:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.middleware.csrf import _get_new_csrf_string

    from intramural.mail.addresses import reply_address
    from intramural.people.models import Person
    from intramural.people.sessions import SessionStore
    from intramural.people.testing import a_person
    from intramural.posts.testing import a_post

    person = Person(handle="ada", name="Ada", email="ada@faults.example", undo_seconds=0, password="!")
    person.save()
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.create()
    csrf = _get_new_csrf_string()
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={csrf}"
    post = a_post(by=person)
    writers = [a_person(f"writer{number}", email=f"writer{number}@faults.example") for number in range(40)]
    replies = "\n".join(f"{writer.email} {reply_address(post, writer)}" for writer in writers)
    return {"cookie": cookie, "csrf": csrf, "post": f"/posts/{post.public_id}/", "replies": replies}


def _look(journal: Path) -> dict[str, int]:
    from django.db import connection
    from django.db.models import Q

    from intramural.posts.models import Attachment, Comment, Post, Revision

    acknowledged = [json.loads(line) for line in journal.read_text().splitlines()]
    posts = _marks(Post.objects.filter(Q(body__startswith="Something")).values_list("body", flat=True))
    comments = _marks(Comment.objects.values_list("body", flat=True))
    edited = _marks(
        [*Post.objects.filter(body__startswith="Edited").values_list("body", flat=True),
         *Revision.objects.filter(body__startswith="Edited").values_list("body", flat=True)]
    )  # fmt: skip
    files = {attachment.name.removesuffix(".txt"): attachment for attachment in Attachment.objects.all()}
    there = {"post": posts, "comment": comments, "edit": edited, "upload": posts, "mail": comments}
    lost = doubled = halves = 0
    for one in acknowledged:
        count = there[one["kind"]].get(one["mark"], 0)
        lost += count == 0
        doubled += count > 1
        if one["kind"] == "upload":
            lost += one["mark"] not in files
    halves += Post.objects.filter(state="published", audience=None).count()
    halves += sum(not _has_bytes(attachment) for attachment in files.values())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            halves += cursor.fetchone()[0] != "ok"
    return {"lost": lost, "doubled": doubled, "halves": halves}


def _has_bytes(attachment: Any) -> bool:
    from intramural.posts.files import store

    try:
        with store.open(attachment.key) as file:
            return hashlib.sha256(file.read()).hexdigest() == str(attachment.sha256)
    except FileNotFoundError:
        return False


def _marks(bodies: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for body in bodies:
        mark = body.split()[-1]
        counts[mark] = counts.get(mark, 0) + 1
    return counts


if __name__ == "__main__":
    main()
