"""How well the second thought knows: `bin/evaluate stewards`, `signals` and `derived`, on labelled sets or on splits of real input.

    stewards --examples FILE --questions FILE   JSON lines of text and topic: is the right topic named, first or among the first
    signals --texts FILE                        JSON lines of id and text: each finding with its kind and span
    derived --originals DIR --candidates DIR    which candidates are made from which originals

A house is made for it, with the database that is asked for; in it stewards look after the topics, the keeper's chores learn,
and each question is what the composer asks (`bench/knowing.py`). Without sets, they make their own of what INTRAMURAL_REAL_INPUT
names (`bench/real_texts.py`) and of made-up credentials and numbers (`bench/made_up.py`); `--goals` ends with 1 where what was
promised is missed. Every single answer is written as a line of JSON, to `--out FILE` or where the last line says; `--json FILE`
keeps the figures. Input that is not as it should be is refused with the line at fault: 2.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

from bench import labelled, real_texts
from bench.labelled import Odd, Write, with_set
from bench.real_texts import FEWEST
from bench.run import ROOT, _house, _python
from tests import real_input

JUDGED = Path(__file__).with_name("judged_derived.tsv")
"""What somebody said who read two documents, a hash and yes or no a line: whether one is made from the other."""
Figures = dict[str, Any]
Goal = tuple[str, str, float]
TOGETHER, ORDINARY, COLD = "together", "ordinary drafts", "ordinary drafts, while none is known"
GOALS: dict[str, tuple[Goal, ...]] = {
    "stewards": (
        (f"hit@1, {FEWEST} examples or more", "at least", 0.80),
        (f"hit@3, {FEWEST} examples or more", "at least", 0.95),
        ("ordinary drafts with a line", "at most", 0.10),
    ),
    "derived": (("derived that are found", "at least", 0.95), ("false alarms", "at most", 0.01)),
    "signals": (("right", "at least", 0.90),),
}
"""What was promised, of every figure of that name: in each set, and in all together."""


def add_arguments(chosen: Any) -> None:
    """What the three commands ask for."""
    for name, words in (
        ("stewards", "who is named"),
        ("signals", "what a text holds"),
        ("derived", "what is made from what"),
    ):
        parser = chosen.add_parser(name, help=words)
        parser.add_argument("--out", type=Path, help=f"where every answer is written; evaluation-{name}.jsonl unless said")
        parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
        parser.add_argument("--goals", action="store_true", help="end with 1 where a figure is not what was promised")
        parser.add_argument("--inside", action="store_true", help="in the database of this process, which is emptied")
        parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
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
        if chosen.what == "derived" and not chosen.inside:
            return _in_a_house(chosen)
        work = _WORK[chosen.what](chosen)
        if chosen.what == "stewards" and not chosen.inside:
            return _in_a_house(chosen)
        out = chosen.out or Path(f"evaluation-{chosen.what}.jsonl")
        with labelled.answers_into(out) as write:
            figures = work(write)
    except (Odd, OSError) as fault:
        print(fault, file=sys.stderr)
        return 2
    print(_table(figures))
    print(f"\nEvery answer: {out.resolve()}")
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    missed = list(_missed(GOALS[chosen.what], figures)) if chosen.goals else []
    for line in missed:
        print(line)
    return 1 if missed else 0


def _in_a_house(chosen: argparse.Namespace) -> int:
    """The same, in a new process whose database is a new one."""
    with _house(chosen.database) as (env, _):
        _python(env, "-m", "intramural.config.processes", "upgrade")
        return subprocess.run([sys.executable, "-m", "bench.evaluate", *sys.argv[1:], "--inside"], env=env).returncode


def _missed(goals: tuple[Goal, ...], figures: Figures, of: str = "") -> Iterator[str]:
    """A sentence for each figure that is not what was promised."""
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _missed(goals, value, f"{of}{name}, ")
        for goal, which, promised in goals:
            if goal == name and value is not None and (value < promised if which == "at least" else value > promised):
                yield f"Missed: {of}{name} is {value:.1%}, not {which} {promised:.0%}."


# Who is named.


def _stewards(chosen: argparse.Namespace) -> Callable[[Write], Figures]:
    if chosen.examples is not None:
        examples, questions = labelled.topics(chosen.examples), labelled.topics(chosen.questions)
        return lambda write: _asked(_by_topic(examples), questions, [text for text, topic in examples if not topic], write)
    return _on_real_topics


def _on_real_topics(write: Write) -> Figures:
    sets = real_texts.topics()
    ordinary = real_texts.ordinary_talk()
    posts = {topic for name, topics in sets.items() if name not in real_texts.DOCUMENTS for topic in topics}
    sets[TOGETHER] = {topic: texts for topics in sets.values() for topic, texts in topics.items()}
    figures: Figures = {}
    for name, topics in sets.items():
        examples = {topic: texts[::2] for topic, texts in topics.items()}
        questions = [(text, topic) for topic, texts in topics.items() for text in texts[1::2]]
        figures[name] = _asked(examples, questions, ordinary[::2], with_set(name, write), posts=posts)
    # The house of all topics stands now, and knows the half of ordinary talk that is not asked.
    figures[ORDINARY] = _ordinary(ordinary[1::2], with_set(ORDINARY, write))
    from bench import knowing

    knowing.learn(examples, posts=posts)
    figures[COLD] = _ordinary(ordinary[1::2], with_set(COLD, write))
    return figures


def _by_topic(examples: list[tuple[str, str]]) -> dict[str, list[str]]:
    learned: dict[str, list[str]] = defaultdict(list)
    for text, topic in examples:
        if topic:
            learned[topic].append(text)
    return dict(sorted(learned.items()))


def _asked(
    examples: dict[str, list[str]],
    questions: list[tuple[str, str]],
    ordinary: list[str],
    write: Write,
    *,
    posts: Container[str] = (),
) -> Figures:
    """Learns from the examples, which are posts for some topics, and asks the questions; what has no topic should be told none."""
    from bench import knowing

    names = knowing.learn(examples, ordinary, posts=posts)
    measured = {name for name, texts in examples.items() if len(texts) >= FEWEST}
    hits: Counter[str] = Counter()
    for number, (text, topic) in enumerate(questions):
        answer = knowing.ask(text, names)
        write(
            {
                "question": number,
                "topic": topic,
                "line": answer.line,
                "ranking": [
                    {"topic": name, "score": round(score, 4), "reason": reason, "telling": list(telling)}
                    for name, score, reason, telling in answer.ranking
                ],
            }
        )
        hits["shown"] += bool(answer.line)
        if not topic:
            hits["without a topic"] += 1
            hits["without a topic, shown"] += bool(answer.line)
            continue
        place = next((place for place, (name, *_) in enumerate(answer.ranking, 1) if name == topic), 0)
        for group in ("all", *(("enough",) if topic in measured else ())):
            hits[f"{group} asked"] += 1
            for most in (1, 3, 5):
                hits[f"{group} hit@{most}"] += 0 < place <= most
        hits["named"] += bool(answer.named)
        hits["named and right"] += answer.named == topic
    return {
        "topics": len(examples),
        f"topics of {FEWEST} examples or more": len(measured),
        "examples": sum(map(len, examples.values())),
        "questions": len(questions),
        f"questions, {FEWEST} examples or more": hits["enough asked"],
        **{f"hit@{most}": _part(hits[f"all hit@{most}"], hits["all asked"]) for most in (1, 3, 5)},
        **{
            f"hit@{most}, {FEWEST} examples or more": _part(hits[f"enough hit@{most}"], hits["enough asked"])
            for most in (1, 3, 5)
        },
        "with a line": _part(hits["shown"], len(questions)),
        "right where the line names a steward": _part(hits["named and right"], hits["named"]),
        "with a line, without a topic": _part(hits["without a topic, shown"], hits["without a topic"]),
    }


def _ordinary(drafts: list[str], write: Write) -> Figures:
    """How often somebody reads a line who writes about what nobody looks after, to everyone."""
    from intramural.thought import queries

    counts: Counter[str] = Counter()
    for text in drafts:
        thought = queries.think(queries.Draft(text))
        if thought is not None:
            counts[thought.signal] += 1
            write({"signal": thought.signal, "line": thought.reason, "text": text[:300]})
    shown = sum(counts.values())
    return {
        "drafts": len(drafts),
        "ordinary drafts with a line": _part(shown, len(drafts)),
        **{kind: _part(count, len(drafts)) for kind, count in sorted(counts.items())},
    }


# What a text holds.


def _signals(chosen: argparse.Namespace) -> Callable[[Write], Figures]:
    from bench import signals

    if chosen.texts is None:
        return signals.judged
    lines = list(labelled.lines(chosen.texts, "id"))
    return lambda write: signals.found(lines, write)


# What is made from what.


def _derived(chosen: argparse.Namespace) -> Callable[[Write], Figures]:
    if chosen.originals is not None:
        originals, candidates = labelled.folder(chosen.originals), labelled.folder(chosen.candidates)
        return lambda write: _made_from(originals, candidates, {}, write)
    return _on_real_documents


def _on_real_documents(write: Write) -> Figures:
    split = real_texts.split_documents()
    right = {name: original for name, (_, original) in split.altered.items()}
    talk = {f"ordinary talk {number}": text for number, text in enumerate(real_texts.ordinary_talk()[:1_000], 1)}
    candidates = {name: text for name, (text, _) in split.altered.items()} | split.others | talk | split.versions
    none = dict.fromkeys(split.others, "") | dict.fromkeys(talk, "")
    figures = _made_from(split.originals, candidates, right | none, write, series=frozenset(split.others))
    return {**figures, "versions of an original, not counted": len(split.versions)}


def _made_from(
    originals: dict[str, str],
    candidates: dict[str, str],
    right: dict[str, str],
    write: Write,
    *,
    series: frozenset[str] = frozenset(),
) -> Figures:
    """`right` is the original of each candidate that has one, and "" of what has none; `series` are of these the documents
    of which others are originals. Where somebody read that one is made from an original all the same, it counts for nothing."""
    from bench import knowing

    kept = {name: text[: knowing.MOST_OF_AN_EXAMPLE] for name, text in originals.items() if text}
    names = knowing.learn({name: [text] for name, text in kept.items()})
    verdicts = dict(line.split("\t") for line in JUDGED.read_text().splitlines())
    counts: Counter[str] = Counter()
    for name, text in candidates.items():
        found, has_line = knowing.sources(text, names) if text else ([], False)
        key = hashlib.sha256(f"{name} ~ {found[0][0]}".encode()).hexdigest()[:16] if found else ""
        write(
            {
                "candidate": name,
                "line": has_line,
                "key": key,
                "verdict": verdicts.get(key, ""),
                "sources": [
                    {"original": original, "shared": it.shared, "of": it.of, "share": round(it.share, 3)}
                    for original, it in found[:5]
                ],
            }
        )
        counts["found"] += bool(found)
        if right.get(name):
            way = name.rpartition(" · ")[2]
            counts[f"asked {way}"] += 1
            counts[f"found {way}"] += any(original == right[name] for original, _ in found[:3])
        elif name in right and verdicts.get(key) == "yes":
            counts["made from one"] += 1
        elif name in right:
            for group in ("others", *(("series",) if name in series else ())):
                counts[group] += 1
                counts[f"alarms of {group}"] += bool(found)
    figures: Figures = {"originals": len(kept), "candidates": len(candidates), "with a source": counts["found"]}
    if right:
        ways = list(real_texts.CHANGES)
        asked, known = (sum(counts[f"{what} {way}"] for way in ways) for what in ("asked", "found"))
        figures |= {"altered": asked, "derived that are found": _part(known, asked)}
        figures |= {f"of these, {way}": _part(counts[f"found {way}"], counts[f"asked {way}"]) for way in ways}
        figures |= {
            "others": counts["others"],
            "false alarms": _part(counts["alarms of others"], counts["others"]),
            "others of the same series": counts["series"],
            "alarms among these": _part(counts["alarms of series"], counts["series"]),
            "read, and made from an original": counts["made from one"],
        }
    return figures


def _part(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None


def _table(figures: Figures, indent: str = "") -> str:
    lines: list[str] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += [f"\n{indent}{name}", _table(value, indent + "  ")]
        else:
            shown = "-" if value is None else f"{value:.1%}" if isinstance(value, float) else f"{value:,}"
            lines.append(f"{indent}{name:<44}{shown:>10}")
    return "\n".join(lines)


_WORK: dict[str, Callable[[argparse.Namespace], Callable[[Write], Figures]]] = {
    "stewards": _stewards,
    "signals": _signals,
    "derived": _derived,
}
__all__ = ["ROOT", "add_arguments", "run"]
