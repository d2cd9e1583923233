"""The text of HTML mails, with what they quote marked as plain mails mark it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

MOST = 2_000_000
_QUOTED_BY_PROGRAMS = re.compile(r"\b(?:gmail_quote\b(?!_)|gmail_extra|yahoo_quoted|protonmail_quote|tutanota_quote)")
_ALL_THAT_FOLLOWS = re.compile(
    r"\b(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|stopSpelling)\b"
)
_SIGNED = re.compile(
    r"\b(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|Signature|protonmail_signature_block|AppleMailSignature)\b"
)
SIGNED, FOLLOWED = "-- ", "-----Original Message-----"


def of_html(source: str) -> str:
    """The text of an HTML mail, a paragraph a line; addresses of links stand behind their words."""
    return _text(_Reader(), source)


def of_answer(source: str) -> str:
    """As `of_html`, with `>` before what is quoted, and the lines by which plain mails mark history and signature."""
    return _text(_Reader(marks=True), source)


def _text(reader: _Reader, source: str) -> str:
    try:
        reader.feed(source[:MOST])
        reader.close()
    except Exception:  # the standard library raises whatever it happens to on broken HTML
        reader.said.append("\n")
    said = re.sub(r"[ \t\xa0]+", " ", "".join(reader.said))
    said = re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", said)).strip()
    if not reader.marks:
        return said
    return _with_marks(said)


_OPENED, _CLOSED, _SIGNS, _FOLLOWS = "\ue000", "\ue001", "\ue002", "\ue003"
_MARKS = re.compile(f"([{_OPENED}{_CLOSED}{_SIGNS}{_FOLLOWS}])")


def _with_marks(said: str) -> str:
    depth, lines = 0, [""]
    for piece in _MARKS.split(said):
        if piece in (_OPENED, _CLOSED):
            depth = max(0, depth + (1 if piece == _OPENED else -1))
            lines.append("> " * min(depth, 20))
        elif piece == _SIGNS:
            lines += [("> " * min(depth, 20)) + SIGNED, ""] if not depth else []
        elif piece == _FOLLOWS:
            lines += [FOLLOWED, ""] if not depth else []
        else:
            first, *others = piece.split("\n")
            lines[-1] += first
            lines += [f"{'> ' * min(depth, 20)}{row}" for row in others]
    kept = [row for row in lines if not re.fullmatch(r"(?:> )+", row)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


@dataclass
class _Link:
    at: int = 0
    href: str = ""


@dataclass
class _Reader(HTMLParser):
    marks: bool = False
    said: list[str] = field(default_factory=list)
    links: list[_Link] = field(default_factory=list)
    hidden: int = 0
    open: list[tuple[str, bool]] = field(default_factory=list)

    _BLOCKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"})
    _HIDDEN = frozenset({"style", "script", "head", "title"})
    _HOLDING = frozenset({"div", "blockquote"})

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
            self.links.append(_Link(len(self.said), dict(attrs).get("href") or ""))
        if self.marks:
            self._mark(tag, attrs)

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
        if self.marks and tag in self._HOLDING:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(re.sub(r"\s+", " ", _MARKS.sub("", data)))

    def _mark(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
        if named and _ALL_THAT_FOLLOWS.search(named):
            self.said.append(_FOLLOWS)
        elif named and _SIGNED.search(named):
            self.said.append(_SIGNS)
        if tag in self._HOLDING and len(self.open) < 1000:
            is_quote = tag == "blockquote" or bool(named and _QUOTED_BY_PROGRAMS.search(named))
            self.open.append((tag, is_quote))
            if is_quote:
                self.said.append(_OPENED)

    def _close(self, tag: str) -> None:
        while self.open:
            was, is_quote = self.open.pop()
            if is_quote:
                self.said.append(_CLOSED)
            if was == tag:
                return
