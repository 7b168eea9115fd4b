"""Figures of the street engine on one map: `python -m benchmarks.roads MAP [--osrm URL]`.

With `--osrm` a running osrm-routed (same map, car profile with turn and signal penalties off) is asked for
the same 1,000 pairs; how to start one is told in docs/decisions/0006-road-engine.md.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

from core.place import Place
from routing.travel.isochrone import isochrones
from routing.travel.roads.kernel import best_engine
from routing.travel.roads.profile import DELAYS, SpeedTable
from routing.travel.roads.streets import RoadSource, open_streets

T = TypeVar("T")


class Figures:
    """Measured steps, each with wall and processor seconds and the peak of memory so far."""

    def __init__(self) -> None:
        self.table = Table("step", "wall s", "CPU s", "peak MiB")

    def measured(self, step: str, work: Callable[[], T]) -> T:
        """Do `work`, note how long it took, and return its result."""
        wall, processor = time.perf_counter(), time.process_time()
        result = work()
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.table.add_row(step, f"{wall:.3f}", f"{processor:.3f}", str(peak))
        return result


def random_places(
    source: RoadSource, profile: str, count: int, seed: int, spread_m: float = 40
) -> list[Place]:
    """Return places scattered around random junctions of the main part of the streets."""
    rng = np.random.default_rng(seed)
    graph = source.streets_for(profile).graph
    lon, lat = (axis[graph.main] for axis in graph.node_points)
    chosen = rng.choice(len(lon), count)
    off = rng.normal(0, spread_m / 111_000, (2, count))
    return [
        Place(lon=float(x), lat=float(y), name=f"place {k}")
        for k, (x, y) in enumerate(zip(lon[chosen] + off[0], lat[chosen] + off[1], strict=True))
    ]


def measure(extract: Path, profile: str, engine: str, sizes: list[int], figures: Figures) -> None:
    """Measure every step on one map with one engine."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)

        def opened() -> RoadSource:
            return open_streets(extract, profile, cache=cache, engine=engine)

        figures.measured(f"{engine}: from the file", opened)
        source = figures.measured("from the cache", opened)
    places = random_places(source, profile, 1000, 1)
    figures.measured("first 1,000 x 1,000 with snapping", lambda: source.travel(places, profile))
    for size in sizes:
        asked = random_places(source, profile, size, 2)
        figures.measured(
            f"{size:,} x {size:,} with snapping", lambda asked=asked: source.travel(asked, profile)
        )
    prepared = figures.measured(
        "prepare 5,000", lambda: source.prepare(random_places(source, profile, 5000, 3), profile)
    )
    for step, ask in (("1 x 5,000", prepared.row), ("5,000 x 1", prepared.column)):
        ask(places[0])
        figures.measured(f"{step} with snapping", lambda ask=ask: ask(places[1]))
    figures.measured("new speeds", lambda: faster(source).streets_for(profile).free_flow())
    figures.measured("100 legs with lines", lambda: source.legs(places[:101], profile))
    figures.measured(
        "isochrones of 5, 10, 15 min", lambda: isochrones(source, places[0], [5, 10, 15], profile)
    )


def faster(source: RoadSource) -> RoadSource:
    """Return the source with another speed on residential streets."""
    changed = {name: {"speeds_kmh": {"residential": 26}} for name in ("car", "van", "truck", "cargo_bike")}
    return source.with_speeds(SpeedTable(tables=changed), None)


def compare(extract: Path, url: str, console: Console, pairs: int = 1000) -> None:
    """Compare durations with those of an OSRM server that has turn and signal penalties switched off."""
    undelayed = SpeedTable(tables={"car": {"delays_s": dict.fromkeys(DELAYS, 0)}})
    with tempfile.TemporaryDirectory() as folder:
        source = open_streets(extract, "car", cache=Path(folder), speeds=undelayed)
    places = random_places(source, "car", 2 * pairs, 7)
    ours, theirs = [], []
    with httpx.Client(base_url=url, transport=httpx.HTTPTransport(retries=2)) as client:
        for here, there in zip(places[:pairs], places[pairs:], strict=True):
            line = f"{here.lon:.6f},{here.lat:.6f};{there.lon:.6f},{there.lat:.6f}"
            reply = client.get(f"/route/v1/driving/{line}", params={"overview": "false"}).json()
            if reply["code"] == "Ok":
                theirs.append(float(reply["routes"][0]["duration"]))
                ours.append(int(source.legs([here, there], "car")[0].duration))
    mine, other = np.array(ours, float), np.array(theirs)
    off = np.abs(mine - other)
    console.print(
        f"OSRM, {len(mine)} pairs: mean {mine.mean():.1f} s here, {other.mean():.1f} s there; "
        f"mean difference {off.mean():.2f} s ({off.mean() / other.mean():.2%}), "
        f"median {np.median(off):.2f} s; "
        f"{(off <= np.maximum(0.01 * other, 1)).mean():.1%} of pairs within 1 % or 1 s"
    )


def main() -> None:
    """Measure what the command line asks for and show a table."""
    parser = argparse.ArgumentParser(description="Figures of the street engine on one map.")
    parser.add_argument("map", type=Path)
    parser.add_argument("--profile", default="car")
    parser.add_argument("--engine", default=best_engine())
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 5000])
    parser.add_argument("--osrm", metavar="URL")
    given = parser.parse_args()
    console, figures = Console(), Figures()
    if given.osrm:
        compare(given.map, given.osrm, console)
        return
    measure(given.map, given.profile, given.engine, given.sizes, figures)
    console.print(figures.table)


if __name__ == "__main__":
    main()
