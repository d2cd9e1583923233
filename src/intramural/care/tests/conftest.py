from __future__ import annotations

import pytest

from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.posts.testing import a_post
from intramural.stewards.models import Stewardship


@pytest.fixture
def post(ben: Person, pricing: Stewardship) -> Post:
    """Ben shares with everyone what Dana looks after."""
    return a_post(by=ben, title="New prices", body="From May on all will cost more. #pricing")
