"""What a mail says, as Markdown: lines put together again, and the history that was quoted under it folded away."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from intramural.imports import plain
from intramural.kit import markup

_ALL_THAT_FOLLOWS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\s*-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|message d'origine|mensaje original)",
        r"\s*-{3,}\s*(?:forwarded|weitergeleitet)\b",
        r"\s*begin forwarded message:",
        r"-- ?\Z",
        r"_{40,}\s*\Z",
    )
]
_INTRODUCES = re.compile(
    r"(?:on|am|le|el|op|il)\b.{4,300}(?:wrote|schrieb|a écrit|escribió|schreef|ha scritto)\b.{0,80}:\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"[ \t]?>")
_FIELD = re.compile(r"[ \t*]*(from|sent|to|cc|date|subject|von|gesendet|an|betreff):", re.IGNORECASE)
_STAMP = re.compile(r".{0,80}\b\d{1,2}/\d{1,2}/\d{2,4}\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AP]M)?\s*\Z", re.IGNORECASE)
# What most lines are not is asked first: a letter has hundreds of them.
_MAY_END = re.compile(r"\s*(?:[-_]{2}|begin\b|(?:from|von):|[*]?from|.*\d/\d+.*\d:\d)", re.IGNORECASE)
_MAY_STAMP = re.compile(r"\d/\d+.*\d:\d")
_MAY_INTRODUCE = re.compile(r"(?:on|am|le|el|op|il)\b", re.IGNORECASE)
_RULE = re.compile(r"-{30,}\s*\Z")
_FOOTER = re.compile(r".{0,40}(?:unsubscribe|official user-to-user support forum)", re.IGNORECASE)
_PROSE = re.compile(r"[\w(“\"'‘«]")
_LONG = 55
_SHORT_QUOTE = 4


def of_all(kept: list[tuple[dict[str, Any], str]]) -> list[tuple[str, markup.Rendered]]:
    """The Markdown of letters as they were kept (under "said"), in their order, and what it looks like."""
    bodies = [markup.clean(as_markdown(letter["said"])).strip("\n") for letter, _ in kept]
    return [(body, markup.render(body)) for body in bodies]


def as_markdown(said: str) -> str:
    """The words, with what they answer to folded. What is nothing but history is shown as it is."""
    pieces = _pieces(said.expandtabs(8).split("\n"))
    if not any(not is_history and "".join(lines).strip() for is_history, lines in pieces):
        return _escaped(said.strip("\n"))
    shown = []
    for is_history, lines in pieces:
        words = "\n".join(lines).strip("\n")
        if words.strip():
            shown.append(markup.folded(words) if is_history else _escaped(_joined(words)))
    return "\n\n".join(shown)


def _escaped(words: str) -> str:
    return plain.as_markdown(plain.unindented(words), keep_quotes=True)


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


def of_html(source: str) -> str:
    """The text of an HTML mail, a paragraph a line; addresses of links stand behind their words."""
    reader = _Reader()
    try:
        reader.feed(source[:2_000_000])
        reader.close()
    except Exception:  # the standard library raises whatever it happens to on broken HTML
        reader.said.append("\n")
    said = re.sub(r"[ \t\xa0]+", " ", "".join(reader.said))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", said)).strip()


def _pieces(lines: list[str]) -> list[tuple[bool, list[str]]]:
    """The lines cut into what was said (False) and history (True)."""
    pieces: list[tuple[bool, list[str]]] = []
    at = 0
    while at < len(lines):
        if _ends_here(lines, at):
            pieces.append((True, lines[at:]))
            break
        end = _end_of_quote(lines, at)
        is_history = end > at
        end = max(end, at + 1)
        if pieces and pieces[-1][0] == is_history:
            pieces[-1][1].extend(lines[at:end])
        else:
            pieces.append((is_history, lines[at:end]))
        at = end
    return pieces


def _ends_here(lines: list[str], at: int) -> bool:
    """Whether all from here on is older than the mail, or stands under each of its kind."""
    row = lines[at]
    if not _MAY_END.match(row) and not (at + 1 < len(lines) and _MAY_STAMP.search(lines[at + 1])):
        return False
    following = lines[at + 1 : at + 6]
    if following and row.strip() and not _STAMP.match(row) and _STAMP.match(following[0]) and len(row) < 80:
        return _ends_here(lines, at + 1)
    if any(pattern.match(row) for pattern in _ALL_THAT_FOLLOWS):
        return True
    if _RULE.match(row) and any(_FOOTER.match(later) for later in following[:3]):
        return True
    fields = {match[1].lower() for later in [row, *following] if (match := _FIELD.match(later))}
    begins = _FIELD.match(row)
    if begins and begins[1].lower() in ("from", "von"):
        return bool(fields & {"subject", "betreff"}) and bool(fields & {"sent", "date", "to", "gesendet", "an"})
    return bool(_STAMP.match(row)) and {"to", "subject"} <= fields


def _end_of_quote(lines: list[str], at: int) -> int:
    """Where a quotation that begins here ends: with the line that introduces it, or long; else here."""
    end = at
    for rows in (1, 2, 3) if _MAY_INTRODUCE.match(lines[at]) else ():
        if _INTRODUCES.match(" ".join(lines[at : at + rows])) and not _QUOTED.match(lines[at]):
            end = at + rows
            break
    if end == at and not _QUOTED.match(lines[at]):
        return at
    begin = end
    while begin < len(lines) and not lines[begin].strip():
        begin += 1
    stop = begin
    while stop < len(lines) and (_QUOTED.match(lines[stop]) or (not lines[stop].strip() and _goes_on(lines, stop))):
        stop += 1
    if stop - begin >= (1 if end > at else _SHORT_QUOTE):
        return stop
    return at


def _goes_on(lines: list[str], at: int) -> bool:
    return at + 1 < len(lines) and bool(_QUOTED.match(lines[at + 1]))


def _joined(words: str) -> str:
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


@dataclass
class _Links:
    at: int = 0
    href: str = ""


@dataclass
class _Reader(HTMLParser):
    said: list[str] = field(default_factory=list)
    links: list[_Links] = field(default_factory=list)
    hidden: int = 0
    quoted: int = 0

    _BLOCKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"})
    _HIDDEN = frozenset({"style", "script", "head", "title"})

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._HIDDEN:
            self.hidden += 1
        elif tag == "br":
            self.said.append("\n")
        elif tag == "li":
            self.said.append("\n- ")
        elif tag in self._BLOCKS:
            self.said.append("\n\n" if tag == "p" else "\n")
        elif tag in ("td", "th"):
            self.said.append(" ")
        elif tag == "a":
            self.links.append(_Links(len(self.said), dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in self._BLOCKS:
            self.said.append("\n\n" if tag == "p" else "\n")
        elif tag == "a" and self.links:
            link = self.links.pop()
            shown = "".join(self.said[link.at :]).strip()
            if link.href.startswith(("http://", "https://")) and link.href.rstrip("/") != shown.rstrip("/"):
                self.said.append(f" ({link.href})")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(re.sub(r"\s+", " ", data))
