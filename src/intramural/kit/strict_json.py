"""JSON as RFC 8259 has it, read strictly: what two readers could understand differently is refused.

Python's own reader takes NaN and infinities, half surrogates, UTF-16 and doubled names, and gives up in its own way on
deep nesting and on numbers of five thousand digits (trust.md C9).
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from intramural.kit.errors import Unacceptable, Unreadable

DEEPEST = 20


def read(raw: bytes) -> Any:
    """The value that these bytes say. Refuses (400) what is not JSON in UTF-8, nests deeper than 20, names a member
    twice or holds a number that is none; (422) text with NUL or half a surrogate pair, which no database keeps.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"), parse_constant=_no_number, parse_float=_number, object_pairs_hook=_each_name_once
        )
    except (ValueError, RecursionError):  # the first includes bytes that are not UTF-8
        raise _unreadable() from None
    _check(value)
    return value


def _check(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for each in level:
            if isinstance(each, str):
                _check_text(each)
            elif isinstance(each, list):
                below += each
            elif isinstance(each, dict):
                for name in each:
                    _check_text(name)
                below += each.values()
        if not below:
            return
        level = below
    raise _unreadable()


def _check_text(text: str) -> None:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise _no_text() from None
    if "\0" in text:
        raise _no_text()


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _unreadable() -> Unreadable:
    return Unreadable(
        "That is not JSON that can be read.",
        remedy=f"Send one JSON value in UTF-8, with finite numbers, each name once, nested {DEEPEST} deep at most.",
    )


def _no_text() -> Unacceptable:
    return Unacceptable(
        "A text holds a NUL character or half a surrogate pair.", remedy="Send text that is whole characters."
    )
