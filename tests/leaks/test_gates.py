"""Each place where the house asks who may see a thing is taken away in turn: something must then be seen to leak."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from intramural.posts import drawing
from tests.leaks import crawl, gates, oracles, policy, surfaces
from tests.leaks.tally import report
from tests.leaks.test_matrix import FULL
from tests.leaks.world import World

SURFACES = surfaces.registered()
WITNESSES = Path(__file__).with_name("witnesses.json")
"""Where each gate was noticed when all were tried everywhere: state, viewer, surface. `bin/leaks --witnesses` writes it."""
Seen = tuple[str, str, str]
# Where a missing gate shows: a state, and viewers who may see nothing then.
TRIED = (
    ("group_secret", ("member", "guest")),
    ("named_people", ("member",)),
    ("comment_undo_window", ("member",)),
    ("draft", ("steward",)),
    ("translucent", ("guest", "member")),
    ("translucent_narrowed", ("member",)),
)
# Gates behind another one, that no surface can come through alone, and why they are kept.
SECOND_LOCKS = {
    "home/queries/margin.py:": "a space's posts are for its members, and whoever joins has read what came before",
    "people/queries/finding.py:in_unit": "a guest does not get as far as a unit",
    "posts/files.py:versions": "the file was asked for before",
    "posts/talk.py:comments": "as for the thread on a page: the post was asked for before",
    "posts/queries/addressed.py:newest": "what a reply answers was there before it, for the same people",
    "posts/queries/addressed.py:page_with": "the comment was asked for before; of the others only a place in time is told",
    "care/queries/access.py:may_know": "who neither asks nor answers for it gets no further than that",
    "posts/queries/addressed.py:_said_under": "the post was asked for before; a reader must not depend on it",
}
# Gates that no surface that is read comes through, and where they are tried.
ELSEWHERE = {
    "people/queries/naming.py:named": "whom a handle in a form means: only members and operators have those forms",
    "people/queries/naming.py:all_named": "as for one: people/tests/test_naming.py",
    "posts/models/posts.py:visible_to": "no surface asks it; those that do are gates themselves",
    "search/queries/asked.py:_from": "a handle nobody may know of is answered as none: search/tests/test_pages.py",
    "search/queries/asked.py:_in": "a space nobody may know of is answered as none: search/tests/test_pages.py",
    "spaces/queries.py:unknown": "the name of a space in which something stands: posts/tests/test_translucent.py, notifications/tests/test_inbox.py",
    "posts/beside.py:_add_spaces": "cards of links to spaces: posts/tests/test_beside.py",
    "posts/replies.py:said_sql": "what a guest reads under what they wrote as a member: posts/tests/test_new_guests.py",
    "posts/talk.py:_leave_out": "as above, of what their own replies answer and quote",
    "posts/queries/lists.py:_not_read": "open, it shows nothing: posts/tests/test_translucent.py",
    "posts/queries/addressed.py:thread": "which answers an article grows with: posts/tests/test_talk.py",
    "posts/replies.py:author_is_out_sql": "what an author does who has left the space: posts/tests/test_no_longer_among.py",
    "posts/queries/addressed.py:_was_here": "who is told that something was taken down: posts/tests/test_narrowing.py",
    "thought/queries/thinking.py:_of_link": "what a draft links to: thought/tests/test_signs.py",
    "thought/queries/thinking.py:_lately_in": "for whom a space's posts usually are: thought/tests/test_signs.py",
    "realtime/queries.py:visible": "it answers with ids alone: realtime/tests/test_pages.py",
    "realtime/queries.py:_seeing": "a stream is told ids alone: realtime/tests/test_told.py",
    "realtime/queries.py:_forgotten": "as above",
    "mail/outgoing/reading.py:_read": "what leaves in letters: mail/tests/test_handing.py",
    "notifications/actions/telling.py:": "who is told; what they are shown is asked again: notifications/tests/test_inbox.py",
    "mail/outgoing/recalls.py:": "who was mailed what they cannot read now: home/tests/test_recalling.py",
    "mail/outgoing/recalls.py:is_wanted": "who is asked to delete a mail: home/tests/test_care.py, test_recalling.py",
    "mail/outgoing/recalls.py:_asked_too": "of what else the same mail asks: home/tests/test_recalling.py",
    "care/queries/watches.py:_reads": "who is told of what goes wider: home/tests/test_watching.py",
    "care/queries/briefs.py:_about": "what a steward is told once a week: home/tests/test_briefs.py",
    "participation/evidence.py:_comments": "a path shows no words, only that its person did something: participation/tests/test_path.py",
    "participation/evidence.py:_readable": "as above",
    "participation/evidence.py:_accepted": "as above",
    "mail/queries.py:lists_named": "lists in words, behind a token: mail/tests/test_pages.py",
}

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.once
def test_no_gate_can_go_unnoticed():
    """Where each was noticed before is tried first, and the whole house only for those that are not noticed there any more."""
    every = gates.all_gates()
    names = _named(every)
    others = {**SECOND_LOCKS, **ELSEWHERE}
    assert not (gone := others.keys() - {f"{gate.file}:{gate.function}" for gate in every}), f"no gates any more: {gone}"
    tried = {gate for gate in every if f"{gate.file}:{gate.function}" not in others}
    watch, noticed, reached = gates.Watch(every), dict[str, Seen](), set[gates.Gate]()
    with watch.set_up():
        if not FULL:
            noticed |= _where_before(watch, {names[gate]: gate for gate in tried})
        if left := {gate for gate in (every if FULL else tried) if names[gate] not in noticed}:
            noticed |= _everywhere(watch, left, names, reached)
    report("gates", {"gates": len(every), "noticed": len(noticed), "others": others})
    if os.environ.get("LEAKS_WITNESSES"):
        WITNESSES.write_text(json.dumps(noticed, indent=1, sort_keys=True) + "\n")
    unseen = sorted(tried - {gate for gate in every if names[gate] in noticed})
    assert not unseen, "nothing is seen to leak without:\n" + "\n".join(
        f"{gate}{'' if gate in reached else ' (no surface comes through it)'}" for gate in unseen
    )


def _named(every: list[gates.Gate]) -> dict[gates.Gate, str]:
    """A name for each that does not change with the lines above it: the file, the function, and which one in it."""
    counted: Counter[str] = Counter()
    found = {}
    for gate in every:
        place = f"{gate.file}:{gate.function}"
        counted[place] += 1
        found[gate] = f"{place} {counted[place]}"
    return found


def _where_before(watch: gates.Watch, wanted: dict[str, gates.Gate]) -> dict[str, Seen]:
    """Those that are noticed where they were noticed before."""
    known = {name: tuple(seen) for name, seen in json.loads(WITNESSES.read_text()).items() if name in wanted}
    found = {}
    for state in sorted({state for state, _, _ in known.values()}):
        with transaction.atomic():
            world = World(state)
            for name, (place, viewer, key) in known.items():
                if place == state and key in SURFACES and _notices(world, viewer, watch, wanted[name], {key: SURFACES[key]}):
                    found[name] = (place, viewer, key)
            transaction.set_rollback(True)
    return found


def _everywhere(
    watch: gates.Watch, left: set[gates.Gate], names: dict[gates.Gate, str], reached: set[gates.Gate]
) -> dict[str, Seen]:
    """Those that are noticed in any state, by anybody, on any surface that comes through them."""
    found: dict[str, Seen] = {}
    for state, viewers in TRIED:
        with transaction.atomic():
            world = World(state)
            for viewer in viewers:
                for gate, asked in _by_gate(world, viewer, watch, left).items():
                    reached.add(gate)
                    if key := _notices(world, viewer, watch, gate, asked):
                        left.discard(gate)
                        found[names[gate]] = (state, viewer, key)
            transaction.set_rollback(True)
    return found


def _by_gate(
    world: World, viewer: str, watch: gates.Watch, wanted: set[gates.Gate]
) -> dict[gates.Gate, dict[str, list[surfaces.Surface]]]:
    """Which surfaces come through which gate."""
    found: dict[gates.Gate, dict[str, list[surfaces.Surface]]] = {}
    for key, kinds in SURFACES.items():
        watch.passed.clear()
        only = {key: kinds}
        for _ in (*crawl.read(world, viewer, only), *crawl.act(world, viewer, only), *crawl.others(world, viewer, only)):
            pass
        for gate in wanted:
            if gate in watch.passed or not gate.function:
                found.setdefault(gate, {})[key] = kinds
    return found


def _notices(
    world: World, viewer: str, watch: gates.Watch, gate: gates.Gate, asked: dict[str, list[surfaces.Surface]]
) -> str:
    """The surface on which an oracle finds a leak while the gate is open; empty if there is none."""
    assert viewer in policy.VIEWERS
    for key in sorted(asked, key=lambda key: (len(SURFACES[key]), key)):
        tally, only = oracles.Tally(), {key: SURFACES[key]}
        drawing.forget()
        with watch.without(gate):
            oracles.canary(world, viewer, crawl.read(world, viewer, only), tally)
            oracles.canary_elsewhere(world, viewer, only, tally)
            if not tally.leaks:
                oracles.absent_id(world, viewer, only, tally)
        if tally.leaks:
            return key
    return ""
