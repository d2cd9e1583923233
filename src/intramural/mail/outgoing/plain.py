"""HTML in words, as one would read it aloud: lists keep their marks, links their addresses, nothing is boxed in."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "blockquote", "pre", "ul", "ol", "table", "hr", "details", "summary"}


def words(html: str) -> str:
    """The text of HTML that `markup` made. Lines are as long as their paragraphs: whoever shows them breaks them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._line = ""
        self._before: list[str] = []
        self._lists: list[int | None] = []
        self._mark = ""
        self._link = ("", 0)
        self._is_pre = False
        self._is_tight = False

    def text(self) -> str:
        self._end_block()
        return "\n".join(self._blocks).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "br":
            self._end_line()
        elif tag == "hr":
            self._end_block()
            self._write("* * *")
            self._end_block()
        elif tag in ("ul", "ol"):
            self._end_block(tight=bool(self._lists))
            self._lists.append(int(facts.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            self._end_line()
            self._mark = self._next_mark()
        elif tag == "a":
            self._link = ("" if facts.get("class") else facts.get("href") or "", len(self._line))
        elif tag in _BLOCKS:
            self._end_block(tight=bool(self._mark))
            if tag == "blockquote":
                self._before.append("> ")
            self._is_pre = self._is_pre or tag == "pre"
        elif tag in ("td", "th") and self._line.strip():
            self._line = f"{self._line.rstrip()} | "

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag == "li" or tag == "tr":
            self._end_line()
        elif tag in _BLOCKS:
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._end_block(tight=bool(self._lists))
            if tag == "blockquote" and self._before:
                self._before.pop()
            self._is_pre = self._is_pre and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._is_pre:
            first, *more = data.rstrip("\n").split("\n")
            self._line += first
            for line in more:
                self._end_line(even_blank=True)
                self._line = line
            return
        words = " ".join(data.split())
        if data[:1].isspace() and self._line and not self._line.endswith(" "):
            words = f" {words}"
        if data[-1:].isspace() and words.strip():
            words += " "
        self._line += words

    def _next_mark(self) -> str:
        indent = "  " * (len(self._lists) - 1)
        if not self._lists or self._lists[-1] is None:
            return f"{indent}- "
        number = self._lists[-1]
        self._lists[-1] = number + 1
        return f"{indent}{number}. "

    def _end_link(self) -> None:
        href, start = self._link
        shown = self._line[start:].strip()
        if href and href.removeprefix("mailto:") != shown:
            self._line += f" ({href})"
        self._link = ("", 0)

    def _write(self, words: str) -> None:
        self._line += words

    def _end_line(self, *, even_blank: bool = False) -> None:
        line = self._line.rstrip() if self._is_pre else self._line.strip()
        if line or even_blank:
            self._blocks.append(f"{''.join(self._before)}{self._mark}{line}")
            self._mark = " " * len(self._mark)
        self._line = ""

    def _end_block(self, *, tight: bool = False) -> None:
        self._end_line()
        if not tight:
            self._mark = ""
            if self._blocks and self._blocks[-1] != "":
                self._blocks.append("")
