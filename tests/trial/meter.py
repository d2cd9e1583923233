"""D18: the meter is what SQL counts; a gated space whose sunset passes unanswered opens nothing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection

from intramural.audiences.models import AUTHOR
from intramural.kit import clock
from intramural.oversight import queries
from intramural.oversight.tasks import count_months
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_file, a_post
from intramural.spaces import tasks as spaces
from intramural.spaces.testing import a_space
from tests.trial.house import House

MARCH = date(2026, 3, 1)


class Meter(House):
    """A month of the company, with posts for everyone, for units and in gated spaces."""

    def sql(self, statement: str, *asked: object) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(statement, asked)
            return dict(cursor.fetchall())

    def test_d18_the_meter_equals_what_sql_counts(self) -> None:
        authors = self.here.readers[:10]
        space = a_space("Board", owner=authors[0], members=tuple(authors[1:]), gated=True)
        for number in range(30):
            author = authors[number % len(authors)]
            units = (author.unit,) if author.unit else ()
            choice = [Choice(), Choice("units", units=units), Choice("space", space=space)][number % 3]
            a_post(by=author, body=f"Number {number}", to=choice, files=[a_file()] if number % 2 else [])
        self.later(timedelta(days=31))
        count_months()
        between = "p.state = 'published' AND p.audience_id <> %s AND p.released_at >= %s AND p.released_at < %s"
        asked = (
            AUTHOR,
            *(connection.ops.adapt_datetimefield_value(each) for each in (_first(MARCH), _first(date(2026, 4, 1)))),
        )
        posts = self.sql(
            "SELECT a.kind, count(*) FROM posts_post p JOIN audiences_audience a ON a.id = p.audience_id "
            f"WHERE {between} GROUP BY a.kind", *asked,
        )  # fmt: skip
        files = self.sql(
            "SELECT a.kind, count(*) FROM posts_attachment f JOIN posts_post p ON p.id = f.post_id "
            f"JOIN audiences_audience a ON a.id = p.audience_id WHERE f.is_latest AND f.removed_at IS NULL AND {between} "
            "GROUP BY a.kind", *asked,
        )  # fmt: skip
        row = next(each for each in queries.meter() if each.first == MARCH)
        for shares, counted in ((row.posts, posts), (row.files, files)):
            assert shares is not None
            total = sum(counted.values())
            assert abs(shares.everyone - 100 * counted["everyone"] / total) <= 1
            assert abs(shares.units - 100 * counted["units"] / total) <= 1
            assert abs(shares.gated - 100 * counted["circle"] / total) <= 1
        api = self.program(authors[0])("GET", "/openness").json()
        assert str(row.posts.everyone) in str(api)  # type: ignore[union-attr]
        pages = {
            self.browser(each).get("/openness/").content.decode().split("<main")[1].split("</main>")[0]
            for each in (authors[3], self.here.operator)
        }
        assert len(pages) == 1
        assert f"{row.posts.everyone} % for everyone" in pages.pop()  # type: ignore[union-attr]
        self.facts["posts of the month"] = sum(posts.values())

    def test_d18_a_sunset_that_passes_unanswered_archives_and_opens_nothing(self) -> None:
        owner, member, outsider = self.here.readers[0], self.here.readers[1], self.here.readers[9]
        ends = (clock.now() + timedelta(days=10)).date()
        space = a_space("Tender", owner=owner, members=(member,), gated=True, sunset_on=ends)
        post = self.about("merger", by=owner, body="The offer", to=Choice("space", space=space))
        assert spaces.ask_for_renewals() == 1
        self.later(timedelta(days=12))
        with self.told():
            assert spaces.archive_unanswered() == 1
        space.refresh_from_db()
        assert space.archived_at is not None
        assert space.is_gated
        assert not self.reads(outsider, post)
        assert self.reads(member, post)
        assert self.browser(outsider).get(f"/spaces/{space.slug}/").status_code in (200, 404)
        assert b"The offer" not in self.browser(outsider).get(f"/spaces/{space.slug}/").content
        answer = self.program(member)("POST", "/posts", {"body": "More", "audience": {"kind": "space", "space": space.slug}})
        assert answer.status_code in (403, 409, 422)
        assert Post.objects.filter(space=space).count() == 1
        told = self.browser(member).get("/").content.decode()
        assert re.search(r"<bdi>Tender</bdi></a> is archived: it was gated until", told)
        assert "nothing was opened" in told


def _first(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
