"""Public ids: random, so that nobody learns from one how many things there are or which came first."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to misread
LENGTH = 13  # 65 bits


def new() -> str:
    """A random public id of 13 characters (65 bits), safe in addresses, mails and file names."""
    bits = secrets.randbits(5 * LENGTH)
    return "".join(ALPHABET[(bits >> shift) & 31] for shift in range(0, 5 * LENGTH, 5))


def is_possible(text: str) -> bool:
    """Whether what somebody sent can be asked of every database: PostgreSQL takes no text with a NUL in it, SQLite does."""
    return "\x00" not in text
