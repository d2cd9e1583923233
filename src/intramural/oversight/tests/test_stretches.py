"""R11, R12, R24, R25, R99: what happened to posts, by months, of nobody; told when ten are behind it, and never again otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from intramural.care import actions as care
from intramural.care.models import Concern, Narrowing
from intramural.care.testing import a_consult, a_draft, a_narrowing
from intramural.oversight import queries
from intramural.oversight.models import Incidents, Speed
from intramural.oversight.tasks import count_months, count_stretches
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.testing import a_post
from tests.programs import Program

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH, MAY = (date(2026, month, 1) for month in (1, 2, 3, 5))


def on(month: int, day: int = 10, hour: int = 12):
    return time_machine.travel(datetime(2026, month, day, hour, tzinfo=UTC), tick=False)


def counted(month: int = 4, day: int = 15) -> int:
    with on(month, day, 1):
        count_months()
        return count_stretches()


def shared(people, month: int, count: int, *, topics: bool = True):
    """So many posts by these people in turn, one a topic, at noon on the tenth."""
    with on(month):
        return [
            a_post(by=people[n % len(people)], body=f"Number {n} #t{n % 5}" if topics else f"Number {n}")
            for n in range(count)
        ]


def minded(made, people, month: int, *, hours: int = 3, settled: int = 0):
    """Somebody else minds each, hours after it was shared; the first so many are settled a day later."""
    for n, post in enumerate(made):
        with on(month, 10, 12 + hours):
            raised = care.raise_concern(post, by=people[(n + 5) % len(people)], kind="question", body="Who may know this?")
        if n < settled:
            Concern.objects.filter(pk=raised.pk).update(closed_at=raised.raised_at + timedelta(hours=24 + n))


def told_of(kind: str) -> list[Incidents]:
    return next(each.rows for each in queries.registers() if each.name == kind)


def sql(statement: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return dict(cursor.fetchall())


def page(signed_in, person) -> str:
    return " ".join(signed_in(person).get("/openness/").content.decode().split("<main")[1].split("</main>")[0].split())


# ── Concerns ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_register_is_what_sql_counts(people, cara, signed_in):
    minded(shared(people, 3, 20), people, 3, settled=12)
    assert counted() == 1
    [row] = told_of("concern")
    ends = sql("SELECT CASE WHEN closed_at IS NULL THEN 'open' ELSE 'settled' END, count(*) FROM care_concern GROUP BY 1")
    assert ends == {"settled": 12, "open": 8}
    assert (row.kind, row.first, row.last, row.posts) == ("concern", MARCH, MARCH, 20)
    assert (row.number, row.ends) == (sum(ends.values()), {"settled": 10, "open": 10})
    assert (row.noticed_within, row.contained_within) == (timedelta(hours=3), None)
    assert row.settled_within == timedelta(hours=30), "of 29.5"
    shown = page(signed_in, cara)
    assert "<td>about 20</td><td>10,000</td>" in shown
    assert "Noticed after 3 hours, settled after 30 hours. About 10 still open, 10 settled." in shown
    assert "<dt>Somebody minded</dt><dd><b>10,000</b> in 10,000 posts, March 2026</dd>" in shown
    [told] = Program(cara).get("/openness/incidents").json()["items"]
    assert (told["kind"], told["about"], told["noticed_within"]) == ("concern", 20, 3 * 3600)


def test_months_of_few_wait_for_the_next_ones_and_no_two_overlap(people):
    """Three minded in January, three in February, ten in March; five in April, who wait."""
    for month, count in ((1, 3), (2, 3), (3, 10), (4, 4), (5, 1), (6, 10)):
        minded(shared(people, month, count), people, month)
    for month in (2, 3, 4, 5, 6, 7):
        counted(month)
    found = [(row.first.month, row.last.month, row.number) for row in reversed(told_of("concern"))]
    assert found == [(1, 3, 15), (4, 6, 15)]
    assert queries.in_words(told_of("concern")[1]) == "January to March 2026"
    assert not [each for each in found if each[2] < 10]


def test_a_month_is_looked_at_two_weeks_after_it_is_over_and_never_again(people, cara, signed_in):
    made = shared(people, 3, 20)
    minded(made, people, 3, settled=12)
    assert counted(4, 14) == 0
    assert counted(4, 15) == 1
    before = page(signed_in, cara)
    with on(4, 16):
        Concern.objects.update(closed_at=datetime(2026, 4, 16, tzinfo=UTC))
        posts.delete(made[0], by=made[0].author)
        care.raise_concern(made[1], by=cara, kind="question", body="And now?")
    assert counted(4, 20) == 0
    assert page(signed_in, cara) == before


def test_many_concerns_of_few_are_told_by_nobody(people, cara, signed_in):
    """All about posts of four, or all raised by four."""
    minded(shared(people[:4], 3, 20), people, 3)
    assert counted() == 0
    assert "Fewer than ten people so far, so no number is told" in page(signed_in, cara)
    assert "There are fewer than ten people behind it so far" in page(signed_in, cara)


def test_nobody_is_named_on_it(people, stewards, cara, signed_in):
    made = shared(people, 3, 20)
    minded(made, people, 3, settled=12)
    with on(3, 11):
        for n, post in enumerate(made):
            a_narrowing(of=post, by=stewards[n % 5], because="Zanzibar")
    assert counted() == 2
    told = page(signed_in, cara) + str(Program(cara).get("/openness/incidents").json())
    for word in ("Writer", "Steward", "Number", "Zanzibar", "#t", "/people/", "/posts/", "Who may know"):
        assert word not in told


# ── Recoveries, narrowings, takedowns ──────────────────────────────────────────────────────────────────────────────────


def test_self_reports_are_a_credit_and_no_concerns(people, cara, signed_in):
    """R24: how many, and how soon it was out of the way."""
    made = shared(people, 3, 10, topics=False)
    for n, post in enumerate(made):
        with time_machine.travel(post.released_at + timedelta(minutes=n + 1), tick=False):
            care.recover(post, by=post.author, parts={"apology": "I am sorry."}, tells=[people[(n + 1) % 10]])
    assert counted() == 2
    recoveries, takedowns = told_of("recovery")[0], told_of("takedown")[0]
    assert (recoveries.number, takedowns.number, told_of("concern")) == (10, 10, [])
    assert recoveries.noticed_within == timedelta(minutes=6), "of 5.5"
    assert recoveries.contained_within == timedelta()
    assert "About 10 times in March 2026 somebody said “I overshared” themselves: a credit to all of us" in page(
        signed_in, cara
    )


def test_how_narrowings_ended(people, stewards):
    """Twelve agreed, six lapsed, one was upheld, one ended: the two of few go with the six."""
    made = shared(people, 3, 20)
    minded(made[:10], people, 3, hours=1)
    with on(3, 10, 15):
        narrowed = [a_narrowing(of=post, by=stewards[n % 5]) for n, post in enumerate(made)]
        for each in narrowed[:12]:
            care.agree(each, by=each.post.author)
        care.end(narrowed[12], by=narrowed[12].by)
        Narrowing.objects.filter(pk=narrowed[13].pk).update(upheld_at=datetime(2026, 3, 11, tzinfo=UTC), lapses_at=None)
    with on(3, 18):
        assert care.lapse() == 6
    counted()
    row = told_of("narrowing")[0]
    assert (row.number, row.ends) == (20, {"agreed": 10, "otherwise": 10})
    # Ten were noticed by a concern after one hour and smaller two hours later, ten by the narrowing itself after three.
    assert (row.noticed_within, row.contained_within, row.settled_within) == (
        timedelta(hours=2),
        timedelta(minutes=60),
        None,
    )


def test_a_matter_that_comes_again_is_noticed_anew(people, stewards):
    """After a post was for all its readers again, what was said before is no sign of what is said now."""
    made = shared(people, 3, 10)
    minded(made, people, 3, hours=1)
    for n, post in enumerate(made):
        with on(3, 10, 14):
            care.end(a_narrowing(of=post, by=stewards[n % 5]), by=stewards[n % 5])
        with on(4, 10, 14):
            a_narrowing(of=post, by=stewards[n % 5])
    counted(5)
    april, march = told_of("narrowing")
    assert (march.noticed_within, march.contained_within) == (timedelta(hours=1), timedelta(minutes=60))
    assert (april.noticed_within, april.contained_within) == (timedelta(days=31), timedelta())


# ── Speed ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def drafted(people, month: int, *, asks=None, hours: int = 1, count: int = 10):
    made = []
    for n in range(count):
        with on(month):
            draft = a_draft(by=people[n % len(people)], title=f"Draft {n}")
            if asks is not None:
                a_consult(about=draft, asks=(asks,))
        with on(month, 10, 12 + hours):
            made.append(posts.share(composing.of(draft), by=draft.author, draft=draft))
    return made


def test_what_asking_first_costs_and_what_it_saves(people, cara, signed_in):
    drafted(people, 3, asks=cara, hours=4)
    minded(drafted(people, 3, hours=1, count=20), people, 3, hours=2)
    shared(people, 3, 20)
    counted()
    [row] = queries.speed()
    assert (row.posts, row.asked, row.asked_within, row.unasked_within) == (
        50,
        10,
        timedelta(hours=4),
        timedelta(minutes=60),
    )
    assert (row.asked_minded, row.unasked_minded) == (None, round(20 * 1000 / 40))
    shown = page(signed_in, cara)
    assert "<td>4 hours</td><td>60 minutes</td>" in shown
    assert "<td>too few to tell</td><td>500</td>" in shown
    assert "From draft to shared in 4 hours with asking, in 60 minutes without" in shown
    [told] = Program(cara).get("/openness/speed").json()["items"]
    assert (told["asked_within"], told["unasked_within"], told["unasked_minded"]) == (4 * 3600, 3600, 500)


def test_of_nine_who_asked_nothing_is_told_until_there_is_a_tenth(people, cara, signed_in):
    drafted(people, 3)
    drafted(people[:9], 3, asks=cara, count=20)
    assert counted() == 0
    assert "as soon as ten people have asked first" in page(signed_in, cara)
    drafted(people[9:], 4, asks=cara, count=1)
    assert counted(5) == 1
    assert (Speed.objects.get().first, Speed.objects.get().last) == (MARCH, date(2026, 4, 1))
    assert counted(6) == 0


def test_again_changes_nothing(people, cara):
    minded(shared(people, 3, 20), people, 3)
    drafted(people, 3)
    drafted(people, 3, asks=cara)
    assert counted() == 2
    rows = (*Incidents.objects.values(), *Speed.objects.values())
    assert counted() == 0
    assert (*Incidents.objects.values(), *Speed.objects.values()) == rows
