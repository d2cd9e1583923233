"""D18, R3, R4: the meter equals what SQL counts, and shows nothing of too few."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from intramural.audiences.models import AUTHOR
from intramural.care.testing import a_narrowing
from intramural.exposure import actions as exposure
from intramural.kit import clock
from intramural.oversight import actions, queries
from intramural.oversight.models import Month
from intramural.oversight.tasks import count_months
from intramural.posts import actions as posts
from intramural.posts.reach import Choice
from intramural.posts.testing import a_file, a_post
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, 0, 30, tzinfo=UTC)


@pytest.fixture
def march(people, operations, ada):
    """Twenty posts for everyone, six for a unit, twenty-four in a gated space, one for its author; files with seven."""
    made = []
    with time_machine.travel(NOON, tick=False):
        space = a_space("Board", owner=ada, members=people, gated=True)
        choices = [Choice()] * 20 + [Choice("units", units=(operations,))] * 6 + [Choice("space", space=space)] * 24
        for n, choice in enumerate(choices):
            made.append(a_post(by=people[n % 10], body=f"Number {n}", to=choice))
        a_post(by=people[0], body="A note", to=Choice("me"))
        for post in (made[0], made[21], made[30], *made[1:5]):
            posts.attach(post, [a_file("a.txt", b"words")], by=post.author)
    return made


def counted(first=MARCH):
    with time_machine.travel(APRIL, tick=False):
        return actions.count_month(first)


def sql(statement, *asked):
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return dict(cursor.fetchall())


def test_the_meter_equals_what_sql_counts(march):
    month = counted()
    by_kind = sql(
        "SELECT a.kind, count(*) FROM posts_post p JOIN audiences_audience a ON a.id = p.audience_id "
        "WHERE p.state = 'published' AND p.audience_id <> %s GROUP BY a.kind", AUTHOR,
    )  # fmt: skip
    assert by_kind == {"everyone": 20, "units": 6, "circle": 24}
    assert (month.posts, month.for_everyone, month.for_units) == (sum(by_kind.values()), 20, 6)
    files = sql(
        "SELECT a.kind, count(*) FROM posts_attachment f JOIN posts_post p ON p.id = f.post_id "
        "JOIN audiences_audience a ON a.id = p.audience_id WHERE f.is_latest AND f.removed_at IS NULL GROUP BY a.kind"
    )
    assert (month.files, month.files_for_everyone, month.files_for_units) == (sum(files.values()), files["everyone"], 1)
    [row] = queries.meter()
    assert row.posts == queries.Shares(about=50, everyone=40, units=12, gated=48)
    assert row.files is not None
    assert row.files.everyone + row.files.units + row.files.gated == 100


def test_everybody_sees_the_same(march, cara, olga, gus, signed_in):
    counted()
    seen = {
        signed_in(person).get("/openness/").content.decode().split("<main")[1].split("</main>")[0] for person in (cara, olga)
    }
    assert len(seen) == 1
    assert "40 % for everyone, 12 % for units, 48 % for smaller circles" in seen.pop()
    assert signed_in(gus).get("/openness/").status_code == 403


def test_nothing_is_counted_before_the_month_is_over_and_nothing_later_changes_it(march, signed_in, cara):
    with time_machine.travel(datetime(2026, 3, 31, 23, 59, tzinfo=UTC), tick=False):
        assert count_months() == 0
    with time_machine.travel(APRIL, tick=False):
        assert count_months() == 1
        assert count_months() == 0
        before = signed_in(cara).get("/openness/").content.decode().split("<main")[1]
        a_narrowing(of=march[0], by=march[0].author)
        posts.delete(march[1], by=march[1].author)
        assert actions.count_month(MARCH).for_everyone == 20
        assert signed_in(cara).get("/openness/").content.decode().split("<main")[1] == before


def test_a_month_of_too_few_people_is_not_shown(people, ada):
    """Five wrote, of ten who could have."""
    with time_machine.travel(NOON, tick=False):
        for n in range(20):
            a_post(by=people[n % 4], body=f"Number {n}")
    counted()
    [row] = queries.meter()
    assert (row.posts, row.files) == (None, None)
    Month.objects.update(writers=5)
    assert queries.meter()[0].posts == queries.Shares(about=20, everyone=100, units=0, gated=0)
    Month.objects.update(people=9)
    assert queries.meter()[0].posts is None


@pytest.fixture
def ledger(settings):
    """The ledger reaches back to the end of February."""
    settings.EXPOSURE_DAYS = 60
    with time_machine.travel(datetime(2026, 2, 20, tzinfo=UTC), tick=False):
        exposure.deliver([(0, 1)], way="page")


def handed(post, people):
    with time_machine.travel(NOON, tick=False):
        for person in people:
            exposure.deliver([(post.pk, person.pk)], way="page")


def test_gated_posts_that_hardly_anybody_was_handed(march, people, ledger):
    gated = march[26:]
    for n, post in enumerate(gated):
        others = [person for person in people if person != post.author]
        handed(post, [post.author, *others[: 2 if n < 10 else 3]])
    month = counted()
    assert (month.looked_at, month.hardly_reached) == (24, 10)
    assert queries.meter()[0].hardly_reached == 42


def test_of_them_nothing_is_said_where_few_would_show(march, people, ledger):
    for post in march[26:]:
        handed(post, people)
    assert counted().hardly_reached == 0
    assert queries.meter()[0].hardly_reached is None


@pytest.mark.parametrize("days", [14, 60])
def test_of_them_nothing_is_known_where_the_ledger_does_not_reach(march, settings, days):
    settings.EXPOSURE_DAYS = days
    assert (counted().looked_at, Month.objects.get().hardly_reached) == (None, None)


@pytest.mark.parametrize(
    ("took", "words"),
    [
        (timedelta(seconds=3), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_how_long_as_one_says_it(took, words):
    assert queries.spoken(took) == words


def test_the_months_of_a_house_that_is_older_than_this(people):
    for month in (1, 2, 3):
        with time_machine.travel(datetime(2026, month, 5, tzinfo=UTC), tick=False):
            a_post(by=people[0], body="Hello")
    with time_machine.travel(APRIL, tick=False):
        assert count_months() == 3
        assert [row.first for row in queries.meter()] == [date(2026, month, 1) for month in (3, 2, 1)]
        assert clock.now() == APRIL
