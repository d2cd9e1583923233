from __future__ import annotations

import pytest

from intramural.people.models import Person, Unit
from intramural.people.testing import a_person
from intramural.stewards.testing import a_stewardship


@pytest.fixture
def people(operations: Unit) -> list[Person]:
    """Ten who write."""
    return [a_person(f"w{n}", name=f"Writer {n}", unit=operations) for n in range(10)]


@pytest.fixture
def stewards(operations: Unit) -> list[Person]:
    """Five, each with a topic of their own: #t0 to #t4."""
    found = [a_person(f"s{n}", name=f"Steward {n}", unit=operations) for n in range(5)]
    for n, steward in enumerate(found):
        a_stewardship(topic=f"t{n}", steward=steward)
    return found
