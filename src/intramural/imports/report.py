"""What an import took, and everything that it did not take, with the reason."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Report:
    """Counts of one run. The named items lie in a temporary file, for there may be very many."""

    def __init__(self) -> None:
        self.taken = self.unchanged = self.people = self.spaces = 0
        self.reasons: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.finished = False
        self._named = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  (it lives as long as the report)

    def __del__(self) -> None:
        self._named.close()

    @property
    def named(self) -> int:
        """How many things were not taken."""
        return self.reasons.total()

    def name(self, reason: str, what: str) -> None:
        """Something was not taken."""
        self.reasons[reason] += 1
        self._named.write(json.dumps({"reason": reason, "what": what[:300]}) + "\n")

    def note(self, loss: str) -> None:
        """Something was taken with a loss."""
        self.notes[loss] += 1

    def named_items(self) -> Iterator[dict[str, Any]]:
        self._named.seek(0)
        for line in self._named:
            yield json.loads(line)

    def counts(self) -> dict[str, Any]:
        return {
            "finished": self.finished,
            "taken": self.taken,
            "named": self.named,
            "unchanged": self.unchanged,
            "people": self.people,
            "spaces": self.spaces,
            "reasons": dict(self.reasons.most_common()),
            "notes": dict(self.notes.most_common()),
        }

    def write(self, path: Path, **more: Any) -> None:
        """The report as JSON, named items included, written item by item."""
        with path.open("w", encoding="utf-8") as out:
            out.write(json.dumps({**self.counts(), **more}, indent=2)[:-2] + ',\n  "named_items": [')
            for number, item in enumerate(self.named_items()):
                out.write(("," if number else "") + "\n    " + json.dumps(item))
            out.write("\n  ]\n}\n")

    def words(self) -> str:
        """The report for a person."""
        lines = [
            f"{self.taken:,} taken, {self.unchanged:,} were here before, {self.named:,} not taken. "
            f"New: {self.people:,} people, {self.spaces:,} spaces."
        ]
        lines += [f"  not taken: {number:>7,}  {reason}" for reason, number in self.reasons.most_common()]
        lines += [f"  taken, but {number:>7,}  {loss}" for loss, number in self.notes.most_common()]
        return "\n".join(lines)
