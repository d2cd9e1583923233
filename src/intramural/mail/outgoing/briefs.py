"""The half page that a steward gets on Monday morning: what was shared about what is theirs, and what waits for their word.

It is written when it leaves, of what they may read then, and says of no person how much they shared. Where there is nothing, none leaves.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from intramural.care import doors
from intramural.care import queries as care
from intramural.mail import addresses, queries
from intramural.mail.models import Notice
from intramural.mail.outgoing import lists
from intramural.mail.outgoing.reading import author_name, short_title
from intramural.mail.outgoing.written import Written
from intramural.stewards import queries as stewards

KINDS = (Notice.Kind.BRIEF,)
BESIDE: tuple[str, ...] = ()
MOST_THEIRS = 10


def is_wanted(notice: Notice) -> bool:
    return not queries.has_left(notice.person, addresses.BRIEFS)


def written(notice: Notice) -> Written | None:
    """What it says; None where there is nothing to tell, which only working it out can say."""
    person = notice.person
    brief = care.brief(person)
    if brief.is_empty:
        return None
    talks = [
        (care.words_of(each.post, viewer=person) or "A private talk", each, _at(doors.to_talk(each, person)))
        for each in brief.talks
    ]
    of = lists.of_briefs()
    context: dict[str, Any] = {
        "shared": [
            (each, [(short_title(post), author_name(post), _at(doors.to_post(post, person))) for post in each.newest])
            for each in brief.shared
        ],
        "talks": talks,
        "consults": [(each, _at(doors.to_consult(each.consult, person))) for each in brief.consults],
        "lapsing": [(each, _at(doors.to_matter(each, person))) for each in brief.lapsing],
        "yours": [(each, _at(doors.to_stewardship(each, person))) for each in stewards.of_person(person)[:MOST_THEIRS]],
        "leaving": lists.leaving(of, person),
    }
    named = {post.pk: post for each in brief.shared for post in each.newest}
    named |= {each.post.pk: each.post for each in brief.talks if care.words_of(each.post, viewer=person)}
    return Written(
        about=person,
        context=context,
        posts=tuple(named.values()),
        headers=lists.headers(of, person),
    )


def _at(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
