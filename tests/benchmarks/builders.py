"""The smallest valid objects, for tests that name only what they are about."""

from pathlib import Path
from typing import Any

from benchmarks.record import Record
from benchmarks.rows import Part, Row
from benchmarks.task import Task

SQUARE = """NAME : square
TYPE : CVRP
DIMENSION : 5
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 2
NODE_COORD_SECTION
1 0 0
2 10 0
3 10 10
4 0 10
5 0 20
DEMAND_SECTION
1 0
2 1
3 1
4 1
5 1
DEPOT_SECTION
1
-1
EOF
"""
"""A depot and four stops of load 1 for vehicles that carry 2; the best routes cost 10 + 10 + 14 and 40."""


def make_square(folder: Path, name: str = "square") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.vrp"
    file.write_text(SQUARE, encoding="utf-8")
    return file


def make_task(file: Path = Path("cvrp/square.vrp"), **changes: Any) -> Task:
    given: dict[str, Any] = {
        "solver": "ours",
        "file": file,
        "distances": "round",
        "objective": "distance",
        "seconds": 10.0,
        "seed": 1,
    }
    return Task(**(given | changes))


def make_row(**changes: Any) -> Row:
    given: dict[str, Any] = {
        "name": "X",
        "parts": (Part(folder="cvrp"),),
        "peers": ("pyvrp", "hgs"),
        "rivals": ("pyvrp", "hgs"),
        "targets": {"10s": 1.0},
    }
    return Row(**(given | changes))


def make_record(instance: str = "a", **changes: Any) -> Record:
    given: Record = {
        "set": "cvrp",
        "instance": instance,
        "locations": 100,
        "solver": "ours",
        "version": "1",
        "distances": "round",
        "objective": "distance",
        "seconds": 10.0,
        "limit": "10s",
        "seed": 1,
        "threads": 1,
        "commit": "1",
        "computer": {"processor": "P", "cores": 2, "memory_gib": 4, "system": "S", "python": "3"},
        "cost": 101,
        "best": 100,
        "best_vehicles": 3,
        "gap": 1.0,
        "used": 3,
        "complete": True,
        "broken": [],
        "wall_s": 10.0,
        "cpu_s": 10.0,
        "peak_mib": 50,
        "trajectory": [],
        "note": "",
    }
    return given | changes
