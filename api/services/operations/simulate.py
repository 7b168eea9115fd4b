"""Designs lived through as an operation: every day is kept, none is lived twice."""

from typing import Any, Final

from api.services.operations.bench import Bench
from api.services.operations.design import changes_of
from api.services.simulate_network import Wish, simulate_network
from api.services.spread_days import Progress, Spread
from api.services.write_simulation import write_simulation

SIMULATION: Final = "simulation.json"


def simulate(asked: dict[str, Any], bench: Bench) -> None:
    """Live designs through day by day, going on from the days of an earlier attempt."""
    chosen = bench.given / "design.json"
    wish = Wish(
        designs=[str(chosen) if each == "given" else each for each in asked["designs"]],
        days=asked["days"], replications=asked["replications"], seed=asked["seed"],
        scenarios=asked["scenarios"], disruptions=asked["disruptions"], last_mile=asked["last_mile"],
        keep_stock=asked["keep_stock"], iterations=asked["iterations"], seconds=asked["seconds"],
    )  # fmt: skip

    def told(progress: Progress) -> bool:
        bench.keep_growth()
        return bench.part(progress.days, progress.of)

    simulated = simulate_network(
        bench.tables, wish, spread=Spread(processes=bench.threads, dask=bench.dask),
        map_file=bench.map_file, cache=bench.cache, output=bench.kept,
        changes=changes_of(asked.get("changes", [])), progress=told, announce=bench.announce,
    )  # fmt: skip
    done = sum(map(len, simulated.days.values()))
    bench.parts(done, len(simulated.days) * wish.days)
    bench.writing()
    write_simulation(simulated, bench.out)
