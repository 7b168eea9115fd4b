"""How long it takes to rank every place for one more stop or pair: `python -m benchmarks.insertion`.

A random day in the plane with windows, loads and paid time, and a plan that keeps its rules. The travel of
each newcomer to and from all places is given.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from core.matrix import Int32Array, TravelMatrix
from core.units import Cents, Seconds
from core.window import TimeWindow
from routing.assemble import assemble
from routing.insertion import Prepared, prepared
from routing.newcomer import Newcomer, TravelRows
from routing.plan import Plan
from routing.problem import Depot, Pair, Problem, Stop, Vehicle

SIDE_M = 40_000
METRES_PER_SECOND = 12
SHIFT = TimeWindow(opens=Seconds(7 * 3600), closes=Seconds(19 * 3600))
WIDTH_S = 4 * 3600
SERVICE_S = 240


def distances(origins: NDArray[np.float64], targets: NDArray[np.float64]) -> Int32Array:
    """Return whole metres between points, (origins, targets)."""
    apart = np.hypot(*(origins[:, None, axis] - targets[None, :, axis] for axis in (0, 1)))
    return np.rint(apart).astype(np.int32)


def seconds(metres: Int32Array) -> Int32Array:
    """Return how long it takes to drive `metres`."""
    return -(-metres // METRES_PER_SECOND)


class Day:
    """Stops around a depot in the middle, a plan of rounds by direction, and newcomers."""

    def __init__(self, stops: int, vehicles: int, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.points = self.rng.uniform(0, SIDE_M, (stops + 1, 2))
        self.points[0] = SIDE_M / 2
        self.metres = distances(self.points, self.points)
        self.problem = self._problem(vehicles, [()] * stops)
        rounds = self._rounds(vehicles)
        self.problem = self._problem(vehicles, self._windows(assemble(self.problem, rounds)))
        self.plan = assemble(self.problem, rounds)

    def _rounds(self, vehicles: int) -> dict[str, list[str]]:
        """Return rounds of as many stops each: near ones out, far ones back, one direction a vehicle."""
        from_depot = self.points[1:] - self.points[0]
        order = np.argsort(np.arctan2(from_depot[:, 1], from_depot[:, 0]))
        rounds = {}
        for number, part in enumerate(np.array_split(order, vehicles)):
            far = part[np.argsort(np.hypot(*from_depot[part].T))]
            rounds[f"vehicle {number}"] = [f"stop {k}" for k in (*far[::2], *far[1::2][::-1])]
        return rounds

    def _windows(self, plan: Plan) -> list[tuple[TimeWindow, ...]]:
        """Return a window around the start of work for half of the stops, and none for the others."""
        starts = {visit.stop: visit.start for route in plan.routes for visit in route.visits}
        found: list[tuple[TimeWindow, ...]] = []
        for number in range(len(self.points) - 1):
            opens = starts[f"stop {number}"] - int(self.rng.integers(0, WIDTH_S))
            window = TimeWindow(opens=Seconds(max(0, opens)), closes=Seconds(max(0, opens) + WIDTH_S))
            found.append((window,) if self.rng.random() < 0.5 else ())
        return found

    def _problem(self, vehicles: int, windows: list[tuple[TimeWindow, ...]]) -> Problem:
        fleet = (
            Vehicle(
                id=f"vehicle {number}",
                start="depot",
                end="depot",
                capacity=(1_100_000, 45),
                shift=SHIFT,
                cost_fixed=Cents(6000),
                cost_per_km=Cents(35),
                cost_per_hour=Cents(2800),
                max_duration=Seconds(11 * 3600),
            )
            for number in range(vehicles)
        )
        return Problem(
            stops=tuple(self.stop(f"stop {k}", k + 1, *each) for k, each in enumerate(windows)),
            vehicles=tuple(fleet),
            depots=(Depot(id="depot", location=0),),
            travel={"van": TravelMatrix(durations=seconds(self.metres), distances=self.metres)},
        )

    def stop(self, name: str, location: int, *windows: TimeWindow) -> Stop:
        """Return a stop of a parcel of up to 40 kg."""
        whole = (TimeWindow(opens=Seconds(0), closes=Seconds(86_400)),)
        load = (int(self.rng.integers(1_000, 40_000)), 1)
        service = Seconds(SERVICE_S)
        return Stop(id=name, location=location, delivery=load, windows=windows or whole, service=service)

    def newcomer(self, count: int) -> Newcomer:
        """Return a new stop somewhere, or a pair that two new stops are."""
        new = self.rng.uniform(0, SIDE_M, (count, 2))
        out, among = distances(new, self.points), distances(new, new)
        rows = TravelRows(
            durations_from=seconds(out),
            durations_to=seconds(out),
            distances_from=out,
            distances_to=out,
            durations_between=seconds(among),
            distances_between=among,
        )
        opens = Seconds(int(self.rng.integers(SHIFT.opens, SHIFT.closes - WIDTH_S)))
        window = TimeWindow(opens=opens, closes=Seconds(opens + WIDTH_S))
        size = len(self.points)
        stops = [self.stop(f"new {k}", size + k, *([window] if k + 1 == count else [])) for k in range(count)]
        pair = Pair(pickup="new 0", delivery="new 1", load=(5_000, 1)) if count == 2 else None
        return Newcomer(stops=tuple(stops), pair=pair, travel={"van": rows})


def measured(questions: list[Newcomer], ask: Callable[[Newcomer], int]) -> NDArray[np.float64]:
    """Return, of each question, milliseconds by the clock and of the processor, and how many insertions."""
    figures = []
    for question in questions:
        began, worked = time.perf_counter(), time.thread_time()
        found = ask(question)
        wall, processor = time.perf_counter() - began, time.thread_time() - worked
        figures.append((1000 * wall, 1000 * processor, found))
    return np.array(figures).T


def best(asked: Prepared, most: int | None, written: int) -> Callable[[Newcomer], int]:
    """Return what ranks insertions, and writes out the first with their times."""

    def ask(newcomer: Newcomer) -> int:
        found = asked.insertions(newcomer, most=most)
        list(found[:written])
        return len(found)

    return ask


def main() -> None:
    """Measure what the command line asks for and show a table."""
    parser = argparse.ArgumentParser(description="Time to rank every place for one more stop or pair.")
    parser.add_argument("--stops", type=int, default=5000)
    parser.add_argument("--vehicles", type=int, default=200)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    day = Day(given.stops, given.vehicles, given.seed)
    began = time.perf_counter()
    asked = prepared(day.problem, day.plan)
    ready_ms = (time.perf_counter() - began) * 1000
    table = Table("question", "median ms", "p95 ms", "p95 CPU ms", "insertions")
    for name, count in (("stop", 1), ("pair", 2)):
        questions = [day.newcomer(count) for _ in range(given.questions)]
        for text, most in (("the 20 cheapest", 20), ("all", None)):
            wall, processor, found = measured(questions, best(asked, most, 20))
            figures = (*np.percentile(wall, [50, 95]), np.percentile(processor, 95))
            label = f"{name}: {text}"
            table.add_row(label, *(f"{each:.2f}" for each in figures), f"{np.median(found):,.0f}")
    console = Console()
    console.print(
        f"{given.stops:,} stops, {given.vehicles:,} vehicles, prepared in {ready_ms:.0f} ms; 20 written out"
    )
    console.print(table)


if __name__ == "__main__":
    main()
