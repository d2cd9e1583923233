"""The mail to those who look after something whose second thought has muted itself. Nobody's doings stand in it, only sums."""

from __future__ import annotations

from django.conf import settings

from intramural.care import doors
from intramural.mail.models import Notice
from intramural.mail.outgoing.written import Written
from intramural.stewards import policy
from intramural.thought import queries

KINDS = (Notice.Kind.MUTED,)
BESIDE = ("stewardship__topic", "stewardship__unit", "stewardship__steward", "stewardship__deputy")


def is_wanted(notice: Notice) -> bool:
    """Whether it is muted still, and theirs."""
    it = notice.stewardship
    return it is not None and policy.is_in_care_of(notice.person, it) and queries.is_muted(it)


def written(notice: Notice) -> Written:
    it = notice.stewardship
    assert it is not None
    context = {
        "it": it,
        "sums": queries.fared(it),
        "link": f"{settings.SITE_URL}{doors.to_stewardship(it, notice.person)}",
    }
    return Written(about=it, context=context)
