"""One measurement: which solver, on which instance, for how long, with which seed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from data.formats.published.convention import Convention
from data.formats.published.instance import Objective


@dataclass(frozen=True, kw_only=True)
class Task:
    """One run of a solver on a published instance, in a process of its own.

    seconds
        wall clock from the call to the answer; None lets the solver end by itself.
    beside
        a solver whose own time on this instance is `seconds` here; "" where the time was chosen.
    """

    solver: str
    file: Path
    distances: Convention
    objective: Objective
    seconds: float | None
    seed: int
    threads: int = 1
    beside: str = ""

    @property
    def folder(self) -> str:
        """The folder of the published set."""
        return self.file.parent.name

    @property
    def limit(self) -> str:
        """How long it may take, as it stands in names: "10s", or "own" for as long as a solver takes."""
        return (
            f"{self.beside}-own" if self.beside else "own" if self.seconds is None else f"{self.seconds:g}s"
        )

    @property
    def name(self) -> str:
        """The task's place among the records of its solver, without extension."""
        run = f"{self.objective}-{self.limit}-threads{self.threads}-seed{self.seed}"
        return f"{self.folder}/{self.file.stem}/{run}"

    def as_json(self) -> str:
        """Return the task as text that `from_json` reads."""
        return json.dumps(asdict(self) | {"file": str(self.file)})

    @classmethod
    def from_json(cls, text: str) -> "Task":
        """Return the task that `as_json` wrote."""
        values: Mapping[str, Any] = json.loads(text)
        return cls(**(dict(values) | {"file": Path(values["file"])}))
