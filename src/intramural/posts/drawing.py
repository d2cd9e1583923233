"""Cards of posts as HTML, kept by everything that is drawn in them.

The key is the whole card as the database gave it for this viewer, today on their clock, and the page it stands on; so a
kept card can be no other than the one that would be drawn now. Who may see a post is never kept: the card was asked for
before it comes here. The CSRF field is left open and filled in for each answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from threading import Lock
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from markupsafe import Markup

from intramural.kit import clock
from intramural.posts.queries.lists import Card, Shell
from intramural.ui.environment import zone_of

MOST_KEPT = 4000  # about 6 kB each
_OPEN = Markup("<!--csrf-->")
_known = attrgetter(*(field.name for field in fields(Shell)))
_plain = attrgetter(*(field.name for field in fields(Card) if field.name != "reactions"))
_kept: OrderedDict[tuple[Any, ...], str] = OrderedDict()
_lock = Lock()


def draw(cards: Sequence[Card | Shell], request: HttpRequest, csrf_input: Any) -> Markup:
    """The cards and shells as their viewer sees them, in their order, with the CSRF field of this answer; nothing for none."""
    if not cards:
        return Markup("")
    now, zone, viewer = clock.now(), zone_of(request.user), getattr(request.user, "pk", None)
    # With the day, and the moment of the card itself, they make the words of its time.
    on = (zone.key, now.astimezone(zone).date(), getattr(request.user, "is_member", False))
    keys = [
        _key(card, now, viewer, (*on, request.path)) if isinstance(card, Card) else (*_known(card), on) for card in cards
    ]
    with _lock:
        kept = [_kept_for(key) for key in keys]
    drawn = [
        html if html is not None else _once(key, card, request) for html, key, card in zip(kept, keys, cards, strict=True)
    ]
    return Markup("".join(drawn).replace(_OPEN, csrf_input.__html__()))  # noqa: S704  (drawn by our template)


def _key(card: Card, now: datetime, viewer: int | None, on: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """All that is drawn; None in its author's undo window, which counts down, and whose form is answered once."""
    if card.released_at > now:
        return None
    return (*_plain(card), tuple(card.reactions.items()), card.author_id == viewer, on)


def _kept_for(key: tuple[Any, ...] | None) -> str | None:
    if key is None or key not in _kept:
        return None
    _kept.move_to_end(key)
    return _kept[key]


def _once(key: tuple[Any, ...] | None, card: Card | Shell, request: HttpRequest) -> str:
    """The card, drawn and kept under the key."""
    template: Any = get_template("posts/drawn.html" if isinstance(card, Card) else "posts/drawn_shell.html")
    html = str(template.template.render(it=card, request=request, csrf_input=_OPEN))
    if key is not None:
        with _lock:
            _kept[key] = html
            if len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return html


def forget() -> None:
    """Draws everything anew from here on."""
    with _lock:
        _kept.clear()
