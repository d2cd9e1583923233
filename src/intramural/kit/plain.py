"""Plain text made into Markdown that shows it as it was."""

from __future__ import annotations

import re

_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_INLINE = re.compile(r"[*`\[]|(?<!\w)_|_(?!\w)|~(?=~)|\\(?=[!-/:-@\[-`{-~])|&(?=#?\w{1,32};)|<(?=[a-zA-Z/!?])")
_LINE = re.compile(r"^([ \t]*)(?:([#>|=+-])|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE)
_BETWEEN = re.compile(r"(\n(?:[ \t]*\n)+)")
_IN_COLUMNS = re.compile(r"^ {4,}\S.* {2,}\S", re.MULTILINE)


def unindented(text: str) -> str:
    """The text without the indents for which Markdown would show its lines as code. Lines in columns stay as they are."""
    return "".join(_flush(piece) for piece in _BETWEEN.split(text))


def _flush(paragraph: str) -> str:
    lines = paragraph.split("\n")
    if not lines[0].startswith("    ") or not lines[0].strip():
        return paragraph
    if all(line.startswith("    ") or not line.strip() for line in lines) and _IN_COLUMNS.search(paragraph):
        return paragraph
    return "\n".join(line.lstrip(" ") for line in lines)


def as_markdown(text: str, *, keep_quotes: bool = False) -> str:
    """The text escaped where Markdown would take it for something else; addresses of pages stay links.

    `keep_quotes` leaves the > of quoted lines, as mail has them.
    """
    pieces, at = [], 0
    for match in _URL.finditer(text):
        pieces.append(_INLINE.sub(r"\\\g<0>", text[at : match.start()]))
        pieces.append(f"<{match[0]}>" if _INLINE.search(match[0]) else match[0])
        at = match.end()
    pieces.append(_INLINE.sub(r"\\\g<0>", text[at:]))

    def escaped(match: re.Match[str]) -> str:
        if match[2] == ">" and keep_quotes:
            return match[0]
        return f"{match[1]}\\{match[2]}" if match[2] else f"{match[1]}{match[3]}\\{match[4]}"

    return _LINE.sub(escaped, "".join(pieces))
