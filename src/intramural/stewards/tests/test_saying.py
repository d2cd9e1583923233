"""Naming stewards, what they ask for, and what is theirs alone."""

from __future__ import annotations

import pytest

from intramural.kit.errors import NotAllowed, TooLarge, Unacceptable
from intramural.people.testing import a_unit
from intramural.record.models import Entry
from intramural.stewards import actions, queries
from intramural.stewards.errors import LookedAfterAlready
from intramural.stewards.models import Stewardship
from intramural.stewards.testing import a_stewardship
from intramural.topics.models import Topic

pytestmark = pytest.mark.django_db


def test_an_operator_names_who_looks_after_a_topic(ada, ben, olga):
    made = actions.found(by=olga, kind="topic", topic="#Pricing", steward=ada, deputy=ben)
    assert (made.topic.slug, made.over, made.steward, made.deputy) == ("pricing", "Pricing", ada, ben)
    assert set(Entry.objects.filter(about=f"Stewardship:{made.pk}").values_list("name", flat=True)) == {
        "StewardshipFounded",
        "StewardshipEntrusted",
    }
    with pytest.raises(LookedAfterAlready):
        actions.found(by=olga, kind="topic", topic="pricing", steward=ben)
    for nobody in (ada, ben):
        with pytest.raises(NotAllowed):
            actions.found(by=nobody, kind="topic", topic="travel", steward=nobody)
    assert not Topic.objects.filter(slug="travel").exists()


@pytest.mark.parametrize("topic", ["", "two words", "#", "a/b"])
def test_a_topic_is_one_word(olga, topic):
    with pytest.raises(Unacceptable) as no:
        actions.found(by=olga, kind="topic", topic=topic)
    assert no.value.field == "topic"


def test_functions_and_sources_have_names(olga, ada):
    made = actions.found(by=olga, kind="source", name=" Market  reports ", steward=ada)
    assert (made.over, made.get_kind_display()) == ("Market reports", "Source")
    actions.found(by=olga, kind="function", name="Market reports")
    for name in ("", "x" * 81):
        with pytest.raises(Unacceptable):
            actions.found(by=olga, kind="function", name=name)
    with pytest.raises(LookedAfterAlready):
        actions.found(by=olga, kind="source", name="market reports")


def test_the_head_of_a_unit_names_for_it_and_below(ada, ben, cara, operations):
    operations.head = ada
    operations.save()
    below = a_unit("Depot", parent=operations)
    made = actions.found(by=ada, kind="unit", unit=below, steward=ben)
    actions.say(made, by=ada, asks="ask")
    with pytest.raises(NotAllowed):
        actions.found(by=ada, kind="unit", unit=a_unit("Elsewhere"), steward=ben)
    with pytest.raises(NotAllowed):
        actions.say(made, by=ada, code_names="Magpie")
    with pytest.raises(NotAllowed):
        actions.say(made, by=cara, asks="fine")


def test_the_steward_hands_on_and_the_deputy_does_not(ada, ben, cara, gus):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    with pytest.raises(NotAllowed):
        actions.entrust(pricing, steward=ben, deputy=None, by=ben)
    for steward, deputy, field in ((gus, None, "steward"), (ada, gus, "deputy"), (ada, ada, "deputy")):
        with pytest.raises(Unacceptable) as no:
            actions.entrust(pricing, steward=steward, deputy=deputy, by=ada)
        assert no.value.field == field
    actions.entrust(pricing, steward=cara, deputy=ada, by=ada)
    with pytest.raises(NotAllowed):
        actions.entrust(pricing, steward=ada, deputy=None, by=ada)
    actions.entrust(pricing, steward=None, deputy=None, by=cara)
    assert Entry.objects.filter(name="LeftUnattended").count() == 1


def test_the_say_is_theirs(ada, ben, olga):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    said = actions.say(
        pricing, by=ben, widest="unit", asks="ask", fine="Lists.", not_fine="Rates.", answers_within=4,
        phrases=" price list \n\nsurcharge\nprice list", code_names="Magpie",
    )  # fmt: skip
    assert (said.phrases, said.code_names, said.answers_within) == ("price list\nsurcharge", "Magpie", 4)
    assert actions.say(pricing, by=olga, asks="tell").code_names == "Magpie"
    for wrong in ({"asks": "forbid"}, {"answers_within": 0}, {"fine": "x" * 301}, {"phrases": "x" * 81}, {"widest": ""}):
        with pytest.raises(Unacceptable) as no:
            actions.say(pricing, by=ada, **wrong)
        assert no.value.field == next(iter(wrong))
    pricing.refresh_from_db()
    assert (pricing.asks, pricing.fine) == ("tell", "Lists.")


def test_code_names_and_examples_are_for_those_who_look_after_it(ada, ben, cara, olga, signed_in):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben, code_names="Magpie", phrases="surcharge")
    actions.add_example(pricing, name="Our rates", text="Lowmoor 12, Ravenskirk 14.", by=ada)
    for person, sees in ((ada, True), (ben, True), (cara, False), (olga, False)):
        page = signed_in(person).get(pricing.url).content.decode()
        assert "surcharge" in page
        assert ("Magpie" in page, "Our rates" in page) == (sees, sees)
        assert ("Magpie" in signed_in(person).get(f"{pricing.url}say/").content.decode()) == sees
        assert pricing.url not in signed_in(person).get("/stewards/?q=Magpie").content.decode()
        assert pricing.url in signed_in(person).get("/stewards/?q=SURCHARGE").content.decode()
    with pytest.raises(NotAllowed):
        actions.add_example(pricing, name="Mine", text="Mine", by=olga)
    with pytest.raises(TooLarge):
        actions.add_example(pricing, name="All", text="x" * 100_001, by=ada)
    actions.remove_example(pricing.examples.get(), by=ben)
    assert not pricing.examples.exists()


def test_lists_go_by_name_page_by_page(ada, gus, django_assert_num_queries):
    for n in range(65):
        a_stewardship(name=f"Function {n % 9}{n:02}", steward=ada)
    a_stewardship(topic="pricing", steward=ada)
    with django_assert_num_queries(1):
        first = queries.listed(ada)
        names = [each.over for each in first.rows]
        acting = {queries.acting(each) for each in first.rows}
    rest = queries.listed(ada, after=first.next)
    names += [each.over for each in rest.rows]
    assert (len(names), len(set(names)), acting, rest.next) == (66, 66, {ada}, None)
    assert [each.over for each in queries.listed(ada, search="prici").rows] == ["Pricing"]
    assert queries.listed(gus).rows == []


def test_one_thing_is_looked_after_once(ada):
    first = a_stewardship(topic="pricing", steward=ada)
    assert queries.of_topic(first.topic_id) == first
    assert queries.of_topic(0) is None
    assert [each.pk for each in queries.of_person(ada)] == [first.pk]
    assert Stewardship.objects.get().url == f"/stewards/{first.public_id}/"
