"""What texts hold by their form: how much of what is found is right, on real texts as read by us, and on made-up ones.

`bench/judged_signals.tsv` has a hash and yes or no a line: what a person who read the finding and its surroundings said. A
finding that nobody has read counts as wrong.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import made_up, real_texts
from bench.labelled import Write, with_set
from intramural.thought import signals
from intramural.thought.signals import Finding

JUDGED = Path(__file__).with_name("judged_signals.tsv")
PROMISED = ("credential", "personal")


def found(lines: Sequence[dict[str, Any]], write: Write) -> dict[str, Any]:
    """What each text holds, and how many hold what."""
    counts: Counter[str] = Counter()
    for line in lines:
        findings = signals.all_in(line["text"])
        counts.update(f"{each.group}: {each.kind}" for each in findings)
        counts["texts with a finding"] += bool(findings)
        write({"id": line.get("id"), "findings": [_written(each) for each in findings]})
    return {
        "texts": len(lines),
        "texts with a finding": counts.pop("texts with a finding", 0),
        **dict(sorted(counts.items())),
    }


def judged(write: Write) -> dict[str, Any]:
    """The figures on real texts and on made-up ones."""
    return {
        "in real texts": _in_real_texts(with_set("real", write)),
        "in made-up texts": _in_made_up_texts(with_set("made up", write)),
    }


def _in_real_texts(write: Write) -> dict[str, Any]:
    verdicts = dict(line.split("\t") for line in JUDGED.read_text().splitlines())
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
            counts[f"{each.group} {verdicts.get(known, 'unread')}"] += 1
            write({"key": known, "verdict": verdicts.get(known, ""), **_written(each), "found": text[each.start : each.end], "around": around})  # fmt: skip
    figures: dict[str, Any] = {"texts": texts}
    for group in signals.GROUPS:
        yes, no, unread = (counts[f"{group} {verdict}"] for verdict in ("yes", "no", "unread"))
        figures[group] = {
            "found": yes + no + unread,
            "not read": unread,
            "right" if group in PROMISED else "of these right": _part(yes, yes + no + unread),
        }
    return figures


def _in_made_up_texts(write: Write) -> dict[str, Any]:
    """How much of what is found was put there, and how much of what was put there is found."""
    put: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    texts = 0
    for it in made_up.texts():
        texts += 1
        findings = [each for each in signals.all_in(it.text) if each.group in PROMISED]
        begin = it.text.index(it.secret)
        end = begin + len(it.secret)
        fits = [each.group == it.group and each.start < end and each.end > begin for each in findings]
        put[it.group] += 1
        right[it.group] += any(fits)
        wrong.update(each.group for each, fit in zip(findings, fits, strict=True) if not fit)
        if not all(fits) or (it.group and not any(fits)):
            write({"form": it.form, "text": it.text, "put": it.group, "findings": [_written(each) for each in findings]})
    return {
        "texts": texts,
        "texts with nothing": put[""],
        **{
            group: {
                "put": put[group],
                "right": _part(right[group], right[group] + wrong[group]),
                "found of these": _part(right[group], put[group]),
            }
            for group in PROMISED
        },
    }


def _written(found: Finding) -> dict[str, Any]:
    return {
        "group": found.group,
        "kind": found.kind,
        "start": found.start,
        "end": found.end,
        "name": found.name,
        "until": found.until.isoformat() if found.until else None,
    }


def _part(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None
