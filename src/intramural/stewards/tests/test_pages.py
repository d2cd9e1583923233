"""The pages of a stewardship, and that page and API say the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.kit import clock
from intramural.stewards.models import Stewardship
from intramural.stewards.testing import a_stewardship
from tests.programs import Program

pytestmark = pytest.mark.django_db


def test_an_operator_names_and_a_steward_says(ada, ben, olga, signed_in):
    shown = signed_in(olga).get("/stewards/new/?topic=pricing").content.decode()
    assert 'value="pricing"' in shown
    refused = signed_in(olga).post("/stewards/new/", {"kind": "topic", "topic": "pricing", "steward": "nobody-here"})
    assert refused.status_code == 422
    assert 'value="pricing"' in refused.content.decode()
    to = signed_in(olga).post("/stewards/new/", {"kind": "topic", "topic": "pricing", "steward": "ada", "deputy": "@ben"})
    it = Stewardship.objects.get()
    assert to["Location"] == it.url
    said = {
        "widest": "space",
        "asks": "ask",
        "answers_within": "4",
        "fine": "Lists & sums.",
        "not_fine": "",
        "phrases": "rate",
    }
    signed_in(ada).post(f"{it.url}say/", said)
    page = signed_in(ben).get(it.url).content.decode()
    assert "Ada Okonkwo</bdi></a> looks after it, with" in page
    assert "It need not go further than a space; please ask first." in page
    assert "within 4 working hours" in page
    assert "Lists &amp; sums." in page
    signed_in(ada).post(f"{it.url}people/", {"steward": "ben", "deputy": ""})
    it.refresh_from_db()
    assert (it.steward, it.deputy) == (ben, None)


def test_what_was_typed_is_kept_when_a_say_is_refused(ada, signed_in):
    it = a_stewardship(topic="pricing", steward=ada)
    refused = signed_in(ada).post(
        f"{it.url}say/", {"widest": "space", "asks": "ask", "answers_within": "500", "fine": "All of it."}
    )
    assert refused.status_code == 422
    assert 'value="All of it."' in refused.content.decode()
    kept = signed_in(ada).post(f"{it.url}examples/", {"name": "", "text": "Twelve euros."})
    assert kept.status_code == 422
    assert "Twelve euros." in kept.content.decode()


def test_being_away_is_said_on_what_one_looks_after(ada, ben, cara, signed_in):
    it = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    assert signed_in(ada).post("/stewards/away/", {"through": "2999-01-01"}).status_code == 422
    assert signed_in(ada).post("/stewards/away/", {"through": ""}).status_code == 422
    signed_in(ada).post("/stewards/away/", {"through": (clock.now().date() + timedelta(days=2)).isoformat()})
    assert "Ben Haddad</bdi></a> acts meanwhile" in signed_in(cara).get(it.url).content.decode()
    assert "Ben Haddad</bdi></a> acts meanwhile" in signed_in(cara).get("/topics/pricing/").content.decode()
    assert Program(cara).get("/stewards?topic=pricing").json()["items"][0]["acting"]["handle"] == "ben"
    signed_in(ada).post("/stewards/away/", {"take_back": "1"})
    assert Program(cara).get("/stewards?topic=pricing").json()["items"][0]["acting"]["handle"] == "ada"


def test_a_program_does_what_the_pages_do(ada, ben, olga):
    made = Program(olga).post("/stewards", {"topic": "pricing", "steward": "ada"})
    at = f"/stewards/{made.json()['id']}"
    assert (made.status_code, made["Location"]) == (201, f"/api/v1{at}")
    changed = Program(ada).patch(at, {"asks": "ask", "known_by": ["rate"], "code_names": ["Magpie"]}).json()
    assert (changed["say"]["asks"], changed["say"]["known_by"], changed["code_names"]) == ("ask", ["rate"], ["Magpie"])
    assert Program(ben).get(at).json()["code_names"] is None
    example = Program(ada).post(f"{at}/examples", {"name": "Rates", "text": "Twelve."}).json()
    assert (example["name"], example["characters"]) == ("Rates", 7)
    assert Program(ada).delete(f"{at}/examples/{example['id']}").status_code == 204
    assert Program(ada).get(at).json()["examples"] == []
    assert Program(ada).put(f"{at}/people", {"steward": "ada", "deputy": "ben"}).json()["deputy"]["handle"] == "ben"
    assert Program(ada).get("/me/absence").json() == {"through": None}
