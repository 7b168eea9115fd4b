"""A selection as one HTML page that needs nothing else: choice, pictures, all combinations, every reason."""

from math import isfinite
from pathlib import Path
from typing import Any

from data.formats.equipment.pictures import pictures_of
from data.formats.page import drawn_inside, templates_in
from network.equipment.combination import Combination
from network.equipment.peak_hour import Estimate, PeakHour, Queue
from network.equipment.select import Selection


def selection_html(selection: Selection, peak: PeakHour | None, shown: Combination | None) -> str:
    """Return the report of a selection; everything that came in from outside is escaped."""
    environment = templates_in(Path(__file__).parent / "report")
    warehouse = selection.warehouse
    pictures = {name: drawn_inside(svg) for name, svg in pictures_of(selection, shown).items()}
    return environment.get_template("selection.html").render(
        currency=warehouse.terms.currency,
        years=warehouse.terms.horizon_years,
        notes=warehouse.notes,
        need=_need(selection),
        shown=None if shown is None else _shown(selection, shown),
        is_choice=shown is not None and shown == selection.choice,
        rows=[_row(selection, each) for each in selection.combinations],
        rejected=selection.rejected,
        stays=selection.stays,
        queues=[_queue(each) for each in peak.queues] if peak else [],
        replications=peak.replications if peak else 0,
        pictures=pictures,
    )


def _need(selection: Selection) -> list[tuple[str, str]]:
    warehouse = selection.warehouse
    pallet = warehouse.pallet
    return [
        ("stock", f"{warehouse.stock:,} pallets of {len(warehouse.skus):,} SKUs"),
        (
            "pallet",
            f"{pallet.length_mm} x {pallet.width_mm} x {pallet.height_mm} mm, {pallet.weight_kg:,} kg",
        ),
        ("moves", f"{warehouse.moves_per_year:,} pallets a year"),
        (
            "peak hour",
            f"{warehouse.peak_pallets:.0f} pallets from {warehouse.peak_hour.hour}:00, on a day "
            f"{warehouse.terms.peak_percent} % as busy as the mean",
        ),
        ("lorries", f"{warehouse.peak_lorries:.1f} in the hour that has most"),
    ]


def _row(selection: Selection, each: Combination) -> dict[str, Any]:
    return {
        "id": each.id,
        "score": f"{selection.scores[each.id]:.3f}",
        "front": each.id in selection.front,
        "positions": f"{each.storage.positions:,}",
        "area": f"{each.storage.area_m2:,.0f}",
        "throughput": f"{each.throughput:,.0f}",
        "reserve": f"{each.reserve:.0%}",
        "investment": _money(each.investment_cents),
        "running": _money(each.running_cents),
        "present": _money(each.present_cents),
        "value": _money(selection.net_present_value(each)),
        "stored": f"{each.cents_per_stored / 100:,.2f}",
        "moved": f"{each.cents_per_moved / 100:,.2f}",
        "energy": f"{each.energy_wh / 1e6:,.1f}",
    }


def _shown(selection: Selection, each: Combination) -> dict[str, Any]:
    storage = each.storage
    limits = ", ".join(f"{name} {count}" for name, count in storage.levels.limits.items())
    return {
        **_row(selection, each),
        "facts": [
            ("positions", f"{storage.positions:,} of which {storage.needed:,} are needed"),
            ("levels", f"{storage.levels.count}; levels by limit: {limits}"),
            ("lane depth", f"{storage.lane_depth}; formula of least floor: {storage.best_depth:.1f}"),
            (
                "aisles",
                f"{storage.aisles} of {storage.aisle_mm / 1000:.2f} m, {storage.run_mm / 1000:.1f} m long",
            ),
            ("reached at once", f"{storage.selectivity:.0%} of positions"),
            ("lost to columns", f"{storage.lost:,} positions"),
            *((f"speed of {name}", f"{speed / 1000:.2f} m/s needed") for name, speed in each.speeds.items()),
        ],
        "items": [
            {
                "role": item.role,
                "id": item.id,
                "count": f"{item.count:,} {item.unit}",
                "price": _money(item.price_cents),
                "running": _money(item.running_cents(each.terms)),
                "present": _money(item.present_cents(each.terms)),
            }
            for item in each.items
        ],
        "resources": [
            {
                "stage": resource.stage,
                "id": resource.id,
                "units": resource.units,
                "utilisation": f"{resource.utilisation:.0%}",
                "rate": f"{resource.rate:,.0f}",
                "capacity": f"{resource.capacity:,.0f}",
                "cycle": f"{resource.cycle_s:,.0f}",
            }
            for resource in each.resources
        ],
    }


def _queue(queue: Queue) -> dict[str, Any]:
    return {
        "stage": queue.stage,
        "id": queue.id,
        "units": queue.units,
        "wait": _with_interval(queue.wait_s, 0),
        "late": _with_interval(queue.wait95_s, 0),
        "utilisation": _with_interval(queue.utilisation, 2),
        "formula_wait": _seconds(queue.formula_wait_s),
        "formula_late": _seconds(queue.formula_wait95_s),
        "agrees": queue.agrees,
        "why": queue.why,
    }


def _with_interval(estimate: Estimate, digits: int) -> str:
    return f"{estimate.mean:,.{digits}f} ± {estimate.half_width:,.{digits}f}"


def _seconds(value: float) -> str:
    return f"{value:,.0f}" if isfinite(value) else "endless"


def _money(cents: int) -> str:
    return f"{cents / 100:,.0f}"
