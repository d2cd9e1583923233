"""Drafts: kept half done, found again, shared once; and how far a choice goes before anything is made of it."""

from __future__ import annotations

import pytest

from intramural.audiences.models import AUTHOR, Audience
from intramural.kit.errors import Conflict, NotAllowed, NotFound, Unacceptable
from intramural.people import testing as people
from intramural.people.actions import delegate
from intramural.posts import actions, composing, queries, reach
from intramural.posts.beside import Beside
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def typed(**fields):
    return composing.read(fields)


def test_a_draft_keeps_what_is_in_the_composer_half_done_or_wrong(ada, ben):
    kept = actions.draft(
        typed(body="Not yet", audience="people", people="@nobody", voice="official", kind="nonsense"), by=ada
    )
    assert (kept.state, kept.kind, kept.released_at) == ("draft", "update", None)
    again = composing.of(queries.draft(kept.public_id, by=ada))
    assert (again.body, again.audience, again.people, again.voice) == ("Not yet", "people", "@nobody", "official")
    with pytest.raises(NotFound):
        queries.draft(kept.public_id, by=ben)
    assert queries.drafts(ben).rows == []
    assert queries.stream(ada).rows == []


def test_nothing_that_was_typed_is_cut(ada):
    """A shorter list of readers would be another audience than the one that was chosen."""
    readers = ", ".join(f"@reader{n}" for n in range(1_000))
    kept = actions.draft(typed(body="Not yet", audience="people", people=readers), by=ada)
    assert composing.of(queries.draft(kept.public_id, by=ada)).people == readers
    assert len(typed(units=[f"unit{n}" for n in range(300)]).units) == 300


def test_a_draft_has_no_readers_and_is_discarded_rather_than_deleted(ada, ben, signed_in):
    kept = actions.draft(typed(body="First"), by=ada)
    browser = signed_in(ada)
    assert browser.post(f"/posts/{kept.public_id}/audience/", {"audience": "everyone"}).status_code == 404
    assert browser.post(f"/posts/{kept.public_id}/deletion/").status_code == 404
    found = queries.draft(kept.public_id, by=ada)
    assert (found.body, found.audience_id, found.audience_version) == ("First", AUTHOR, 1)


def test_going_on_with_a_draft_makes_no_second_one(ada):
    kept = actions.draft(typed(body="One"), by=ada)
    actions.draft(typed(body="One two"), by=ada, into=kept)
    assert [draft.body for draft in queries.drafts(ada).rows] == ["One two"]


def test_a_draft_of_somebody_else_is_not_to_be_changed(ada, ben):
    kept = actions.draft(typed(body="Mine"), by=ada)
    for attempt in (
        lambda: actions.draft(typed(body="Yours"), by=ben, into=kept),
        lambda: actions.discard(kept, by=ben),
        lambda: actions.share(typed(body="Yours"), by=ben, draft=kept),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_nothing_and_too_much_are_not_kept(ada):
    with pytest.raises(Unacceptable):
        actions.draft(typed(body=" "), by=ada)
    with pytest.raises(Unacceptable):
        actions.draft(typed(body="x" * 60_001), by=ada)


def test_sharing_a_draft_keeps_its_address_and_leaves_no_draft(ada, ben):
    kept = actions.draft(typed(body="Soon"), by=ada)
    shared = actions.share(typed(body="Now", title="News"), by=ada, draft=kept)
    assert shared.public_id == kept.public_id
    assert queries.drafts(ada).rows == []
    assert [card.title for card in queries.stream(ben).rows] == ["News"]
    for late in (
        lambda: actions.draft(typed(body="Typed meanwhile"), by=ada, into=kept),
        lambda: actions.discard(kept, by=ada),
        lambda: actions.share(typed(body="Twice"), by=ada, draft=kept),
    ):
        with pytest.raises(Conflict):
            late()


def test_taking_back_leaves_a_draft_that_means_the_same(ada, ben, operations):
    ada.undo_seconds = 20
    shared = actions.share(
        typed(
            body="Too soon", title="News", kind="article", audience="units", units=[operations.public_id], voice="personal"
        ),
        by=ada,
    )
    actions.withdraw(shared, by=ada)
    again = composing.of(queries.draft(shared.public_id, by=ada))
    assert (again.kind, again.title, again.audience, again.units) == ("article", "News", "units", (operations.public_id,))
    assert again.voice == "personal"
    assert queries.stream(ben).rows == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "sermon"}, "kind"),
        ({"voice": "prophet"}, "voice"),
        ({"audience": "enemies"}, "audience"),
        ({"audience": "units"}, "units"),
        ({"audience": "units", "units": ["nosuchunit"]}, "units"),
        ({"audience": "space", "space": "redwood"}, "space"),
        ({"audience": "space"}, "space"),
        ({"audience": "people"}, "people"),
        ({"audience": "people", "people": "@nobody"}, "people"),
        ({"body": " "}, "body"),
        ({"kind": "status", "body": "x" * 281}, "body"),
    ],
)
def test_what_cannot_be_shared_is_refused_by_the_name_of_its_field(ada, wrong, field):
    a_space("Redwood", owner=people.a_person("eve", name="Eve"), gated=True, is_listed=False)
    with pytest.raises(Unacceptable) as no:
        actions.share(typed(**{"body": "Hello", **wrong}), by=ada)
    assert no.value.field == field
    assert not Post.objects.exists()


def test_official_needs_a_delegation_and_says_for_whom(ada, olga, operations, sales):
    for unit in (operations, sales):
        with pytest.raises(NotAllowed):
            actions.share(typed(body="We move", voice="official", voice_unit=unit.public_id), by=ada)
    delegate(ada, unit=operations, by=olga)
    shared = actions.share(typed(body="We move", voice="official", voice_unit=operations.public_id), by=ada)
    assert shared.voice_label == "Official for Operations"
    with pytest.raises(NotAllowed):
        actions.share(typed(body="We move", voice="official", voice_unit=sales.public_id), by=ada)


def test_reach_says_before_what_it_says_after(ada, ben, cara, operations, sales, gus):
    chess, merger = a_space("Chess", owner=ada, members=(ben,)), a_space("Merger", owner=ada, members=(cara,), gated=True)
    cara.is_active = False
    cara.save()
    for choice in (
        Choice(),
        Choice("me"),
        Choice("units", units=(sales, operations)),
        Choice("people", people=(ben, cara)),
        Choice("space", space=chess),
        Choice("members", space=chess),
        Choice("space", space=merger),
    ):
        before = reach.of_choice(choice, by=ada)
        shared = a_post(by=ada, to=choice)
        assert before == reach.of_audience(shared.audience, space=shared.space), choice.kind


def test_asking_for_the_reach_makes_no_audience(ada, ben, operations):
    known = Audience.objects.count()
    reach.of_choice(Choice("people", people=(ben,)), by=ada)
    reach.of_choice(Choice("units", units=(operations,)), by=ada)
    assert Audience.objects.count() == known


def test_a_guest_reaches_no_further_than_their_spaces(ada, gus, operations):
    merger = a_space("Merger", owner=ada, kind="external", gated=True)
    for choice in (Choice(), Choice("units", units=(operations,)), Choice("space", space=merger)):
        with pytest.raises(NotAllowed):
            reach.of_choice(choice, by=gus)


def test_drafts_come_a_page_at_a_time(ada, signed_in):
    begun = {actions.draft(typed(body=f"Number {n}"), by=ada).public_id for n in range(5)}
    first = queries.drafts(ada, size=3)
    rest = queries.drafts(ada, size=3, after=first.next)
    assert {each.public_id for each in (*first.rows, *rest.rows)} == begun
    assert (len(first.rows), len(rest.rows), rest.next) == (3, 2, None)
    assert "Number 4" not in signed_in(ada).get(f"/drafts/?after={first.next}").content.decode()


@pytest.mark.parametrize("kind", ["status", "kudos"])
def test_what_has_no_title_gets_none_by_an_edit(ada, ben, signed_in, kind):
    beside = Beside(honours=(ben,)) if kind == "kudos" else Beside()
    post = a_post(by=ada, kind=kind, beside=beside)
    assert 'name="title"' not in signed_in(ada).get(f"/posts/{post.public_id}/editing/").content.decode()
    assert actions.edit(post, by=ada, body="Other words", title="A title").title == ""
