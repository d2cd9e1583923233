"""`bin/evaluate stewards|signals|derived` on labelled sets of one's own: what it prints and writes, and what it refuses."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench import evaluate, signals

TOPICS = {
    "rates": "tariff surcharge diesel pallet discount customer price express",
    "canteen": "soup lentils menu kitchen vegetarian tray lunch dessert",
    "rosters": "shift roster night swap holiday overtime rest weekend",
}
Runs = Callable[..., tuple[int, dict[str, Any], str]]


pytestmark = pytest.mark.django_db


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Runs:
    """Runs it in the database of the test, as it runs itself in one that it makes: its code, its figures, what it said."""
    monkeypatch.chdir(tmp_path)
    figures = tmp_path / "figures.json"

    def run(*words: object) -> tuple[int, dict[str, Any], str]:
        figures.unlink(missing_ok=True)
        monkeypatch.setattr(sys, "argv", ["bin/evaluate", *map(str, words), "--inside", "--json", str(figures)])
        code = evaluate.main()
        out, err = capsys.readouterr()
        return code, json.loads(figures.read_text()) if figures.exists() else {}, out + err

    return run


def lines(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def answers(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def labelled(several: int, seed: int) -> list[dict[str, str]]:
    chance = random.Random(seed)
    return [
        {"text": f"We talked about {' and '.join(chance.sample(words.split(), 5))} today", "topic": topic}
        for topic, words in TOPICS.items()
        for _ in range(several)
    ]


def test_stewards_are_ranked_each_with_its_reason(tmp_path: Path, runs: Runs) -> None:
    examples, questions = lines(tmp_path / "e", *labelled(12, 1)), lines(tmp_path / "q", *labelled(4, 2))
    out = tmp_path / "out"
    code, figures, _ = runs("stewards", "--examples", examples, "--questions", questions, "--out", out)
    assert code == 0
    assert (figures["questions"], figures["hit@1"], figures["hit@3"], figures["hit@5"]) == (12, 1.0, 1.0, 1.0)
    [first, *_] = answers(out)
    assert first["ranking"][0]["topic"] == first["topic"] == "rates"
    assert "resembles" in first["ranking"][0]["reason"]


def test_answers_are_written_even_where_nobody_says_where(tmp_path: Path, runs: Runs) -> None:
    examples, questions = lines(tmp_path / "e", *labelled(4, 1)), lines(tmp_path / "q", *labelled(1, 2))
    _, _, said = runs("stewards", "--examples", examples, "--questions", questions)
    assert f"Every answer: {tmp_path / 'evaluation-stewards.jsonl'}" in said
    assert [len(each["ranking"]) > 0 for each in answers(tmp_path / "evaluation-stewards.jsonl")] == [True] * 3


def test_a_goal_that_is_missed_ends_it_with_one(tmp_path: Path, runs: Runs) -> None:
    examples, questions = lines(tmp_path / "e", *labelled(12, 1)), lines(tmp_path / "q", *labelled(4, 2))
    astray = lines(tmp_path / "a", *({**row, "topic": "rates"} for row in labelled(4, 2)))
    asked = ("stewards", "--goals", "--examples", examples, "--questions")
    assert runs(*asked, questions)[0] == 0
    code, _, said = runs(*asked, astray)
    assert code == 1
    assert "Missed: hit@1, 10 examples or more is 33.3%, not at least 80%." in said


def test_made_up_credentials_and_numbers_are_told_from_what_looks_like_them() -> None:
    figures = signals._in_made_up_texts(lambda line: None)
    for group in signals.PROMISED:
        assert figures[group]["right"] >= 0.95
        assert figures[group]["found of these"] >= 0.9


def test_topics_may_be_numbers_and_may_be_missing(tmp_path: Path, runs: Runs) -> None:
    examples = lines(tmp_path / "e", *({**row, "topic": list(TOPICS).index(row["topic"])} for row in labelled(3, 1)))
    questions = lines(tmp_path / "q", {"text": "The soup of the kitchen"}, {"text": "half \ud800 a sign", "topic": None})
    code, figures, _ = runs("stewards", "--examples", examples, "--questions", questions)
    assert (code, figures["topics"], figures["hit@1"]) == (0, 3, None)


def test_signals_say_kind_and_span(tmp_path: Path, runs: Runs) -> None:
    text = "Hello. Password: Lowmoor!2027, and STRICTLY CONFIDENTIAL"
    texts, out = lines(tmp_path / "t", {"id": 7, "text": text}, {"id": "b", "text": ""}), tmp_path / "out"
    code, figures, _ = runs("signals", "--texts", texts, "--out", out)
    assert (code, figures["texts"], figures["texts with a finding"]) == (0, 2, 1)
    found, nothing = answers(out)
    assert (found["id"], nothing) == (7, {"id": "b", "findings": []})
    assert [(each["group"], each["kind"], text[each["start"] : each["end"]]) for each in found["findings"]] == [
        ("credential", "password", "Lowmoor!2027"),
        ("marking", "confidential", "STRICTLY CONFIDENTIAL"),
    ]


def test_derived_documents_are_found_and_every_candidate_is_answered(tmp_path: Path, runs: Runs) -> None:
    chance = random.Random(3)
    whole = " ".join("".join(chance.choice("bdfglmnprst") + chance.choice("aeiou") for _ in range(3)) for _ in range(300))
    for folder in ("originals", "candidates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "originals" / "plan.txt").write_text(whole)
    (tmp_path / "candidates" / "part.md").write_text(f"> Look:\n{' '.join(whole.split()[80:160])}")
    (tmp_path / "candidates" / "other.txt").write_text("Nothing of it at all, but some words of its own")
    (tmp_path / "candidates" / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    out = tmp_path / "out"
    asked = ("--originals", tmp_path / "originals", "--candidates", tmp_path / "candidates", "--out", out)
    code, figures, _ = runs("derived", *asked)
    assert (code, figures["originals"], figures["candidates"], figures["with a source"]) == (0, 1, 3, 1)
    found = {line["candidate"]: [each["original"] for each in line["sources"]] for line in answers(out)}
    assert found == {"part.md": ["plan.txt"], "other.txt": [], "broken.pdf": []}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no line"),
        (b"\n\n", "holds no line"),
        (b"text,topic\nsoup,canteen", "line 1 is no JSON"),
        (b'{"text": "soup", "topic": "canteen"}\n{"text": ', "line 2 is no JSON"),
        (b'{"topic": "canteen"}', "no object with a text"),
        (b'{"text": 5, "topic": "canteen"}', "no object with a text"),
        (b'["soup", "canteen"]', "no object with a text"),
        (b'{"text": "soup", "topic": ["canteen"]}', "neither a word nor a number"),
        (b'{"text": "caf\xe9", "topic": "canteen"}', "line 1 is no JSON in UTF-8"),
    ],
)
def test_odd_lines_are_refused_with_a_remedy(tmp_path: Path, runs: Runs, content: bytes, says: str) -> None:
    (tmp_path / "odd").write_bytes(content)
    code, figures, said = runs("stewards", "--examples", tmp_path / "odd", "--questions", tmp_path / "odd")
    assert (code, figures) == (2, {})
    assert says in said
    assert "Write" in said


def test_what_is_not_there_is_refused(tmp_path: Path, runs: Runs) -> None:
    (tmp_path / "empty").mkdir()
    for words, says in (
        (("signals", "--texts", tmp_path / "nothing"), "No such file"),
        (("signals", "--texts", tmp_path / "empty"), "Is a directory"),
        (("stewards", "--examples", tmp_path / "nothing"), "Both are needed"),
        (("derived", "--originals", tmp_path / "nothing", "--candidates", tmp_path / "empty"), "is no folder"),
        (("derived", "--originals", tmp_path / "empty", "--candidates", tmp_path / "empty"), "none could be read"),
    ):
        code, _, said = runs(*words)
        assert code == 2
        assert says in said


def test_a_byte_order_mark_does_not_matter(tmp_path: Path, runs: Runs) -> None:
    (tmp_path / "marked").write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "Good morning"}\r\n')
    assert runs("signals", "--texts", tmp_path / "marked")[:2] == (0, {"texts": 1, "texts with a finding": 0})
