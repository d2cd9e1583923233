"""The one password of all demo people: made for this installation, kept in the data folder for its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

WORDS = [
    "amber",
    "anchor",
    "birch",
    "candle",
    "canvas",
    "cedar",
    "copper",
    "cotton",
    "ember",
    "ferry",
    "gravel",
    "harbour",
    "hazel",
    "kettle",
    "lantern",
    "linen",
    "maple",
    "marble",
    "meadow",
    "mortar",
    "pebble",
    "pepper",
    "plum",
    "quarry",
    "ribbon",
    "saddle",
    "saffron",
    "shingle",
    "slate",
    "spruce",
    "tallow",
    "thistle",
    "timber",
    "velvet",
    "walnut",
    "willow",
]


def shared() -> str:
    """The password, made when it is first asked for."""
    path = Path(settings.DATA_DIR) / "demo_password"
    if not path.exists():
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write("-".join(secrets.choice(WORDS) for _ in range(4)) + "\n")
    return path.read_text(encoding="utf-8").strip()
