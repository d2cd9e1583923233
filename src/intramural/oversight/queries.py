"""Both ends of the pendulum, as everybody may see them; and what nobody can discuss, for those who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from intramural.kit.paging import Key, Page
from intramural.oversight import crowds
from intramural.oversight.models import Incidents, Month, Speed, Stretch
from intramural.people.models import Person
from intramural.posts import queries as posts
from intramural.posts.queries import Card

MONTHS = 12


@dataclass(frozen=True)
class Shares:
    """Of so many things (rounded to ten), the percent that everyone, units, and smaller circles can read; they add up to 100."""

    about: int
    everyone: int
    units: int
    gated: int


@dataclass(frozen=True)
class Row:
    """One month. None is what is too little to be shown, or not known. `undiscussed` is rounded to ten: 0 are fewer than that."""

    first: date
    posts: Shares | None
    files: Shares | None
    hardly_reached: int | None
    undiscussed: int | None


def meter() -> list[Row]:
    """The last months that are over, the latest first. Each was counted once, so nothing that changed later tells anything."""
    return [_row(month) for month in Month.objects.order_by("-first")[:MONTHS]]


@dataclass(frozen=True)
class Span:
    """Whole months, from the first to the last."""

    first: date
    last: date


@dataclass(frozen=True)
class Register:
    """What happened of one kind: its last stretches, the latest first."""

    name: str
    label: str
    what: str
    rows: list[Incidents]

    @property
    def last(self) -> Incidents | None:
        return self.rows[0] if self.rows else None

    @property
    def all(self) -> Span:
        """The months of all of them."""
        return Span(self.rows[-1].first, self.rows[0].last)

    @property
    def heights(self) -> list[tuple[int]]:
        """How often it was in 10,000 posts, the oldest first, in percent of the most."""
        rates = [in_10_000(row) for row in reversed(self.rows)]
        return [(round(100 * rate / max(1, *rates)),) for rate in rates]


WHAT = {
    Incidents.Kind.CONCERN: "Somebody minded how far a post went, and said so in private.",
    Incidents.Kind.RECOVERY: "An author said “I overshared” themselves. It is a credit to all of us.",
    Incidents.Kind.NARROWING: "Its author, or who looks after the topic, made a post smaller at once: for a week, unless that is agreed or "
    "upheld.",
    Incidents.Kind.TAKEDOWN: "An author took a post down.",
}


def registers() -> list[Register]:
    """What happened, kind by kind."""
    found: dict[str, list[Incidents]] = {}
    for row in Incidents.objects.order_by("-first"):
        found.setdefault(row.kind, []).append(row)
    return [Register(kind.value, kind.label, what, found.get(kind, [])[:MONTHS]) for kind, what in WHAT.items()]


def speed() -> list[Speed]:
    """The last stretches of how long sharing takes, the latest first."""
    return list(Speed.objects.order_by("-first")[:MONTHS])


def in_10_000(of: Incidents) -> int:
    """How often it happened in 10,000 posts."""
    return round(of.number * 10_000 / max(1, of.posts))


def undiscussed(viewer: Person, *, after: Key | None = None) -> Page[Card]:
    """What the viewer may see in gated spaces that fewer than three people can read, the newest first: nobody can discuss it."""
    page = posts.stream(viewer, only="undiscussed", after=after)
    return Page(rows=[card for card in page.rows if isinstance(card, Card)], next=page.next)


def ended(of: Incidents) -> list[tuple[str, int]]:
    """How they ended and about how many, the most first, what is told together last."""
    return sorted(of.ends.items(), key=lambda each: (each[0] == crowds.OTHERWISE, -each[1], each[0]))


def in_words(of: Stretch | Span) -> str:
    """Which months these are: "March 2026", "March to May 2026", "November 2026 to February 2027"."""
    last = f"{of.last:%B %Y}"
    if of.first == of.last:
        return last
    return f"{of.first:%B} to {last}" if of.first.year == of.last.year else f"{of.first:%B %Y} to {last}"


def spoken(took: timedelta) -> str:
    """How long something took, as one would say it: "4 minutes", "3 hours", "2 days"."""
    minutes = round(took.total_seconds() / 60)
    if not minutes:
        return "less than a minute"
    for many, one in ((minutes // 1440, "day"), (minutes // 60, "hour")):
        if many >= 2:
            return f"{many} {one}s"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _row(month: Month) -> Row:
    has_enough = (month.people or month.writers) >= crowds.ENOUGH and month.writers >= crowds.EACH_SIDE
    files = has_enough and month.files and (month.writers if month.filers is None else month.filers) >= crowds.EACH_SIDE
    return Row(
        first=month.first,
        posts=_shares(month.posts, month.for_everyone, month.for_units) if has_enough else None,
        files=_shares(month.files, month.files_for_everyone, month.files_for_units) if files else None,
        hardly_reached=_hardly_reached(month),
        undiscussed=None if month.undiscussed is None else _to_ten(month.undiscussed),
    )


def _shares(all_: int, everyone: int, units: int) -> Shares:
    """Whole percents: what rounding leaves over goes to the largest."""
    exact = (everyone, units, all_ - everyone - units)
    percents = [round(100 * part / all_) for part in exact]
    percents[exact.index(max(exact))] += 100 - sum(percents)
    return Shares(_to_ten(all_), *percents)


def _to_ten(number: int) -> int:
    return int(number / 10 + 0.5) * 10


def _hardly_reached(month: Month) -> int | None:
    """Percent of the gated posts that were handed out to fewer than three people, where both kinds are enough to hide in."""
    looked_at, few = month.looked_at, month.hardly_reached
    if looked_at is None or few is None or min(few, looked_at - few) < crowds.ENOUGH:
        return None
    return round(100 * few / looked_at)
