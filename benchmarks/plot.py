"""Draws gap over time, one picture a row: each solver in its colour, each time limit in its line."""

from pathlib import Path
from typing import Final

from matplotlib.figure import Figure

from benchmarks.over_time import curve, references
from benchmarks.runs import RowRuns, seconds_of
from benchmarks.table import PEERS
from benchmarks.tasks import OURS

COLOURS: Final = {
    OURS: "#d7301f",
    "pyvrp": "#2b6cb0",
    "hgs": "#2f855a",
    "ortools": "#b7791f",
    "vroom": "#6b46c1",
}
STYLES: Final = ("-", "--", ":", "-.")


def draw(runs: RowRuns, file: Path) -> bool:
    """Write the picture of a row; False where nothing can be drawn."""
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.add_subplot()
    against = references(runs)
    for solver, colour in COLOURS.items():
        timed = [limit for limit in runs.limits(solver) if seconds_of(limit) is not None]
        for style, limit in zip(STYLES, reversed(timed), strict=False):
            points = curve(runs.of(solver, limit), against)
            if points is not None and len(points[0]):
                mark = "o" if len(points[0]) == 1 else None
                label = f"{PEERS.get(solver, solver)} {limit}"
                axes.plot(*points, color=colour, linestyle=style, marker=mark, label=label)
    if not axes.lines:
        return False
    below = "lowest of all solvers" if runs.row.measure == "peer" else "best known"
    axes.set(xscale="log", xlabel="seconds", ylabel=f"mean gap to {below}, %", title=runs.row.name)
    highest = max(line.get_ydata()[-1] for line in axes.lines)
    lowest = min(line.get_ydata().min() for line in axes.lines)
    axes.set_ylim(min(0, lowest), max(1, 3 * highest))
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend()
    figure.savefig(file, dpi=110)
    return True
