"""The console script as a person meets it: in a process of its own, with a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]


def intramural(*words: str, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs the command with nothing of this process's settings."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("INTRAMURAL_", "DATABASE_URL", "DJANGO_"))
    }
    environment = {**kept, "PYTHONPATH": str(ROOT / "src"), "INTRAMURAL_DATA_DIR": str(data), **settings}
    return subprocess.run(
        [sys.executable, "-m", "intramural.config.processes", *words],
        env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_a_wrong_setting_is_refused_by_its_name_with_a_remedy(tmp_path: Path) -> None:
    done = intramural("serve", data=tmp_path, INTRAMURAL_PORT="often")
    assert done.returncode == 2
    assert "INTRAMURAL_PORT cannot be 'often'" in done.stderr
    assert "INTRAMURAL_PORT=8000" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_demo_company_is_for_loopback(tmp_path: Path) -> None:
    made = intramural("demo", data=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "ines@ostergate.example" in made.stdout
    refused = intramural("serve", data=tmp_path, INTRAMURAL_HOST="0.0.0.0")
    assert refused.returncode == 1
    assert "The demo company is for this machine alone" in refused.stderr
