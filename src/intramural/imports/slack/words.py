"""What people wrote in Slack, as Markdown. Slack keeps it twice: as rich text in blocks, and in its own markup."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from intramural.imports import emoji, references
from intramural.imports.reading import line, mapping, several, text
from intramural.kit import plain

_CODE = re.compile(r"```(.*?)```|`([^`\n]+)`", re.DOTALL)
# Slack links addresses in code too, where nobody can follow them.
_LINKED = re.compile(r"<((?:https?://|mailto:)[^<>|\n]+)(?:\|([^<>\n]*))?>")
_ANGLE = re.compile(r"<([^<>\n]+)>")
_STYLES = [
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), "**"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), "*"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])"), "~~"),
]
# Markdown would show it as code.
_INDENT = re.compile(r"^[ \t]{4,}(?![ \t•◦▪])", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[•◦▪]\s+", re.MULTILINE)
_PERMALINK = re.compile(r"https://[\w.-]+\.slack\.com/archives/(\w+)/p(\d{10})(\d{6})\b", re.IGNORECASE)
_BROADCASTS = {"here", "channel", "everyone"}
_DEEPEST = 12
Key = Callable[[str], str]
"""Makes Slack's id of a person or channel, or "channel:time" of a message, into a key of this workspace."""


def of_message(message: dict[str, Any], key: Key) -> str:
    """The words of a message: of its rich text where it is all that, else of its text; then what was attached as words."""
    blocks = [mapping(block) for block in several(message.get("blocks"))]
    said = ""
    if blocks and all(block.get("type") == "rich_text" for block in blocks):
        said = of_rich_text(blocks, key)
    if not said.strip():
        said = of_markup(text(message.get("text")), key)
    if not said.strip():
        said = "\n\n".join(filter(None, (_of_block(block, key) for block in blocks)))
    parts = [said.strip("\n")]
    is_all = not said.strip()
    parts += [_of_attached(mapping(attached), key, is_all=is_all) for attached in several(message.get("attachments"))]
    return "\n\n".join(part for part in parts if part)


def of_markup(words: str, key: Key) -> str:
    """Slack's own markup (mrkdwn) as Markdown. Its three escapes are &amp; &lt; &gt;."""
    kept: list[str] = []

    def keep(markdown: str) -> str:
        kept.append(markdown)
        return f"\x01{len(kept) - 1}\x02"

    def code(match: re.Match[str]) -> str:
        said = html.unescape(_LINKED.sub(lambda link: link[2] or link[1], match[1] if match[1] is not None else match[2]))
        return keep(_fence(said) if match[1] is not None else _code(said))

    words = _CODE.sub(code, words)
    words = _ANGLE.sub(lambda match: keep(_of_angle(match[1], key)), words)
    for pattern, mark in _STYLES:
        words = pattern.sub(keep(mark) + r"\1" + keep(mark), words)
    words = _INDENT.sub("", words)
    words = _BULLET.sub(lambda match: keep(f"{match[1]}- "), words)
    words = re.sub(r"^(?:&gt;)+ ?", lambda match: keep("> " * match[0].count("&gt;")), words, flags=re.MULTILINE)
    words = plain.as_markdown(emoji.shown(html.unescape(words)))
    for _ in range(3):
        words = re.sub("\x01(\\d+)\x02", lambda match: kept[int(match[1])] if int(match[1]) < len(kept) else "", words)
    return words


def of_rich_text(blocks: list[dict[str, Any]], key: Key) -> str:
    parts: list[str] = []
    for block in blocks:
        parts += [_of_part(mapping(part), key).strip("\n") for part in several(block.get("elements"))]
    return "\n\n".join(part for part in parts if part.strip())


def _of_part(part: dict[str, Any], key: Key) -> str:
    kind, elements = part.get("type"), [mapping(element) for element in several(part.get("elements"))]
    if kind == "rich_text_list":
        indent = part.get("indent") if isinstance(part.get("indent"), int) else 0
        margin = "    " * max(0, min(int(indent or 0), _DEEPEST))
        is_ordered = part.get("style") == "ordered"
        first = part.get("offset") if isinstance(part.get("offset"), int) else 0
        items = []
        for number, item in enumerate(elements, 1 + max(0, min(int(first or 0), 10_000))):
            mark = f"{number}. " if is_ordered else "- "
            items.append(margin + mark + _inline(several(item.get("elements")), key).strip().replace("\n", f"\n{margin}   "))
        return "\n".join(items)
    if kind == "rich_text_preformatted":
        return _fence("".join(text(e.get("text")) or text(e.get("url")) for e in elements))
    words = _inline(elements, key)
    if kind == "rich_text_quote":
        return "> " + words.strip("\n").replace("\n", "\n> ")
    return words


def _inline(elements: list[Any], key: Key) -> str:
    """Neighbours of one style are put together before they are marked, so that no marks meet."""
    runs: list[tuple[tuple[str, ...], str]] = []
    for element in map(mapping, elements):
        style = mapping(element.get("style"))
        styles = tuple(name for name in ("bold", "italic", "strike", "code") if style.get(name))
        words = _of_element(element, key, is_code="code" in styles)
        if runs and runs[-1][0] == styles:
            runs[-1] = (styles, runs[-1][1] + words)
        else:
            runs.append((styles, words))
    joined = "".join(_styled(words, styles) for styles, words in runs)
    joined = joined if "```" in joined else _INDENT.sub("", joined)
    return re.sub(r"^([ \t]*)([>|=+#-]|\d{1,9}[.)])(?=\s|$)", r"\1\\\2", joined, flags=re.MULTILINE) if runs else ""


def _styled(words: str, styles: tuple[str, ...]) -> str:
    if not styles or not words.strip():
        return words
    if "code" in styles:
        words = _code(words) if "\n" not in words.strip() else _fence(words)
    if "\n\n" in words:
        return words
    inner = words.strip()
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    for style, mark in (("italic", "*"), ("bold", "**"), ("strike", "~~")):
        if style in styles:
            inner = f"{mark}{inner}{mark}"
    return before + inner + after


def _of_element(element: dict[str, Any], key: Key, *, is_code: bool) -> str:
    kind = element.get("type")
    if kind == "text":
        words = text(element.get("text"))
        return words if is_code else plain.as_markdown(words)
    if kind == "link" and is_code:
        return text(element.get("text")) or text(element.get("url"))
    if kind == "link":
        return _link(text(element.get("url")), text(element.get("text")), key)
    if kind == "emoji":
        return emoji.drawn(line(element.get("name")), line(element.get("unicode")))
    if kind == "user":
        return references.person(key(line(element.get("user_id"))))
    if kind == "channel":
        return references.place(key(line(element.get("channel_id"))))
    if kind == "broadcast":
        return f"@{line(element.get('range'))}"
    if kind == "usergroup":
        return "@group"
    if kind == "date":
        return plain.as_markdown(line(element.get("fallback")))
    return plain.as_markdown(line(element.get("text")) or line(element.get("value")))


def _of_angle(inside: str, key: Key) -> str:
    """<@U07> <#C01|name> <!here> <!subteam^S1|@name> <!date^…|words> <https://…|words>"""
    target, _, words = inside.partition("|")
    target, words = html.unescape(target), html.unescape(words)
    if target.startswith("@"):
        return references.person(key(target[1:]))
    if target.startswith("#"):
        return references.place(key(target[1:]))
    if target.startswith("!"):
        name = target[1:].split("^")[0]
        return f"@{name}" if name in _BROADCASTS else plain.as_markdown(words or f"@{name}")
    return _link(target, words, key)


def _link(url: str, words: str, key: Key) -> str:
    permalink = _PERMALINK.match(url)
    shown = plain.as_markdown(words) if words and words != url else ""
    if permalink:
        there = key(f"{permalink[1].upper()}:{permalink[2]}.{permalink[3]}")
        return references.message(there, shown.replace("]", r"\]") or "a message")
    if not re.match(r"(?:https?://|mailto:)\S+$", url, re.IGNORECASE):
        return shown or plain.as_markdown(url)
    bare = url.removeprefix("mailto:")
    if not shown or words in (bare, re.sub(r"^https?://", "", url)):
        return f"<{bare}>"
    safe = re.sub(r"[\s<>()\\]", lambda match: f"%{ord(match[0]):02X}", url)
    return f"[{shown.replace(']', chr(92) + ']')}]({safe})"


def _of_attached(attached: dict[str, Any], key: Key, *, is_all: bool) -> str:
    """What a program attached, or what a message that has no words of its own shares. Previews of links are left out."""
    shared_from = line(attached.get("from_url"))
    if shared_from:
        if not is_all:
            return ""
        title = line(attached.get("title")) or "A message that was shared"
        original = line(attached.get("original_url") or attached.get("title_link"))
        if attached.get("is_msg_unfurl") or not original.startswith("http"):
            return _link(shared_from, "A message that was shared", key)
        return _link(original, title, key)
    said = [line(attached.get("title")), text(attached.get("text")) or text(attached.get("fallback"))]
    words = "\n".join(of_markup(part, key) for part in said if part)
    return "> " + words.replace("\n", "\n> ") if words else ""


def _of_block(block: dict[str, Any], key: Key) -> str:
    words = [text(mapping(block.get("text")).get("text"))]
    words += [text(mapping(field).get("text")) for field in several(block.get("fields"))]
    return "\n".join(of_markup(part, key) for part in words if part)


def _code(words: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    return f"{fence} {words} {fence}" if "`" in words else f"`{words}`"


def _fence(words: str) -> str:
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    return f"\n{fence}\n{words.strip(chr(10))}\n{fence}\n"
