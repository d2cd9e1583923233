"""R17, R18: ask first is one of the ways on the second thought's line, in one step; it counts as heeded, and is not said again."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine

from intramural.care import actions as care
from intramural.care import queries
from intramural.care.models import Asked, Consult
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.record.models import Entry
from intramural.stewards import actions as stewards
from intramural.stewards.testing import a_stewardship
from intramural.thought import queries as thought
from intramural.thought import tasks
from intramural.thought.models import Tally

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RATES = [
    "The surcharge for diesel goes up in spring, and every tariff with it.",
    "Which tariff holds for pallets to Ravenskirk, with the diesel surcharge?",
    "A discount on the tariff needs a reason; the surcharge for diesel does not.",
]
LIST = (
    "Rates of spring. Lowmoor to Ravenskirk twelve euros a pallet, Ravenskirk to Santa Lucia fourteen, with cooling three more. "
    "Customers of ten years pay a tenth less, and whoever books by Tuesday noon pays no express charge."
)
CARDS = {"body": "The new rate cards are here", "kind": "update"}
SIGNS = {
    "tag": {"body": "All will cost more. #pricing"},
    "phrase": CARDS,
    "derived": {"body": " ".join(LIST.split()[3:40])},
    "likeness": {"body": "Is it true that the diesel surcharge on our tariff for pallets rises?"},
    "found": {"body": "See", "kind": "found", "url": "https://www.reports.example/a.pdf"},
    "link": {"body": "See https://reports.example/a.pdf"},
}


@pytest.fixture(autouse=True)
def subjects(pricing, ben, dana):
    """Pricing and a source, both looked after by Dana, learned."""
    ben.undo_seconds = 0
    stewards.say(pricing, by=dana, phrases="rate card", answers_within=3, asks="ask")
    stewards.add_example(pricing, name="Spring", text=LIST, by=dana)
    a_stewardship(name="Market reports", kind="source", steward=dana, phrases="reports.example", answers_within=3)
    for body in RATES:
        a_post(by=ben, body=f"{body} #pricing")
    for body in ("The soup was good again.", "Who has a bicycle to lend?", "My cat sleeps all day."):
        a_post(by=ben, body=body)
    tasks.learn_ordinary_talk()
    while tasks.refresh_stale():
        pass


def fields(page: str) -> dict[str, str]:
    """The hidden fields that the composer's form has by now."""
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("thought", "draft")}


def line(page: str) -> str:
    return page.partition('class="thought"')[2].partition("</section>")[0]


@pytest.mark.parametrize("signal", SIGNS)
@pytest.mark.parametrize("scripts", [True, False])
def test_one_step_asks_whom_the_line_names_by_their_promise(ben, dana, cara, signed_in, signal, scripts):
    browser, form = signed_in(ben), {"kind": "update", **SIGNS[signal]}
    with time_machine.travel(MONDAY, tick=False):
        if scripts:
            page = browser.post("/write/second-thought/", {**form, "draft": ""}, headers=PART).content.decode()
            said = {"thought": re.search(r'name="thought" value="([^"]*)"', page)[1]}
        else:
            page = browser.get(browser.post("/write/", form).url).content.decode()
            said = fields(page)
        assert "Dana Silva looks after" in line(page)
        assert "answers within 3 working hours" in line(page)
        assert re.search(r'name="thought_way" value="ask"[^>]*>[^<]*Ask Dana first', line(page))
        answer = browser.post("/write/", {**form, **said, "thought_way": "ask"})
        (asked,) = Asked.objects.select_related("consult", "stewardship")
        assert answer.url == asked.consult.url
        assert (asked.person, asked.due_at) == (dana, datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
        assert asked.stewardship is not None
        page = browser.get(answer.url).content.decode()
        assert "Dana Silva" in page
        assert form["body"][:20] in signed_in(dana).get(answer.url).content.decode()
    assert signed_in(cara).get(answer.url).status_code == 404
    assert Post.objects.filter(state=Post.State.DRAFT).count() == 1
    assert not Entry.objects.filter(name="PostPublished", about=f"Post:{asked.consult.post_id}").exists()
    assert Tally.objects.values_list("signal", "shown", "passed", "fine", "not_theirs").get() == (signal, 1, 0, 0, 0)


def asked_first(browser) -> tuple[Consult, dict[str, str]]:
    """The consult that the line leads to, and the form of its draft."""
    page = browser.get(browser.post("/write/", CARDS).url).content.decode()
    browser.post("/write/", {**CARDS, **fields(page), "thought_way": "ask"})
    consult = Consult.objects.get()
    return consult, {**CARDS, "draft": consult.post.public_id}


@pytest.mark.parametrize("answer", ["", "fine"])
def test_the_same_draft_says_it_no_more(ben, dana, signed_in, answer):
    browser = signed_in(ben)
    consult, form = asked_first(browser)
    if answer:
        care.opine(consult, by=dana, kind=answer)
    assert browser.post("/write/second-thought/", form, headers=PART).content.strip() == b""
    assert "asked=once" in browser.post("/write/", CARDS).url, "another draft does"
    assert browser.post("/write/", form).url == "/"
    assert Post.objects.get(pk=consult.post_id).state == Post.State.PUBLISHED
    assert Tally.objects.values_list("shown", "passed").get() == (1, 0)


def test_other_words_say_it_again_unless_they_were_asked_for(ben, dana, signed_in):
    browser = signed_in(ben)
    consult, form = asked_first(browser)
    other = {**form, "body": "The new rate cards are here, and all of them"}
    care.opine(consult, by=dana, kind="fine")
    assert b"Dana Silva" in browser.post("/write/second-thought/", other, headers=PART).content
    care.opine(consult, by=dana, kind="if", because="You say less of the customers.")
    assert browser.post("/write/second-thought/", other, headers=PART).content.strip() == b""
    care.opine(consult, by=dana, kind="not_mine")
    assert b"Dana Silva" in browser.post("/write/second-thought/", form, headers=PART).content


def test_asking_again_leads_to_what_was_asked(ben, signed_in):
    browser = signed_in(ben)
    consult, form = asked_first(browser)
    assert browser.post("/write/", {**form, "thought_way": "ask"}).url == consult.url
    assert Asked.objects.count() == 1


def test_who_else_is_touched_is_asked_too(ben, cara, dana, signed_in):
    a_stewardship(topic="payroll", steward=cara, asks="ask")
    form = {"body": "The rate cards #payroll", "kind": "update"}
    browser = signed_in(ben)
    page = browser.get(browser.post("/write/", form).url).content.decode()
    assert "Ask them first" in line(page)
    assert "not theirs" not in line(page)
    browser.post("/write/", {**form, **fields(page), "thought_way": "ask"})
    assert {each.person for each in Asked.objects.all()} == {cara, dana}
    assert Tally.objects.count() == 2


def test_who_wrote_what_a_link_leads_to_is_asked_for_themselves(ben, cara, signed_in):
    cara.undo_seconds = 0
    few = a_post(by=cara, body="For a few", to=Choice("people", people=(ben,)))
    form = {"body": f"Look at /posts/{few.public_id}/", "kind": "update"}
    browser = signed_in(ben)
    page = browser.get(browser.post("/write/", form).url).content.decode()
    browser.post("/write/", {**form, **fields(page), "thought_way": "ask"})
    asked = Asked.objects.get()
    assert (asked.person, asked.stewardship) == (cara, None)
    assert browser.post("/write/", {**form, "draft": fields(page)["draft"]}).url == "/"


def test_where_nobody_is_named_one_says_whom_to_ask(ben, signed_in):
    answer = signed_in(ben).post("/write/", {"body": "Soup", "kind": "update", "thought_way": "ask"})
    draft = Post.objects.get(state=Post.State.DRAFT)
    assert answer.url == f"/drafts/{draft.public_id}/asking/"
    assert not Consult.objects.exists()
    assert "Ask" not in line(
        signed_in(ben).post("/write/second-thought/", {"body": "STRICTLY CONFIDENTIAL"}, headers=PART).content.decode()
    )


def test_what_cannot_be_kept_stays_typed(ben, signed_in):
    answer = signed_in(ben).post("/write/", {**CARDS, "body": f"The new rate cards {'x' * 200_000}", "thought_way": "ask"})
    assert answer.status_code == 422
    assert not Consult.objects.exists()


def test_the_other_way_to_ask_counts_as_heeded_too(ben, dana, pricing, signed_in):
    browser = signed_in(ben)
    page = browser.get(browser.post("/write/", CARDS).url).content.decode()
    answer = browser.post("/drafts/", {**CARDS, **fields(page), "ask": "1"})
    asking = browser.get(answer.url).content.decode()
    assert 'value="@dana"' in asking
    said = re.search(r'name="said" value="([^"]*)"', asking)[1]
    assert not Tally.objects.exists()
    browser.post(answer.url, {"people": "@dana", "note": "", "said": said})
    assert queries.part_of(dana, Consult.objects.get()) is not None
    assert thought.fared(pricing).shown == 1
    assert thought.fared(pricing).passed == 0
