"""What came of each line, for the table of `bin/trial`."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.leaks.tally import report
from tests.trial.house import House


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keeps whether it held. In its own `tearDown` a test of unittest cannot know that it has failed."""
    came = yield
    house = getattr(item, "instance", None)
    if came.when == "call" and isinstance(house, House):
        _, line, words = item.name.split("_", 2)
        facts = {
            "line": line.upper(),
            "what": words.replace("_", " "),
            "passed": came.passed,
            "seconds": round(came.duration, 2),
        }
        report(f"trial-{item.name}", {**facts, **house.facts})
    return came
