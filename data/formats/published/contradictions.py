"""Numbers of a VRPLIB file that are well formed and still cannot be meant."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from core.errors import Fault, fault
from data.formats.published.outline import Outline

Values = Mapping[str, Any]
"""What `vrplib` made of a file: numbers and arrays by lower-case key."""


def contradictions(outline: Outline, values: Values, depots: tuple[int, ...]) -> Iterator[Fault]:
    """Yield a fault for each number that contradicts another one of the file."""
    yield from window_faults(values.get("time_window"), lambda row: outline.line_of("TIME_WINDOW", row))
    yield from _work_at_depots(outline, values, depots)
    yield from _vehicle_depots(outline, values, depots)
    yield from _allowed_clients(outline, values)
    yield from _dimensions(outline, values)


def window_faults(windows: Any, where: Callable[[int], str]) -> Iterator[Fault]:
    """Yield a fault for each row whose window closes before it opens; `where` says where a row is."""
    if windows is not None:
        for row in np.flatnonzero(windows[:, 0] > windows[:, 1]):
            opens, closes = windows[row]
            yield fault(
                where(int(row)), "time window", f"{opens} {closes}", "a window that closes after it opens"
            )


def _work_at_depots(outline: Outline, values: Values, depots: tuple[int, ...]) -> Iterator[Fault]:
    for key in ("DEMAND", "LINEHAUL", "SERVICE_TIME", "PRIZE"):
        if key in outline.sections:
            for depot in depots:
                if np.any(values[key.lower()][depot]):
                    value = " ".join(outline.sections[key].rows[depot].tokens)
                    yield fault(outline.line_of(key, depot), f"{key}_SECTION", value, "0 for a depot")


def _vehicle_depots(outline: Outline, values: Values, depots: tuple[int, ...]) -> Iterator[Fault]:
    nodes = sorted(depot + 1 for depot in depots)
    if "vehicles_depot" not in values:
        if len(depots) > 1:
            expected = "a section that says which depot each vehicle has, as there are several"
            yield fault(outline.file, "VEHICLES_DEPOT_SECTION", "nothing", expected)
        return
    for row in np.flatnonzero(~np.isin(values["vehicles_depot"], nodes)):
        value = values["vehicles_depot"][row]
        where = outline.line_of("VEHICLES_DEPOT", int(row))
        yield fault(where, "VEHICLES_DEPOT_SECTION", value, f"a depot: {', '.join(map(str, nodes))}")


def _allowed_clients(outline: Outline, values: Values) -> Iterator[Fault]:
    size = int(values["dimension"])
    for vehicle, row in enumerate(values.get("vehicles_allowed_clients", ())):
        for node in np.atleast_1d(row):
            if not 1 <= node <= size:
                where = outline.line_of("VEHICLES_ALLOWED_CLIENTS", vehicle)
                yield fault(where, "VEHICLES_ALLOWED_CLIENTS_SECTION", node, f"a node from 1 to {size}")


def _dimensions(outline: Outline, values: Values) -> Iterator[Fault]:
    demand = values.get("demand", values.get("linehaul"))
    if demand is None:
        return
    carried, held = np.reshape(demand, (len(demand), -1)).shape[1], 1
    if np.ndim(values["capacity"]) == 2:
        held = np.shape(values["capacity"])[1]
    if carried != held:
        expected = f"{carried} numbers a vehicle, as each node has {carried} loads"
        yield fault(outline.file, "CAPACITY", f"{held} numbers a vehicle", expected)
