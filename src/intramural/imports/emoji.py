"""Reactions and emoji of other systems."""

from __future__ import annotations

import re

from rich.emoji import Emoji

_WORDS = {
    "+1": "agree", "thumbsup": "agree", "pray": "thank", "tada": "celebrate", "smile": "smile", "heart": "care",
    "bulb": "learned",
}  # fmt: skip
_SHORTCODE = re.compile(r":([a-z0-9_+'-]{1,60})(?:::skin-tone-\d)?:")
MOST = 60 - len("emoji:")


def reaction(name: str) -> str:
    """One of our six words where an emoji plainly means it, else the emoji under its own name. Skin tones are left out."""
    base = name.split("::")[0].strip(":").lower()
    return _WORDS.get(base) or f"emoji:{base[:MOST]}"


def shown(text: str) -> str:
    """The text with the :names: of known emoji replaced by themselves."""
    return _SHORTCODE.sub(lambda match: drawn(match[1]), text) if ":" in text else text


def drawn(name: str, code: str = "") -> str:
    """The emoji of this name, or of these hexadecimal code points ("1f570-fe0f"); else its :name:."""
    try:
        return "".join(chr(int(point, 16)) for point in code.split("-")) if code else Emoji.replace(f":{name}:")
    except (ValueError, OverflowError):
        return f":{name}:"
