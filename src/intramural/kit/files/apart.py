"""Work on files that people sent, in a process of its own: with little memory, little time and none of our secrets.

A picture or document that breaks its reader breaks that process and nothing else (trust.md, F23).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import structlog

log = structlog.get_logger(__name__)

SECONDS = 20
MEGABYTES = 1024
_WORKSHOP = Path(__file__).with_name("workshop.py")
_MOST_ANSWER = 64 * 1024


class Failed(Exception):
    """The work was not done; `why` is one word: "slow", "died", or what the workshop said."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def do(
    work: str, source: Path, into: Path, *, seconds: float = SECONDS, megabytes: int = MEGABYTES, **more: Any
) -> dict[str, Any]:
    """Has the workshop do `work` on the file at `source` and returns its answer; what it makes lies in `into`.

    Raises Failed. What had been made before the failure may be used.
    """
    job = {"work": work, "source": str(source), "into": str(into), "seconds": seconds, "megabytes": megabytes, **more}
    command = [sys.executable, "-I", "-B", str(_WORKSHOP)]
    try:
        done = subprocess.run(  # noqa: S603  (our own program, and nothing of the file in its arguments)
            command,
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds + 2,
            cwd=into,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TMPDIR": str(into)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.warning("files.reader_too_slow", work=work)
        raise Failed("slow") from None
    if done.returncode != 0:
        log.warning("files.reader_died", work=work, code=done.returncode)
        raise Failed("died")
    answer: dict[str, Any] = json.loads(done.stdout[:_MOST_ANSWER])
    if "failed" in answer:
        raise Failed(answer["failed"])
    return answer
