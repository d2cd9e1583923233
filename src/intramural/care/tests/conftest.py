from __future__ import annotations

import pytest

from intramural.care.models import Consult
from intramural.care.testing import a_consult, a_draft
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.posts.testing import a_post
from intramural.stewards.models import Stewardship


@pytest.fixture
def post(ben: Person, pricing: Stewardship) -> Post:
    """Ben shares with everyone what Dana looks after."""
    return a_post(by=ben, title="New prices", body="From May on all will cost more. #pricing")


@pytest.fixture
def draft(ben: Person, pricing: Stewardship) -> Post:
    """Ben has written, and not shared, what Dana looks after."""
    return a_draft(by=ben)


@pytest.fixture
def consult(draft: Post, dana: Person) -> Consult:
    """He asks her first."""
    return a_consult(about=draft, asks=(dana,))
