"""Numbers of a VRPLIB file that are well formed and still cannot be meant."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from core.errors import Fault, fault
from data.formats.published.inspection import letters, nodes
from data.formats.published.outline import Outline, node_lists
from data.formats.published.text import SHOWN

Values = Mapping[str, Any]
"""What `vrplib` made of a file: numbers and arrays by lower-case key."""


def contradictions(outline: Outline, values: Values, depots: tuple[int, ...]) -> Iterator[Fault]:
    """Yield a fault for each number that contradicts another one of the file."""
    yield from window_faults(values.get("time_window"), lambda row: outline.line_of("TIME_WINDOW", row))
    yield from _work_at_depots(outline, values, depots)
    yield from _vehicle_depots(outline, values, depots)
    yield from _node_lists(outline, depots)
    yield from _groups(outline, values)
    yield from _backhauls(outline, values)
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
    for key in ("DEMAND", "LINEHAUL", "BACKHAUL", "SERVICE_TIME", "RELEASE_TIME", "PRIZE"):
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


def _node_lists(outline: Outline, depots: tuple[int, ...]) -> Iterator[Fault]:
    """Yield nodes that are none, reload depots that are no depots, and nodes that cannot be in a group."""
    every = range(nodes(outline))
    listed = ", ".join(str(depot + 1) for depot in depots[:SHOWN])
    expected = {
        "VEHICLES_ALLOWED_CLIENTS": (frozenset(every), f"a node from 1 to {len(every)}"),
        "VEHICLES_RELOAD_DEPOT": (frozenset(depots), f"depots: {listed}"),
        "MUTUALLY_EXCLUSIVE_GROUP": (
            frozenset(every) - frozenset(depots),
            f"nodes from 1 to {len(every)} that are no depots",
        ),
    }
    for key, (known, meant) in expected.items():
        for index, row in enumerate(node_lists(outline, key)):
            for node in row:
                if node not in known:
                    yield fault(outline.line_of(key, index), f"{key}_SECTION", node + 1, meant)


def _groups(outline: Outline, values: Values) -> Iterator[Fault]:
    key = "MUTUALLY_EXCLUSIVE_GROUP"
    prizes, seen = values.get("prize"), set[int]()
    for index, row in enumerate(node_lists(outline, key)):
        where = outline.line_of(key, index)
        if not row:
            yield fault(where, f"{key}_SECTION", "no nodes", "the nodes of which one is visited")
        for node in row:
            if node in seen:
                yield fault(where, f"{key}_SECTION", node + 1, "nodes that are listed once, in one group")
            elif prizes is not None and 0 <= node < len(prizes) and prizes[node]:
                yield fault(
                    where, f"{key}_SECTION", node + 1, "nodes without a prize, as one must be visited"
                )
            seen.add(node)


def _backhauls(outline: Outline, values: Values) -> Iterator[Fault]:
    """Yield nodes that cannot come after all deliveries, as they are one."""
    if "B" not in letters(outline):
        return
    both = np.atleast_2d(values["backhaul"].T).any(axis=0) & (_brought(values) > 0)
    for row in np.flatnonzero(both):
        value = " ".join(outline.sections["BACKHAUL"].rows[row].tokens)
        expected = "0 where something is delivered: backhauls come after all deliveries"
        yield fault(outline.line_of("BACKHAUL", int(row)), "BACKHAUL_SECTION", value, expected)


def _brought(values: Values) -> Any:
    """Return (n,) the sum of what is brought to each node."""
    brought = values.get("demand", values.get("linehaul"))
    return 0 if brought is None else np.reshape(brought, (len(brought), -1)).sum(axis=1)


def _dimensions(outline: Outline, values: Values) -> Iterator[Fault]:
    """Yield loads that are counted in more or fewer numbers than capacities are."""
    for key in ("demand", "linehaul", "backhaul"):
        if key in values:
            held = np.shape(values["capacity"])[1] if np.ndim(values["capacity"]) == 2 else 1
            carried = np.reshape(values[key], (len(values[key]), -1)).shape[1]
            if carried != held:
                expected = f"{carried} numbers a vehicle, as each node has {carried} loads"
                yield fault(outline.file, "CAPACITY", f"{held} numbers a vehicle", expected)
