"""The mail to an author: somebody who looks after their post has looked at whom it reached."""

from __future__ import annotations

from django.conf import settings

from intramural.care import doors, exposures
from intramural.mail.models import Notice
from intramural.mail.outgoing.written import Written
from intramural.posts.models import Post

KINDS = (Notice.Kind.OPENED,)
BESIDE = ("post__author", "post__audience", "post__audience_before", "post__voice_unit", "post__space")


def is_wanted(notice: Notice) -> bool:
    return bool(exposures.may_open(notice.person, _post(notice))) and bool(_others(notice))


def written(notice: Notice) -> Written:
    post = _post(notice)
    context = {
        "it": post,
        "who": _others(notice),
        "link": f"{settings.SITE_URL}{doors.to_exposure(post, notice.person)}",
    }
    return Written(about=post, context=context)


def _others(notice: Notice) -> list[str]:
    """Who looked on the last day on which somebody did, its author aside."""
    others = [each for each in exposures.openings(_post(notice)) if not each.is_author]
    return [each.name for each in others if each.on == others[0].on]


def _post(notice: Notice) -> Post:
    assert notice.post is not None
    return notice.post
