"""Labelled sets to measure by: JSON lines and folders of documents, read with care; and answers, written a line of JSON each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import real_texts

_HALVES = re.compile("[\ud800-\udfff]")
Write = Callable[[Any], None]


class Odd(Exception):
    """Input that cannot be used: what is wrong, and what to do about it."""


def folder(path: Path) -> dict[str, str]:
    """The texts in a folder, by path."""
    if not path.is_dir():
        raise Odd(f"{path} is no folder. Name one that holds the documents as files.")
    found = real_texts.of_folder(path)
    if not any(found.values()):
        raise Odd(f"Of the files in {path} none could be read for its words. Text, PDF, Office and OpenDocument files can.")
    return found


def topics(path: Path) -> list[tuple[str, str]]:
    """Texts and their topics; "" where a line has none."""
    found = list(lines(path, "topic"))
    if not found:
        raise Odd(f"{path} holds no line. Write one object a line, with text and topic.")
    return [(line["text"], "" if line.get("topic") is None else str(line["topic"])) for line in found]


def lines(path: Path, beside: str) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, each with a text, and perhaps what else is wanted of it."""
    example = json.dumps({beside: "…", "text": "…"}, ensure_ascii=False)
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                written = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
                line = json.loads(written) if written else None
            except ValueError as fault:
                raise Odd(
                    f"{path}, line {number} is no JSON in UTF-8 ({fault}). Write one object a line, such as {example}."
                ) from None
            if not written:
                continue
            if not isinstance(line, dict) or not isinstance(line.get("text"), str):
                raise Odd(f"{path}, line {number} is no object with a text. Write one object a line, such as {example}.")
            if isinstance(line.get(beside), (dict, list)):
                raise Odd(f"{path}, line {number}: {beside} is neither a word nor a number. Write such as {example}.")
            yield {**line, "text": _HALVES.sub("\ufffd", line["text"])}


@contextmanager
def answers_into(path: Path) -> Iterator[Write]:
    """Writes what it is called with as lines of JSON."""
    with path.open("w", encoding="utf-8") as file:
        yield lambda line: print(json.dumps(line, ensure_ascii=False), file=file)


def with_set(name: str, write: Write) -> Write:
    """The same, each line with the name of its set."""
    return lambda line: write({"set": name, **line})
