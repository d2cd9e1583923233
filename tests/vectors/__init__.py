"""Public test vectors, each folder with its licence."""

from __future__ import annotations

import base64
import json
from functools import cache
from pathlib import Path


@cache
def of_json() -> dict[str, bytes]:
    """The files of JSONTestSuite by name: `y_` must be read, `n_` refused, all others may be either."""
    kept = json.loads((Path(__file__).parent / "json-parsing" / "vectors.json").read_text())
    return {
        **{name: base64.b64decode(text) for name, text in kept.items()},
        "n_structure_100000_opening_arrays.json": b"[" * 100_000,
        "n_structure_open_array_object.json": b'[{"":' * 50_000,
    }


@cache
def strings() -> tuple[str, ...]:
    """Strings that have broken programs before (the Big List of Naughty Strings)."""
    return tuple(_list("naughty-strings/blns.json"))


@cache
def payloads() -> tuple[str, ...]:
    """HTML that has come through a sanitiser before (DOMPurify's fixtures)."""
    return tuple(_list("html-sanitizer/payloads.json"))


@cache
def markdown() -> tuple[str, ...]:
    """The Markdown of every example of the CommonMark specification."""
    return tuple(_list("commonmark/examples.json"))


def _list(name: str) -> list[str]:
    found: list[str] = json.loads((Path(__file__).parent / name).read_text())
    return found
