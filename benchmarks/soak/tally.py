"""How far a trial has come: counted after every round and kept, so that a run that was ended goes on."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Tally:
    """The rounds of one trial so far.

    sums
        what was counted, added up over all rounds.
    worst
        the largest of what was measured in any round.
    faults
        what went wrong, one line each; none is what everybody hopes for.
    """

    file: Path
    rounds: int = 0
    sums: dict[str, int] = field(default_factory=dict)
    worst: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(
        self,
        *,
        rounds: int = 1,
        sums: Mapping[str, int] | None = None,
        measured: Mapping[str, float] | None = None,
        faults: list[str] | None = None,
    ) -> None:
        """Count what one round gave, and keep it."""
        self.rounds += rounds
        for name, count in (sums or {}).items():
            self.sums[name] = self.sums.get(name, 0) + count
        for name, figure in (measured or {}).items():
            self.worst[name] = max(self.worst.get(name, 0.0), figure)
        self.faults += faults or []
        self._keep()

    def told(self) -> dict[str, Any]:
        """Return the tally as plain values."""
        return {"rounds": self.rounds, "sums": self.sums, "worst": self.worst, "faults": self.faults}

    def _keep(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        half = self.file.with_name(f".{self.file.name}.{os.getpid()}")
        half.write_text(json.dumps(self.told(), indent=1), encoding="utf-8")
        half.replace(self.file)


def tally_of(file: Path) -> Tally:
    """Return the tally that a file holds; an empty one where there is no file."""
    if not file.is_file():
        return Tally(file)
    return Tally(file, **json.loads(file.read_text(encoding="utf-8")))


def tallies(folder: Path) -> Iterator[tuple[str, Tally]]:
    """Yield every tally of a folder with its name."""
    for file in sorted(folder.glob("*.json")):
        yield file.stem, tally_of(file)
