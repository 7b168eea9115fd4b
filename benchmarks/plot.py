"""Draws gap over time, one picture a row: each solver in its colour, each time limit in its line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from matplotlib.figure import Figure

from benchmarks.over_time import Curve, curve, references
from benchmarks.runs import RowRuns, seconds_of
from benchmarks.solvers import PEERS
from benchmarks.tasks import OURS

COLOURS: Final = {
    OURS: "#d7301f",
    "pyvrp": "#2b6cb0",
    "hgs": "#2f855a",
    "ortools": "#b7791f",
    "vroom": "#6b46c1",
}
STYLES: Final = ("-", "--", ":", "-.")
"""The longest limit has the first."""

HEADROOM: Final = 3
"""The picture is so many times as high as the worst answer at the end: first plans may lie above it."""


def draw(runs: RowRuns, file: Path) -> bool:
    """Write the picture of a row; False where nothing can be drawn."""
    lines = list(_lines(runs))
    if not lines:
        return False
    picture = Figure(figsize=(8, 5), layout="constrained")
    axes = picture.add_subplot()
    for label, colour, style, (seconds, gaps) in lines:
        mark = "o" if len(seconds) == 1 else None
        axes.plot(seconds, gaps, color=colour, linestyle=style, marker=mark, label=label)
    below = "lowest of all solvers" if runs.row.measure == "peer" else "best known"
    axes.set(xscale="log", xlabel="seconds", ylabel=f"mean gap to {below}, %", title=runs.row.name)
    ends = [float(gaps[-1]) for _, _, _, (_, gaps) in lines]
    axes.set_ylim(min(0.0, *ends), max(0.5, HEADROOM * max(ends)))
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend()
    picture.savefig(file, dpi=110)
    return True


def _lines(runs: RowRuns) -> Iterator[tuple[str, str, str, Curve]]:
    """Yield label, colour, style and points of every solver and time limit."""
    against = references(runs)
    for solver, colour in COLOURS.items():
        timed = [limit for limit in runs.limits(solver) if seconds_of(limit) is not None]
        for style, limit in zip(STYLES, reversed(timed), strict=False):
            points = curve(runs.of(solver, limit), against)
            if points is not None:
                yield f"{PEERS.get(solver, solver)} {limit}", colour, style, points
