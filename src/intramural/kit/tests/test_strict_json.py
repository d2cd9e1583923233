"""JSON is read as RFC 8259 has it, or refused; nothing else comes out."""

from __future__ import annotations

import json

import pytest

from intramural.kit import strict_json
from intramural.kit.errors import Refusal, Unacceptable, Unreadable
from tests import vectors

# Valid by the grammar, and refused all the same: two readers could understand the one differently, and no database keeps the
# others.
REFUSED_THOUGH_VALID = {
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
    "y_object_escaped_null_in_key.json",
    "y_string_null_escape.json",
}


@pytest.mark.parametrize("name", sorted(vectors.of_json()))
def test_vectors(name):
    value, no = _read(vectors.of_json()[name])
    if no is None:
        assert not name.startswith("n_")
        assert json.loads(json.dumps(value, allow_nan=False)) == value
    else:
        assert no.status in (400, 422)
        assert not name.startswith("y_") or name in REFUSED_THOUGH_VALID


def _read(raw):
    try:
        return strict_json.read(raw), None
    except Refusal as no:
        return None, no


@pytest.mark.parametrize(
    "raw", [b"", b"NaN", b"-Infinity", b"1e999", b"[1,]", b"\xff", b"\xef\xbb\xbf{}", b'{"a":1,"a":2}', b"9" * 5000]
)
def test_what_is_not_json(raw):
    with pytest.raises(Unreadable):
        strict_json.read(raw)


@pytest.mark.parametrize("raw", [rb'"\u0000"', rb'{"a":["\ud800"]}', rb'{"\udc00":1}'])
def test_text_that_no_database_keeps(raw):
    with pytest.raises(Unacceptable):
        strict_json.read(raw)


def test_how_deep_it_may_be():
    deepest = strict_json.DEEPEST
    assert strict_json.read(b"[" * (deepest - 1) + b"1" + b"]" * (deepest - 1))
    with pytest.raises(Unreadable):
        strict_json.read(b"[" * (deepest + 1) + b"1" + b"]" * (deepest + 1))
    assert strict_json.read('{"a": "é 😀"}'.encode()) == {"a": "é 😀"}
