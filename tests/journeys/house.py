"""Makes the house that the journeys go through, and prints as JSON what they need to know of it.

Every page of the access table that answers 200 to the member, the owner, the author or the operator is among `pages`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

LEFT_OUT: list[str] = []


def main() -> None:
    """Fills an empty, migrated database."""
    django.setup()
    from django.db import transaction

    from intramural.demo import build
    from intramural.kit import clock
    from intramural.oversight import months
    from intramural.oversight import testing as oversight
    from intramural.people.models import Person
    from intramural.posts import tasks
    from intramural.search import actions as search
    from tests.access import Scene
    from tests.journeys import matter
    from tests.test_access import TABLE

    build.make()
    for person in Person.objects.filter(handle__in=("ada", "ben", "cara", "rosa", "gus", "olga")):
        Person.objects.filter(pk=person.pk).update(handle=f"{person.handle}-of-ostergate")
    with transaction.atomic():
        scene = Scene()
        _furnish(scene)
        hostile = _hostile(scene)
        oversight.a_year(months.before(clock.now().date().replace(day=1)))
        traced, colleagues = matter.traced(scene), matter.colleagues()
        while tasks.tell_released():
            pass  # what the company wrote is told before anybody listens
    search.reindex()
    pages = [
        page
        for name in sorted(TABLE)
        for page in _pages(name, TABLE[name], scene)
        if not name.startswith("api:") and name not in ("healthz", "readyz")
    ]
    people = {
        who: getattr(scene, who) for who in ("member", "space_member", "owner", "author", "operator", "guest")
    } | colleagues
    print(
        json.dumps(
            {
                "pages": sorted({(page["who"], page["path"]): page for page in pages}.values(), key=lambda p: p["path"]),
                "sessions": {who: _session(person) for who, person in people.items()},
                "people": {who: {"email": person.email, "name": person.name} for who, person in people.items()},
                "post": f"/posts/{scene.post.public_id}/",
                "gated_post": f"/posts/{scene.gated_post.public_id}/",
                "traced": traced,
                "rich": f"/posts/{scene.rich.public_id}/",
                "left_out": LEFT_OUT,
                "hostile": {"session": _session(hostile["person"]), "pages": hostile["pages"]},
                "spaces": {name: getattr(scene, name).slug for name in ("open_space", "space", "secret_space")},
            }
        )
    )


def _furnish(scene: Any) -> None:
    """A post with everything that talk can hold, so that the pages show it."""
    from intramural.posts import actions as posts
    from intramural.posts.beside import Beside, Source
    from intramural.posts.testing import a_comment, a_file, a_post

    scene.rich = a_post(
        by=scene.author,
        title="What we know so far",
        body="## Plan\n\nSome *words*, `code`, a [link](https://example.org/a), @ada and #pay.\n\n- one\n- two\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n> said before\n\n```\nlong line of code " + "x" * 200 + "\n```\n\n"
        "Averyveryverylongwordthatneverends" * 8,
        kind="question",
    )
    first = a_comment(by=scene.owner, on=scene.rich, body="An answer with `code`.")
    a_comment(by=scene.author, on=scene.rich, body="And a word back.", parent=first)
    a_comment(by=scene.space_member, on=scene.rich, body="I agree.", quotes=first)
    posts.react(scene.rich, by=scene.owner, kind="thank")
    posts.accept(first, by=scene.author)
    a_post(by=scene.owner, body="Tea or coffee?", kind="poll", beside=Beside(options=("Tea", "Coffee")))
    a_post(by=scene.owner, body="You saved the day.", kind="kudos", beside=Beside(honours=(scene.author, scene.member)))
    source = Source(url="https://example.org/paper.pdf", made_by="Somebody else", owner="Product Development")
    a_post(by=scene.owner, body=f"See [this](/posts/{scene.rich.public_id}/).", kind="found", beside=Beside(source=source))
    a_post(by=scene.author, body="The new ramp.", files=[a_file()])
    posts.edit(scene.post, by=scene.author, title="", body="We start at eight. #pay", version=None)


def _hostile(scene: Any) -> dict[str, Any]:
    """A person whose name, space and posts, seen by themselves alone, are what has come through sanitisers before."""
    from intramural.people.models import Person
    from intramural.people.testing import a_person
    from intramural.posts.reach import Choice
    from intramural.posts.testing import a_comment, a_post
    from intramural.spaces.testing import a_space
    from tests import vectors

    mallory = a_person("mallory", name="Mallory")
    script = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    Person.objects.filter(pk=mallory.pk).update(name=script, about=script, title="</textarea><script>alert(2)</script>")
    mallory.refresh_from_db()
    space = a_space("mallory", owner=mallory, gated=True, is_listed=False)
    type(space).objects.filter(pk=space.pk).update(name=script[:80], description=script)
    pages = ["/", "/people/mallory/", "/settings/", "/spaces/", f"/spaces/{space.slug}/", "/write/"]
    texts, text = [], ""
    for payload in (*vectors.payloads(), *vectors.strings(), *vectors.markdown()):
        if len(text) + len(payload) > 15_000:
            texts.append(text)
            text = ""
        text += "\n\n" + payload[:4000]
    for body in (*texts, text):
        post = a_post(by=mallory, body=body, title=script, to=Choice("me"))
        a_comment(by=mallory, on=post, body=script)
        pages.append(f"/posts/{post.public_id}/")
    return {"person": mallory, "pages": pages}


def _pages(name: str, rows: list[Any], scene: Any) -> list[dict[str, str]]:
    """The addresses of this route that somebody reads, each with the first person of our four who does.

    What a row does `first` changes the scene of all pages, so it is done only where the route has no other row.
    """
    from django.urls import reverse

    from intramural.kit.errors import Refusal
    from tests.access import WHO

    found = []
    read = [row for row in rows if row.method == "GET" and not row.headers and 200 in row.statuses]
    for row in [row for row in read if row.first is None] or read[:1]:
        answers = dict(zip(WHO, row.statuses, strict=True))
        who = next((who for who in ("member", "owner", "author", "operator") if answers[who] == 200), None)
        if who is None and answers["visitor"] == 200:
            who = "visitor"
        if who is None:
            continue
        scene.me = getattr(scene, who) or scene.author
        if row.first is not None:
            try:
                row.first(scene)
            except Refusal as no:  # this house is not set for it
                print(f"{name} is left out: {no.message}", file=sys.stderr)
                LEFT_OUT.append(name)
                continue
        path = reverse(name, args=row.at(scene) if row.at else []) + row.query
        found.append({"name": name, "who": "visitor" if answers["visitor"] == 200 else who, "path": path})
    return found


def _session(person: Any) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    main()
