"""A design as plain values: the document and the tables that every output is made of."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from data.formats.fields.written import Row
from network.design.costs import cents_per_unit
from network.design.design import Design
from network.design.stock import design_stock
from network.design.study import Study

WITHIN_MINUTES: Final = (10, 15, 20, 30, 45, 60, 90, 120)

SITE_HEADER: Final = (
    "period",
    "site",
    "name",
    "kind",
    "size",
    "load",
    "capacity",
    "used_percent",
    "fixed_cost",
)
FLOW_HEADER: Final = ("period", "from", "to", "mode", "product", "units", "km", "minutes", "cost", "co2_kg")
STOCK_HEADER: Final = (
    "period", "site", "product", "units_out", "cycle_stock", "safety_stock", "days_of_supply", "quoted_days",
    "waited_days", "covered_days", "cycle_cost", "safety_cost",
)  # fmt: skip
COST_HEADER: Final = ("cost", "amount", "percent")
SERVICE_HEADER: Final = ("within_minutes", "percent_of_demand")


def design_document(study: Study, design: Design) -> dict[str, Any]:
    """Return a design as one JSON document; money in the currency."""
    return {
        "model": design.model,
        "currency": study.currency,
        "objective": round(design.objective, 2),
        "bound": round(design.bound, 2),
        "gap": round(design.gap, 6),
        "seconds": round(design.seconds, 3),
        "open": list(design.open_ids),
        "costs": {
            name.replace(" ", "_"): round(cents / 100, 2) for name, cents in design.costs.parts.items()
        },
        "investment": round(design.costs.investment_cents / 100, 2),
        "co2_kg": round(design.costs.co2_kg, 3),
        "service": service_figures(study, design),
        "sites": [dict(zip(SITE_HEADER, row, strict=True)) for row in site_rows(study, design)],
        "flows": [dict(zip(FLOW_HEADER, row, strict=True)) for row in flow_rows(study, design)],
        "made": [
            {"period": m.period, "site": m.site, "product": m.product, "units": round(m.units, 6)}
            for m in design.made
        ],
        **({"stock": list(_stock_documents(study, design))} if study.stock else {}),
        "notes": list(study.notes),
    }


def _stock_documents(study: Study, design: Design) -> Iterator[dict[str, Any]]:
    for row in stock_rows(study, design):
        yield dict(zip(STOCK_HEADER, row, strict=True))


def service_figures(study: Study, design: Design) -> dict[str, Any]:
    """Return how near customers are to their sites, weighed by units, over all periods."""
    served = _served(study, design)
    total = sum(units for units, _, _ in served)
    return {
        "mean_km": round(sum(units * km for units, km, _ in served) / total, 3),
        "mean_minutes": round(sum(units * minutes for units, _, minutes in served) / total, 3),
        "farthest_km": round(max(km for _, km, _ in served), 3),
        "farthest_minutes": round(max(minutes for _, _, minutes in served), 3),
        "share_within_minutes": {str(most): round(share, 6) for most, share in service_curve(study, design)},
    }


def service_curve(study: Study, design: Design) -> list[tuple[int, float]]:
    """Return the share of demand that is served within some minutes."""
    served = _served(study, design)
    total = sum(units for units, _, _ in served)
    return [(most, sum(u for u, _, minutes in served if minutes <= most) / total) for most in WITHIN_MINUTES]


def _served(study: Study, design: Design) -> list[tuple[float, float, float]]:
    """Return units, km and minutes of every flow to a customer."""
    lanes = study.lane_of
    return [
        (
            flow.units,
            lanes[flow.start, flow.end, flow.mode].km,
            lanes[flow.start, flow.end, flow.mode].minutes,
        )
        for flow in design.flows
        if flow.end in study.customer_of
    ]


def site_rows(study: Study, design: Design) -> Iterator[Row]:
    """Yield a row for each site and period in which it is open."""
    loads = {each.id: each.load for each in study.products}
    out: dict[tuple[str, str], float] = defaultdict(float)
    for flow in design.flows:
        out[flow.period, flow.start] += flow.units * loads[flow.product]
    for each in design.sites:
        site = study.site_of[each.site]
        size = next(one for one in site.sizes if one.id == each.size)
        load = out[each.period, each.site]
        used = round(100 * load / size.capacity, 1) if size.capacity else ""
        capacity = "" if size.capacity is None else size.capacity
        yield (
            each.period, each.site, site.name, site.kind, each.size, round(load, 3), capacity, used,
            size.fixed_cents / 100,
        )  # fmt: skip


def stock_rows(study: Study, design: Design) -> Iterator[Row]:
    """Yield a row for the stock of each site, product and period: units, days, money of the whole period."""
    for each in design_stock(study, design):
        held = each.cycle_units + each.safety_units
        yield (
            each.period, each.site, each.product, round(each.units_out, 3), round(each.cycle_units, 2),
            round(each.safety_units, 2), round(held / (each.units_out / study.days_of[each.period]), 2),
            round(each.quoted_days, 3), round(each.waited_days, 3), round(each.covered_days, 3),
            round(each.cycle_cents / 100, 2), round(each.safety_cents / 100, 2),
        )  # fmt: skip


def flow_rows(study: Study, design: Design) -> Iterator[Row]:
    """Yield a row for each flow; its cost is without minimum charges."""
    products = {each.id: each for each in study.products}
    for flow in design.flows:
        lane, product = study.lane_of[flow.start, flow.end, flow.mode], products[flow.product]
        kg = flow.units * product.weight_kg
        yield (
            flow.period, flow.start, flow.end, flow.mode, flow.product, round(flow.units, 6),
            round(lane.km, 3),
            round(lane.minutes, 2), round(flow.units * cents_per_unit(lane, product) / 100, 2),
            round(kg / 1e6 * lane.km * lane.co2_g_per_tonne_km, 4),
        )  # fmt: skip


def cost_rows(design: Design) -> Iterator[Row]:
    """Yield what money is spent on, with its share."""
    total = design.costs.total_cents or 1.0
    for name, cents in design.costs.parts.items():
        yield name, round(cents / 100, 2), round(100 * cents / total, 2)
    yield "total", round(design.costs.total_cents / 100, 2), 100.0
