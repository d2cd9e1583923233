"""What a mail says, as Markdown: lines put together again, and the history that was quoted under it folded away."""

from __future__ import annotations

from typing import Any

from intramural.kit import markup, plain
from intramural.mail.incoming import history
from intramural.mail.incoming.lines import joined


def of_all(kept: list[tuple[dict[str, Any], str]]) -> list[tuple[str, markup.Rendered]]:
    """The Markdown of letters as they were kept (under "said"), in their order, and what it looks like."""
    bodies = [markup.clean(as_markdown(letter["said"])).strip("\n") for letter, _ in kept]
    return [(body, markup.render(body)) for body in bodies]


def as_markdown(said: str) -> str:
    """The words, with what they answer to folded. What is nothing but history is shown as it is."""
    pieces = history.pieces(said.expandtabs(8).split("\n"))
    if not any(not is_history and "".join(lines).strip() for is_history, lines in pieces):
        return _escaped(said.strip("\n"))
    shown = []
    for is_history, lines in pieces:
        words = "\n".join(lines).strip("\n")
        if words.strip():
            shown.append(markup.folded(words) if is_history else _escaped(joined(words)))
    return "\n\n".join(shown)


def _escaped(words: str) -> str:
    return plain.as_markdown(plain.unindented(words), keep_quotes=True)
