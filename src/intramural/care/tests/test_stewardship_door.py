"""A steward who has never signed in does all that is theirs by the link of a mail: what they ask, the watch, being away, handing on."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from intramural.care import doors
from intramural.kit import clock
from intramural.people import actions as people
from intramural.people.models import Person
from intramural.posts.testing import a_post
from intramural.record.models import Entry
from intramural.stewards import actions as stewards
from intramural.stewards import queries
from intramural.stewards.testing import a_stewardship
from intramural.thought.models import Tally
from intramural.thought.queries import is_muted

pytestmark = pytest.mark.django_db
SAY = {"do": "say", "widest": "space", "asks": "ask", "answers_within": "4", "fine": "Lists & sums.", "phrases": "rate"}


def opened(door: str) -> str:
    answer = Client().get(door)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def saved(door: str, **typed: str) -> str:
    """What the page says after a form of it was sent."""
    browser = Client()
    answer = browser.post(door, typed)
    assert (answer.status_code, answer["Location"]) == (302, door)
    return unescape(browser.get(door).content.decode())


def noted(by: Person, *, after: int = 0) -> list[tuple[str, str, dict]]:
    return list(Entry.objects.filter(by_id=by.pk, pk__gt=after).order_by("pk").values_list("name", "about", "facts"))


def test_who_has_never_signed_in_does_it_all(pricing, dana, dirk, cara):
    assert dana.last_login is None
    door = doors.to_stewardship(pricing, dana)
    page = opened(door)
    for words in ("You are here as <bdi>Dana Silva</bdi>", "<bdi>Dana Silva</bdi> looks after it, with <bdi>Dirk Deputy</bdi>",
                  "Everyone here may read about it; please tell them.", '<option value="" selected>Do not tell me'):  # fmt: skip
        assert words in page
    assert "/people/" not in page

    page = saved(door, **SAY, code_names="Magpie")
    assert "That holds from now on." in page
    assert "It need not go further than a space; please ask first." in page
    assert "Magpie" in page
    pricing.refresh_from_db()
    assert (pricing.fine, pricing.phrases, pricing.code_names) == ("Lists & sums.", "rate", "Magpie")

    assert '<option value="unit" selected>' in saved(door, do="watch", beyond="unit")
    assert queries.watch_of(dana, pricing) == "unit"
    saved(door, do="watch", beyond="")
    assert queries.watch_of(dana, pricing) == ""

    through = clock.now().date() + timedelta(days=9)
    page = saved(door, do="away", through=through.isoformat())
    assert "<bdi>Dirk Deputy</bdi> acts meanwhile" in page
    assert queries.acting(queries.by_id(pricing.public_id, viewer=cara)) == dirk
    assert "I am back" not in saved(door, do="back")
    assert queries.acting(queries.by_id(pricing.public_id, viewer=cara)) == dana

    assert 'value="@cara"' in saved(door, do="people", steward="@dana", deputy="Cara Lindqvist")
    gone = Client().post(door, {"do": "people", "steward": "@cara", "deputy": ""})
    assert gone.status_code == 200
    assert "<bdi>Cara Lindqvist</bdi> looks after it." in gone.content.decode()
    pricing.refresh_from_db()
    assert (pricing.steward, pricing.deputy) == (cara, None)
    assert Client().get(door).status_code == 404
    dana.refresh_from_db()
    assert dana.last_login is None


def test_it_is_written_down_as_from_the_page(pricing, dana, dirk, signed_in):
    day = (clock.now().date() + timedelta(days=9)).isoformat()
    signed_in(dana).post(f"{pricing.url}say/", SAY)
    signed_in(dana).post(f"{pricing.url}watch/", {"beyond": "unit"})
    signed_in(dana).post("/stewards/away/", {"through": day})
    signed_in(dana).post("/stewards/away/", {"take_back": "1"})
    signed_in(dana).post(f"{pricing.url}people/", {"steward": "dana", "deputy": "dirk"})
    by_the_page = noted(dana)
    assert [name for name, _, _ in by_the_page] == [
        "SayChanged", "WatchChanged", "StewardAway", "DeputyActs", "StewardBack", "StewardshipEntrusted",
    ]  # fmt: skip
    stewards.watch(pricing, beyond="", by=dana)
    began = Entry.objects.order_by("-pk")[0].pk
    for typed in (SAY, {"do": "watch", "beyond": "unit"}, {"do": "away", "through": day}, {"do": "back"},
                  {"do": "people", "steward": "dana", "deputy": "dirk"}):  # fmt: skip
        saved(doors.to_stewardship(pricing, dana), **typed)
    assert noted(dana, after=began) == by_the_page


def test_what_was_typed_is_kept_when_it_is_refused(pricing, dana):
    door = doors.to_stewardship(pricing, dana)
    for typed, words in (
        ({**SAY, "answers_within": "500"}, ("An answer is promised within", 'value="Lists & sums."')),
        ({"do": "away", "through": "1999-01-01"}, ("That day is past", 'value="1999-01-01"')),
        ({"do": "away"}, ("No day was chosen.",)),
        ({"do": "watch", "beyond": "the moon"}, ("is no choice here",)),
        ({"do": "people", "steward": "nobody-here"}, ("There is nobody here", 'value="nobody-here"')),
        ({}, ("That cannot be done here any more.",)),
    ):
        refused = Client().post(door, typed)
        assert refused.status_code == 422
        assert all(each in unescape(refused.content.decode()) for each in words)
    assert not noted(dana)


def test_a_deputy_does_what_deputies_may_and_hands_nothing_on(pricing, dana, dirk, cara):
    door = doors.to_stewardship(pricing, dirk)
    assert "Its steward hands it on." in opened(door)
    saved(door, **SAY)
    saved(door, do="watch", beyond="named")
    saved(door, do="away", through=clock.now().date().isoformat())
    assert (queries.watch_of(dirk, pricing), queries.watch_of(dana, pricing)) == ("named", "")
    assert queries.away_through(Person.objects.get(pk=dirk.pk))
    assert Client().post(door, {"do": "people", "steward": "dirk", "deputy": ""}).status_code == 403
    pricing.refresh_from_db()
    assert (pricing.steward, pricing.asks) == (dana, "ask")


def test_what_one_sees_of_posts_is_nothing(pricing, ben, dana):
    a_post(by=ben, title="New prices", body="All will cost more. #pricing")
    page = opened(doors.to_stewardship(pricing, dana))
    assert "New prices" not in page
    assert "cost more" not in page


def test_a_muted_line_begins_anew(pricing, dana):
    Tally.objects.create(stewardship=pricing, signal="phrase", shown=20, passed=20)
    assert is_muted(pricing)
    door = doors.to_stewardship(pricing, dana)
    assert "has muted itself" in opened(door)
    assert "has muted itself" not in saved(door, do="anew")
    assert not is_muted(pricing)


def test_each_link_is_of_one_person_and_one_thing(pricing, dana, dirk, cara):
    other = a_stewardship(topic="rebates", steward=cara)
    answers = [
        Client().get(to)
        for to in (
            doors.to_stewardship(pricing, cara),
            doors.to_stewardship(other, dana),
            doors.to_stewardship(pricing, dana)[:-2] + "x/",
            "/care/stewardship/made-up/",
            "/care/talk/{}/".format(doors.to_stewardship(pricing, dana).split("/")[-2]),
        )
    ]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers[:4]}) == 1, "nobody learns what there is"
    for to in (doors.to_stewardship(pricing, cara), doors.to_stewardship(other, dana)):
        assert Client().post(to, SAY).status_code == 404
        assert Client().post(to, {"do": "away", "through": clock.now().date().isoformat()}).status_code == 404
    assert not Entry.objects.exists()


def test_it_ends_with_the_days_the_part_and_the_account(pricing, dana, dirk, cara, olga):
    door, of_dirk = doors.to_stewardship(pricing, dana), doors.to_stewardship(pricing, dirk)
    with time_machine.travel(clock.now() + timedelta(days=179)):
        assert Client().get(door).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=181)):
        assert Client().get(door).status_code == 404
    stewards.entrust(pricing, steward=dana, deputy=cara, by=olga)
    assert Client().get(of_dirk).status_code == 404
    assert Client().post(of_dirk, SAY).status_code == 404
    people.deactivate(dana, by=olga)
    assert Client().get(door).status_code == 404
    assert Client().post(door, SAY).status_code == 404
    of_cara = doors.to_stewardship(pricing, cara)
    assert Client().get(of_cara).status_code == 200
    people.change_standing(cara, standing="guest", by=olga)
    assert Client().get(of_cara).status_code == 404
