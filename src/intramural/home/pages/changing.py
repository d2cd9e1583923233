"""The second thought where what is out goes further, or says something else: said once, if it is new, and never in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from intramural.home.pages import thinking
from intramural.kit.files.taking import Taken
from intramural.posts import composing
from intramural.posts.composing import Composition
from intramural.thought import drafting, queries, saying


def before(request: HttpRequest, post: Any, changed: Composition, came: Sequence[Taken]) -> str:
    """The line about a post as it would be, as a part of its page; "" where it was said, or holds of the post as it is."""
    known: Any = request
    thought = queries.think(drafting.of(changed, by=known.user, post=post, came=came))
    known._thought = thought
    if thought is None or not thinking.is_to_be_said(thought, known):
        return ""
    was = queries.think(drafting.of(composing.of(post), by=known.user, post=post))
    if was is not None and saying.was_said(thought, was.key):
        return ""
    return render_to_string("thought/changing.html", thinking.shown(thought, known), request=request)


def after(request: HttpRequest) -> None:
    """Counts how the line fared, as for what is shared."""
    known: Any = request
    thinking.learn(known)
