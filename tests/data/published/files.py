"""The smallest files of each form, so that a test names only what it changes."""

from pathlib import Path

import pytest

from core.errors import Fault, InvalidInput
from data.formats.published.convention import Convention
from data.formats.published.instance import PROFILE, Instance, Objective
from data.formats.published.read import read_instance
from routing.problem import Stop, Vehicle

VRPLIB = {
    "NAME": "tiny",
    "TYPE": "CVRP",
    "DIMENSION": "3",
    "CAPACITY": "10",
    "EDGE_WEIGHT_TYPE": "EUC_2D",
    "NODE_COORD_SECTION": "1 0 0\n2 3 4\n3 0 1",
    "DEMAND_SECTION": "1 0\n2 4\n3 5",
    "DEPOT_SECTION": "1\n-1",
}
"""Depot, a stop 5 away, and a stop 1 away."""

SOLOMON = """TINY

VEHICLE
NUMBER     CAPACITY
  2         200

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0       1000          0
    1      3         4         10         20        60          90
    2      0         1         30         10        15          80
"""

LILIM = """2\t200\t1
0\t0\t0\t0\t0\t1000\t0\t0\t0
1\t3\t4\t10\t20\t60\t90\t0\t3
2\t0\t1\t-7\t10\t15\t80\t4\t0
3\t5\t5\t-10\t0\t900\t90\t1\t0
4\t6\t6\t7\t0\t900\t90\t0\t2
"""


def vrplib_text(**changes: str | None) -> str:
    """Return a VRPLIB file; None leaves a key out."""
    parts = VRPLIB | changes
    specifications = [f"{key} : {value}" for key, value in parts.items() if value and not section(key)]
    sections = [f"{key}\n{value}" for key, value in parts.items() if value and section(key)]
    return "\n".join([*specifications, *sections, "EOF", ""])


def section(key: str) -> bool:
    return key.endswith("_SECTION")


def read(
    folder: Path,
    text: str,
    *,
    distances: Convention = "round",
    objective: Objective = "distance",
    name: str = "tiny.vrp",
) -> Instance:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_instance(path, distances=distances, objective=objective)


def faults_in(folder: Path, text: str, distances: Convention = "round") -> tuple[Fault, ...]:
    """Return what is said to be wrong in a file that must be refused."""
    with pytest.raises(InvalidInput) as refused:
        read(folder, text, distances=distances)
    assert refused.value.faults
    return refused.value.faults


def only_fault(folder: Path, text: str) -> Fault:
    faults = faults_in(folder, text)
    assert len(faults) == 1, faults
    return faults[0]


def matrix(instance: Instance) -> list[list[int]]:
    travel = instance.problem.travel[PROFILE]
    assert travel.durations[0].tolist() == travel.distances[0].tolist()
    rows: list[list[int]] = travel.distances[0].tolist()
    return rows


def stop_at(instance: Instance, location: int) -> Stop:
    stop = instance.problem.stop[str(location)]
    assert stop.location == location
    return stop


def vehicle(instance: Instance, number: int) -> Vehicle:
    return instance.problem.vehicles[number]
