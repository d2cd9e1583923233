"""What makes a post somebody's to look after: what it tells of itself, and what the second thought knows of its words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.care import actions, queries
from intramural.care.models import Narrowing, Participant
from intramural.care.testing import a_draft, a_narrowing
from intramural.kit import clock
from intramural.kit.errors import NotAllowed
from intramural.people.testing import a_person, a_unit
from intramural.posts import actions as posts
from intramural.posts.beside import Beside, Source
from intramural.posts.models import Attachment, Post
from intramural.posts.testing import a_file, a_post
from intramural.stewards import actions as stewards
from intramural.stewards.testing import a_stewardship
from intramural.thought import tasks as thought
from intramural.thought.models import Tally
from tests.programs import Program

pytestmark = pytest.mark.django_db
RATES = [
    "The surcharge for diesel goes up in spring, and every tariff with it.",
    "Which tariff holds for pallets to Ravenskirk, with the diesel surcharge?",
    "A discount on the tariff needs a reason; the surcharge for diesel does not.",
]
LIST = (
    "Rates of spring. Lowmoor to Ravenskirk twelve euros a pallet, Ravenskirk to Santa Lucia fourteen, with cooling three more. "
    "Customers of ten years pay a tenth less, and whoever books by Tuesday noon pays no express charge."
)
LIKE = "Is it true that the diesel surcharge on our tariff for pallets rises?"


@pytest.fixture
def rates(pricing, ben, cara, dana, dirk):
    """Pricing has been written about, has a phrase, a code name and a document; payroll, of somebody else, has the like."""
    ben.undo_seconds = cara.undo_seconds = 0
    stewards.say(pricing, by=dana, phrases="rate card", code_names="Magpie")
    stewards.add_example(pricing, name="Spring", text=LIST, by=dana)
    a_stewardship(topic="payroll", steward=a_person("paul"), phrases="pay slip")
    for body in RATES:
        a_post(by=ben, body=f"{body} #pricing")
    for body in ("The soup was good again.", "Who has a bicycle to lend?", "My cat sleeps all day."):
        a_post(by=ben, body=body)
    learn()
    return pricing


def learn():
    thought.learn_ordinary_talk()
    while thought.refresh_stale():
        pass


def found(**source):
    return {"kind": "found", "beside": Beside(source=Source(**{"way": "link", "url": "https://house.example/", **source}))}


@pytest.mark.parametrize(
    ("body", "because"),
    [
        ("The new rate cards are here.", "it uses words by which it is known"),
        ("Magpie is nearly done!", "it names something of it"),
        (" ".join(LIST.split()[3:40]), "it repeats a part of an example in Pricing"),
        (LIKE, "it resembles three posts in Pricing"),
    ],
)
def test_an_untagged_post_about_it_is_theirs_and_that_is_written_down(rates, ben, dana, olga, signed_in, body, because):
    post = a_post(by=ben, body=body)
    paul = a_person("percy")
    a_stewardship(topic="parking", steward=paul)
    for stranger in (paul, olga):
        refused = signed_in(stranger).post(f"/posts/{post.public_id}/narrowing/", {"because": "No."})
        assert refused.status_code == 403
        assert "answer the post, or raise a concern" in refused.content.decode()
        assert Program(stranger).post(f"/posts/{post.public_id}/narrowing", {"because": "No."}).status_code == 403
    answer = signed_in(dana).post(f"/posts/{post.public_id}/narrowing/", {"because": "The prices are out in May."})
    narrowing = Narrowing.objects.get()
    assert answer["Location"] == narrowing.url
    assert (narrowing.stewardship, narrowing.ground) == (rates, because)
    page = signed_in(ben).get(narrowing.url).content.decode()
    assert because in page
    assert "Magpie" not in page.partition("What it said then")[0]
    assert Program(dana).get(f"/narrowings/{narrowing.public_id}").json()["ground"] == because


def test_what_is_about_nothing_of_theirs_is_not_theirs(rates, ben, dana):
    for body in ("Who has a bicycle to lend, or a cat?", "See https://house.example/rates", "The pay slips #payroll"):
        with pytest.raises(NotAllowed):
            a_narrowing(of=a_post(by=ben, body=body), by=dana)


def test_words_of_its_files_count(rates, ben, dana, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    post = a_post(by=ben, body="See here", files=[a_file("a.txt", LIST.encode())])
    Attachment.objects.filter(post=post).update(text=LIST, is_read=True)
    assert a_narrowing(of=post, by=dana).ground.startswith("it repeats a part")


def test_a_document_that_was_put_there_afterwards_is_said_to_be(pricing, ben, dana):
    ben.undo_seconds = 0
    post = a_post(by=ben, body=LIST)
    with pytest.raises(NotAllowed):
        a_narrowing(of=post, by=dana)
    stewards.add_example(pricing, name="Spring", text=LIST, by=dana)
    learn()
    assert a_narrowing(of=post, by=dana).ground.endswith("an example in Pricing, which was put there after this was shared")


def test_a_line_that_muted_itself_takes_no_say_away(rates, ben, dana):
    Tally.objects.create(stewardship=rates, signal="phrase", shown=20, passed=20)
    assert a_narrowing(of=a_post(by=ben, body="The rate cards"), by=dana).stewardship == rates


def test_the_matter_stays_with_who_looks_after_it_whatever_the_words_become(rates, ben, dana, dirk):
    post = a_post(by=ben, body="The rate cards")
    narrowing = a_narrowing(of=post, by=dana)
    posts.edit(Post.objects.get(pk=post.pk), by=ben, body="The soup")
    assert queries.narrowing(narrowing.public_id, viewer=dirk) == narrowing
    assert actions.uphold(narrowing, by=dirk).upheld_by == dirk


@pytest.fixture
def held(ada, cara, dana, operations):
    """A function, a source, and a unit above another."""
    a_unit("Depot", parent=operations)
    return {
        ada: a_stewardship(name="Press office", steward=ada),
        cara: a_stewardship(name="Market reports", kind="source", steward=cara, phrases="reports.example"),
        dana: a_stewardship(unit=operations, steward=dana),
    }


@pytest.mark.parametrize(
    ("source", "whose", "because"),
    [
        ({"owner": "the press office"}, "ada", "it comes from the press office"),
        ({"made_by": "Market Reports"}, "cara", "it comes from Market Reports"),
        ({"url": "https://www.reports.example/a.pdf"}, "cara", "it comes from Market reports"),
        ({"owner": "Operations"}, "dana", "it comes from Operations"),
        ({"owner": "Depot"}, "dana", "it comes from Depot"),
    ],
)
def test_a_found_document_is_its_owners(request, held, ben, signed_in, source, whose, because):
    ben.undo_seconds = 0
    person = request.getfixturevalue(whose)
    post = a_post(by=ben, body="Have a look", **found(**source))
    talk = actions.raise_concern(post, by=a_person("rita"), kind="question", body="May we?")
    assert Participant.objects.filter(concern=talk, person=person, part="cares").exists()
    page = signed_in(person).get(f"/posts/{post.public_id}/narrowing/")
    assert page.status_code == 200
    narrowing = a_narrowing(of=post, by=person)
    assert (narrowing.stewardship, narrowing.ground) == (held[person], because)
    others = set(held) - {person}
    post = a_post(by=ben, body="Have a look", **found(**source))
    for other in others:
        assert signed_in(other).get(f"/posts/{post.public_id}/narrowing/").status_code == 403


def test_a_link_leads_to_what_is_theirs_and_is_not_it(held, ben, cara):
    with pytest.raises(NotAllowed):
        a_narrowing(of=a_post(by=ben, body="See https://reports.example/a.pdf"), by=cara)


def test_asking_first_suggests_whoever_it_touches_and_why(rates, held, ada, ben, cara, dana, signed_in):
    drafts = [
        (a_draft(by=ben, title="", body="Have a look", kind="found", url="https://x.example", owner="Press office"), ada),
        (a_draft(by=ben, title="", body="See https://reports.example/a.pdf"), cara),
        (a_draft(by=ben, title="", body=LIKE), dana),
    ]
    for draft, person in drafts:
        assert queries.suggested(draft, viewer=ben)[0].person == person
        page = signed_in(ben).get(f"/drafts/{draft.public_id}/asking/").content.decode()
        assert f'value="@{person.handle}"' in page
    assert "8 working hours: it resembles three posts in Pricing." in page
    stewards.say(rates, by=dana, answers_within=3)
    consult = actions.ask(drafts[2][0], by=ben, people=[dana])
    assert queries.part_of(dana, consult).stewardship.answers_within == 3


def test_three_are_proposed_at_most_and_the_deputy_while_a_steward_is_away(ben, dirk, signed_in):
    several = [a_person(f"steward{number}") for number in range(4)]
    for number, person in enumerate(several):
        a_stewardship(topic=f"topic{number}", steward=person, deputy=dirk if number == 0 else None)
    stewards.go_away(by=several[0], through=clock.now().date() + timedelta(days=3))
    draft = a_draft(by=ben, title="", body="#topic0 #topic1 #topic2 #topic3")
    page = signed_in(ben).get(f"/drafts/{draft.public_id}/asking/").content.decode()
    assert 'value="@dirk, @steward1, @steward2"' in page
