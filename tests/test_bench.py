"""The short form of `bin/bench`: it still runs, and its figures are kept. What they are is no test's business."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench import run


@pytest.mark.slow
def test_reading_and_writing_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "figures.json"
    asked = ["--short", "--seconds", "0.3", "--database", "sqlite", "--only", "publishing"]
    monkeypatch.setattr(sys, "argv", ["bin/bench", *asked, "--json", str(kept)])
    assert run.main() == 0
    figures = json.loads(kept.read_text())["figures"]
    printed = capsys.readouterr().out
    assert [one["work"] for one in figures] == ["publishing", "home page, WSGI"]
    assert all(one["rate"] > 0 and one["work"] in printed for one in figures)
