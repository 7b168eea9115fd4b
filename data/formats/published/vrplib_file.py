"""Reads VRPLIB files, with the sections that newer sets have added for vehicles, depots and prizes.

The package `vrplib` turns text into arrays. It drops the numbers that rows begin with and their lines, and
minds no row that is missing, so `inspection` has looked at all of that before.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from vrplib.parse import parse_vrplib

from core.errors import Fault, fault
from core.plane import Grid
from data.formats.published.contradictions import Values, contradictions
from data.formats.published.convention import BoolArray, Convention, FloatArray, Int64Array
from data.formats.published.draft import Draft, Fleet
from data.formats.published.edge_weights import explicit_weights
from data.formats.published.inspection import inspect, letters, nodes, vehicles
from data.formats.published.numbers import whole
from data.formats.published.outline import Outline, node_lists, outline_of
from data.formats.published.rules import NUMBERS, TABLES
from data.formats.published.text import at_line, refuse_file

_GRIDS: Final[Mapping[str, Grid]] = {
    "EUC_2D": "real",
    "FLOOR_2D": "floor",
    "CEIL_2D": "ceil",
    "EXACT_2D": "real",
}
"""What each EDGE_WEIGHT_TYPE does to the straight line between two points."""


def vrplib_draft(text: str, *, name: str, file: str, convention: Convention) -> Draft:
    """Return what a VRPLIB file says; raises `InvalidInput` with every fault it has."""
    outline = outline_of(text, file)
    inspect(outline)
    values: Values = parse_vrplib(_tables_alone(outline), compute_edge_weights=False)
    depots = _depots(outline)
    loads = _loads(values, nodes(outline))
    measure = _measure(outline, convention)
    refuse_file(file, contradictions(outline, values, depots))
    explicit = measure == "EXPLICIT"
    return Draft(
        name=outline.value("NAME") or name,
        depots=depots,
        loads=loads,
        service=_service(values, nodes(outline), depots),
        fleet=_fleet(outline, values, dimensions=loads.shape[1], depots=depots),
        points=None if explicit else _floats(values["node_coord"]),
        weights=explicit_weights(outline, nodes(outline)) if explicit else None,
        grid=_GRIDS.get(measure, "real"),
        windows=_floats(values.get("time_window")),
        penalties=_floats(values.get("prize")),
        pickups=_pickups(values),
        backhauls_last="B" in letters(outline),
        releases=_floats(values.get("release_time")),
        groups=tuple(row for row in node_lists(outline, "MUTUALLY_EXCLUSIVE_GROUP") if len(row) > 1),
        open_ends="O" in letters(outline),
    )


def _tables_alone(outline: Outline) -> str:
    """Return the file without remarks and lists, which can hold what `vrplib` takes for a section."""
    lines = [f"{key}: {part.value}" for key, part in outline.specifications.items() if key in NUMBERS]
    for key in [key for key in TABLES if key in outline.sections and TABLES[key].columns >= 0]:
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
    for line, text in ((row.line, text) for row in section.rows for text in row.tokens if text != "-1"):
        node = whole(text) or 0
        if not 1 <= node <= nodes(outline) or node - 1 in found:
            expected = f"a node from 1 to {nodes(outline)}, each once, and -1 at the end"
            faults.append(fault(at_line(outline.file, line), "DEPOT_SECTION", text, expected))
        found.append(node - 1)
    if not found:
        faults.append(
            fault(at_line(outline.file, section.line), "DEPOT_SECTION", "nothing", "at least one node")
        )
    refuse_file(outline.file, faults)
    return tuple(sorted(found))


def _loads(values: Values, size: int) -> Int64Array:
    """Return what is brought to each location: nothing, in as many numbers, where only pickups are given."""
    given = values.get("demand", values.get("linehaul"))
    if given is not None:
        return _whole(given).reshape(size, -1)
    fetched = _pickups(values)
    return np.zeros((size, 0), dtype=np.int64) if fetched is None else np.zeros_like(fetched)


def _pickups(values: Values) -> Int64Array | None:
    given = values.get("backhaul")
    return None if given is None else _whole(given).reshape(len(given), -1)


def _whole(values: Any) -> Int64Array:
    return np.asarray(values, dtype=np.float64).astype(np.int64)


def _service(values: Values, size: int, depots: tuple[int, ...]) -> FloatArray:
    """Return service times; one value for all means all stops, as work is never done at a depot."""
    given = np.asarray(values.get("service_time", 0), dtype=np.float64)
    service = np.broadcast_to(given, size).copy()
    if given.ndim == 0:
        service[list(depots)] = 0
    return service


def _measure(outline: Outline, convention: Convention) -> str:
    """Return EDGE_WEIGHT_TYPE, having checked that it can be used."""
    measure = (outline.value("EDGE_WEIGHT_TYPE") or "nothing").upper()
    known = ["EXPLICIT", *_GRIDS]
    faults = []
    if measure not in known:
        faults.append(fault(outline.file, "EDGE_WEIGHT_TYPE", measure, "one of " + ", ".join(known)))
    if measure == "EXACT_2D" and convention != "exact":
        faults.append(
            fault(outline.file, "EDGE_WEIGHT_TYPE", measure, "distances 'exact', which this type means")
        )
    if measure in _GRIDS and "NODE_COORD" not in outline.sections:
        faults.append(fault(outline.file, "NODE_COORD_SECTION", "nothing", "coordinates to measure between"))
    refuse_file(outline.file, faults)
    return measure


def _fleet(outline: Outline, values: Values, *, dimensions: int, depots: tuple[int, ...]) -> Fleet:
    size = vehicles(outline)

    def each(key: str, default: float) -> FloatArray:
        return np.broadcast_to(np.asarray(values.get(key, default), dtype=np.float64), size)

    allowed, kinds = _allowed(outline, depots)
    longest = "distance" if "distance" in values else "vehicles_max_duration"
    return Fleet(
        capacity=_capacity(values, size, dimensions),
        depots=_whole(each("vehicles_depot", depots[0] + 1)) - 1,
        fixed_costs=each("vehicles_fixed_cost", 0),
        unit_costs=_whole(each("vehicles_unit_distance_cost", 1)),
        # DISTANCE bounds a route with its service times (as in the sets of Christofides): a duration.
        max_durations=each(longest, 0) if longest in values else None,
        max_distances=each("vehicles_max_distance", 0) if "vehicles_max_distance" in values else None,
        max_reloads=_whole(each("vehicles_max_reloads", 0)) if "vehicles_max_reloads" in values else None,
        allowed=allowed,
        kinds=kinds,
        reload_depots=tuple(node_lists(outline, "VEHICLES_RELOAD_DEPOT")),
    )


def _capacity(values: Values, size: int, dimensions: int) -> Int64Array:
    if not dimensions:
        return np.zeros((size, 0), dtype=np.int64)
    given = _whole(values["capacity"])
    return given if given.ndim == 2 else np.broadcast_to(given, size).reshape(size, 1)


def _allowed(outline: Outline, depots: tuple[int, ...]) -> tuple[BoolArray | None, Int64Array | None]:
    """Return which locations each kind of vehicle may visit, and the kind of each vehicle."""
    if "VEHICLES_ALLOWED_CLIENTS" not in outline.sections:
        return None, None
    distinct: dict[frozenset[int], int] = {}
    rows = map(frozenset, node_lists(outline, "VEHICLES_ALLOWED_CLIENTS"))
    kinds = [distinct.setdefault(row, len(distinct)) for row in rows]
    allowed = np.zeros((len(distinct), nodes(outline)), dtype=np.bool_)
    allowed[:, list(depots)] = True
    for row, kind in distinct.items():
        allowed[kind, list(row)] = True
    return allowed, np.array(kinds, dtype=np.int64)
