"""The mail that letters become: headers that keep threads together and lead out, a text and the same as HTML.

Nothing in it is fetched from anywhere, nothing tells that it was opened, and no file travels with it: those are links, which
ask again who comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from functools import cache
from typing import Any
from urllib.parse import quote

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from markupsafe import Markup

from intramural.announcements import queries as announcements
from intramural.care import doors
from intramural.kit.markup import clean_line, excerpt
from intramural.mail import addresses
from intramural.mail.models import Letter
from intramural.mail.outgoing import lists, plain
from intramural.mail.outgoing.lists import MailList
from intramural.mail.outgoing.reading import LONGEST_SUBJECT, News

_OURS = re.compile(r'(<a [^>]*?href=")/(?!/)')
_BLANKS = re.compile("\n{3,}")
_QUOTED = re.compile(r'<details class="quoted">.*?</details>\n?', re.DOTALL)
OUTSIDE = "People outside the organisation read this."
"""The first line of what they read (R28)."""
DIGESTS = {Letter.Bundle.DAILY: "Your day", Letter.Bundle.WEEKLY: "Your week"}


def mail(news: Sequence[News]) -> EmailMultiAlternatives:
    """The mail that tells this news of one person: a mail of its own, or a digest."""
    return _digest(news) if news[0].letter.bundle else _letter(news[0])


def _letter(news: News) -> EmailMultiAlternatives:
    context = {
        "news": news,
        "body": body(news.html),
        "in_words": plain.words(_whole(news.html)),
        "answers_by_mail": settings.MAIL_COMES_IN,
        "asks": news.comment is None and announcements.waits_for(news.person, news.post),
        "concern": f"{settings.SITE_URL}{doors.to_post(news.post, news.person)}",
        "list_name": news.space.name if news.space is not None else settings.SITE_NAME,
    }
    about_post = addresses.message_id(news.post)
    headers = {"Message-ID": news.message_id, "From": from_header(news.author_name)}
    if news.comment is not None:
        parent = news.comment.parent_shown
        said_before = addresses.message_id(parent) if parent is not None else about_post
        headers["In-Reply-To"] = said_before
        headers["References"] = " ".join(dict.fromkeys((about_post, said_before)))
    if settings.MAIL_COMES_IN:
        headers["Reply-To"] = addresses.reply_address(news.post, news.person)
    name, slug = (news.space.name, news.space.slug) if news.space is not None else (settings.SITE_NAME, "house")
    return _mail(
        news,
        subject=f"Re: {_subject(news.title)}" if news.comment is not None else _subject(news.title),
        template="letter",
        context=context,
        headers=headers,
        of=MailList(news.about_id, name, slug),
    )


@dataclass(frozen=True)
class Talk:
    """What a digest tells of one post: the post itself if it is new to its reader, and what was said under it."""

    post: News | None
    said: tuple[News, ...]

    @property
    def any(self) -> News:
        return self.post or self.said[0]

    @property
    def reply(self) -> str:
        """Where one answers the post by mail; "" where no mail comes in."""
        return _mailto(addresses.reply_address(self.any.post, self.any.person), self.any)

    @property
    def asks(self) -> bool:
        """Whether the post asks its reader to say that they have read it."""
        return announcements.waits_for(self.any.person, self.any.post)

    @property
    def concern(self) -> str:
        """Where one raises a concern about the post without signing in."""
        return f"{settings.SITE_URL}{doors.to_post(self.any.post, self.any.person)}"

    def answer(self, news: News) -> str:
        """Where one answers, or accepts, one comment by mail; "" where no mail comes in."""
        assert news.comment is not None
        return _mailto(addresses.answer_address(news.comment, news.person), news)


def _mailto(address: str, news: News) -> str:
    if not settings.MAIL_COMES_IN:
        return ""
    return f"mailto:{quote(address, safe='@+')}?subject={quote(f'Re: {_subject(news.title)}')}"


@dataclass(frozen=True)
class Part:
    """The talks of one space in a digest; `name` is "" for what stands in none."""

    name: str
    talks: tuple[Talk, ...]


def parts(news: Sequence[News]) -> list[Part]:
    """The news of a digest by space, each post once, in the order in which they came; what stands in no space first. Spaces may have
    one name and are two."""
    by_space: dict[tuple[str, int], dict[int, list[News]]] = {}
    for each in news:
        space = (each.space.name, each.space.pk) if each.space is not None else ("", 0)
        by_space.setdefault(space, {}).setdefault(each.post.pk, []).append(each)
    return [
        Part(
            name,
            tuple(
                Talk(
                    next((each for each in found if each.comment is None), None),
                    tuple(each for each in found if each.comment),
                )
                for found in posts.values()
            ),
        )
        for (name, _), posts in sorted(by_space.items(), key=lambda found: found[0])
    ]


def _digest(news: Sequence[News]) -> EmailMultiAlternatives:
    found = parts(news)
    talks = [talk for part in found for talk in part.talks]
    name = DIGESTS[Letter.Bundle(news[0].letter.bundle)]
    others = f" and {len(talks) - 1} more" if len(talks) > 1 else ""
    first = excerpt(talks[0].any.title, length=LONGEST_SUBJECT - len(name) - len(others) - 2)
    return _mail(
        news[0],
        subject=f"{name}: {clean_line(first)}{others}",
        template="digest",
        context={"parts": found, "name": name, "list_name": "digests", "answers_by_mail": settings.MAIL_COMES_IN},
        headers={"Message-ID": addresses.digest_id(news[0].letter.pk, news[0].person), "From": from_header("")},
        of=lists.of_digests(),
    )


def _mail(
    first: News, *, subject: str, template: str, context: dict[str, Any], headers: dict[str, str], of: MailList
) -> EmailMultiAlternatives:
    person = first.person
    context = {
        **context, "person": person, "subject": subject, "site_url": settings.SITE_URL, "leaving": lists.leaving(of, person),
        "outside": OUTSIDE,
    }  # fmt: skip
    made = EmailMultiAlternatives(
        subject=subject,
        body=_BLANKS.sub("\n\n", render_to_string(f"mail/letters/{template}.txt", context)).strip("\n") + "\n",
        from_email=addresses.bounce_address(first.post, person) if settings.MAIL_COMES_IN else settings.DEFAULT_FROM_EMAIL,
        to=[person.email or ""],
        headers={
            **headers,
            **lists.headers(of, person),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            addresses.OURS: "letter",
        },
    )
    made.attach_alternative(inlined(render_to_string(f"mail/letters/{template}.html", context)), "text/html")
    return made


def body(html: str) -> Markup:
    """The words of a post or comment for a mail: its links lead to the house, and what was quoted long ago stays there."""
    return Markup(_whole(html))  # noqa: S704  (made by kit.markup)


def _whole(html: str) -> str:
    return _OURS.sub(rf"\1{settings.SITE_URL}/", _QUOTED.sub("", html))


def inlined(html: str) -> str:
    """HTML with each rule of its style where it applies, for readers that drop the style; what depends on the reader's screen
    stays beside it."""
    return _inliner().inline(html)


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def _subject(title: str) -> str:
    return excerpt(title, length=LONGEST_SUBJECT) or title


def from_header(name: str) -> str:
    """The house's address; the name says who speaks through it."""
    house_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((f"{clean_line(name)} ({settings.SITE_NAME})" if name else house_name or settings.SITE_NAME, address))
