"""Builders of small exports in the shape of the real ones."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

DAY = 1_661_000_000


def a_slack_user(id: str, name: str, **more: Any) -> dict[str, Any]:
    """A user of a workspace, with an address."""
    profile = {"real_name": name, "display_name": name.split()[0], "email": f"{name.split()[0].lower()}@old.example"}
    return {"id": id, "team_id": "T1", "name": name.split()[0].lower(), "profile": profile, **more}


def a_slack_message(at: float, user: str, text: str, **more: Any) -> dict[str, Any]:
    """A message, `at` seconds into the day."""
    return {"type": "message", "ts": f"{DAY + at:.6f}", "user": user, "text": text, **more}


def a_slack_export(path: Path, files: dict[str, Any]) -> Path:
    """A .zip with these files: name → what its JSON holds, or text as it is."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, str | bytes) else json.dumps(content))
    return path
