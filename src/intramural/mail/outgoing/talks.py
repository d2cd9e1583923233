"""The mails of a private talk: what was said, about which post for whoever may know that now, and a way to answer."""

from __future__ import annotations

from django.conf import settings

from intramural.audiences.queries import listed
from intramural.care import doors, policy
from intramural.care import queries as care
from intramural.care.models import Message
from intramural.mail import addresses
from intramural.mail.models import Notice
from intramural.mail.outgoing.reading import NOBODY
from intramural.mail.outgoing.written import Written

KINDS = (Notice.Kind.CONCERN,)
BESIDE = ("message__by", "message__concern__post__author", "message__concern__post__voice_unit")


def is_wanted(notice: Notice) -> bool:
    return care.takes_part(notice.person, _message(notice).concern)


def written(notice: Notice) -> Written:
    message, person = _message(notice), notice.person
    concern, post = message.concern, message.concern.post
    words = care.words_of(post, viewer=person)
    who = message.by.name if message.by is not None else NOBODY
    names = [each.person.name for each in care.between(concern)]
    context = {
        "it": concern,
        "who": who,
        "said": message.body,
        "between": listed(names, most=len(names)),
        "is_first": not concern.messages.filter(pk__lt=message.pk).exists(),
        "is_author": post.author_id == person.pk,
        "title": words,
        "why": post.why_wide if words else "",
        "may_narrow": policy.may_narrow_now(person, post),
        "post_link": f"{settings.SITE_URL}{doors.to_post(post, person)}" if care.is_open_to(person, post) else "",
        "link": f"{settings.SITE_URL}{doors.to_talk(concern, person)}",
    }
    return Written(
        about=post,
        context=context,
        speaks=who,
        reply_to=addresses.talk_address(concern, person) if concern.is_open else "",
        posts=(post,) if words else (),
    )


def _message(notice: Notice) -> Message:
    assert notice.message is not None
    return notice.message
