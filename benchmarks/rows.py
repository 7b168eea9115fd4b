"""The shape of a row of the table: which instances it holds, how they are counted, what is to be reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from benchmarks.instances import files_between
from data.formats.published.convention import Convention
from data.formats.published.instance import Objective

Measure = Literal["best known", "peer", "vehicles"]
"""What a row's figure is.

"best known"
    mean gap to the best known, in percent.
"peer"
    mean gap to the cost of the first rival, in percent: for instances without a published value.
"vehicles"
    mean gap of those instances whose published number of vehicles is reached.
"""


@dataclass(frozen=True, kw_only=True)
class Part:
    """The instances of one folder with `fewest` to `most` locations, and how their costs are counted."""

    folder: str
    distances: Convention = "round"
    fewest: int = 0
    most: int = 10**9


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the table.

    peers
        those who know the rules of these instances and run beside ours.
    rivals
        the peers that ours is held against; of several, the best.
    targets
        by time limit ("10s"), the highest figure that counts as reached, in percent.
    shares
        by time limit, the largest share of the rival's figure that ours may have; 1 means not behind it.
    seconds
        the time limits that are measured.
    own_time_of
        a peer that ends by itself: it is measured so, and ours in the time it took; "" for none.
    """

    name: str
    parts: tuple[Part, ...]
    peers: tuple[str, ...]
    rivals: tuple[str, ...]
    targets: Mapping[str, float]
    shares: Mapping[str, float] = field(default_factory=dict)
    seconds: tuple[float, ...] = (10.0, 60.0)
    objective: Objective = "distance"
    measure: Measure = "best known"
    own_time_of: str = ""

    def instances(self, bench: Path) -> Iterator[tuple[Part, Path]]:
        """Yield the instances that are at hand with their part, folder by folder, the smaller ones first."""
        for part in self.parts:
            for file in files_between(bench / part.folder, part.fewest, part.most):
                yield part, file

    def holds(self, folder: str, locations: int, objective: str) -> bool:
        """Whether an instance stands in this row."""
        return objective == self.objective and any(
            part.folder == folder and part.fewest <= locations <= part.most for part in self.parts
        )
