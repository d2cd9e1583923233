"""Silencing where a line stands, and hearing again. Nobody is told that they are not heard."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from intramural.kit.errors import NotFound, Unacceptable
from intramural.notifications.models import ASKS, News, Wish
from intramural.people.models import Person

_ABOUT = Wish.About


@transaction.atomic
def silence(news: News, about: str, *, by: Person) -> Wish:
    """Ends what comes to the person from the line's post, space, topic, person, or of its kind; what is there goes too.

    Refuses (422) what the line does not have.
    """
    post = news.post
    subjects = {
        _ABOUT.POST: post,
        _ABOUT.SPACE: post.space if post else None,
        _ABOUT.TOPIC: news.topic,
        _ABOUT.PERSON: news.by if post else None,
    }
    if about == _ABOUT.KIND:
        wish, gone = Wish(about=about, key=f"kind:{news.kind}"), Q(kind=news.kind)
    elif (subject := subjects.get(_ABOUT(about) if about in _ABOUT.values else _ABOUT.KIND)) is None:
        raise Unacceptable("That cannot be made quiet here.", remedy="Reload the page, and choose again.", field="about")
    else:
        wish = Wish(about=about, key=f"{about}:{subject.pk}", **{_FIELDS[_ABOUT(about)]: subject})
        gone = _gone(about, subject.pk)
    kept, _ = Wish.objects.update_or_create(
        person=by,
        key=wish.key,
        defaults={
            "about": wish.about, "ways": "", "post": wish.post, "space": wish.space, "topic": wish.topic, "other": wish.other,
        },
    )  # fmt: skip
    told = News.objects.filter(gone, person=by).values("pk")
    News.objects.filter(pk__in=told).update(on_page=False, is_decided=True, is_quiet=True)
    return kept


_FIELDS = {_ABOUT.POST: "post", _ABOUT.SPACE: "space", _ABOUT.TOPIC: "topic", _ABOUT.PERSON: "other"}


def _gone(about: str, pk: int) -> Q:
    """What is on the page of such a subject. Who is named in a silenced space or topic still hears of it."""
    if about == _ABOUT.POST:
        return Q(post=pk)
    if about == _ABOUT.PERSON:
        return Q(by=pk)
    return Q(**{"post__space" if about == _ABOUT.SPACE else "post__topics": pk}) & ~Q(kind__in=ASKS)


def hear_again(pk: str, *, by: Person) -> None:
    """Ends a silence of the person's own. Refuses (404) all else."""
    if not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        raise NotFound("You have silenced no such thing.")
    if not Wish.objects.filter(pk=int(pk), person=by, ways="").delete()[0]:
        raise NotFound("You have silenced no such thing.")
