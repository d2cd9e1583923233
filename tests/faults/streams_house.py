"""The house of test_streams.py: `found COUNT` makes it; `lose` takes ways in away, one after the other; `write` writes while
nobody is told; `narrow ROUNDS` narrows a post while others are told of it. Each prints as JSON what it did."""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

LOSERS = ("ben", "cara", "dan", "eve")
A_SECOND = 1.2


def main() -> None:
    import django

    django.setup()
    verbs: dict[str, Callable[..., Any]] = {"found": _found, "lose": _lose, "write": _write, "narrow": _narrow}
    json.dump(verbs[sys.argv[1]](*map(int, sys.argv[2:])), sys.stdout)


def _found(count: int) -> dict[str, Any]:
    from intramural.people.testing import a_person
    from intramural.posts.reach import Choice
    from intramural.posts.testing import a_post
    from intramural.spaces.testing import a_space

    ada = a_person("ada", is_operator=True)
    losers = [a_person(handle) for handle in LOSERS]
    crowd = [a_person(f"listener{n}") for n in range(count)]
    merger = a_space("Merger", owner=ada, members=tuple(losers), gated=True)
    inside = a_post(by=ada, body="Inside", to=Choice("space", space=merger))
    outside = a_post(by=ada, body="Outside")
    return {
        "sessions": {person.handle: _session(person) for person in (ada, *losers, *crowd)},
        "inside": inside.public_id,
        "outside": outside.public_id,
    }


def _lose() -> dict[str, float]:
    from django.contrib.auth.hashers import make_password

    from intramural.people import actions as people
    from intramural.people.models import Person, Session
    from intramural.posts.models import Post
    from intramural.posts.testing import a_comment
    from intramural.spaces import actions as spaces
    from intramural.spaces.models import Space

    ada, *losers = (Person.objects.get(handle=handle) for handle in ("ada", *LOSERS))
    inside, outside = Post.objects.get(body="Inside"), Post.objects.get(body="Outside")
    done: dict[str, float] = {}

    def note(what: str) -> None:
        done[what] = time.time()
        time.sleep(A_SECOND)

    time.sleep(A_SECOND)
    spaces.leave(Space.objects.get(slug="merger"), by=losers[0])
    note("ben")
    a_comment(by=ada, on=inside)
    note("inside")
    a_comment(by=ada, on=outside)
    note("outside")
    people.deactivate(losers[1], by=ada)
    note("cara")
    Person.objects.filter(pk=losers[2].pk).update(password=make_password("another one, longer"))
    note("dan")
    Session.objects.filter(person=losers[3]).delete()
    note("eve")
    return done


def _write() -> dict[str, Any]:
    from intramural.people.models import Person
    from intramural.posts import actions
    from intramural.posts.reach import Choice
    from intramural.posts.testing import a_post

    ada = Person.objects.get(handle="ada")
    kept, hidden = [a_post(by=ada, body=f"While it was down {n}") for n in range(3)], a_post(by=ada, body="Then hidden")
    actions.change_audience(hidden, by=ada, choice=Choice("me"))
    return {"kept": [post.public_id for post in kept], "hidden": hidden.public_id}


def _narrow(rounds: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client

    from intramural.audiences.models import EVERYONE
    from intramural.people.models import Person
    from intramural.posts import actions, tasks
    from intramural.posts.models import Post
    from intramural.posts.reach import Choice
    from intramural.realtime import queries

    ada, ben = (Person.objects.get(handle=handle) for handle in ("ada", "ben"))
    post = Post.objects.get(body="Outside")
    tasks.tell_released()
    happened = [one for _, one in queries.entries(after=0) if one is not None and one.post_id == post.pk]
    page, reader = f"/live/posts/{post.public_id}/", Client(SERVER_NAME="127.0.0.1")
    reader.force_login(ben)
    draw, hidden_since = random.Random(12), [0.0]
    told = shown = 0
    wrong: list[str] = []

    def change() -> None:
        try:
            time.sleep(draw.uniform(0, 0.01))
            actions.change_audience(Post.objects.get(pk=post.pk), by=ada, choice=Choice("me"))
            hidden_since[0] = time.monotonic()
        finally:
            connection.close()

    for _ in range(rounds):
        Post.objects.filter(pk=post.pk).update(audience_id=EVERYONE)
        hidden_since[0] = float("inf")
        changing = threading.Thread(target=change)
        changing.start()
        while changing.is_alive() or hidden_since[0] == float("inf"):
            begun = time.monotonic()
            words = [one.word for one in queries.told(happened, {ben.pk}).get(ben.pk, [])]
            told += bool(words)
            if words and begun > hidden_since[0]:
                wrong.append(f"told {words}")
            begun = time.monotonic()
            is_shown = reader.get(page).status_code == 200
            shown += is_shown
            if is_shown and begun > hidden_since[0]:
                wrong.append("shown")
        changing.join()
        if queries.told(happened, {ben.pk}) or reader.get(page).status_code != 404:
            wrong.append("not hidden")
    return {"told": told, "shown": shown, "wrong": wrong}


def _session(person: Any) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    main()
