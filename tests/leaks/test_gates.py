"""Each place where the house asks who may see a thing is taken away in turn: something must then be seen to leak."""

from __future__ import annotations

import pytest
from django.db import transaction

from intramural.posts import drawing
from tests.leaks import crawl, gates, oracles, policy, surfaces
from tests.leaks.tally import report
from tests.leaks.world import World

SURFACES = surfaces.registered()
# Where a missing gate shows: a state, and viewers who may see nothing then.
TRIED = (
    ("group_secret", ("member", "guest")),
    ("named_people", ("member",)),
    ("comment_undo_window", ("member",)),
    ("draft", ("steward",)),
    ("translucent", ("guest", "member")),
)
# Gates behind another one, that no surface can come through alone, and why they are kept.
SECOND_LOCKS = {
    "home/queries/margin.py:": "a space's posts are for its members, and whoever joins has read what came before",
    "people/queries/finding.py:in_unit": "a guest does not get as far as a unit",
    "posts/files.py:versions": "the file was asked for before",
    "posts/talk.py:comments": "as for the thread on a page: the post was asked for before",
    "care/queries/access.py:may_know": "who neither asks nor answers for it gets no further than that",
    "posts/queries/addressed.py:_under": "the post was asked for before; a reader must not depend on it",
}
# Gates that no surface that is read comes through, and where they are tried.
ELSEWHERE = {
    "people/queries/naming.py:named": "whom a handle in a form means: only members and operators have those forms",
    "people/queries/naming.py:all_named": "as for one: people/tests/test_naming.py",
    "posts/composing.py:named": "whom a mention reaches: posts/tests",
    "posts/models/posts.py:visible_to": "no surface asks it; those that do are gates themselves",
    "search/queries/asked.py:_from": "a handle nobody may know of is answered as none: search/tests/test_pages.py",
    "search/queries/asked.py:_in": "a space nobody may know of is answered as none: search/tests/test_pages.py",
    "posts/queries/addressed.py:_was_here": "who is told that something was taken down: posts/tests/test_narrowing.py",
    "thought/queries/thinking.py:_of_link": "what a draft links to: thought/tests/test_signs.py",
    "thought/queries/thinking.py:_of_habit": "for whom a space's posts usually are: thought/tests/test_signs.py",
    "realtime/queries.py:visible": "it answers with ids alone: realtime/tests/test_pages.py",
    "realtime/queries.py:_seeing": "a stream is told ids alone: realtime/tests/test_told.py",
    "realtime/queries.py:_forgotten": "as above",
    "mail/outgoing/reading.py:_read": "what leaves in letters: mail/tests/test_handing.py",
    "mail/outgoing/recalls.py:is_wanted": "who is asked to delete a mail: home/tests/test_care.py, test_recalling.py",
    "care/queries/watches.py:_reads": "who is told of what goes wider: home/tests/test_watching.py",
    "care/queries/briefs.py:_about": "what a steward is told once a week: home/tests/test_briefs.py",
    "mail/queries.py:lists_named": "lists in words, behind a token: mail/tests/test_pages.py",
}

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.once
def test_no_gate_can_go_unnoticed():
    every = gates.all_gates()
    watch, alive, reached = gates.Watch(every), set(every), set[gates.Gate]()
    with watch.set_up():
        for state, viewers in TRIED:
            with transaction.atomic():
                world = World(state)
                for viewer in viewers:
                    for gate, asked in _by_gate(world, viewer, watch, alive).items():
                        reached.add(gate)
                        if _is_noticed(world, viewer, watch, gate, asked):
                            alive.discard(gate)
                transaction.set_rollback(True)
    report("gates", {"gates": len(every), "noticed": len(every) - len(alive), "others": {**SECOND_LOCKS, **ELSEWHERE}})
    left = sorted(str(gate) for gate in alive if f"{gate.file}:{gate.function}" not in {**SECOND_LOCKS, **ELSEWHERE})
    assert not left, "nothing is seen to leak without:\n" + "\n".join(
        f"{gate}{'' if any(str(one) == gate for one in reached) else ' (no surface comes through it)'}" for gate in left
    )


def _by_gate(
    world: World, viewer: str, watch: gates.Watch, wanted: set[gates.Gate]
) -> dict[gates.Gate, dict[str, list[surfaces.Surface]]]:
    """Which surfaces come through which gate."""
    found: dict[gates.Gate, dict[str, list[surfaces.Surface]]] = {}
    for key, kinds in SURFACES.items():
        watch.passed.clear()
        only = {key: kinds}
        list(crawl.read(world, viewer, only))
        list(crawl.act(world, viewer, only))
        list(crawl.others(world, viewer, only))
        for gate in wanted:
            if gate in watch.passed or not gate.function:
                found.setdefault(gate, {})[key] = kinds
    return found


def _is_noticed(
    world: World, viewer: str, watch: gates.Watch, gate: gates.Gate, asked: dict[str, list[surfaces.Surface]]
) -> bool:
    """Whether an oracle finds a leak on these surfaces while the gate is open."""
    assert viewer in policy.VIEWERS
    for key, kinds in asked.items():
        tally, only = oracles.Tally(), {key: kinds}
        drawing.forget()
        with watch.without(gate):
            oracles.canary(world, viewer, crawl.read(world, viewer, only), tally)
            oracles.canary_elsewhere(world, viewer, only, tally)
            if not tally.leaks:
                oracles.absent_id(world, viewer, only, tally)
        if tally.leaks:
            return True
    return False
