"""Lines as programs break them, put together again."""

from __future__ import annotations

import re

_PROSE = re.compile(r"[\w(“\"'‘«]")
_LONG = 55


def unflowed(said: str) -> str:
    """Text of format=flowed (RFC 3676) with its paragraphs in one line."""
    lines: list[str] = []
    is_open = False
    for row in said.split("\n"):
        depth, content = _depth(row)
        if is_open and content and _depth(lines[-1])[0] == depth and content != "-- ":
            lines[-1] += content.removeprefix(" ")
        else:
            lines.append(row)
        is_open = row.endswith(" ") and content != "-- "
    return "\n".join(lines)


def joined(words: str) -> str:
    """Paragraphs that a program broke at 72 characters, in one line each."""
    lines: list[str] = []
    for row in words.split("\n"):
        before = lines[-1] if lines else ""
        last = before.rsplit("\n", 1)[-1]
        if (
            len(last) >= _LONG and _PROSE.match(row) and _PROSE.match(last) and "   " not in last + row
            and not last.endswith((":", ";", "{", "}", "|", ",\\"))
        ):  # fmt: skip
            lines[-1] = f"{before.rstrip()} {row}"
        else:
            lines.append(row)
    return "\n".join(lines)


def _depth(row: str) -> tuple[int, str]:
    content = row.lstrip(">")
    return len(row) - len(content), content.removeprefix(" ") if content != row else content
