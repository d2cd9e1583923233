"""How long a second thought takes: `python -m bench.thinking [sqlite|postgresql]`.

A scratch house with 1,000 subjects that somebody looks after and 10,000 controlled documents of about 250 words; drafts of
2,000 characters, half of them about one of the subjects. Prints p50 and p95 in milliseconds, by the clock and of the processor
(which is fairer on a machine that has other work, and leaves out what PostgreSQL does); 1 where the latter p95 is 50 or more.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator

SUBJECTS, DOCUMENTS, DRAFTS = 1_000, 10_000, 300
WORDS, DRAFT = 250, 2_000
ENOUGH = 50.0
SEED = 29


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.thinking", description=__doc__)
    parser.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    parser.add_argument("--smaller", type=int, default=1, help="a house of so many times less")
    chosen = parser.parse_args()
    from bench.run import _house, _python

    with _house(chosen.database) as (env, _):
        _python(env, "-m", "intramural.config.processes", "upgrade")
        said = _python(env, "-m", "bench.thinking", "inside", str(chosen.smaller))
    print(f"{chosen.database}: {said}", end="")
    return 0 if float(said.split()[-2]) < ENOUGH else 1


def inside(smaller: int) -> None:
    """Fills the house of this process, and measures in it."""
    import django

    django.setup()
    from intramural.people.testing import a_person
    from intramural.stewards.models import Example
    from intramural.stewards.testing import a_stewardship
    from intramural.thought import queries, training

    chance = random.Random(SEED)
    words = _words(chance)
    everyday = [next(words) for _ in range(3_000)]
    steward, author = a_person("stig"), a_person("alba")
    subjects = []
    for number in range(SUBJECTS // smaller):
        own = [next(words) for _ in range(120)]
        held = a_stewardship(topic=f"subject{number}", steward=steward, phrases=f"{own[0]} {own[1]}", code_names=own[2])
        Example.objects.bulk_create(
            Example(stewardship=held, name=f"Document {place}", text=_text(own, everyday, chance, WORDS))
            for place in range(DOCUMENTS // SUBJECTS)
        )
        subjects.append((held, own))
    begun = time.perf_counter()
    for _ in range(2):  # the second time by how rare words are among all
        for held, _ in subjects:
            training.refresh(held.pk)
    learned = (time.perf_counter() - begun) / 2
    times: list[float] = []
    worked: list[float] = []
    right = about = 0
    for number in range(DRAFTS):
        held, own = chance.choice(subjects)
        is_about = number % 2 == 0
        about += is_about
        text = _text(own if is_about else everyday, everyday, chance, 400)[:DRAFT]
        begun, work = time.perf_counter(), time.process_time()
        thought = queries.think(queries.Draft(text, author=author))
        times.append((time.perf_counter() - begun) * 1_000)
        worked.append((time.process_time() - work) * 1_000)
        right += is_about and thought is not None and thought.stewardship == held
    print(
        f"{len(subjects)} subjects and {Example.objects.count()} documents learned in {learned:.0f} s each time; "
        f"{right} of {about} drafts about one named its steward; by the clock {_spread(times)}; of the processor {_spread(worked)}"
    )


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"p50 {ordered[len(ordered) // 2]:.1f} p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms"


def _text(own: list[str], everyday: list[str], chance: random.Random, words: int) -> str:
    """A quarter of its words are its subject's; of the others some are said much more often than the rest."""
    return " ".join(
        chance.choice(own) if chance.random() < 0.25 else everyday[int(len(everyday) * chance.random() ** 3)]
        for _ in range(words)
    )


def _words(chance: random.Random) -> Iterator[str]:
    """Words, no two alike."""
    said = set()
    while True:
        word = "".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(chance.randrange(3, 5)))
        if word not in said:
            said.add(word)
            yield word


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intramural.config.settings")
        inside(int(sys.argv[2]))
    else:
        sys.exit(main())
