"""How the gap falls over time: the mean over a row's instances, at moments evenly spread on a logarithm."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.record import Record
from benchmarks.runs import Instances, RowRuns, valid
from data.formats.published.score import gap

MOMENTS: Final = 200
EARLIEST_S: Final = 0.01

Curve = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Seconds and mean gaps in percent, from the first moment at which every instance has an answer."""


def references(runs: RowRuns) -> Mapping[str, int]:
    """Return what each instance's costs are compared with: the best known, or the lowest of all solvers."""
    found: dict[str, int] = {}
    for instances in runs.by_limit.values():
        for name, record in instances.items():
            if not valid(record):
                continue
            if runs.row.measure != "peer" and record["best"] is not None:
                found[name] = record["best"]
            else:
                found[name] = min(found.get(name, record["cost"]), record["cost"])
    return found


def curve(instances: Instances, against: Mapping[str, int]) -> Curve | None:
    """Return the mean gap over time of the valid runs; None where there are none."""
    runs = [(record, against[name]) for name, record in instances.items() if valid(record)]
    if not runs:
        return None
    last = max(record["wall_s"] for record, _ in runs)
    moments = np.geomspace(EARLIEST_S, max(last, 2 * EARLIEST_S), MOMENTS)
    gaps = np.mean([_gaps(record, best, moments) for record, best in runs], axis=0)
    known = np.isfinite(gaps)
    return (moments[known], gaps[known]) if known.any() else None


def _gaps(record: Record, best: int, moments: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the gap at each moment, infinite before the first answer; the judged answer comes at the end."""
    steps = [(seconds, cost) for seconds, cost in record["trajectory"] if seconds < record["wall_s"]]
    steps.append((record["wall_s"], record["cost"]))
    times = np.array([seconds for seconds, _ in steps])
    costs = np.array([np.inf, *(gap(cost, best) for _, cost in steps)])
    reached: NDArray[np.float64] = costs[np.searchsorted(times, moments, side="right")]
    return reached
