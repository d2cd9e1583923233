"""The mails of a narrowing: to its author, to who narrowed it, and to whoever may uphold it. They hold no word of the post, and each
can be answered: by a word in the first line, or with a sentence for the others on the matter."""

from __future__ import annotations

from django.conf import settings

from intramural.care import doors
from intramural.care import queries as care
from intramural.care.models import Narrowing
from intramural.mail import addresses
from intramural.mail.models import Notice
from intramural.mail.outgoing.reading import NOBODY
from intramural.mail.outgoing.written import Written

Kind = Notice.Kind
KINDS = (Kind.NARROWED, Kind.CONFIRMED, Kind.UPHOLD, Kind.AGREED, Kind.ENDED)
BESIDE = (
    "narrowing__by", "narrowing__upheld_by", "narrowing__ended_by", "narrowing__post__author", "narrowing__post__voice_unit",
    "narrowing__stewardship__topic", "narrowing__stewardship__unit", "narrowing__stewardship__steward__away",
    "narrowing__stewardship__deputy__away",
)  # fmt: skip


def is_wanted(notice: Notice) -> bool:
    """What holds no longer is told to nobody, nor to whoever is not on the matter any more."""
    narrowing = _narrowing(notice)
    if not care.is_on_the_matter(notice.person, narrowing):
        return False
    if notice.kind == Kind.UPHOLD:
        return narrowing.is_provisional and notice.person in care.second_people(narrowing)
    return narrowing.is_in_force or notice.kind == Kind.ENDED


def written(notice: Notice) -> Written:
    narrowing, person = _narrowing(notice), notice.person
    who = narrowing.by.name if narrowing.by is not None else NOBODY
    context = {
        "it": narrowing,
        "who": who,
        "is_author": narrowing.post.author_id == person.pk,
        "author": narrowing.post.author.name if narrowing.post.author is not None else NOBODY.lower(),
        "link": f"{settings.SITE_URL}{doors.to_matter(narrowing, person)}",
    }
    return Written(
        about=narrowing.post,
        context=context,
        speaks=who if notice.kind in (Kind.NARROWED, Kind.UPHOLD) else "",
        reply_to=addresses.matter_address(narrowing, person),
    )


def _narrowing(notice: Notice) -> Narrowing:
    assert notice.narrowing is not None
    return notice.narrowing
