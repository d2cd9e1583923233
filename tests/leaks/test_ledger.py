"""No surface hands out words of a post without the ledger knowing: whoever forgets it fails the build."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from intramural.exposure import spool
from tests.leaks import crawl, reading, surfaces
from tests.leaks.reading import body_of
from tests.leaks.world import World

SURFACES = surfaces.registered()
# What stands there is known to whoever reads it because they are on the matter, or it is not the post's.
OF_THE_MATTER = {"care:matter", "care:talk", "care:exposure"}
# A name that stands in lists too: of a space, a subject, a person.
NO_WORDS = {"author", "space", "tag", "concern", "reason"}

pytestmark = pytest.mark.django_db


@pytest.mark.once
@pytest.mark.parametrize("viewer", ["member", "bot_read_scope", "group_member"])
def test_whatever_is_shown_is_written_down(viewer: str, monkeypatch: pytest.MonkeyPatch):
    written: list[Any] = []
    monkeypatch.setattr(spool, "write", written.extend)
    silent, seen = [], set()
    with transaction.atomic():
        world = World("open")
        words = {facet: word for facet, word in world.words.items() if facet not in NO_WORDS}
        answers = crawl.read(world, viewer, SURFACES)
        person = world.people[viewer].pk
        while True:
            written.clear()
            answer = next(answers, None)
            if answer is None:
                break
            if answer.response.status_code != 200 or answer.key in OF_THE_MATTER:
                continue
            asked = reading.found(words, answer.asked.encode())
            if set(reading.found(words, body_of(answer.response))) - set(asked):
                seen.add(answer.key)
                if (world.post.pk, person) not in {(line.post_id, line.person_id) for line in written}:
                    silent.append(answer.asked)
        transaction.set_rollback(True)
    assert not silent
    assert len(seen) > (5 if viewer == "bot_read_scope" else 12)
