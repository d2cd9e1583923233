"""Cards of posts as HTML, kept by everything that is drawn in them.

The key is the whole card as the database gave it for this viewer, the words of its time, and the page it stands on; so a
kept card can be no other than the one that would be drawn now. Who may see a post is never kept: the card was asked for
before it comes here. The CSRF field is left open and filled in for each answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from threading import Lock
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from markupsafe import Markup

from intramural.kit import clock
from intramural.posts.queries.lists import Card, Shell
from intramural.ui.environment import moment, when

MOST_KEPT = 4000  # about 6 kB each
_OPEN = Markup("<!--csrf-->")
_known = attrgetter(*(field.name for field in fields(Shell)))
_plain = attrgetter(*(field.name for field in fields(Card) if field.name != "reactions"))
_kept: OrderedDict[tuple[Any, ...], str] = OrderedDict()
_lock = Lock()


def draw(card: Card | Shell, request: HttpRequest, csrf_input: Any) -> Markup:
    """The card or shell as its viewer sees it, with the CSRF field of this answer."""
    if isinstance(card, Shell):
        key = (*_known(card), when(card.released_at, request.user), getattr(request.user, "is_member", False))
        return _filled(_once(key, lambda: _draw(card, request, "posts/drawn_shell.html")), csrf_input)
    if card.released_at > clock.now():  # its author's undo window counts down, and its form is answered once
        return _filled(_draw(card, request), csrf_input)
    key = (
        *_plain(card), tuple(card.reactions.items()), when(card.released_at, request.user), moment(card.opens_at, request.user),
        card.author_id == request.user.pk, getattr(request.user, "is_member", False), request.path,
    )  # fmt: skip
    return _filled(_once(key, lambda: _draw(card, request)), csrf_input)


def _once(key: tuple[Any, ...], draw: Callable[[], str]) -> str:
    """What is kept under the key, drawn if it is not."""
    with _lock:
        html = _kept.get(key)
        if html is not None:
            _kept.move_to_end(key)
            return html
    html = draw()
    with _lock:
        _kept[key] = html
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return html


def forget() -> None:
    """Draws everything anew from here on."""
    with _lock:
        _kept.clear()


def _filled(html: str, csrf_input: Any) -> Markup:
    return Markup(html.replace(_OPEN, csrf_input.__html__()))  # noqa: S704  (drawn by our template)


def _draw(card: Card | Shell, request: HttpRequest, name: str = "posts/drawn.html") -> str:
    template = get_template(name)
    return str(template.template.render(it=card, request=request, csrf_input=_OPEN))  # type: ignore[attr-defined]
