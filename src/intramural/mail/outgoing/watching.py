"""The mail to whoever watches what they look after: something of theirs goes wider than they said. It holds its first words, as far as
they may read it when it leaves; an answer to it is for its author, in private."""

from __future__ import annotations

from django.conf import settings

from intramural.care import doors
from intramural.care import queries as care
from intramural.kit import markup
from intramural.mail import addresses
from intramural.mail.models import Notice
from intramural.mail.outgoing.reading import NOBODY
from intramural.mail.outgoing.written import Written
from intramural.posts import reach
from intramural.posts.models import Post
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship

KINDS = (Notice.Kind.WIDER,)
BESIDE = (
    "stewardship__topic", "stewardship__unit", "stewardship__steward__away", "stewardship__deputy__away", "post__author",
    "post__audience", "post__space", "post__voice_unit",
)  # fmt: skip
BEYOND = {"named": "named people", "space": "a space", "unit": "units", "everyone": "the organisation"}


def is_wanted(notice: Notice) -> bool:
    stewardship, post = _about(notice)
    return care.is_watched(notice.person, stewardship, post)


def written(notice: Notice) -> Written:
    (stewardship, post), person = _about(notice), notice.person
    context = {
        "over": stewardship.over,
        "beyond": BEYOND[stewards.watch_of(person, stewardship)],
        "who": post.author.name if post.author is not None else NOBODY,
        "reach": reach.of_audience(post.audience, space=post.space, viewer=person),
        "title": post.title,
        "excerpt": markup.excerpt(post.body, length=400),
        "why": post.why_wide,
        "link": f"{settings.SITE_URL}{doors.to_post(post, person)}",
        "watch": f"{settings.SITE_URL}{doors.to_stewardship(stewardship, person)}#watch",
    }
    return Written(about=post, context=context, reply_to=addresses.care_address(post, person), posts=(post,))


def _about(notice: Notice) -> tuple[Stewardship, Post]:
    assert notice.stewardship is not None
    assert notice.post is not None
    return notice.stewardship, notice.post
