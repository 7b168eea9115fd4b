"""The study of a sample city's network as the tables that anybody's network is read from."""

import csv
import io
from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import Final

from core.attribution import OPENSTREETMAP
from core.place import Place
from data.files import write_text
from data.formats.safe_cells import safe_cell
from data.sample_city.network_study import SampleNetwork, SampleSite

Row = Sequence[object]
Table = tuple[Row, Iterable[Row]]

_PARCELS_PER_M2: Final = 400
"""What a square metre of a sample hub handles in a year."""

_DEPOT_SHARE: Final = 1.15
"""Capacity of today's depot beside today's demand: growth of 30 % does not fit."""

_RENT_A_MONTH: Final = 16.0
_RENT_CENTRAL: Final = 12.0
"""Sample rent of a square metre at the edge of town, in EUR, and what comes on top in its middle."""

_CREW: Final = 30_000
"""Sample cost of running any site for a year beside its rent."""

_FITTING_OUT: Final = 60.0
"""Sample cost of a square metre fitted out, in EUR, as one of five yearly instalments."""

GROWTH: Final = 130


def write_network_study(
    study: SampleNetwork, folder: Path, *, within_minutes: float, share_today: int
) -> tuple[Path, ...]:
    """Write tables and a README into `folder`; return the files written.

    within_minutes, share_today
        the time promised, and the percent of demand that today's depot serves within it.
    """
    tables = {
        "past_orders": _past_orders(study),
        "terms": (("currency", "single_sourcing"), [("EUR", "no")]),
        "products": (("id", "name", "weight_kg"), [("parcel", "Parcels", f"{study.parcel_kg:.1f}")]),
        "periods": (("id",), [("year",)]),
        "sites": _sites(study),
        "sizes": (("site", "size", "capacity", "fixed_cost", "opening_cost"), _sizes(study)),
        "makes": (("site", "product", "cost_per_unit"), [("entry", "parcel", 0)]),
        "customers": _customers(study),
        "demand": (("customer", "units"), [(each.id, each.parcels) for each in study.areas]),
        "modes": _modes(),
        "limits": (
            ("id", "kind", "value", "within"),
            [("near", "share-within-minutes", share_today, f"{within_minutes:g}")],
        ),
        "scenarios": _scenarios(within_minutes),
    }
    texts = {f"{name}.csv": _csv(*table) for name, table in tables.items()}
    texts["README.txt"] = _readme(study, within_minutes, share_today)
    for name, text in texts.items():
        write_text(folder / name, text)
    return tuple(folder / name for name in texts)


def _past_orders(study: SampleNetwork) -> Table:
    """Return the year's orders by month and address, with the area that each address is counted in."""
    header = ("month", "address", "lon", "lat", "area", "orders", "parcels", "weight_kg")
    year, homes = study.year, study.town.homes
    places = study.town.roads.plane.degrees(homes.points)
    months, rows = year.orders.nonzero()
    return header, [
        (
            month + 1, homes.names[row], f"{places[row][0]:.6f}", f"{places[row][1]:.6f}",
            study.areas[study.area_of_home[row]].id, year.orders[month, row], year.parcels[month, row],
            f"{year.weights_g[month, row] / 1000:.1f}",
        )
        for month, row in zip(months.tolist(), rows.tolist(), strict=True)
    ]  # fmt: skip


def _sites(study: SampleNetwork) -> Table:
    header = ("id", "name", "kind", "state", "lon", "lat", "group", "closing_cost", "cost_per_load", "co2_kg")
    entry = study.entry
    rows: list[Row] = [
        ("entry", f"Goods come in: {entry.name}", "supplier", "must-stay", *_point(entry), "", "", "", "")
    ]
    for each in study.sites:
        state, closing, handling, co2_kg = (
            ("existing", 40_000, 0.55, 9_000) if each is study.depot else ("candidate", "", 0.62, 4_000)
        )
        place = each.place
        rows.append(
            (each.id, place.name, "warehouse", state, *_point(place), "town", closing, handling, co2_kg)
        )
    return header, rows


def _sizes(study: SampleNetwork) -> Iterable[Row]:
    """Yield sizes by their share of today's demand; the depot's first is the one it has."""
    for each in study.sites:
        choices = (
            (("today", _DEPOT_SHARE), ("enlarged", 1.6))
            if each is study.depot
            else (("small", 0.25), ("large", 0.55))
        )
        for name, share in choices:
            capacity = ceil(share * study.parcels / 1000) * 1000
            m2 = capacity / _PARCELS_PER_M2
            opening = 0 if name == "today" else round(m2 * _FITTING_OUT, -2)
            yield (each.id, name, capacity, _fixed(each, m2), f"{opening:.0f}")


def _fixed(site: SampleSite, m2: float) -> str:
    rent = _RENT_A_MONTH + _RENT_CENTRAL * site.centrality
    return f"{round(12 * rent * m2 + _CREW, -2):.0f}"


def _customers(study: SampleNetwork) -> Table:
    header = ("id", "name", "lon", "lat", "served_by")
    return header, [(each.id, each.place.name, *_point(each.place), study.depot.id) for each in study.areas]


def _modes() -> Table:
    header = (
        "mode", "from_kind", "to_kind", "cost_per_unit", "cost_per_unit_km", "minimum_charge", "lead_days",
        "co2_g_per_tonne_km",
    )  # fmt: skip
    return header, [
        ("lorry", "supplier", "warehouse", "0.05", "0.012", 6_000, 1, 110),
        ("van", "warehouse", "customer", "1.10", "0.21", "", 0, 430),
    ]


def _scenarios(within: float) -> Table:
    near, grown = f"95 % within {within:g} minutes", f"Demand {GROWTH} %"
    return ("scenario", "change", "target", "value"), [
        (grown, "demand-percent", "", GROWTH),
        (near, "limit", "near", 95),
        (f"{grown}, {near}", "demand-percent", "", GROWTH),
        (f"{grown}, {near}", "limit", "near", 95),
    ]


def _point(place: Place) -> tuple[str, str]:
    return f"{place.lon:.6f}", f"{place.lat:.6f}"


def _csv(header: Row, rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([safe_cell(str(cell)) for cell in row] for row in (header, *rows))
    return text.getvalue()


def _readme(study: SampleNetwork, within: float, share: int) -> str:
    """Return what whoever finds the folder must know: which figures are real, and what may be changed."""
    return (
        f"A synthetic planner's study on real buildings and streets, drawn with seed {study.seed}: no real\n"
        f"customers. Map: {study.map_name}, {OPENSTREETMAP},\n"
        "https://www.openstreetmap.org/copyright. Whoever shows or passes on these points and street names\n"
        "must name that source.\n\n"
        "SAMPLE VALUES: the orders of the year, and all rents, sizes, capacities, wages and rates. No\n"
        "building here is known to be for rent. Put your own figures into the tables and run again:\n\n"
        "    roundsman network compare FOLDER --map MAP.osm.pbf --output FOLDER/report\n\n"
        f"past_orders.csv  {study.year.orders.sum():,} orders of a year by month and address\n"
        f"customers.csv, demand.csv  {len(study.areas)} areas that they are gathered in, and their parcels\n"
        f"sites.csv, sizes.csv  today's depot and {len(study.candidates)} candidates with yearly rent and\n"
        "                 crew; opening costs are one of five yearly instalments of fitting out\n"
        "modes.csv        lorries from where goods come in, vans to the areas\n"
        f"limits.csv       at least today's {share} % of demand within {within:g} minutes of its site\n"
        "scenarios.csv    what is set beside today: growth, a promise of time, both\n"
    )
