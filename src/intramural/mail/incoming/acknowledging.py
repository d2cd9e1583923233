"""Saying by mail that one has read what asks for it: "acknowledged", alone or above an answer."""

from __future__ import annotations

from intramural.announcements import actions, queries
from intramural.mail.incoming.acts import Doing, Done, Letter, act, rest_said

_WORDS = {
    "acknowledge", "acknowledged", "i acknowledge", "ack", "read", "i have read it", "i have read this", "i've read it", "noted",
    "gelesen", "habe ich gelesen", "zur kenntnis genommen", "lu", "j'ai lu", "lu et compris", "pris connaissance",
}  # fmt: skip


@act("acknowledge", at="post", first=True)
def _acknowledge(letter: Letter) -> Doing | None:
    """Where the post asks for it; elsewhere the words are an answer like any other."""
    if letter.comment is not None or letter.command not in _WORDS or letter.post is None or not queries.asks(letter.post):
        return None
    return _acknowledging


def _acknowledging(letter: Letter) -> Done:
    assert letter.post is not None
    actions.acknowledge(letter.post, by=letter.by)
    return Done("acknowledge", letter.post, rest_said(letter))
