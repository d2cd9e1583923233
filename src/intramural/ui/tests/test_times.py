"""Times as people say them."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from intramural.ui import environment


@pytest.mark.parametrize(
    ("at", "zone", "said"),
    [
        (datetime(2024, 5, 3, 7, 12, tzinfo=UTC), "Europe/Berlin", "3 May 2024, 9:12"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "Europe/Berlin", "31 December 9999, 23:59"),
        (datetime(1, 1, 1, tzinfo=UTC), "America/Lima", "1 January 1, 0:00"),
    ],
)
def test_a_time_in_full_is_on_the_clock_of_its_reader_as_far_as_that_goes(at, zone, said):
    reader = SimpleNamespace(time_zone=zone)
    assert environment.moment(at, reader) == said
    assert environment.when(at, reader)
