"""By which signs a draft is somebody's: voice, links, origin, several at once; and how far is far."""

from __future__ import annotations

import pytest

from intramural.audiences.models import EVERYONE
from intramural.people import actions as people
from intramural.people.testing import a_person, a_unit
from intramural.posts import composing
from intramural.posts.beside import Beside, Source
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space
from intramural.stewards.testing import a_stewardship
from intramural.thought import drafting, queries, training
from intramural.thought.queries import Draft

pytestmark = pytest.mark.django_db
CARD = "Card 4111 1111 1111 1111"


@pytest.fixture
def pricing(ada):
    it = a_stewardship(topic="pricing", steward=ada, asks="ask", widest="unit", phrases="rate card")
    training.refresh(it.pk)
    return it


def test_a_tag_in_the_title_counts(pricing, cara):
    thought = queries.think(Draft("From May on.", title="New rates #pricing", author=cara))
    assert (thought.signal, thought.stewardship) == ("tag", pricing)


def test_who_speaks_officially_about_what_others_look_after_is_told_wherever_it_goes(pricing, ada, cara, operations):
    for_few = {"text": "The rate cards", "author": cara, "audience": "units", "unit": operations}
    assert queries.think(Draft(**for_few)) is None
    thought = queries.think(Draft(**for_few, voice="official"))
    assert thought.reason.endswith("it uses words by which it is known, and it would speak officially.")
    assert queries.think(Draft("The soup", author=cara, voice="official", unit=operations)) is None


def test_who_speaks_for_a_unit_is_told_of_a_steward_who_asks_to_be_asked(ada, ben, cara, operations):
    depot = a_unit("Depot", parent=operations)
    whole = a_stewardship(unit=operations, steward=ada)
    draft = Draft("We open at six.", author=cara, voice="official", unit=depot)
    assert queries.think(draft) is None
    type(whole).objects.update(asks="ask")
    assert (queries.think(draft).signal, queries.think(draft).people) == ("voice", (ada,))
    part = a_stewardship(unit=depot, steward=ben, asks="ask")
    assert queries.think(draft).people == (ben, ada)
    assert queries.think(draft).subjects[0].stewardship == part
    assert queries.think(Draft("We open at six.", author=ben, voice="official", unit=depot)).people == (ada,)


def test_a_link_to_what_comes_from_a_source(ada, cara):
    a_stewardship(name="Market reports", kind="source", steward=ada, phrases="reports.example")
    thought = queries.think(Draft("See [this](https://www.reports.example/a.pdf).", author=cara))
    assert (thought.signal, thought.people) == ("link", (ada,))
    assert queries.think(Draft("See https://elsewhere.example/reports.example", author=cara)) is None


def test_a_link_to_what_fewer_people_can_read(ada, ben, cara, dirk):
    ada.undo_seconds = 0
    few = a_post(by=ada, body="For a few", to=Choice("people", people=(ben, cara)))
    text = f"Look at https://house.example/posts/{few.public_id}/"
    thought = queries.think(Draft(text, author=ben))
    assert (thought.signal, thought.people, thought.stewardship) == ("link", (ada,), None)
    assert queries.think(Draft(text, author=ada)).people == ()
    assert queries.think(Draft(text, author=dirk)) is None, "who cannot read it is told nothing of it"
    assert queries.think(Draft(text, author=ben, audience="people")) is None
    open_to_all = a_post(by=ada, body="For all")
    assert queries.think(Draft(f"Look at /posts/{open_to_all.public_id}/", author=ben)) is None


def test_several_people_are_named_and_three_at_most(pricing, ada, ben, cara, dana):
    for topic, steward in (("pay", ben), ("travel", ada), ("canteen", dana), ("bicycles", a_person("zoe"))):
        a_stewardship(topic=topic, steward=steward)
    draft = Draft("#pay and #travel and #canteen and #bicycles, and the rate cards", author=cara)
    thought = queries.think(draft)
    assert thought.people == (ben, ada, dana)
    assert thought.reason == (
        "Ben Haddad looks after Pay and may have a view: it is about #pay. Ada Okonkwo looks after Travel: it is about #travel. "
        "Dana Silva looks after Canteen: it is about #canteen."
    )
    assert [each.stewardship.over for each in thought.subjects] == ["Pay", "Travel", "Canteen"]
    assert len({each.pk for each in thought.people}) == 3


@pytest.mark.parametrize(("readers", "speaks"), [(100, False), (101, True)])
def test_what_it_holds_is_said_where_many_could_read_it(cara, readers, speaks):
    draft = Draft(CARD, author=cara, audience="units", reach="Sales, 101 people", readers=readers)
    assert bool(queries.think(draft)) == speaks


def test_units_that_hold_most_of_the_house_are_wide(pricing, cara, operations):
    several = [a_person(f"more{number}", unit=operations) for number in range(drafting.SEVERAL)]
    composed = composing.read({"body": "The rate cards", "audience": "units", "units": [operations.public_id]})
    draft = drafting.of(composed, by=cara)
    assert draft.is_wide
    assert queries.think(draft).stewardship == pricing
    type(several[0]).objects.filter(pk__in=[each.pk for each in several]).update(unit=a_unit("Elsewhere"))
    assert not drafting.of(composed, by=cara).is_wide


def test_who_writes_for_few_is_told_once_that_this_goes_to_everyone(ben, cara):
    ben.undo_seconds = 0
    draft = Draft("The bicycles are here", author=ben, reach="Everyone here, 6 people")
    for _ in range(10):
        assert queries.think(draft) is None
        a_post(by=ben, body="For a few", to=Choice("people", people=(cara,)))
    assert queries.think(draft).reason == "You usually write for fewer people; everyone here, 6 people could read this."
    a_post(by=ben, body="For all")
    assert queries.think(draft) is None


def test_a_space_that_is_for_its_members_by_habit(ben, cara, dirk):
    ben.undo_seconds = 0
    space = a_space("Bakers", owner=cara, members=(ben,))
    for _ in range(10):
        a_post(by=ben, body="For us", to=Choice("members", space=space))
    draft = Draft("The bread is here", author=cara, audience="space", space=space)
    assert queries.think(draft).reason.startswith("What stands in Bakers is usually for fewer people;")
    assert queries.think(Draft("The bread is here", author=cara, audience="members", space=space)) is None
    outsider = Draft("The bread is here", author=dirk, audience="space", space=space)
    assert queries.think(outsider) is None, "who cannot read what stands there is told nothing of it"
    assert a_post(by=ben, body="For all", to=Choice("space", space=space)).audience_id == EVERYONE
    assert queries.think(draft) is None


def test_what_is_out_is_known_by_its_words_origin_and_voice(pricing, ada, ben, cara, olga, operations):
    ben.undo_seconds = 0
    press = a_stewardship(name="Press office", steward=cara)
    unit = a_stewardship(unit=operations, steward=ada)
    people.delegate(ben, unit=operations, by=olga)
    from_press = Beside(source=Source(way="link", url="https://house.example/x", owner="Press office"))
    for more, whose, signal in (
        ({"body": "The rate cards are here"}, pricing, "phrase"),
        ({"body": "See", "title": "The rate cards"}, pricing, "phrase"),
        ({"body": "We open at six.", "voice": "official", "voice_unit": operations}, unit, "voice"),
        ({"body": "See", "kind": "found", "beside": from_press}, press, "found"),
    ):
        (subject,) = queries.known(drafting.of_post(a_post(by=ben, **more)))
        assert (subject.stewardship.pk, subject.signal) == (whose.pk, signal)
