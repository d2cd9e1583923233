"""`bin/evaluate search`: how well search finds, on the real input, by a set of questions whose right answers were judged.
For `stewards`, `signals` and `derived` see `bench/second_thought.py`.

`bench/judged.tsv` holds a question a line and what is right for it: a grade (3: just that, 2: good, 1: related) and the
origin of a post or comment, the same wherever the input is brought in. The words of the questions are ours. The measure is
nDCG@10: 1 where the best answers stand on top in the right order. The input lies where INTRAMURAL_REAL_INPUT says.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import second_thought
from bench.run import _house, _python
from tests import real_input

JUDGED = Path(__file__).with_name("judged.tsv")
ENOUGH = 0.8
DEEP = 10


@dataclass(frozen=True)
class Line:
    """One question: its nDCG@10, and where the first right answer stands (0: nowhere)."""

    question: str
    ndcg: float
    first: int


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/evaluate", description=__doc__)
    verbs = parser.add_subparsers(dest="what", required=True)
    finding = verbs.add_parser("search", help="how well search finds")
    finding.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    finding.add_argument("--all", action="store_true", help="every question, not only the worst")
    second_thought.add_arguments(verbs)
    chosen = parser.parse_args()
    if chosen.what != "search":
        if chosen.inside:
            _set_up()
        return second_thought.run(chosen)
    if not real_input.is_here():
        print(f"{real_input.VARIABLE} names no folder: there is nothing to evaluate on.", file=sys.stderr)
        return 2
    enough = True
    for database in ("sqlite", "postgresql") if chosen.database == "both" else (chosen.database,):
        with _house(database) as (env, _):
            bring_in(env)
            lines = [Line(**line) for line in json.loads(_python(env, "-m", "bench.evaluate", "score"))]
        enough = print_table(database, lines, whole=chosen.all) >= ENOUGH and enough
    return 0 if enough else 1


def bring_in(env: dict[str, str]) -> None:
    """Slack, mails and lists, open to everyone, by the commands that operators use."""
    verb = ("-m", "intramural.config.processes")
    _python(env, *verb, "upgrade")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(real_input.one("*maildir*/*.tar.xz")) as archive:
        archive.extractall(folder, filter="data")
        (mailbox,) = Path(folder).iterdir()
        _python(env, *verb, "import", "slack", str(real_input.one("slack*/*.zip")))
        _python(env, *verb, "import", "maildir", str(mailbox), "--everyone")
    for path in real_input.several("*mailing-lists/*.mbox.gz"):
        _python(env, *verb, "import", "mbox", str(path), "--everyone")
    _python(env, *verb, "reindex")


def judged() -> list[tuple[str, dict[str, int]]]:
    """Each question with the grades of what is right."""
    found = []
    for line in JUDGED.read_text().splitlines():
        question, *right = line.split("\t")
        found.append((question, {origin: int(grade) for grade, _, origin in (each.partition(" ") for each in right)}))
    return found


def score() -> list[Line]:
    """What a new member finds for the questions. Needs a house into which the input was brought."""
    from intramural.people.models import Person
    from intramural.posts.models import Comment, Post
    from intramural.search import queries

    viewer, _ = Person.objects.get_or_create(handle="judge", defaults={"name": "Judge", "email": "judge@bench.example"})
    lines = []
    for question, right in judged():
        hits = queries.search(viewer, question, size=DEEP).page.rows
        origins: dict[tuple[str, str], str | None] = {}
        for kind, model in (("post", Post), ("comment", Comment)):
            ids = [hit.public_id for hit in hits if hit.kind == kind]
            rows = model.objects.filter(public_id__in=ids).values_list("public_id", "origin")
            origins |= {(kind, public_id): origin for public_id, origin in rows}
        grades = [right.get(origins.get((hit.kind, hit.public_id)) or "", 0) for hit in hits]
        first = next((place for place, grade in enumerate(grades, 1) if grade), 0)
        lines.append(Line(question, ndcg(grades, list(right.values())), first))
    return lines


def ndcg(grades: list[int], right: list[int]) -> float:
    """The gain of these answers, in this order, to the gain of the best order there is."""

    def gain(given: list[int]) -> float:
        return math.fsum((pow(2.0, grade) - 1) / math.log2(place + 1) for place, grade in enumerate(given[:DEEP], 1))

    return gain(grades) / gain(sorted(right, reverse=True))


def print_table(database: str, lines: list[Line], *, whole: bool) -> float:
    """Prints the worst questions, or all, and returns the mean."""
    mean = sum(line.ndcg for line in lines) / len(lines)
    worst = sorted(lines, key=lambda line: line.ndcg)
    print(f"\n{database}\n{'nDCG@10':>8}{'first':>7}  question")
    for line in worst if whole else worst[:15]:
        print(f"{line.ndcg:>8.3f}{line.first or '-':>7}  {line.question}")
    found = sum(line.first > 0 for line in lines)
    top = sum(line.first == 1 for line in lines)
    print(f"{len(lines)} questions: mean nDCG@10 {mean:.3f}; something right on the page {found}, on top {top}")
    return mean


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intramural.config.settings")
    import django

    django.setup()


if __name__ == "__main__":
    if sys.argv[1:] == ["score"]:
        _set_up()
        json.dump([asdict(line) for line in score()], sys.stdout)
    else:
        sys.exit(main())
