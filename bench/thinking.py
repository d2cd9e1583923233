"""What a second thought costs: a part of `bin/bench` (`--only "second thought"`).

A scratch house with 1,000 subjects that somebody looks after and 10,000 controlled documents of about 250 words; drafts of
2,000 characters, half of them about one of the subjects, and the same with a file of ten times that. Times are by the clock;
the processor's are of this process and of the database server together. It calls what the composer calls, in a process of its
own: what a request costs beside it is measured by the other work.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from typing import Any

SUBJECTS, DOCUMENTS, DRAFTS = 1_000, 10_000, 200
WORDS, DRAFT, FILE = 250, 2_000, 20_000
SEED = 29
WORK, WITH_FILES = "second thought", "second thought, with a file"
ENOUGH = {WORK: 50.0, WITH_FILES: 150.0}
"""Milliseconds by the clock within which 95 of 100 are to be thought."""


def measure(database: str, *, smaller: int = 1) -> tuple[list[Any], list[str]]:
    """The lines of the table, and a sentence about each; `smaller`: a house of so many times less."""
    from bench import run

    figures, sentences = [], []
    with run._house(database) as (env, servers):
        run._python(env, "-m", "intramural.config.processes", "upgrade")
        filled = run._python(env, "-m", "bench.thinking", "fill", str(smaller)).strip()
        for work in (WORK, WITH_FILES):
            before = run._cpu(servers)
            asked = json.loads(run._python(env, "-m", "bench.thinking", "ask", work, str(smaller)))
            cpu = asked["cpu"] + (run._cpu(servers) - before) * 1_000 / DRAFTS
            before = run._cpu(servers)
            bare = json.loads(run._python(env, "-m", "bench.thinking", "sql", work, str(smaller)))["cpu"]
            bare += (run._cpu(servers) - before) * 1_000 / DRAFTS
            times = sorted(asked["times"])
            p95 = run._at(times, 0.95)
            figures.append(
                run.Figure(
                    database=database, posts=DOCUMENTS // smaller, work=work, rate=round(DRAFTS / sum(times), 1),
                    p50=run._at(times, 0.5), p95=p95, p99=run._at(times, 0.99), cpu=round(cpu, 3), queries=asked["queries"],
                    sql_cpu=round(bare, 3), to_sql=round(cpu / bare, 1), to_constant=round(cpu / run._constant(env, 300, 1), 1), bytes=300,
                )
            )  # fmt: skip
            sentences.append(
                f"{work} on {database}: {filled}; {asked['right']} of {asked['about']} drafts about a subject named its steward; "
                f"p95 {p95:.0f} ms, {'as promised' if p95 < ENOUGH[work] else 'not'} below {ENOUGH[work]:.0f}."
            )
    return figures, sentences


def fill(smaller: int) -> None:
    """Fills the house of this process, and learns."""
    from intramural.people.testing import a_person
    from intramural.stewards.models import Example, Stewardship
    from intramural.stewards.testing import a_stewardship
    from intramural.thought import tasks, training

    chance = random.Random(SEED)
    everyday, subjects = _vocabulary(chance, smaller)
    steward = a_person("stig")
    a_person("alba")
    for number, own in enumerate(subjects):
        held = a_stewardship(topic=f"subject{number}", steward=steward, phrases=f"{own[0]} {own[1]}", code_names=own[2])
        Example.objects.bulk_create(
            Example(stewardship=held, name=f"Document {place}", text=_text(own, everyday, chance, WORDS))
            for place in range(DOCUMENTS // SUBJECTS)
        )
    begun = time.perf_counter()
    for _ in range(2):  # the second time by how rare words are among all
        training.mark_stale(Stewardship.objects.values_list("pk", flat=True))
        while tasks.refresh_stale():
            pass
    learned = (time.perf_counter() - begun) / 2
    print(f"{len(subjects):,} subjects and {Example.objects.count():,} documents learned in {learned:.0f} s")


def ask(work: str, smaller: int) -> dict[str, Any]:
    """Thinks of the drafts: seconds of each, milliseconds of the processor, queries, and how many named the right one."""
    from django.db import connection

    from intramural.thought import queries

    times, right, about, asked = [], 0, 0, []

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        asked.append(sql)
        return execute(sql, params, many, context)

    drafts = list(_drafts(work, smaller))
    for draft, _ in drafts[:20]:  # warm
        queries.think(draft)
    work_begun = time.process_time()
    for draft, subject in drafts:
        begun = time.perf_counter()
        thought = queries.think(draft)
        times.append(time.perf_counter() - begun)
        about += bool(subject)
        held = thought.stewardship if thought is not None else None
        right += held is not None and held.topic is not None and held.topic.slug == subject
    worked = (time.process_time() - work_begun) * 1_000 / len(drafts)
    with connection.execute_wrapper(note):
        queries.think(drafts[0][0])
    return {"times": times, "cpu": worked, "queries": len(asked), "right": right, "about": about}


def bare_sql(work: str, smaller: int) -> dict[str, float]:
    """What the same drafts ask of the database, and nothing else: milliseconds of the processor each."""
    from django.db import connection

    from intramural.thought import queries

    noted: list[tuple[str, Any]] = []

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        noted.append((sql, params))
        return execute(sql, params, many, context)

    few = [draft for draft, _ in _drafts(work, smaller)][:20]
    with connection.execute_wrapper(note):
        for draft in few:
            queries.think(draft)
    begun, turns = time.process_time(), DRAFTS // len(few)
    with connection.cursor() as cursor:
        for _ in range(turns):
            for sql, params in noted:
                cursor.execute(sql, params)
                cursor.fetchall()
    return {"cpu": (time.process_time() - begun) * 1_000 / (turns * len(few))}


def _drafts(work: str, smaller: int) -> Iterator[tuple[Any, str]]:
    """Drafts, each with the topic that it is about, "" for none."""
    from intramural.people.models import Person
    from intramural.thought.queries import Draft, File

    author = Person.objects.get(handle="alba")
    everyday, subjects = _vocabulary(random.Random(SEED), smaller)
    chance = random.Random(SEED + 1)
    for number in range(DRAFTS):
        place = chance.randrange(len(subjects))
        own = subjects[place] if number % 2 == 0 else everyday
        files = (File("plan.txt", _text(own, everyday, chance, FILE // 5)[:FILE]),) if work == WITH_FILES else ()
        yield (
            Draft(_text(own, everyday, chance, 400)[:DRAFT], author=author, files=files),
            "" if number % 2 else f"subject{place}",
        )


def _vocabulary(chance: random.Random, smaller: int) -> tuple[list[str], list[list[str]]]:
    """The words of all days, and those of each subject."""
    words = _words(chance)
    return [next(words) for _ in range(3_000)], [[next(words) for _ in range(120)] for _ in range(SUBJECTS // smaller)]


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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intramural.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        json.dump((ask if sys.argv[1] == "ask" else bare_sql)(sys.argv[2], int(sys.argv[3])), sys.stdout)
