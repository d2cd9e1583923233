"""The program that `apart` starts: takes one job from its input, limits itself, does it, and says how it went."""

from __future__ import annotations

import json
import resource
import sys
import warnings
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024


def main() -> int:
    job = json.load(sys.stdin)
    limit(job["seconds"], job["megabytes"])
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    warnings.simplefilter("ignore")
    json.dump(answer(job), sys.stdout)
    return 0


def limit(seconds: float, megabytes: int) -> None:
    """No more than this time of a processor and this memory; files of at most 256 MB, no core dump, no other process."""
    for what, most in (
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_AS, megabytes * MEGABYTE),
        (resource.RLIMIT_FSIZE, 256 * MEGABYTE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (most, most))


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """What came of the job. A file that cannot be read is the expected case here, whatever its reader raises."""
    source, into = Path(job["source"]), Path(job["into"])
    from intramural.kit.files import documents, pictures

    try:
        if job["work"] == "redraw":
            return pictures.redraw(source, into)
        if job["work"] == "portrait":
            return pictures.portrait(source, into)
        if job["work"] == "read":
            return documents.read(source, into, job["media_type"])
        raise ValueError(job["work"])
    except pictures.Unfit as error:
        return {"failed": error.why}
    except MemoryError:
        return {"failed": "memory"}
    except Exception as error:
        return {"failed": "broken", "because": type(error).__name__}


if __name__ == "__main__":
    sys.exit(main())
