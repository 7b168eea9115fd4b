"""Whether a row's figure is what was to be reached."""

from collections.abc import Iterable

from benchmarks.figures import Figure, best_rival, figure, rival_limit
from benchmarks.figures_to_reach import VEHICLES_REACHED
from benchmarks.rows import Row
from benchmarks.runs import RowRuns
from benchmarks.solvers import PEERS
from benchmarks.tasks import OURS


def outcome(runs: RowRuns, limit: str) -> str:
    """Return whether what was to be reached at a time limit is.

    "yes"; "no: " with what is missing; "open: " with the peer that was not measured.
    """
    row, mine = runs.row, figure(runs, OURS, limit)
    unmeasured = _unmeasured(runs, limit)
    missing = [
        *_above_target(row, mine, limit),
        *([] if unmeasured else _incomplete(row, mine)),
        *_behind(runs, limit),
    ]
    if missing:
        return "no: " + "; ".join(missing)
    return f"open: {unmeasured} not measured" if unmeasured else "yes"


def _unmeasured(runs: RowRuns, limit: str) -> str:
    """Return whom ours cannot be held against; "" where it can, or need not."""
    row = runs.row
    needed = limit in row.shares or row.measure == "peer"
    if not needed or any(runs.of(peer, rival_limit(limit)) for peer in row.rivals):
        return ""
    return " or ".join(PEERS[peer] for peer in row.rivals)


def _incomplete(row: Row, mine: Figure) -> Iterable[str]:
    if row.measure == "vehicles":
        if mine.reached is None or mine.reached < VEHICLES_REACHED:
            yield f"vehicles on {100 * (mine.reached or 0):.0f} %"
    elif mine.counted < mine.of or mine.of == 0:
        yield f"{mine.of - mine.counted} of {mine.of} without a figure"


def _above_target(row: Row, mine: Figure, limit: str) -> Iterable[str]:
    target = row.targets.get(limit)
    if target is not None and mine.value is not None and mine.value > target:
        yield f"above {target:g} %"
    if row.measure == "peer" and mine.worst is not None and mine.worst > 0:
        yield f"behind {PEERS[row.rivals[0]]} on an instance"


def _behind(runs: RowRuns, limit: str) -> Iterable[str]:
    """Yield what is wrong beside the best rival; where that one has no gap, ours may have none."""
    share, rival = runs.row.shares.get(limit), best_rival(runs, limit)
    if share is None or rival is None:
        return
    peer, its, mine = rival
    if mine.value is None or its.value is None or mine.value > min(its.value, share * its.value):
        yield f"behind {PEERS[peer]}" if share == 1 else f"above {share:.2f} of {PEERS[peer]}"
