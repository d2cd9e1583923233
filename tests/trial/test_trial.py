"""The pass lines of care on a seeded company, small and on one database in an ordinary run of the tests; `bin/trial` makes it
whole, on both."""

from __future__ import annotations

import pytest

from tests.trial import asking, knowing, mailing, mending, meter, reaching, stewards, thinking


@pytest.mark.slow
@pytest.mark.once
class TestTheCompany(
    stewards.Stewards, thinking.Thinking, asking.Asking, knowing.Knowing, reaching.Reaching, mending.Mending, meter.Meter,
    mailing.Mailing,
):  # fmt: skip
    """The parts, in one house."""

    __test__ = True
