"""Equipment of a warehouse chosen, as an operation."""

from typing import Any

from api.services.operations.bench import Bench
from api.services.select_equipment import select_equipment
from api.services.write_selection import write_selection


def equip(asked: dict[str, Any], bench: Bench) -> None:
    """Choose equipment and play the peak hour through; it takes seconds, and begins anew after a crash."""
    selected = select_equipment(
        bench.tables, show=asked["show"], replications=asked["replications"], seed=asked["seed"],
        announce=bench.announce,
    )  # fmt: skip
    bench.writing()
    write_selection(selected, [bench.out, bench.out / "equipment.svg", bench.out / "equipment.png"])
