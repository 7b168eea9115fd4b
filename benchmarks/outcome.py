"""Whether a row's figure is what was to be reached."""

from collections.abc import Iterable

from benchmarks.figures import Figure, best_rival, figure
from benchmarks.figures_to_reach import VEHICLES_REACHED
from benchmarks.rows import Row
from benchmarks.runs import RowRuns, seconds_of
from benchmarks.tasks import OURS


def outcome(runs: RowRuns, limit: str) -> str:
    """Return whether what was to be reached at a time limit is: "yes", or what is missing."""
    row, mine = runs.row, figure(runs, OURS, limit)
    missing = [
        *_incomplete(row, mine),
        *_above_target(row, mine, limit),
        *_behind(runs, limit),
    ]
    return "no: " + "; ".join(missing) if missing else "yes"


def _incomplete(row: Row, mine: Figure) -> Iterable[str]:
    if row.measure == "vehicles":
        if mine.reached is None or mine.reached < VEHICLES_REACHED:
            yield f"vehicles on {100 * (mine.reached or 0):.0f} %"
    elif mine.counted < mine.of or mine.of == 0:
        yield f"{mine.of - mine.counted} of {mine.of} without a figure"


def _above_target(row: Row, mine: Figure, limit: str) -> Iterable[str]:
    target = row.targets.get(seconds_of(limit) or 0)
    if target is not None and mine.value is not None and mine.value > target:
        yield f"above {target:g} %"
    if row.measure == "peer" and mine.worst is not None and mine.worst > 0:
        yield f"behind {row.rivals[0]} on an instance"


def _behind(runs: RowRuns, limit: str) -> Iterable[str]:
    """Yield what is wrong beside the best rival; the share it may have is 1 where none is told."""
    rival = best_rival(runs, limit) if runs.row.measure == "best known" else None
    if rival is None:
        return
    peer, its, mine = rival
    share = runs.row.shares.get(seconds_of(limit) or 0, 1.0)
    if mine.value is None or its.value is None or mine.value > min(its.value, share * its.value):
        yield f"behind {peer}" if share == 1 else f"above {share:.2f} of {peer}"
