"""Whether anybody need be thought of: whom it names, when it is quiet, and what it learns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intramural.kit import clock
from intramural.people import actions as people
from intramural.people.testing import a_person
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.record.models import Entry
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.stewards import actions as stewards
from intramural.stewards.models import Stewardship
from intramural.stewards.testing import a_stewardship
from intramural.thought import actions, drafting, likeness, queries, tasks, training
from intramural.thought.models import Frequency, Once, Tally, Text, Weight
from intramural.thought.queries import Draft, File
from intramural.thought.tests import drafts

pytestmark = pytest.mark.django_db

RATES = [
    "The surcharge for diesel goes up in spring, and every tariff with it.",
    "Which tariff holds for pallets to Ravenskirk, with the diesel surcharge?",
    "A discount on the tariff needs a reason; the surcharge for diesel does not.",
    "We keep the tariff for regular customers and lower the surcharge on short routes.",
]
SOUP = ["The soup was good again, with leeks.", "Who has a bicycle to lend?", "My cat sleeps all day.", "Rain in Lowmoor."]
LIST = (
    "Rates of spring. Lowmoor to Ravenskirk twelve euros a pallet, Ravenskirk to Santa Lucia fourteen, with cooling three more. "
    "Customers of ten years pay a tenth less, and whoever books by Tuesday noon pays no express charge. Glass, paint and "
    "batteries travel on their own pallets, wrapped twice, at double rates; bicycles travel free in summer, as they always did."
)


@pytest.fixture
def pricing(ada, ben):
    ada.undo_seconds = ben.undo_seconds = 0
    it = a_stewardship(topic="pricing", steward=ada, deputy=ben, asks="ask", code_names="Magpie", phrases="rate card")
    for body in RATES:
        a_post(by=ben, body=f"{body} #pricing")
    for body in SOUP:
        a_post(by=ben, body=body)
    learn()
    return it


def learn():
    tasks.learn_ordinary_talk()
    while tasks.refresh_stale():
        pass


def test_it_names_who_looks_after_what_the_draft_resembles(pricing, ada, cara):
    thought = queries.think(Draft("Is it true that the diesel surcharge on our tariff for pallets rises?", author=cara))
    assert (thought.signal, thought.people, thought.stewardship) == ("likeness", (ada,), pricing)
    assert thought.reason.startswith("Ada Okonkwo looks after Pricing and asks to be asked first: it ")
    assert queries.think(Draft("Who has a bicycle to lend, or a cat?", author=cara)) is None


def test_it_comes_from_words_by_which_it_is_known(pricing, cara):
    assert queries.think(Draft("The new rate cards are here.", author=cara)).signal == "phrase"
    named = queries.think(Draft("Magpie is nearly done!", author=cara))
    assert named.reason == "Ada Okonkwo looks after Pricing and asks to be asked first: it names something of it."
    assert queries.think(Draft("Lunch? #pricing", author=cara)).reason.endswith(": it is about #pricing.")


@pytest.mark.parametrize("audience", ["me", "people", "units"])
def test_what_stays_within_the_suggested_audience_needs_no_thought(pricing, cara, audience):
    stewards.say(pricing, by=pricing.steward, widest="unit")
    assert queries.think(Draft("The new rate cards", author=cara, audience=audience)) is None
    assert queries.think(Draft("The new rate cards", author=cara, audience="everyone"))


def test_title_and_sentence_of_what_is_translucent_are_thought_of_as_wide(pricing, cara, ben):
    """The rest stays in its circle and needs no thought."""
    form = {"audience": "people", "people": "@ben", "known_to": "everyone", "title": "Spring", "body": "The rate card."}
    for summary, signal in (("The rate card changes.", "phrase"), ("What we do about pallets.", None)):
        draft = drafting.of(composing.read({**form, "summary": summary}), by=cara)
        assert draft.shell.reach.startswith("Everyone here, ")
        thought = queries.think(draft)
        assert (thought.signal if thought else None) == signal
    assert drafting.of(composing.read({**form, "known_to": ""}), by=cara).shell is None


def test_what_is_fine_and_what_is_ones_own_needs_none(pricing, ada, ben, cara):
    assert queries.think(Draft("The new rate cards", author=ada)) is None
    assert queries.think(Draft("The new rate cards", author=ben)) is None
    stewards.say(pricing, by=ada, asks="fine")
    assert queries.think(Draft("The new rate cards", author=cara)) is None


def test_a_space_goes_as_far_as_its_readers(pricing, cara):
    is_open, gated = a_space("Bakers", owner=cara), a_space("Merger", owner=cara, gated=True)
    outside = a_space("Carriers", owner=cara, gated=True, kind="external")
    stewards.say(pricing, by=pricing.steward, widest="space")
    for space, speaks in ((is_open, True), (gated, False), (outside, True)):
        assert bool(queries.think(Draft("The new rate cards", author=cara, audience="space", space=space))) == speaks


def test_a_guest_is_told_of_nobody(pricing, gus):
    outside = a_space("Carriers", owner=pricing.steward, members=(gus,), gated=True, kind="external")
    draft = Draft("The new rate cards #pricing", author=gus, audience="space", space=outside)
    assert queries.think(draft) is None
    assert queries.think(Draft("STRICTLY CONFIDENTIAL\nRates", author=gus, audience="space", space=outside)).people == ()


def test_the_deputy_is_named_when_the_steward_is_gone(pricing, ada, ben, cara, olga):
    people.deactivate(ada, by=olga)
    assert queries.think(Draft("The new rate cards", author=cara)).people == (ben,)
    people.deactivate(ben, by=olga)
    assert queries.think(Draft("The new rate cards", author=cara)) is None


def test_a_document_made_from_an_example_is_known_again(pricing, ada, cara):
    stewards.add_example(pricing, name="Hush hush list", text=LIST, by=ada)
    learn()
    part = " ".join(LIST.split()[18:62]).replace("always", "ever")
    thought = queries.think(Draft("See here", author=cara, files=(File("a.txt", part),)))
    assert (thought.signal, thought.people) == ("derived", (ada,))
    assert "Hush" not in thought.reason


def test_what_a_house_says_at_the_end_of_all_its_news_is_no_document(pricing, ada, ben, cara):
    about = "Lowmoor Freight carries whatever fits on a pallet between three coasts, has done so since it had one horse, and promises nothing of the future. "
    mine = {
        "Rates": LIST,
        "Berths": f"Ships that winter with us pay by the metre. {' '.join(reversed(LIST.split()))} ",
    }
    for name, text in mine.items():
        stewards.add_example(pricing, name=name, text=text + about, by=ada)
    learn()
    assert queries.sources(about) == []
    assert queries.sources(LIST)[0][1] == pricing.examples.get(name="Rates").pk


def test_only_what_everybody_may_read_is_learned_from(ada, ben, cara):
    ada.undo_seconds = ben.undo_seconds = 0
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    a_stewardship(topic="pricing", steward=ada)
    for choice in (Choice("space", space=space), Choice("me"), Choice("people", people=(ben,))):
        for body in RATES:
            a_post(by=ada, body=f"{body} #pricing", to=choice)
    learn()
    assert not Text.objects.filter(stewardship__isnull=False).exists()
    assert not Weight.objects.exists()
    assert queries.think(Draft(RATES[0], author=cara)) is None


def test_what_is_narrowed_or_deleted_counts_no_more(pricing, ben, cara):
    mine = list(Text.objects.filter(stewardship=pricing).select_related("post"))
    assert len(mine) == len(RATES)
    posts.change_audience(mine[0].post, by=ben, choice=Choice("me"))
    posts.delete(mine[1].post, by=ben)
    assert len(list(queries.Tables().documents([pricing.pk]))) == len(RATES) - 2
    learn()
    assert Text.objects.filter(stewardship=pricing).count() == len(RATES) - 2


def test_what_stands_in_a_space_that_is_gated_counts_no_more(pricing, ada, ben):
    space = a_space("Tariffs", owner=ada, members=(ben,))
    posted = [a_post(by=ben, body=f"{body} #pricing", to=Choice("space", space=space)) for body in RATES]
    learn()
    assert Text.objects.filter(stewardship=pricing, post__in=posted).count() == len(RATES)
    spaces.gate(space, by=ada, purpose="Prices", sunset_on=clock.now().date() + timedelta(days=60))
    assert len(list(queries.Tables().documents([pricing.pk]))) == len(RATES)
    learn()
    assert not Text.objects.filter(post__in=posted).exists()


def test_counts_stay_true_as_texts_come_and_go(pricing, ben):
    a_post(by=ben, body="A tariff for cats #pricing")
    learn()
    for text in list(Text.objects.select_related("post"))[:3]:
        posts.delete(text.post, by=ben)
    learn()
    counted = {}
    for stems in Text.objects.values_list("stems", flat=True):
        for stem in stems.split():
            counted[stem] = counted.get(stem, 0) + 1
    assert dict(Frequency.objects.values_list("stem", "texts")) == counted
    assert training.measure().texts == Text.objects.count()


def a_minute_of_the_keeper():
    """Each chore as often as it comes due within a minute that began just after it was done."""
    for every, chore in tasks.CHORES:
        for _ in range(60 // every):
            chore()


def test_it_is_learned_within_a_minute_of_a_correction(pricing, ada, ben, cara):
    asked = Draft("What do the lighthouse keepers pay for a berth in winter?", author=cara)
    assert queries.think(asked) is None
    example = stewards.add_example(
        pricing, name="Berths", text="The keepers of the lighthouse pay half for a winter berth.", by=ada
    )
    stewards.say(pricing, by=ada, phrases="mooring list")
    a_minute_of_the_keeper()
    assert queries.think(asked).reason.endswith(": it resembles one example in Pricing.")
    assert queries.think(Draft("The mooring lists are out", author=cara)).signal == "phrase"
    stewards.remove_example(example, by=ada)
    stewards.say(pricing, by=ada, phrases="")
    a_minute_of_the_keeper()
    assert queries.think(asked) is None
    assert queries.think(Draft("The mooring lists are out", author=cara)) is None


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Pay to DE89 3704 0044 0532 0130 00", "personal"),
        ("STRICTLY CONFIDENTIAL\nThe list", "marking"),
        ("Embargoed until 12 May 2999", "embargo"),
        ("@ben could you look at my roster?", "wide"),
        ("From: Ann Lee\nSent: Monday\nTo: Bo\nSubject: hm\n\nSee below", "wide"),
    ],
)
def test_what_it_holds_is_said_where_it_goes_far(ada, text, signal):
    thought = queries.think(Draft(text, author=ada, reach="Everyone here, 12 people"))
    assert (thought.signal, thought.people) == (signal, ())
    assert queries.think(Draft(text, author=ada, audience="people")) is None


def test_an_embargo_that_is_over_is_none(ada):
    assert queries.think(Draft("Embargoed until 12 May 2020", author=ada)) is None


def test_a_live_credential_is_said_wherever_it_goes(ada):
    thought = queries.think(Draft("Password: Lowmoor!2027", author=ada, audience="people"))
    assert (thought.signal, thought.needs_confirming) == ("credential", True)
    assert queries.think(Draft("Password: Lowmoor!2027", author=ada, audience="me")) is None


def test_a_found_document_is_somebodys(ada, cara, operations):
    a_stewardship(unit=operations, steward=ada)
    a_stewardship(name="Market reports", kind="source", steward=ada, phrases="reports.example")
    for facts in (
        {"owner": "operations"},
        {"made_by": "Market Reports"},
        {"source_url": "https://www.reports.example/a.pdf"},
    ):
        thought = queries.think(Draft("Have a look", author=cara, kind="found", **facts))
        assert (thought.signal, thought.people) == ("found", (ada,))
    for facts in ({"owner": "Somebody"}, {"source_url": "https://elsewhere.example/"}, {}):
        assert queries.think(Draft("Have a look", author=cara, kind="found", **facts)) is None


def test_it_is_fine_makes_it_quieter_for_that_subject(pricing, cara):
    draft = Draft("Is it true that the diesel surcharge on our tariff for pallets rises?", author=cara)
    key = queries.think(draft).key
    for number in range(60):
        actions.learn(key, way="fine", by=a_person(f"person{number}"))
    assert queries.think(draft) is None
    assert queries.think(Draft("The new rate cards", author=cara))


def test_a_sign_that_people_correct_needs_another_beside_it(pricing, cara):
    key = queries.think(Draft("The new rate cards", author=cara)).key
    for number, way in enumerate(["passed"] * 3 + ["fine", "not_theirs", "fine", "fine", "not_theirs"]):
        assert queries.think(Draft("The new rate cards", author=cara)).key == key
        actions.learn(key, way=way, by=a_person(f"person{number}"))
    assert queries.think(Draft("The new rate cards", author=cara)) is None
    assert queries.think(Draft("The new rate cards #pricing", author=cara)).signal == "tag"


def test_what_was_learned_early_is_weighed_by_what_is_rare_now(pricing, ada, cara):
    before = Text.objects.filter(stewardship=pricing).order_by("pk").values_list("kept", flat=True)[0]
    for number in range(150):
        a_post(by=cara, body=f"Nothing about it, number{number}, but word{number} and more of the canteen")
    learn()
    training.refresh(pricing.pk)
    text = Text.objects.filter(stewardship=pricing).order_by("pk")[0]
    rare = training.rarities(text.stems.split(), training.measure().texts)
    now = likeness.kept(dict.fromkeys(text.stems.split(), 1), rare, likeness.rarity(0, training.measure().texts))
    assert float(text.kept.split()[0]) == pytest.approx(float(now.split()[0]), rel=0.1)
    assert float(before.split()[0]) < 0.9 * float(now.split()[0])


def test_one_busy_subject_hides_no_other(pricing, cara, monkeypatch):
    monkeypatch.setattr(queries.shelf, "MOST_COMPARED", 4)
    busy = a_stewardship(topic="canteen", steward=pricing.deputy)
    for number in range(6):
        a_post(by=cara, body=f"Soup number {number} of the canteen #canteen")
    learn()
    compared = [subject for subject, _, _ in queries.Tables().documents([busy.pk, pricing.pk])]
    assert sorted(compared) == sorted([busy.pk, busy.pk, pricing.pk, pricing.pk])


def test_a_line_that_is_passed_over_mutes_itself_and_says_so(pricing, ada, cara, signed_in):
    key = queries.think(Draft("The new rate cards", author=cara)).key
    for number, way in enumerate(["passed"] * 8 + ["heeded"]):
        actions.learn(key, way=way, by=a_person(f"person{number}"))
    assert not queries.is_muted(pricing)
    actions.learn(key, way="passed", by=cara)
    assert queries.is_muted(pricing)
    assert queries.think(Draft("The new rate cards", author=cara)) is None
    assert Entry.objects.filter(name="SubjectMuted").count() == 1
    assert "muted itself" in signed_in(ada).get(pricing.url).content.decode()
    assert "muted itself" in signed_in(ada).get(f"{pricing.url}second-thought/").content.decode()
    assert "muted itself" not in signed_in(cara).get(pricing.url).content.decode()
    signed_in(ada).post(f"{pricing.url}second-thought/")
    assert queries.think(Draft("The new rate cards", author=cara))


def test_nobody_mutes_a_subject_alone(pricing, cara):
    key = queries.think(Draft("The new rate cards", author=cara)).key
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False) as time:
        for _ in range(50):
            actions.learn(key, way="passed", by=cara)
        assert queries.fared(pricing).passed == 1
        actions.learn(key, way="heeded", by=cara)
        assert queries.fared(pricing).shown == 2
        time.move_to(datetime(2027, 3, 8, 9, tzinfo=UTC))
        actions.learn(key, way="passed", by=cara)
        assert queries.fared(pricing).passed == 2
        assert (tasks.forget_weeks(), tasks.forget_weeks()) == (2, 0)
        actions.learn(key, way="passed", by=cara)
        assert queries.fared(pricing).passed == 2


def test_a_line_about_several_counts_for_each(pricing, ben, cara):
    pay = a_stewardship(topic="pay", steward=ben)
    key = queries.think(Draft("The rate cards #pay", author=cara)).key
    assert key == f"tag.{pay.public_id}+phrase.{pricing.public_id}"
    actions.learn(key, way="fine", by=cara)
    assert (queries.fared(pay).fine, queries.fared(pricing).fine) == (1, 1)


def test_only_sums_are_kept_and_nobody_is_named(pricing, cara):
    assert {field.name for field in Tally._meta.get_fields()} == {
        "id", "stewardship", "signal", "shown", "passed", "fine", "not_theirs"
    }  # fmt: skip
    assert {field.name for field in Once._meta.get_fields()} == {"seal", "week"}
    for odd in ("", "likeness", "likeness.nothing", f"nothing.{pricing.public_id}", f"likeness.{pricing.public_id}.x", "+."):
        actions.learn(odd, way="passed", by=cara)
    actions.learn(f"likeness.{pricing.public_id}", way="nonsense", by=cara)
    assert not Tally.objects.exists()


def test_it_is_rare(pricing, ben, cara):
    talk = drafts.posts("", 160)
    for body in talk[:80]:
        a_post(by=ben, body=body)
    learn()
    tasks.calibrate()
    shown = [body for body in talk[80:] if queries.think(Draft(body, author=cara))]
    assert len(shown) <= 0.1 * len(talk[80:])
    assert queries.think(Draft("Is it true that the diesel surcharge on our tariff for pallets rises?", author=cara))


def test_what_is_said_everywhere_in_its_words_names_nobody(pricing, ben, cara):
    said = [f"Number {number}: the diesel surcharge on the tariff for pallets of soup" for number in range(60)]
    assert queries.think(Draft(said[-1], author=cara))
    for body in said[:40]:
        a_post(by=ben, body=body)
    learn()
    tasks.calibrate()
    assert not [body for body in said[40:] if queries.think(Draft(body, author=cara))]


def test_a_house_without_talk_goes_by_what_other_subjects_say(ada, ben):
    for subject in ("pricing", "payroll", "merger", "fleet"):
        a_stewardship(topic=subject, steward=ada, deputy=ben, examples=tuple(drafts.posts(subject, 12)))
    training.mark_stale(Stewardship.objects.values_list("pk", flat=True))
    learn()
    tasks.calibrate()
    others = [body for subject in ("safety", "pensions", "audits") for body in drafts.posts(subject, 20)]
    assert sum(bool(queries.think(Draft(body))) for body in others) <= 0.1 * len(others)
    about = drafts.posts("fleet", 40)[12:]
    assert sum(bool(queries.think(Draft(body))) for body in about) >= 0.5 * len(about)


def test_an_ordinary_draft_costs_few_questions(pricing, cara, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        queries.think(Draft("Who has a bicycle to lend? " * 50, author=cara))
