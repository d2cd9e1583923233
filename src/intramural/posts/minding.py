"""A sentence that rooms above may have before what is out goes further, or says something else. It is said once, and stops nothing.

    minding.add(before=…, after=…)
    @for_people("POST", beforehand=lambda request: minding.beforehand(request, …))
    def page(request): if line := minding.line(request): shows the form again with it · minding.done(request)

It is worked out before the transaction of its request begins, so that nobody who writes waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from markupsafe import Markup

from intramural.kit.files.taking import Taken
from intramural.people.models import Person
from intramural.posts import composing
from intramural.posts.composing import Composition
from intramural.posts.models import Post

Before = Callable[[HttpRequest, Post, Composition, Sequence[Taken]], str]
After = Callable[[HttpRequest], None]
_minders: list[tuple[Before, After]] = []


def add(*, before: Before, after: After) -> None:
    """`before` has the sentence as a part of a page, "" for none; `after` is called when the change was made."""
    if (before, after) not in _minders:
        _minders.append((before, after))


def beforehand(request: HttpRequest, came: Sequence[Taken] = (), **changes: Any) -> None:
    """Asks about the author's own post at this address as it would be with these changes to its composition, and these files."""
    post = None
    if request.resolver_match is not None and isinstance(request.user, Person):
        own = Post.objects.filter(author=request.user, state=Post.State.PUBLISHED)
        post = own.filter(public_id=str(request.resolver_match.kwargs.get("public_id", ""))[:13]).first()
    if post is not None:
        changed = replace(composing.of(post), **changes)
        said = [before(request, post, changed, came) for before, _ in _minders]
        request._minded = Markup("").join(Markup(each) for each in said)  # type: ignore[attr-defined]  # noqa: S704  (a page's part)


def line(request: HttpRequest) -> Markup:
    """What `beforehand` found; "" for nothing."""
    found: Markup = getattr(request, "_minded", Markup(""))
    return found


def done(request: HttpRequest) -> None:
    """The change was made, whatever was said of it."""
    for _, after in _minders:
        after(request)
