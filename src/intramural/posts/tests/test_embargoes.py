"""Not before a day: until then for the circle that knows, then as if it were published in that moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intramural.audiences import actions as audiences
from intramural.audiences.models import EVERYONE
from intramural.kit import clock
from intramural.kit.errors import Conflict, NotAllowed, NotFound, Unacceptable
from intramural.people import actions as people
from intramural.people.testing import a_person
from intramural.posts import actions, composing, opening, queries, tasks
from intramural.posts.errors import AlreadyNarrowed, NoEmbargo
from intramural.posts.models import Embargo, Post
from intramural.posts.queries import embargoes
from intramural.posts.reach import Choice, NotBefore
from intramural.posts.testing import a_comment, a_post
from intramural.record.models import Entry
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.stewards import actions as stewards

pytestmark = pytest.mark.django_db

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def time():
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def told(ben, ada, pricing):
    """Ben's news about prices, which Ada knows, and Dana and Dirk, who look after them; then for everyone."""
    return waiting(ben, "Prices go down. #pricing", to=Choice("people", people=(ada,)))


def waiting(by, body="Soon.", *, to=None, then=None, at=DAY, **more):
    return a_post(by=by, body=body, to=to or Choice("me"), not_before=NotBefore(at, then or Choice()), **more)


def its(post):
    found = embargoes.in_force(post)
    assert found is not None
    return found


def see(person):
    return [card.public_id for card in queries.stream(person).rows]


def released():
    return Entry.objects.filter(name="PostReleased").count()


def test_until_then_it_is_for_the_circle_with_who_looks_after_its_topic(told, ada, ben, cara, dana, dirk, olga):
    assert all(see(each) == [told.public_id] for each in (ada, ben, dana, dirk))
    assert see(cara) == see(olga) == []
    with pytest.raises(NotFound):
        queries.one(told.public_id, viewer=cara)
    said = opening.of(told, viewer=ada)
    assert (said.opens_at, said.then.name, said.agreed_by) == (DAY, "Everyone here", "Ben Haddad")


@pytest.mark.parametrize("of_units", [True, False])
def test_who_looked_after_it_and_became_a_guest_knows_no_more_of_it(
    ada, ben, dana, dirk, olga, pricing, operations, of_units
):
    to = Choice("units", units=(operations,)) if of_units else Choice("people", people=(ada,))
    post = waiting(ben, "Soon. #pricing", to=to)
    assert all(see(each) == [post.public_id] for each in (ada, dana, dirk))
    people.change_standing(dana, by=olga, standing="guest")
    dana.refresh_from_db()
    assert see(dana) == []
    assert all(see(each) == [post.public_id] for each in (ada, dirk))


def test_nor_when_a_narrowing_ends(told, ada, ben, dana, dirk, olga):
    actions.narrow(told, to=audiences.for_people([ben, ada]), by=ben)
    people.change_standing(dana, by=olga, standing="guest")
    dana.refresh_from_db()
    actions.restore(told, by=None)
    assert (see(dana), see(ada), see(dirk)) == ([], [told.public_id], [told.public_id])


def test_whom_its_author_named_stays_in_the_circle(ben, dana, olga, pricing):
    post = waiting(ben, "Soon. #pricing", to=Choice("people", people=(dana,)))
    people.change_standing(dana, by=olga, standing="guest")
    dana.refresh_from_db()
    assert see(dana) == [post.public_id]


def test_what_its_author_chose_is_told_without_who_looks_after_it(told, ada, ben, cara, dana):
    assert composing.of(told).people == "@ada"
    told = actions.change_audience(told, by=ben, choice=Choice("people", people=(cara, dana)))
    assert composing.of(told).people == "@cara @dana"


def test_taking_it_back_adds_no_readers(ben, ada, dana, pricing):
    ben.undo_seconds = 60
    post = waiting(ben, "Soon. #pricing", to=Choice("people", people=(ada,)))
    actions.withdraw(post, by=ben)
    post.refresh_from_db()
    assert composing.of(post).people == "@ada"


def test_what_its_author_alone_knows_is_nobody_elses_not_even_who_looks_after_it(ben, dana, pricing):
    post = waiting(ben, "Prices. #pricing")
    assert see(dana) == []
    assert embargoes.timekeepers(post) == []


def test_it_opens_by_itself_on_its_moment_as_if_it_were_published_then(told, ada, cara, time):
    newer = a_post(by=ada, body="Lunch?")
    time.move_to(DAY - timedelta(seconds=1))
    assert actions.open_due() == 0
    assert see(cara) == [newer.public_id]
    time.move_to(DAY + timedelta(seconds=1))
    before = released()
    assert actions.open_due() == 1
    assert see(cara) == [told.public_id, newer.public_id]
    told.refresh_from_db()
    assert (told.released_at, told.audience_id, released() - before) == (clock.now(), EVERYONE, 1)
    assert opening.of(told, viewer=cara) is None
    assert actions.open_due() == 0


def test_a_keeper_that_stood_still_opens_it_late_and_never_early(told, cara, time):
    time.move_to(DAY + timedelta(days=3))
    assert see(cara) == []
    assert actions.open_due() == 1
    assert see(cara) == [told.public_id]


def test_a_clock_that_was_set_forward_opens_nothing_before_it_has_been_steady(told, cara, time, monkeypatch):
    passed = 0.0
    monkeypatch.setattr(clock, "passing", lambda: passed)
    monkeypatch.setattr(tasks, "_watch", clock.Watch())
    assert tasks.open_embargoes() == 0
    time.move_to(DAY + timedelta(days=1))
    passed = 1.0
    assert tasks.open_embargoes() == 0
    time.move_to(BEGAN + timedelta(seconds=2))  # and is put right
    passed = 2.0
    assert tasks.open_embargoes() == 0
    assert see(cara) == []
    time.move_to(DAY + timedelta(seconds=1))  # a week that really passed
    passed = (DAY - BEGAN).total_seconds() + 1
    assert tasks.open_embargoes() == 1


def test_a_clock_that_is_set_back_gives_nobody_more(told, cara, time):
    time.move_to(DAY)
    actions.open_due()
    time.move_to(DAY - timedelta(days=1))
    assert see(cara) == []
    assert actions.open_due() == 0


def test_it_opens_into_a_space_and_stands_there(ben, ada, cara):
    hall = a_space("Bakers", owner=ben, members=(ada, cara), gated=True)
    post = waiting(ben, to=Choice("people", people=(ada,)), then=Choice("space", space=hall))
    assert see(cara) == []
    actions.lift(its(post), by=ben)
    post.refresh_from_db()
    assert (see(cara), post.space) == ([post.public_id], hall)


def test_the_circle_may_be_a_unit_with_who_looks_after_it_beside(ben, ada, cara, dana, olga, operations, pricing):
    post = waiting(ben, "Prices. #pricing", to=Choice("units", units=(operations,)))
    assert (see(ada), see(dana), see(cara)) == ([post.public_id], [post.public_id], [])
    people.place(ada, unit=None, by=olga)
    assert (see(ada), see(dana)) == ([], [post.public_id])


def test_its_author_and_who_looks_after_it_keep_its_time_and_nobody_else(told, ada, ben, dana, cara):
    later = DAY + timedelta(days=7)
    for who in (ada, cara):
        with pytest.raises(NotAllowed):
            actions.move(its(told), by=who, opens_at=later, because="I would rather.")
    with pytest.raises(Unacceptable) as no:
        actions.move(its(told), by=dana, opens_at=later)
    assert no.value.field == "because"
    actions.agree(its(told), by=dana)
    assert opening.of(told, viewer=ben).agreed_by == "Ben Haddad and Dana Silva"
    actions.move(its(told), by=dana, opens_at=later, because="The contract is signed on Friday.")
    said = opening.of(told, viewer=ben)
    assert (said.opens_at, said.agreed_by, said.because) == (later, "Dana Silva", "The contract is signed on Friday.")
    with pytest.raises(NotAllowed):
        actions.move(its(told), by=dana, opens_at=later, then=Choice("units", units=()))


def test_a_day_that_moves_meets_the_keeper(told, cara, ben, time):
    actions.move(its(told), by=ben, opens_at=DAY + timedelta(days=7))
    time.move_to(DAY + timedelta(hours=1))
    assert (actions.open_due(), see(cara)) == (0, [])


def test_called_off_it_stays_with_the_circle(told, ada, cara, dana, time):
    actions.call_off(its(told), by=dana, because="It will not be.")
    time.move_to(DAY + timedelta(days=1))
    assert (actions.open_due(), see(cara), see(ada)) == (0, [], [told.public_id])
    with pytest.raises(NotAllowed):
        actions.embargo(told, by=dana, opens_at=clock.now() + timedelta(days=1), then=Choice())


def test_what_is_narrowed_waits_until_that_ends(told, ada, ben, cara, time):
    from intramural.audiences import actions as audiences

    actions.narrow(told, to=audiences.for_people([ben]), by=ben)
    with pytest.raises(AlreadyNarrowed):
        actions.lift(its(told), by=ben)
    time.move_to(DAY + timedelta(hours=1))
    assert (actions.open_due(), see(cara), see(ada)) == (0, [], [])
    actions.restore(told, by=ben)
    assert (actions.open_due(), see(cara)) == (1, [told.public_id])


def test_what_is_deleted_or_taken_back_opens_to_nobody(ben, cara, time):
    deleted = waiting(ben)
    actions.delete(deleted, by=ben)
    ben.undo_seconds = 60
    taken_back = waiting(ben, "Not yet.", to=Choice("people", people=(cara,)))
    actions.withdraw(taken_back, by=ben)
    time.move_to(DAY + timedelta(days=1))
    assert (actions.open_due(), see(cara)) == (0, [])
    composed = composing.of(queries.draft(taken_back.public_id, by=ben))
    assert (composed.audience, composed.people, composed.then) == ("people", "@cara", "everyone")
    assert composed.opens_at == composing.as_typed(DAY, by=ben)
    assert Embargo.objects.get().end == Embargo.End.DELETED


def test_lifted_in_the_undo_window_others_wait_for_its_end(ben, cara, time):
    ben.undo_seconds = 60
    post = waiting(ben)
    actions.lift(its(post), by=ben)
    assert see(cara) == []
    time.shift(timedelta(seconds=61))
    assert see(cara) == [post.public_id]
    assert (tasks.tell_released(), released()) == (1, 1)


@pytest.mark.parametrize(
    ("at", "to", "then", "field"),
    [
        (BEGAN, "me", "everyone", "opens_at"),
        (BEGAN + timedelta(days=400), "me", "everyone", "opens_at"),
        (DAY, "everyone", "everyone", "then"),
        (DAY, "me", "me", "then"),
    ],
)
def test_it_has_to_wait_for_a_day_and_go_further_then(ben, at, to, then, field):
    with pytest.raises(Unacceptable) as no:
        waiting(ben, to=Choice(to), then=Choice(then), at=at)
    assert no.value.field == field
    assert not Post.objects.exists()


def test_nothing_written_inside_opens_by_itself_to_people_outside(ben, gus):
    outside = a_space("Carriers", owner=ben, members=(gus,), gated=True, kind="external")
    for then in (Choice("space", space=outside), Choice("people", people=(gus,))):
        with pytest.raises(Unacceptable, match="does not open by itself to people outside"):
            waiting(ben, then=then)


def test_answers_open_with_it_but_not_those_that_were_there_before_it_was_to_open(ben, ada, cara, time):
    post = a_post(by=ben, to=Choice("people", people=(ada,)))
    a_comment(by=ada, on=post)
    with pytest.raises(Unacceptable):
        actions.embargo(post, by=ben, opens_at=DAY, then=Choice())
    known = waiting(ben, to=Choice("people", people=(ada,)))
    said = a_comment(by=ada, on=known, body="Good.")
    time.move_to(DAY)
    actions.open_due()
    assert [each.pk for each in queries.thread(known, viewer=cara)] == [said.pk]


def test_the_circle_may_change_and_never_reaches_all_for_whom_it_opens(told, ada, ben, cara, dana, time):
    actions.change_audience(told, by=ben, choice=Choice("people", people=(cara,)))
    assert (see(ada), see(cara), see(dana)) == ([], [told.public_id], [told.public_id])
    with pytest.raises(Unacceptable):
        actions.change_audience(told, by=ben, choice=Choice())


def test_who_looks_after_it_from_now_on_knows_of_it(told, pricing, olga, cara, rosa, ben):
    stewards.entrust(pricing, steward=cara, deputy=None, by=olga)
    assert see(cara) == [told.public_id]
    told = actions.edit(told, by=ben, body="Prices go down. #pricing #pay")
    stewards.found(by=olga, kind="topic", topic="pay", steward=rosa)
    assert see(rosa) == [told.public_id]


def test_nothing_opens_wider_than_a_space_that_was_gated_meanwhile_nor_into_an_archive(ben, cara, time):
    hall = a_space("Bakers", owner=ben)
    waiting(ben, then=Choice("space", space=hall))
    spaces.gate(hall, by=ben, purpose="A secret", sunset_on=DAY.date() + timedelta(days=30))
    time.move_to(DAY)
    actions.open_due()
    assert see(cara) == []
    hall = a_space("Millers", owner=ben)
    archived = waiting(ben, then=Choice("space", space=hall), at=DAY + timedelta(days=1))
    spaces.archive(hall, by=ben)
    time.move_to(DAY + timedelta(days=2))
    assert actions.open_due() == 0
    assert archived.public_id not in see(cara)


def test_it_does_not_open_into_a_space_in_which_its_author_may_not_post_any_more(ben, ada, cara, dana, pricing, time):
    hall = a_space("Bakers", owner=cara, members=(ben,), gated=True)
    post = waiting(ben, "Soon. #pricing", to=Choice("people", people=(ada,)), then=Choice("space", space=hall))
    spaces.remove(hall, ben, by=cara, reason="He left the team.")
    with pytest.raises(Conflict, match="may not post in the space"):
        actions.lift(its(post), by=dana, because="It is time.")
    time.move_to(DAY)
    assert (actions.open_due(), see(cara), see(ada)) == (0, [], [post.public_id])
    ended = Embargo.objects.get()
    assert (ended.end, ended.ended_by, ended.ended_at) == (Embargo.End.CALLED_OFF, None, DAY)
    assert actions.open_due() == 0


def test_what_is_official_does_not_open_when_its_author_does_not_speak_any_more(ben, ada, cara, olga, operations, time):
    given = people.delegate(ben, unit=operations, by=olga)
    official = {"voice": "official", "voice_unit": operations, "to": Choice("people", people=(ada,))}
    posts = [waiting(ben, **official, at=DAY + timedelta(days=days)) for days in range(2)]
    time.move_to(DAY)
    assert (actions.open_due(), see(cara)) == (1, [posts[0].public_id])
    people.end_delegation(given, by=olga)
    with pytest.raises(Conflict, match="does not speak officially"):
        actions.lift(its(posts[1]), by=ben)
    time.move_to(DAY + timedelta(days=1))
    assert (actions.open_due(), see(cara)) == (0, [posts[0].public_id])


@pytest.mark.parametrize("ends", [people.deactivate, people.erase])
@pytest.mark.parametrize("gated", [True, False])
def test_it_opens_into_a_space_though_the_account_of_its_author_has_ended(ben, ada, cara, olga, time, gated, ends):
    hall = a_space("Bakers", owner=cara, members=(ben,) if gated else (), gated=gated)
    post = waiting(ben, to=Choice("people", people=(ada,)), then=Choice("space", space=hall))
    ends(ben, by=olga)
    time.move_to(DAY)
    assert (actions.open_due(), see(cara)) == (1, [post.public_id])


def test_what_only_its_author_knows_does_not_open_while_their_account_has_ended(ben, cara, olga, time):
    post = waiting(ben)
    people.deactivate(ben, by=olga)
    time.move_to(DAY + timedelta(hours=1))
    assert (actions.open_due(), see(cara)) == (0, [])
    people.reactivate(ben, by=olga)
    assert (actions.open_due(), see(cara)) == (1, [post.public_id])


def test_what_others_know_too_opens_though_the_account_of_its_author_has_ended(told, ben, cara, olga, time):
    people.deactivate(ben, by=olga)
    time.move_to(DAY)
    assert (actions.open_due(), see(cara)) == (1, [told.public_id])


def test_nothing_is_kept_of_who_was_erased(told, ben, dana, olga):
    actions.agree(its(told), by=dana)
    people.erase(dana, by=olga)
    said = opening.of(told, viewer=ben)
    assert said.agreed_by == "Ben Haddad"
    people.erase(ben, by=olga)
    assert its(told).moved_by is None


def test_a_second_one_is_refused_while_it_waits(told, ben):
    with pytest.raises(NoEmbargo):
        actions.embargo(told, by=ben, opens_at=DAY, then=Choice())
    with pytest.raises(NoEmbargo):
        actions.agree(Embargo(pk=0, post=a_post(by=a_person("zoe"))), by=ben)
