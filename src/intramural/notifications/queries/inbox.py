"""The inbox of one person. Nothing is shown that they may not see at this moment, and nothing counts them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from intramural.audiences import visibility
from intramural.care.models import AccessRequest, Consult
from intramural.exposure import gathering
from intramural.kit import markup
from intramural.kit.errors import NotFound
from intramural.kit.paging import Key, Page
from intramural.kit.prepared import Given, Prepared
from intramural.notifications import reasons
from intramural.notifications.models import ASKS, OF_ACCESS, News, NewsQuerySet
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.spaces import queries as spaces

PAGE = 30
MOST_QUIET = 100
FILTERS = {
    "asks": Q(on_page=True, kind__in=ASKS, done_at__isnull=True),
    "following": Q(on_page=True) & ~Q(kind__in=ASKS),
    "done": Q(on_page=True, kind__in=ASKS, done_at__isnull=False),
    "quiet": Q(is_quiet=True),
}


_BECAME = {
    "shared": "It was shared. Thank you.",
    "discarded": "It was thrown away. Thank you.",
    "called_off": "No opinion is needed any more. Thank you.",
}


@dataclass(frozen=True)
class Quieting:
    """One way to hear less, where the line stands: `about` is the form's word, `label` what would be quiet."""

    about: str
    label: str


@dataclass(frozen=True)
class Line:
    """One line of the inbox, ready to be shown."""

    news: News
    said: str
    reason: str
    by_itself: str
    title: str
    words: str
    url: str
    quietings: tuple[Quieting, ...]

    @property
    def at(self) -> datetime:
        return self.news.at

    @property
    def public_id(self) -> str:
        return self.news.public_id

    @property
    def by(self) -> Person | None:
        return self.news.by


def inbox(viewer: Person, *, only: str, after: Key | None = None, size: int = PAGE) -> Page[Line]:
    """The news of one of FILTERS, the newest first, a page by key. One query; two where something stands in a space
    that is not listed, and for guests."""
    asked = visibility.values(visibility.viewer_of(viewer))
    if after is not None:
        asked |= {"at": after.at, "tie": after.tie}
    rows = _listed(only, most=size + 1, is_first=after is None).rows(**asked)
    more = len(rows) > size
    lines = _lines(rows[:size], viewer)
    shown = (line.news for line in lines if line.news.kind not in OF_ACCESS)
    gathering.shown(viewer.pk, [news.post_id for news in shown if news.post_id is not None])
    return Page(rows=lines, next=Key(lines[-1].at, lines[-1].public_id) if more else None)


@lru_cache(maxsize=32)
def _listed(only: str, *, most: int, is_first: bool) -> Prepared[News]:
    """One of FILTERS, from the newest on or from a key. Working out its joins takes ten times what the database does."""

    def build(given: Given) -> QuerySet[News]:
        found = _shown(visibility.viewer_given(given)).filter(FILTERS[only])
        if not is_first:
            at, tie = given.moment("at"), given.text("tie")
            found = found.filter(Q(at__lt=at) | Q(at=at, public_id__lt=tie))
        return found.order_by("-at", "-public_id")[:most]

    return Prepared(build)


def quiet_since(viewer: Person, since: datetime) -> bool:
    """Whether something was kept quiet since then that the viewer may still read."""
    return _quiet(viewer, since).exists()


def quiet_posts(viewer: Person, since: datetime) -> list[Post]:
    """The posts of it, the newest first, `MOST_QUIET` at most."""
    found = _quiet(viewer, since).filter(post__isnull=False).select_related("post").order_by("-at", "-pk")
    return list({news.post_id: news.post for news in found[:MOST_QUIET] if news.post is not None}.values())


def have_quiet_note(people: Iterable[Person], *, weeks: Iterable[str]) -> set[int]:
    """Who of them has the line on what was kept quiet for one of the weeks already, by their numbers. One query."""
    found = News.objects.filter(person__in=list(people), key__in=[f"{News.Kind.QUIET}:{week}" for week in weeks])
    return set(found.values_list("person_id", flat=True))


def _quiet(viewer: Person, since: datetime) -> NewsQuerySet:
    return _shown(viewer).filter(FILTERS["quiet"], at__gt=since).exclude(kind=News.Kind.QUIET)


def one(public_id: str, *, viewer: Person) -> Line:
    """One line of the viewer's own; else there is none (404)."""
    news = _shown(viewer).filter(public_id=public_id[:13]).first()
    if news is None:
        raise NotFound("There is no such news for you.")
    return _lines([news], viewer)[0]


def _lines(rows: Sequence[News], viewer: Person) -> list[Line]:
    """A space that the viewer may not know of is not named: they were let into one post of it, or have left it."""
    standing = (news.post.space for news in rows if news.post is not None)
    unknown = spaces.unknown((space for space in standing if space is not None), viewer=viewer)
    return [line_of(news, unknown=unknown) for news in rows]


def _shown(viewer: Person | visibility.Viewer) -> NewsQuerySet:
    found = News.objects.visible_to(viewer)
    return found.select_related(
        "by", "post__space", "comment", "space", "topic", "narrowing", "concern", "consult", "access__by",
        "stewardship__topic", "stewardship__unit",
    )  # fmt: skip


def line_of(news: News, *, unknown: Container[int]) -> Line:
    """A line as it is shown, made from what was asked for with it. Spaces with these numbers are not named."""
    title, words, url = _about(news)
    return Line(
        news=news,
        said=reasons.said(news),
        reason=reasons.reason(news),
        by_itself=reasons.by_itself(news),
        title=title,
        words=words,
        url=url,
        quietings=tuple(_quietings(news, unknown)),
    )


def _about(news: News) -> tuple[str, str, str]:
    """What it is about: a title, more words or none, and where it stands."""
    if news.kind == News.Kind.QUIET:
        return "Some things were kept quiet", "They are there if you want them.", "/for-you/?only=quiet"
    if news.kind == News.Kind.MUTED and news.stewardship is not None:
        title = f"The second thought about {news.stewardship.over} has muted itself"
        return title, "People passed it over four times in five.", f"{news.stewardship.url}second-thought/"
    if news.concern is not None:
        return "A private talk about a post", "", news.concern.url
    if news.consult is not None:
        return "A draft", _of_draft(news, news.consult), news.consult.url
    if news.stewardship is not None:
        asks = "Name somebody, so that people know whom to ask." if news.kind == News.Kind.UNATTENDED else ""
        return news.stewardship.over, asks, news.stewardship.url
    if news.kind == News.Kind.UPHOLD and news.narrowing is not None:
        return "A post that you look after too", "See why, and say whether you think so too.", news.narrowing.url
    if news.post is None:
        assert news.space is not None
        more = f"It is gated until {_day(news)}. Renew it, open it or archive it?" if news.kind == News.Kind.RENEWAL else ""
        return news.space.name, more, f"/spaces/{news.space.slug}/"
    if news.access is not None:
        return _about_access(news, news.access)
    title = news.post.title or markup.excerpt(news.post.body, length=90) or "A post without words"
    where = f"/posts/{news.post.public_id}/"
    if news.kind == News.Kind.OPENED:
        return title, "", f"{where}exposure/"
    if news.narrowing is not None:
        return title, "See why, and what you can do.", news.narrowing.url
    if news.kind == News.Kind.NOTICE:
        return title, "Say that you have read it.", f"{where}acknowledgement/"
    if news.comment is not None:
        return title, markup.excerpt(news.comment.body), f"{where}#comment-{news.comment.public_id}"
    return title, markup.excerpt(news.post.body) if news.post.title else "", where


def _about_access(news: News, access: AccessRequest) -> tuple[str, str, str]:
    """Of a post that its reader may only know of: its title, what is asked or was answered, and where that stands."""
    assert news.post is not None
    if news.kind == News.Kind.ACCESS:
        return news.post.title, f"“{access.words}”" if access.words else "", access.url
    if news.person_id == access.by_id:
        said = "You can read it now." if access.is_granted else "It stays with a smaller circle for now."
        return news.post.title, said, f"/posts/{news.post.public_id}/" if access.is_granted else access.url
    can = "can read it now" if access.is_granted else "cannot read it"
    return news.post.title, f"{access.by.name} {can}.", access.url


def _day(news: News) -> str:
    day = news.space.sunset_on if news.space else None
    return f"{day.day} {day.strftime('%B %Y')}" if day else "its end"


def _quietings(news: News, unknown: Container[int]) -> list[Quieting]:
    found = []
    if news.kind in OF_ACCESS and news.by is not None:
        found.append(Quieting("person", f"All by {news.by.name}"))
    elif news.post is not None and news.kind not in OF_ACCESS:
        found.append(Quieting("post", "This post"))
        if news.post.space is not None and news.post.space_id not in unknown and not news.asks:
            found.append(Quieting("space", f"{news.post.space.name}, but not who names me"))
        if news.topic is not None:
            found.append(Quieting("topic", news.topic.name))
        if news.by is not None:
            found.append(Quieting("person", f"All by {news.by.name}"))
    return [*found, Quieting("kind", f"All of this kind: {News.Kind(news.kind).label.lower()}")]


def _of_draft(news: News, consult: Consult) -> str:
    """Which draft it is, for its author and for who is still asked; to the others only what became of it."""
    if news.kind == News.Kind.OUTCOME:
        return _BECAME.get(consult.end, "")
    reads = news.person_id == consult.by_id or (news.kind == News.Kind.CONSULT and news.done_at is None)
    return consult.title or markup.excerpt(consult.body, length=90) if reads else ""
