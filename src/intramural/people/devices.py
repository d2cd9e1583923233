"""A browser's own description made into words that its owner recognises. No more of it is kept."""

from __future__ import annotations

import re

_BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chromium or Chrome"),
    ("Safari", "Safari"),
]
_SYSTEMS = [("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS", "a Mac"), ("CrOS", "a Chromebook"), ("Linux", "Linux")]  # fmt: skip


def device_name(user_agent: str) -> str:
    """Such as "Firefox on Linux", or "An unknown device"."""
    browser = next((name for mark, name in _BROWSERS if re.search(mark, user_agent)), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " on ".join(part for part in (browser, system) if part) or "An unknown device"
