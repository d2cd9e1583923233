"""How well the second thought knows: `bin/evaluate stewards`, `signals` and `derived`, on labelled sets or on splits of real input.

    stewards --examples FILE --questions FILE   JSON lines of text and topic: is the right topic named, first or among the first
    signals --texts FILE                        JSON lines of id and text: each finding with its kind and span
    derived --originals DIR --candidates DIR    which candidates are made from which originals

Without sets, they make their own from what INTRAMURAL_REAL_INPUT names: half of each mailing list, channel and chapter of a
handbook is learned from, the other half asked; documents are cut, reworded and brought into another format; and of what is
found in all texts as much is right as `bench/judged_signals.tsv` says, where somebody read it: a hash and yes or no a line.
Nothing of it is copied anywhere. `--out FILE` writes every single answer, `--json` prints the figures as JSON. Input that is
not as it should be is refused with the line at fault: 2.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import real_texts
from bench.real_texts import FEWEST
from tests import real_input

SEED = 1_723
JUDGED = Path(__file__).with_name("judged_signals.tsv")
_HALVES = re.compile("[\ud800-\udfff]")


class Odd(Exception):
    """Input that cannot be used: what is wrong, and what to do about it."""


def add_arguments(chosen: Any) -> None:
    """What the three commands ask for."""
    for name, words in (
        ("stewards", "who is named"),
        ("signals", "what a text holds"),
        ("derived", "what is made from what"),
    ):
        parser = chosen.add_parser(name, help=words)
        parser.add_argument("--out", type=Path, help="write every single answer, a line of JSON each")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        if name == "stewards":
            parser.add_argument("--examples", type=Path, help="JSON lines of text and topic, to learn from")
            parser.add_argument("--questions", type=Path, help="JSON lines of text and topic, to ask")
        elif name == "signals":
            parser.add_argument("--texts", type=Path, help="JSON lines of id and text")
        else:
            parser.add_argument("--originals", type=Path, help="a folder of documents that are kept")
            parser.add_argument("--candidates", type=Path, help="a folder of documents that may be made from them")


def run(chosen: argparse.Namespace) -> int:
    """Runs one of the three; 2 where there is nothing to run on."""
    given = {"stewards": ("examples", "questions"), "signals": ("texts",), "derived": ("originals", "candidates")}[
        chosen.what
    ]
    has_sets = [getattr(chosen, name) is not None for name in given]
    if any(has_sets) and not all(has_sets):
        print(f"Both are needed: {', '.join('--' + name for name in given)}.", file=sys.stderr)
        return 2
    if not any(has_sets) and not real_input.is_here():
        print(f"{real_input.VARIABLE} names no folder: name sets of your own.", file=sys.stderr)
        return 2
    try:
        with _lines_into(chosen.out) as write:
            figures = _RUNS[chosen.what](chosen, write)
    except (Odd, OSError) as fault:
        print(fault, file=sys.stderr)
        return 2
    print(json.dumps(figures, indent=1) if chosen.json else _table(figures))
    return 0


# Who is named.


def _stewards(chosen: argparse.Namespace, write: Callable[[Any], None]) -> dict[str, Any]:
    if chosen.examples is not None:
        return _asked(_labelled(chosen.examples), _labelled(chosen.questions), write)
    figures = {}
    for name, topics in real_texts.topics().items():
        examples = [(text, topic) for topic, texts in topics.items() for text in texts[::2]]
        questions = [(text, topic) for topic, texts in topics.items() for text in texts[1::2]]
        figures[name] = _asked(examples, questions, _named(name, write))
    figures["ordinary drafts"] = _ordinary(write)
    return figures


def _named(name: str, write: Callable[[Any], None]) -> Callable[[Any], None]:
    return lambda line: write({"set": name, **line})


def _asked(
    examples: list[tuple[str, str]], questions: list[tuple[str, str]], write: Callable[[Any], None]
) -> dict[str, Any]:
    """Learns from the examples and asks the questions; what has no topic should be told none."""
    from intramural.thought import likeness, weighing

    names = sorted({topic for _, topic in examples if topic})
    numbers = {name: number for number, name in enumerate(names)}
    learned: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for text, topic in examples:
        if topic:
            learned[numbers[topic]].append(("example", text))
    shelf = likeness.Memory(learned)
    measured = {name for name in names if len(learned[numbers[name]]) >= FEWEST}
    hits: Counter[str] = Counter()
    for number, (text, topic) in enumerate(questions):
        ranked = likeness.rank(likeness.stems_of(text), shelf, most=5)
        shown = weighing.is_sure(ranked, threshold=weighing.FLOOR)
        write(
            {
                "question": number,
                "topic": topic,
                "shown": shown,
                "ranking": [
                    {
                        "topic": names[each.subject],
                        "score": round(each.score, 4),
                        "reason": weighing.because(each, names[each.subject]),
                        "telling": list(each.telling),
                    }
                    for each in ranked
                ],
            }
        )
        hits["shown" if shown else "quiet"] += 1
        if not topic:
            hits["without a topic"] += 1
            hits["without a topic, shown"] += shown
            continue
        place = next((place for place, each in enumerate(ranked, 1) if names[each.subject] == topic), 0)
        for group in ("all", *(("enough",) if topic in measured else ())):
            hits[f"{group} asked"] += 1
            for most in (1, 3, 5):
                hits[f"{group} hit@{most}"] += 0 < place <= most
        if shown:
            hits["shown with a topic"] += 1
            hits["shown and right"] += place == 1
    return {
        "topics": len(names),
        f"topics of {FEWEST} examples or more": len(measured),
        "examples": len(examples),
        "questions": len(questions),
        **{f"hit@{most}": _part(hits[f"all hit@{most}"], hits["all asked"]) for most in (1, 3, 5)},
        **{
            f"hit@{most}, {FEWEST} examples or more": _part(hits[f"enough hit@{most}"], hits["enough asked"])
            for most in (1, 3, 5)
        },
        "shown": _part(hits["shown"], len(questions)),
        "right where shown": _part(hits["shown and right"], hits["shown with a topic"]),
        "shown without a topic": _part(hits["without a topic, shown"], hits["without a topic"]),
    }


def _ordinary(write: Callable[[Any], None]) -> dict[str, Any]:
    """Stewards of the handbook's chapters, and the talk of channels and lists, which is about other things."""
    from intramural.thought import likeness, signals, weighing

    topics = real_texts.topics()
    learned = {
        number: [("example", text) for text in texts]
        for number, texts in enumerate(topics["chapters of a handbook"].values())
    }
    shelf = likeness.Memory(learned)
    drafts = [text for name in ("channels", "lists") for texts in topics[name].values() for text in texts]
    random.Random(SEED).shuffle(drafts)
    counts: Counter[str] = Counter()
    for text in drafts[:2_000]:
        kinds = {found.group for found in signals.all_in(text)}
        if weighing.is_sure(likeness.rank(likeness.stems_of(text), shelf), threshold=weighing.FLOOR):
            kinds.add("topic")
        counts.update(kinds)
        counts["shown"] += bool(kinds)
        if kinds:
            write({"set": "ordinary drafts", "kinds": sorted(kinds), "length": len(text)})
    number = len(drafts[:2_000])
    return {"drafts": number, **{name: _part(count, number) for name, count in sorted(counts.items())}}


# What a text holds.


def _signals(chosen: argparse.Namespace, write: Callable[[Any], None]) -> dict[str, Any]:
    from intramural.thought import signals

    if chosen.texts is None:
        return _judged(write)
    counts: Counter[str] = Counter()
    texts = 0
    for line in _json_lines(chosen.texts, "id"):
        texts += 1
        found = signals.all_in(line["text"])
        counts.update(f"{each.group}: {each.kind}" for each in found)
        counts["texts with a finding"] += bool(found)
        write({"id": line.get("id"), "findings": [_written(each) for each in found]})
    return {"texts": texts, **dict(sorted(counts.items()))}


def _judged(write: Callable[[Any], None]) -> dict[str, Any]:
    """What is found in the real input, and how much of it is right as far as somebody read it."""
    from intramural.thought import signals

    verdicts = dict(line.split("\t") for line in JUDGED.read_text().splitlines()) if JUDGED.exists() else {}
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    texts = 0
    for text in real_texts.everything():
        texts += 1
        for each in signals.all_in(text):
            around = " ".join(text[max(0, each.start - 60) : each.end + 60].split())
            known = hashlib.sha256(f"{each.group} {each.kind} {around}".encode()).hexdigest()[:16]
            if known in seen:
                continue
            seen.add(known)
            verdict = verdicts.get(known, "")
            counts[f"{each.group} {verdict}"] += 1
            write(
                {"key": known, "verdict": verdict, **_written(each), "found": text[each.start : each.end], "around": around}
            )
    figures: dict[str, Any] = {"texts": texts}
    for group in signals.GROUPS:
        yes, no = counts[f"{group} yes"], counts[f"{group} no"]
        figures[group] = {"found": yes + no + counts[f"{group} "], "read": yes + no, "right of these": _part(yes, yes + no)}
    return figures


def _written(found: Any) -> dict[str, Any]:
    return {
        "group": found.group,
        "kind": found.kind,
        "start": found.start,
        "end": found.end,
        "name": found.name,
        "until": found.until.isoformat() if found.until else None,
    }


# What is made from what.


def _derived(chosen: argparse.Namespace, write: Callable[[Any], None]) -> dict[str, Any]:
    if chosen.originals is not None:
        return _made_from(_folder(chosen.originals), _folder(chosen.candidates), {}, write)
    kept = real_texts.documents()
    chance = random.Random(SEED)
    names = sorted(kept)
    chance.shuffle(names)
    originals = {name: kept[name] for name in names[: len(names) // 2]}
    candidates, right = {}, {}
    for name in list(originals):
        for way, change in real_texts.CHANGES.items():
            candidates[f"{name} · {way}"] = change(originals[name], chance)
            right[f"{name} · {way}"] = name
    others = {name: kept[name] for name in names[len(names) // 2 :] if not real_texts.is_a_version(kept[name], originals)}
    return _made_from(originals, {**candidates, **others}, {**right, **dict.fromkeys(others, "")}, write)


def _made_from(
    originals: dict[str, str], candidates: dict[str, str], right: dict[str, str], write: Callable[[Any], None]
) -> dict[str, Any]:
    from intramural.thought import derivation

    names = [name for name, text in originals.items() if text]
    shelf = derivation.Memory({number: originals[name] for number, name in enumerate(names)})
    counts: Counter[str] = Counter()
    for name, text in candidates.items():
        found = shelf.sources_of(text)
        write(
            {
                "candidate": name,
                "sources": [
                    {"original": names[each.document], "shared": each.shared, "of": each.of, "share": round(each.share, 3)}
                    for each in found[:5]
                ],
            }
        )
        counts["found"] += bool(found)
        if name not in right:
            continue
        if right[name]:
            way = name.rpartition(" · ")[2]
            counts["derived"] += 1
            counts[f"derived: {way}"] += 1
            is_found = any(names[each.document] == right[name] for each in found[:3])
            counts["derived, found"] += is_found
            counts[f"derived, found: {way}"] += is_found
        else:
            counts["others"] += 1
            counts["others, found"] += bool(found)
    figures: dict[str, Any] = {"originals": len(names), "candidates": len(candidates), "with a source": counts["found"]}
    if right:
        figures["derived that are found"] = _part(counts["derived, found"], counts["derived"])
        for way in real_texts.CHANGES:
            figures[f"derived that are found, {way}"] = _part(counts[f"derived, found: {way}"], counts[f"derived: {way}"])
        figures["false alarms"] = _part(counts["others, found"], counts["others"])
    return figures


def _folder(path: Path) -> dict[str, str]:
    """The texts in a folder, by path."""
    if not path.is_dir():
        raise Odd(f"{path} is no folder. Name one that holds the documents as files.")
    found = real_texts.of_folder(path)
    if not any(found.values()):
        raise Odd(f"Of the files in {path} none could be read for its words. Text, PDF, Office and OpenDocument files can.")
    return found


def _labelled(path: Path) -> list[tuple[str, str]]:
    """Texts and their topics; "" where a line has none."""
    lines = list(_json_lines(path, "topic"))
    if not lines:
        raise Odd(f"{path} holds no line. Write one object a line, with text and topic.")
    return [(line["text"], "" if line.get("topic") is None else str(line["topic"])) for line in lines]


def _json_lines(path: Path, beside: str) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, each with a text, and perhaps what else is wanted of it."""
    example = json.dumps({beside: "…", "text": "…"}, ensure_ascii=False)
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                written = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
                line = json.loads(written) if written else None
            except ValueError as fault:
                raise Odd(
                    f"{path}, line {number} is no JSON in UTF-8 ({fault}). Write one object a line, such as {example}."
                ) from None
            if not written:
                continue
            if not isinstance(line, dict) or not isinstance(line.get("text"), str):
                raise Odd(f"{path}, line {number} is no object with a text. Write one object a line, such as {example}.")
            if isinstance(line.get(beside), (dict, list)):
                raise Odd(f"{path}, line {number}: {beside} is neither a word nor a number. Write such as {example}.")
            yield {**line, "text": _HALVES.sub("\ufffd", line["text"])}


class _lines_into:  # noqa: N801  (a block, read as a verb)
    def __init__(self, path: Path | None) -> None:
        self.path = path

    def __enter__(self) -> Callable[[Any], None]:
        self.file = self.path.open("w", encoding="utf-8") if self.path is not None else None
        return self.write

    def write(self, line: Any) -> None:
        if self.file is not None:
            self.file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def __exit__(self, *_: object) -> None:
        if self.file is not None:
            self.file.close()


def _part(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None


def _table(figures: dict[str, Any], indent: str = "") -> str:
    lines: list[str] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += [f"\n{indent}{name}", _table(value, indent + "  ")]
        else:
            shown = "-" if value is None else f"{value:.1%}" if isinstance(value, float) else f"{value:,}"
            lines.append(f"{indent}{name:<44}{shown:>10}")
    return "\n".join(lines)


_RUNS: dict[str, Callable[[argparse.Namespace, Callable[[Any], None]], dict[str, Any]]] = {
    "stewards": _stewards,
    "signals": _signals,
    "derived": _derived,
}
__all__: Sequence[str] = ("add_arguments", "run")
