"""The weekly note on what was kept quiet, for whoever lives by mail. Like all else it is written when it leaves, of what they may read
then; where nothing is left of it, none leaves."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from intramural.mail import queries
from intramural.mail.models import Notice
from intramural.mail.outgoing import lists
from intramural.mail.outgoing.reading import author_name, short_title
from intramural.mail.outgoing.written import Written
from intramural.posts.models import Post

KINDS = (Notice.Kind.QUIET,)
BESIDE: tuple[str, ...] = ()
MOST = 20


def is_wanted(notice: Notice) -> bool:
    return queries.gets_digests(notice.person) and _posts(notice).exists()


def written(notice: Notice) -> Written:
    posts, of = list(_posts(notice)[: MOST + 1]), lists.of_digests()
    named = tuple(posts[:MOST])
    context = {
        "posts": [(short_title(post), author_name(post), f"{settings.SITE_URL}/posts/{post.public_id}/") for post in named],
        "has_more": len(posts) > MOST,
        "all": f"{settings.SITE_URL}/for-you/?only=quiet",
        "settings": f"{settings.SITE_URL}/settings/notifications/",
        "leaving": lists.leaving(of, notice.person),
    }
    return Written(about=notice.person, context=context, posts=named, headers=lists.headers(of, notice.person))


def _posts(notice: Notice) -> QuerySet[Post]:
    found = Post.objects.released_to(notice.person).filter(pk__in=notice.words_of.values("pk"))
    return found.select_related("author").order_by("-released_at", "-pk")
