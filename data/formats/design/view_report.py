"""What a network hangs on and what it can bear, as a report."""

import json
from collections.abc import Iterator
from typing import Any, Final

from data.formats.design.report_files import Picture, Report
from data.formats.design.report_html import Sheet
from data.formats.design.view_pictures import removal_picture, view_map
from data.formats.fields.written import Row
from network.view.resilience import Removal
from network.view.supply import name_of
from network.view.view import NetworkView

POINT_HEADER: Final = ("kind", "name", "units_lost", "percent_lost", "units_without_a_way")
WAY_HEADER: Final = (
    "customer", "product", "best_by", "way", "modes", "cost_a_unit", "minutes", "km", "co2_kg_a_unit",
)  # fmt: skip
STAGE_HEADER: Final = ("product", "to", "most_units", "wanted_units", "bottleneck")
REMOVAL_HEADER: Final = (
    "gone", "number", "worst_percent_served", "worst", "every_set_tried", "mean_percent_served",
    "lowest_by_chance",
)  # fmt: skip
UNREACHED_HEADER: Final = ("customer", "product", "units")


def view_report(view: NetworkView) -> Report:
    """Return the report of a view."""
    sheets = [
        Sheet(title="Points of failure", header=POINT_HEADER, rows=list(_point_rows(view))),
        Sheet(title="Stages", header=STAGE_HEADER, rows=list(_stage_rows(view))),
        Sheet(title="Removals", header=REMOVAL_HEADER, rows=list(_removal_rows(view))),
        Sheet(title="Unreached", header=UNREACHED_HEADER, rows=_unreached_rows(view)),
        Sheet(title="Ways", header=WAY_HEADER, rows=list(_way_rows(view))),
    ]
    return Report(
        title="A supply network as a graph",
        figures=_figures(view),
        pictures=(
            Picture(
                name="map",
                caption="What demand hangs on: the larger and redder, the more is cut without it.",
                draw=lambda kind: view_map(view, kind),
            ),
            Picture(
                name="resilience",
                caption="Demand that can still be served when several sites or lanes are gone.",
                draw=lambda kind: removal_picture(view, kind),
            ),
        ),
        sheets=sheets,
        notes=view.supply.study.notes,
        document=_document(view, sheets),
        geojson=_geojson(view),
    )


def _figures(view: NetworkView) -> list[tuple[str, str]]:
    total = view.supply.total
    growth = view.growth
    told = "to any" if growth.factor is None else f"to {growth.factor:.0%} of today's"
    full = f"; then full: {', '.join(growth.full)}" if growth.full else ""
    worst = view.points[0] if view.points else None
    parts = "one" if len(view.parts) == 1 else f"{len(view.parts)}: {_apart(view)} apart"
    return [
        ("period", view.supply.period),
        ("can be served", f"{view.served:,.6g} of {total:,.6g} units"),
        ("demand can grow", told + full),
        ("points of failure", f"{len(view.points)}" + (f", the worst {worst.name}" if worst else "")),
        ("connected parts", parts),
        ("not looked at", "limits of distance, number and money; single sourcing; minimum charges"),
    ]


def _apart(view: NetworkView) -> str:
    return ", ".join(name for part in view.parts[1:] for name in part)


def _document(view: NetworkView, sheets: list[Sheet]) -> dict[str, Any]:
    tables = {
        each.title.lower().replace(" ", "_"): [dict(zip(each.header, row, strict=True)) for row in each.rows]
        for each in sheets
    }
    growth = {"factor": view.growth.factor, "full": list(view.growth.full)}
    return {
        "period": view.supply.period,
        "open": list(view.supply.rooms),
        "wanted_units": round(view.supply.total, 6),
        "served_units": round(view.served, 6),
        "growth": growth,
        "parts": [list(each) for each in view.parts],
        **tables,
        "notes": list(view.supply.study.notes),
    }


def _point_rows(view: NetworkView) -> Iterator[Row]:
    for each in view.points:
        share = round(100 * each.lost / view.supply.total, 3)
        yield each.kind, each.name, round(each.lost, 3), share, round(each.no_way, 3)


def _stage_rows(view: NetworkView) -> Iterator[Row]:
    for each in view.stages:
        most: str | float = "any" if each.most is None else round(each.most, 3)
        yield each.product, each.to, most, round(each.wanted, 3), ", ".join(each.bottleneck)


def _removal_rows(view: NetworkView) -> Iterator[Row]:
    for name, curve in (("sites", view.site_removals), ("lanes", view.lane_removals)):
        for each in curve:
            yield name, *_removal(each)


def _removal(each: Removal) -> Row:
    return (
        each.count, round(100 * each.worst, 3), "; ".join(each.worst_pieces), "yes" if each.exact else "no",
        round(100 * each.mean, 3), round(100 * each.low, 3),
    )  # fmt: skip


def _unreached_rows(view: NetworkView) -> list[Row]:
    return [(customer, product, round(units, 3)) for (customer, product), units in view.unreached.items()]


def _way_rows(view: NetworkView) -> Iterator[Row]:
    for each in view.ways:
        modes = ", ".join(lane.mode for lane in each.lanes)
        yield (
            each.customer, each.product, each.best_by, " > ".join(each.places), modes,
            round(each.cents / 100, 4), round(each.minutes, 2), round(each.km, 3), round(each.co2_kg, 5),
        )  # fmt: skip


def _geojson(view: NetworkView) -> str:
    """Return open sites, customers and lanes as features, each with the units that are lost without it."""
    supply, places = view.supply, view.supply.study.place_of
    lost = {each.piece: each for each in view.points}

    def told(piece: Any) -> dict[str, float]:
        point = lost.get(piece)
        return {
            "units_lost": 0 if point is None else round(point.lost, 3),
            "units_without_a_way": 0 if point is None else round(point.no_way, 3),
        }

    features = []
    for site in supply.rooms:
        role = supply.study.site_of[site].kind
        features.append(_feature("Point", _at(places[site]), kind="site", id=site, role=role, **told(site)))
    features += [
        _feature("Point", _at(places[customer]), kind="customer", id=customer)
        for customer in sorted({each for each, _ in supply.wanted})
    ]
    for lane in supply.lanes:
        line = [_at(places[lane.start]), _at(places[lane.end])]
        features.append(
            _feature("LineString", line, kind="lane", id=name_of(lane.key), mode=lane.mode, **told(lane.key))
        )
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def _feature(shape: str, coordinates: Any, **told: Any) -> dict[str, Any]:
    geometry = {"type": shape, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": told}


def _at(place: Any) -> list[float]:
    return [place.lon, place.lat]
