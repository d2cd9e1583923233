"""Builders of small exports in the shape of the real ones."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
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


def a_mail(at: float, sender: str, subject: str, said: str, *, id: str = "", to: str = "", **headers: str) -> bytes:
    """A mail, `at` minutes into the morning."""
    sent = datetime(2021, 3, 1, 9, tzinfo=UTC) + timedelta(minutes=at)
    head = {"From": sender, "To": to, "Subject": subject, "Date": format_datetime(sent), "Message-ID": id and f"<{id}>"}
    rows = [f"{name}: {value}" for name, value in {**head, **headers}.items() if value]
    return ("\n".join([*rows, "", said]) + "\n").encode()


def a_mbox(path: Path, *mails: bytes) -> Path:
    """An mbox with these mails."""
    path.write_bytes(b"".join(b"From somebody@old.example Mon Mar  1 09:00:00 2021\n" + mail + b"\n" for mail in mails))
    return path
