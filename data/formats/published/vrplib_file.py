"""Reads VRPLIB files, with the sections that newer sets have added for vehicles, depots and prizes.

The package `vrplib` turns text into arrays. It drops the numbers that rows begin with, the line they stand on and
whatever is missing, so `inspection` has looked at all of that before.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
from vrplib.parse import parse_vrplib

from core.errors import Fault, fault
from data.formats.published.convention import FloatArray, Grid, Int64Array
from data.formats.published.draft import Draft, Fleet
from data.formats.published.edge_weights import explicit_weights
from data.formats.published.inspection import inspect, nodes, vehicles
from data.formats.published.numbers import whole
from data.formats.published.outline import Outline, outline_of
from data.formats.published.rules import NUMBERS, TABLES
from data.formats.published.text import at_line, refuse_file

Values = Mapping[str, Any]
"""What `vrplib` made of the file: numbers and arrays by lower-case key."""

_GRIDS: Final[Mapping[str, Grid]] = {"EUC_2D": "real", "FLOOR_2D": "floor", "CEIL_2D": "ceil", "EXACT_2D": "real"}


def vrplib_draft(text: str, *, name: str, file: str, convention: str) -> Draft:
    """Return what a VRPLIB file says; raises `InvalidInput` with every fault it has."""
    outline = outline_of(text, file)
    inspect(outline)
    values: Values = parse_vrplib(_tables_alone(outline), compute_edge_weights=False)
    depots = _depots(outline)
    demand = _demand(values, nodes(outline))
    fleet = _fleet(values, vehicles(outline), dimensions=demand.shape[1], depots=depots)
    service = _service(values, nodes(outline), depots)
    refuse_file(file, _contradictions(outline, values, fleet, depots))
    explicit, grid = _measure(outline, convention)
    return Draft(
        name=outline.value("NAME") or name,
        depots=depots,
        demand=demand,
        service=service,
        fleet=fleet,
        points=None if explicit else np.asarray(values["node_coord"], dtype=np.float64),
        weights=explicit_weights(outline, nodes(outline)) if explicit else None,
        grid=grid,
        windows=_floats(values.get("time_window")),
        prizes=_floats(values.get("prize")),
    )


def _tables_alone(outline: Outline) -> str:
    """Return the file without remarks and lists, as these can hold what `vrplib` takes for a section or its end."""
    lines = [f"{key}: {part.value}" for key, part in outline.specifications.items() if key in NUMBERS]
    for key in TABLES.keys() & outline.sections.keys():
        lines += [f"{key}_SECTION", *(" ".join(row.tokens) for row in outline.sections[key].rows)]
    return "\n".join(lines)


def _floats(values: Any) -> FloatArray | None:
    return None if values is None else np.asarray(values, dtype=np.float64)


def _depots(outline: Outline) -> tuple[int, ...]:
    """Return the locations of the DEPOT_SECTION, which -1 ends; the first node where there is none."""
    section = outline.sections.get("DEPOT")
    if section is None:
        return (0,)
    found, faults = list[int](), list[Fault]()
    for row, token in ((row, token) for row in section.rows for token in row.tokens if token != "-1"):
        node = whole(token) or 0
        if not 1 <= node <= nodes(outline) or node - 1 in found:
            expected = f"a node from 1 to {nodes(outline)}, each once, and -1 at the end"
            faults.append(fault(at_line(outline.file, row.line), "DEPOT_SECTION", token, expected))
        found.append(node - 1)
    if not found:
        faults.append(fault(at_line(outline.file, section.line), "DEPOT_SECTION", "nothing", "at least one node"))
    refuse_file(outline.file, faults)
    return tuple(sorted(found))


def _demand(values: Values, size: int) -> Int64Array:
    given = values.get("demand", values.get("linehaul"))
    return np.zeros((size, 0), dtype=np.int64) if given is None else _whole(given).reshape(size, -1)


def _whole(values: Any) -> Int64Array:
    return np.asarray(values, dtype=np.float64).astype(np.int64)


def _service(values: Values, size: int, depots: tuple[int, ...]) -> FloatArray:
    """Return service times; one value for all means all stops, as work is never done at a depot."""
    given = np.asarray(values.get("service_time", 0), dtype=np.float64)
    service = np.broadcast_to(given, size).copy()
    if given.ndim == 0:
        service[list(depots)] = 0
    return service


def _fleet(values: Values, size: int, *, dimensions: int, depots: tuple[int, ...]) -> Fleet:
    def each(key: str, default: float) -> FloatArray:
        return np.broadcast_to(np.asarray(values.get(key, default), dtype=np.float64), size)

    def bound(key: str) -> FloatArray | None:
        return each(key, 0) if key in values else None

    capacity = _whole(values.get("capacity", 0))
    longest = "vehicles_max_duration" if "vehicles_max_duration" in values else "distance"
    return Fleet(
        capacity=(capacity if capacity.ndim == 2 else np.broadcast_to(capacity, size).reshape(size, 1))[
            :, : None if dimensions else 0
        ],
        depots=_whole(each("vehicles_depot", depots[0] + 1)) - 1,
        fixed_costs=each("vehicles_fixed_cost", 0),
        unit_costs=_whole(each("vehicles_unit_distance_cost", 1)),
        max_durations=bound(longest),
        max_distances=bound("vehicles_max_distance"),
        allowed=None,
    )
