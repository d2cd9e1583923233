"""Text as people write it, made into HTML that cannot do harm.

Markdown without raw HTML (markdown-it-py), then an allow-list (nh3): two parsers, so that a hole in one is not a hole.
`@handle` and `#topic` become links where the caller says that they exist; nothing here asks a database.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import nh3
from linkify_it import LinkifyIt  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

HANDLE = r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?"
TOPIC = r"[^\W_][\w-]{0,48}"
_MARK = re.compile(rf"@({HANDLE})|#({TOPIC})", re.IGNORECASE)
# Line breaks, tabs and the joiners that emoji and several scripts need are kept; other controls would let a name or a
# line pretend to be another (trust.md C2), and a second parser may read them differently (C1).
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MAY_LINK = re.compile(r"//|@\S|\.[^\W\d_]{2}")
FOLDED = "quoted"
"""The info string of a fence whose text is folded away."""
# What a text that is nothing but paragraphs does not have: the beginning of a block of another kind …
_BLOCK = re.compile(
    r"^[ \t]*(?:>|#{1,6}(?:[ \t]|$)|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|`{3}|~{3}|=+[ \t]*$|[-:|][-:| \t]*$"
    r"|(?:[*_][ \t]*){3,}$)|\]:",
    re.MULTILINE,
)
_INDENTED = re.compile(r" {4}| {0,3}\t")
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_FOLD = re.compile(rf"^(`{{3,}}){FOLDED}[ \t]*\n", re.MULTILINE)
# … and what words that stand for themselves do not have.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_INLINE = re.compile(rf"[*`\[]|(?<!\w)_|_(?!\w)|~~|\\\n|&(?=[#\w])|<(?=\S)|{_MAY_LINK.pattern}")
_INLINE_OR_MARK = re.compile(rf"[@#]|{_INLINE.pattern}")
_BEGINS_LINE = re.compile(r"^[ \t]*(?:(?:[#>*+-]+|\d+\.)[ \t]+|```+\w*[ \t]*)", re.MULTILINE)
_AROUND_WORDS = re.compile(r"[*_~`]{1,3}(?=\S)|(?<=\S)[*_~`]{1,3}")
_BREAK = re.compile(r"(?<! ) *\n[ \t]*")
_MOST_PARSED = 200

TAGS = {
    "a", "blockquote", "br", "code", "del", "details", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "s", "strong",
    "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
CLASSES = {"a": {"mention", "topic"}, "details": {"quoted"}}


@dataclass(frozen=True)
class Rendered:
    """HTML that is safe to show, and what the text referred to, in order of appearance."""

    html: str
    mentions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass
class _Context:
    people: Mapping[str, str]
    topics: Mapping[str, str]
    mentions: dict[str, None] = field(default_factory=dict)
    tags: dict[str, None] = field(default_factory=dict)


def clean(text: str) -> str:
    """The text in NFC, with line feeds only, without control characters, bidi overrides and half surrogates.

    What is kept is read back exactly as it was kept.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _SURROGATES.sub("\ufffd", text)))


def clean_line(text: str) -> str:
    """A single line: as `clean`, with every run of white space made one blank."""
    return " ".join(clean(text).split())


def mentioned(text: str) -> tuple[set[str], set[str]]:
    """The handles and the topic words (both lower-case) that the text may refer to, to look up before rendering."""
    handles, topics = set(), set()
    for match in _MARK.finditer(text):
        if match[1]:
            handles.update(_shortenings(match[1].lower()))
        else:
            topics.add(match[2].lower())
    return handles, topics


def render(text: str, *, people: Mapping[str, str] | None = None, topics: Mapping[str, str] | None = None) -> Rendered:
    """Renders Markdown; `people` and `topics` map a handle or topic word (lower-case) to the address of its page.

    Takes under a second for any text within the limits of a post (trust.md C4); never raises.
    """
    context = _Context(people=people or {}, topics=topics or {})
    raw, tokens = _in_paragraphs(text, context) or _in_blocks(text, context)
    links = [
        str(href)
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open" and "class" not in child.attrs and (href := child.attrGet("href"))
    ]
    return Rendered(
        html=sanitise(raw), mentions=tuple(context.mentions), topics=tuple(context.tags), links=tuple(dict.fromkeys(links))
    )


def _in_blocks(text: str, context: _Context) -> tuple[str, list[Token]]:
    parser = _PARSER if text.count("[") <= MOST_BRACKETS else _WITHOUT_LINKS
    tokens = parser.parse(text, {"marks": context})
    return str(parser.renderer.render(tokens, parser.options, {})), tokens


def _in_paragraphs(text: str, context: _Context) -> tuple[str, list[Token]] | None:
    """What `_in_blocks` gives, many times sooner, for a text of paragraphs and folded parts alone; None for any other."""
    if text.count("[") > MOST_BRACKETS:
        return None
    written: list[str] = []
    tokens: list[Token] = []
    parsed, env = 0, {"marks": context}
    special = _INLINE_OR_MARK if context.people or context.topics else _INLINE
    for piece, history in _unfolded(text):
        if _BLOCK.search(piece):
            return None
        for paragraph in _BLANK.split(f"\n{piece}\n"):
            if _INDENTED.match(paragraph.removeprefix("\n")):
                return None
            words = paragraph.strip()
            if not special.search(_ESCAPE.sub(" ", words) if "\\" in words else words):
                shown = html.escape(_ESCAPE.sub(r"\1", words), quote=False)
                written.append(f"<p>{_BREAK.sub('<br>' + chr(10), shown)}</p>\n" if paragraph.strip(" \t\n") else "")
            elif parsed < _MOST_PARSED:
                parsed += 1
                inline = _PARSER.parseInline(words, env)
                written.append(f"<p>{_PARSER.renderer.render(inline, _PARSER.options, {})}</p>\n")
                tokens += inline
            else:
                return None
        written.append(_details(history) if history is not None else "")
    return "".join(written), tokens


def _unfolded(text: str) -> Iterator[tuple[str, str | None]]:
    """The text cut at its folded parts: what stands before each, and what is folded (None behind the last)."""
    at = 0
    while fold := _FOLD.search(text, at):
        end = re.compile(rf"^ {{0,3}}{fold[1]}`*[ \t]*$", re.MULTILINE).search(text, fold.end())
        if end is None:
            break
        yield text[at : fold.start()], text[fold.end() : end.start()]
        at = end.end()
    yield text[at:], None


def sanitise(raw: str) -> str:
    """HTML reduced to the allow-list. Doing it twice changes nothing."""
    return nh3.clean(
        raw,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


def folded(text: str) -> str:
    """Markdown that shows this text as it is, and only when somebody opens it: what was quoted under a mail."""
    fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence}{FOLDED}\n{text}\n{fence}"


def excerpt(text: str, *, length: int = 200) -> str:
    """The beginning of the text in plain words, cut at a word, at most `length` characters.

    Only as much is read as an excerpt can need: the patterns below take ever longer on a text that means harm.
    """
    text = text[: 8 * length + 400]
    if "`" in text:
        text = re.sub(r"(```+).*?(?:\1|\Z)|`", " ", text, flags=re.DOTALL)
    plain = in_one_line(text)
    if len(plain) <= length:
        return plain
    return plain[: length - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def in_one_line(text: str) -> str:
    """The text without the signs of its markup, in one line. Asked of what is short: see `excerpt`."""
    if "](" in text:
        text = re.sub(r"!?\[([^\]\n]*)\]\([^)\n]*\)", r"\1", text)
    text = _BEGINS_LINE.sub("", text)
    if any(sign in text for sign in "*_~`"):
        text = _AROUND_WORDS.sub("", text)
    return " ".join(text.split())


def _shortenings(handle: str) -> list[str]:
    """A handle, and what is left of it when the full stop or hyphen behind it ends a sentence instead."""
    found = [handle]
    while (cut := handle.rstrip("._-")) != handle:
        handle = cut
        found.append(handle)
    return found


def _mark(state: StateInline, silent: bool) -> bool:
    """`@handle` and `#topic` at the beginning of a word, so that neither fires inside an address."""
    source, at = state.src, state.pos
    if state.linkLevel or source[at] not in "@#" or (at > 0 and (source[at - 1].isalnum() or source[at - 1] in "_@#/.&-")):
        return False
    match = _MARK.match(source, at)
    if match is None:
        return False
    context: _Context = state.env["marks"]
    word = (match[1] or match[2]).lower()
    known, seen, kind = (
        (context.people, context.mentions, "mention") if match[1] else (context.topics, context.tags, "topic")
    )
    word = next((w for w in _shortenings(word) if w in known), "")
    if not word:
        return False
    if not silent:
        seen[word] = None
        shown = source[at : at + 1 + len(word)]
        state.push("link_open", "a", 1).attrs = {"href": known[word], "class": kind}
        state.push("text", "", 0).content = shown
        state.push("link_close", "a", -1)
    state.pos = at + 1 + len(word)
    return True


def _heading(self: Any, tokens: Any, idx: int, options: Any, env: Any) -> str:
    """Headings of a post begin below those of the page that shows it."""
    level = min(int(tokens[idx].tag[1]) + 1, 4)
    closing = "/" if tokens[idx].nesting < 0 else ""
    return f"<{closing}h{level}>" + ("\n" if closing else "")


def _picture(self: Any, tokens: Any, idx: int, options: Any, env: Any) -> str:
    """A picture from elsewhere would tell its host who reads; its text stands for it, linked (no outbound requests)."""
    token = tokens[idx]
    source = html.escape(str(token.attrGet("src") or ""), quote=True)
    return f'<a href="{source}">{html.escape(token.content or "picture")}</a>'


def _fence(self: Any, tokens: Any, idx: int, options: Any, env: Any) -> str:
    """A fence is code, but for what is folded: that is words, shown line by line."""
    token = tokens[idx]
    if token.info.strip() != FOLDED:
        return f"<pre><code>{html.escape(token.content)}</code></pre>\n"
    return _details(token.content)


def _details(history: str) -> str:
    words = html.escape(history.strip("\n"), quote=False).replace("\n", "<br>\n")
    return f'<details class="quoted"><summary>What was written before</summary><p>{words}</p></details>\n'


class _Linkify(LinkifyIt):  # type: ignore[misc]
    """Looks for links only where there can be one: a long letter has hundreds of lines, and few links."""

    def test(self, text: str) -> bool:
        return _MAY_LINK.search(text) is not None and bool(super().test(text))

    def pretest(self, text: str) -> bool:
        return _MAY_LINK.search(text) is not None


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": 20})
    parser.enable(["table", "strikethrough", "linkify"]).disable(["html_block", "html_inline"])
    parser.inline.ruler.before("link", "mark", _mark)
    parser.add_render_rule("fence", _fence)
    parser.linkify = _Linkify()
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    parser.add_render_rule("image", _picture)
    return parser


_PARSER = _parser()
# Each bracket may begin a link, and is looked for an end of its own: no honest text has so many.
MOST_BRACKETS = 2_000
_WITHOUT_LINKS = _parser().disable(["link", "image", "reference"])
