"""What `intramural doctor` says of one thing that it looked at."""

from __future__ import annotations

from dataclasses import dataclass

GOOD, MIND, BAD = "ok", "mind", "BAD"
PATIENCE = 5  # seconds, for whatever is asked over the network


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `ok`, `mind` (works, and could be better) or `BAD` (does not work), and a remedy."""

    what: str
    state: str
    says: str
    remedy: str = ""
