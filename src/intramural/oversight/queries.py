"""The openness meter, as everybody may see it: shares in whole percent, and nothing that comes from too few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from intramural.oversight.models import Month

FEW = 5
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
    """One month. None is what is too little to be shown, or not known."""

    first: date
    posts: Shares | None
    files: Shares | None
    concerns: int | None
    self_reports: int | None
    settled_within: timedelta | None
    shared_within: timedelta | None
    hardly_reached: int | None

    @property
    def is_empty(self) -> bool:
        return self.posts is None


def meter() -> list[Row]:
    """The last months that are over, the latest first. Each was counted once, so nothing that changed later tells anything."""
    return [_row(month) for month in Month.objects.order_by("-first")[:MONTHS]]


def spoken(took: timedelta) -> str:
    """How long something took, as one would say it: "4 minutes", "3 hours", "2 days"."""
    minutes = max(1, round(took.total_seconds() / 60))
    for many, one in ((minutes // 1440, "day"), (minutes // 60, "hour")):
        if many >= 2:
            return f"{many} {one}s"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _row(month: Month) -> Row:
    has_enough = month.posts >= FEW and month.writers >= FEW
    return Row(
        first=month.first,
        posts=_shares(month.posts, month.for_everyone, month.for_units) if has_enough else None,
        files=_shares(month.files, month.files_for_everyone, month.files_for_units)
        if has_enough and month.files >= FEW
        else None,
        concerns=round(month.concerns * 10_000 / month.posts)
        if has_enough and min(month.concerns, month.concerned) >= FEW
        else None,
        self_reports=month.self_reports if min(month.self_reports, month.self_reporters) >= FEW else None,
        settled_within=month.settled_within if min(month.settled, month.self_reporters) >= FEW else None,
        shared_within=month.shared_within if min(month.drafts, month.drafters) >= FEW else None,
        hardly_reached=_hardly_reached(month),
    )


def _shares(all_: int, everyone: int, units: int) -> Shares:
    """Whole percents: what rounding leaves over goes to the largest."""
    exact = (everyone, units, all_ - everyone - units)
    percents = [round(100 * part / all_) for part in exact]
    percents[exact.index(max(exact))] += 100 - sum(percents)
    return Shares(round(all_ / 10) * 10, *percents)


def _hardly_reached(month: Month) -> int | None:
    """Percent of the gated posts that were handed out to fewer than three people, where both kinds are enough to hide in."""
    looked_at, few = month.looked_at, month.hardly_reached
    if looked_at is None or few is None or min(few, looked_at - few) < FEW:
        return None
    return round(100 * few / looked_at)
