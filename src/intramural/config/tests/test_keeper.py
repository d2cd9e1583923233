from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from intramural.config import keeper
from intramural.config.keeper import Chore, Keeper
from intramural.record import journal
from intramural.spaces import tasks


def test_what_is_due_is_done_and_falls_due_again() -> None:
    calls: list[str] = []
    often = Chore("often", 10, lambda: calls.append("often") or 1)
    seldom = Chore("seldom", 3600, lambda: calls.append("seldom") or 0)
    house = Keeper([often, seldom])
    assert house.do_due(100) == ["often", "seldom"]
    assert house.do_due(105) == []
    assert house.do_due(110) == ["often"]
    assert (often.due, seldom.due) == (120, 3700)
    assert calls == ["often", "seldom", "often"]


@pytest.mark.django_db
def test_a_chore_that_fails_does_not_keep_the_others_and_is_tried_again_soon(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise RuntimeError("words that somebody wrote")

    failing, other = Chore("failing", 3600, fail), Chore("other", 3600, lambda: 0)
    assert Keeper([failing, other]).do_due(0) == ["failing", "other"]
    assert (failing.due, other.due) == (60, 3600)
    assert "somebody" not in capsys.readouterr().err


@pytest.mark.django_db
def test_every_chore_of_the_house_is_kept_and_bears_being_done_twice() -> None:
    found = keeper.chores()
    assert journal.sweep in {chore.do for chore in found}
    assert {do for _, do in tasks.CHORES} <= {chore.do for chore in found}
    assert len({chore.name for chore in found}) == len(found)
    for _ in range(2):
        for chore in found:
            assert isinstance(chore.do(), int), chore.name


def test_one_keeper_works_in_a_folder_and_leaves_a_mark(tmp_path: Path, settings: object) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    assert keeper.last_alive() is None
    calls: list[int] = []
    first, second = (Keeper([Chore("count", 0.01, lambda n=n: calls.append(n) or 0)]) for n in (1, 2))
    threads = [threading.Thread(target=one.go_on) for one in (first, second)]
    threads[0].start()
    _until(lambda: bool(calls))
    threads[1].start()
    time.sleep(0.3)
    assert set(calls) == {1}
    assert keeper.last_alive() is not None
    for one, thread in zip((first, second), threads, strict=True):
        one.stopped.set()
        thread.join(10)
        assert not thread.is_alive()


def _until(holds: object, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_long_chore_keeps_no_prompt_one_waiting(tmp_path: Path, settings: object) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    is_over, calls = threading.Event(), list[int]()
    house = Keeper([Chore("long", 60, lambda: int(is_over.wait(10))), Chore("prompt", 0.01, lambda: calls.append(1) or 0)])
    thread = threading.Thread(target=house.go_on)
    thread.start()
    _until(lambda: len(calls) > 3)
    is_over.set()
    house.stopped.set()
    thread.join(10)
    assert not thread.is_alive()
