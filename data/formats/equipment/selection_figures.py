"""The figures of a selection as plain values and as rows of tables, for every format it is written in."""

from collections.abc import Iterator
from dataclasses import asdict
from math import isfinite
from typing import Any, Final

from network.equipment.catalogue import Catalogue
from network.equipment.combination import Combination, Resource
from network.equipment.item import Item
from network.equipment.peak_hour import PeakHour, Queue
from network.equipment.select import Selection

Row = list[str | int | float]

COMBINATION_HEADER: Final = (
    "combination", "feasible", "score", "pareto", "rack", "storing_forklift", "brought_by", "levels",
    "lane_depth", "aisle_m", "aisles", "positions", "needed_positions", "area_m2", "selectivity",
    "throughput_per_h", "needed_per_h", "reserve", "investment", "running_per_year", "present_cost",
    "net_present_value", "per_pallet_stored_year", "per_pallet_moved", "energy_kwh_year", "reasons",
)  # fmt: skip
ITEM_HEADER: Final = (
    "combination", "role", "item", "count", "unit", "investment", "life_years", "upkeep", "labour", "rent",
    "energy", "energy_kwh", "present_cost",
)  # fmt: skip
QUEUE_HEADER: Final = (
    "stage", "item", "units", "mean_wait_s", "mean_wait_plus_minus_s", "wait_95_s", "wait_95_plus_minus_s",
    "utilisation", "utilisation_plus_minus", "formula_mean_wait_s", "formula_wait_95_s",
    "formula_utilisation", "formula_agrees",
)  # fmt: skip
WEIGHT_HEADER: Final = ("criterion", "share", "from", "to", "chosen_below", "chosen_above")


def combination_rows(selection: Selection) -> Iterator[Row]:
    """Yield a row for each combination, the feasible first, the rejected with their reasons."""
    for each in selection.combinations:
        yield _feasible_row(selection, each)
    for rejected in selection.rejected:
        reasons = "; ".join(f"{reason.code}: {reason.text}" for reason in rejected.reasons)
        parts = (rejected.rack, rejected.storer, rejected.mover)
        blank: Row = [""] * (len(COMBINATION_HEADER) - 8)
        yield [" + ".join(filter(None, parts)), "no", "", "", *parts, *blank, reasons]


def _feasible_row(selection: Selection, each: Combination) -> Row:
    storage = each.storage
    return [
        each.id,
        "yes",
        round(selection.scores[each.id], 4),
        "yes" if each.id in selection.front else "no",
        storage.rack.id,
        storage.storer.id,
        each.mover or storage.storer.id,
        storage.levels.count,
        storage.lane_depth,
        storage.aisle_mm / 1000,
        storage.aisles,
        storage.positions,
        storage.needed,
        round(storage.area_m2, 1),
        round(storage.selectivity, 4),
        round(each.throughput, 1),
        round(selection.warehouse.peak_pallets, 1),
        round(each.reserve, 4),
        each.investment_cents / 100,
        each.running_cents / 100,
        each.present_cents / 100,
        selection.net_present_value(each) / 100,
        round(each.cents_per_stored / 100, 2),
        round(each.cents_per_moved / 100, 3),
        round(each.energy_wh / 1000),
        "",
    ]


def item_rows(combination: Combination) -> Iterator[Row]:
    """Yield what a combination is made of, and what each costs."""
    for each in combination.items:
        yield [
            combination.id,
            each.role,
            each.id,
            each.count,
            each.unit,
            each.price_cents / 100,
            each.life_years if each.price_cents else "",
            each.upkeep_cents / 100,
            each.labour_cents / 100,
            each.rent_cents / 100,
            each.energy_cents(combination.terms) / 100,
            round(each.energy_wh / 1000),
            each.present_cents(combination.terms) / 100,
        ]


def queue_rows(peak: PeakHour | None) -> Iterator[Row]:
    """Yield waits and utilisation of the peak hour as played through, beside those of the formulas."""
    for each in peak.queues if peak else ():
        yield [
            each.stage,
            each.id,
            each.units,
            round(each.wait_s.mean, 1),
            _finite(each.wait_s.half_width, 1),
            round(each.wait95_s.mean, 1),
            _finite(each.wait95_s.half_width, 1),
            round(each.utilisation.mean, 4),
            _finite(each.utilisation.half_width, 4),
            _finite(each.formula_wait_s, 1),
            _finite(each.formula_wait95_s, 1),
            round(each.formula_utilisation, 4),
            "yes" if each.agrees else "no",
        ]


def weight_rows(selection: Selection) -> Iterator[Row]:
    """Yield for each criterion between which shares the choice stays, and what is chosen beyond."""
    for each in selection.stays:
        yield [
            each.criterion,
            round(each.share, 4),
            round(each.least, 4),
            round(each.most, 4),
            each.below,
            each.above,
        ]


def selection_document(
    selection: Selection, peak: PeakHour | None, shown: Combination | None
) -> dict[str, Any]:
    """Return a selection as plain values for JSON; amounts are whole units named by their keys.

    shown
        the combination whose parts and peak hour are told in full: the choice, or another that was asked for.
    """
    warehouse = selection.warehouse
    return {
        "format": "roundsman-equipment-1",
        "currency": warehouse.terms.currency,
        "need": {
            "stock_pallets": warehouse.stock,
            "moves_per_year": warehouse.moves_per_year,
            "peak_hour": warehouse.peak_hour.hour,
            "peak_pallets_per_h": round(warehouse.peak_pallets, 2),
            "peak_lorries_per_h": round(warehouse.peak_lorries, 2),
        },
        "choice": selection.choice.id if selection.choice else None,
        "shown": shown.id if shown else None,
        "pareto": list(selection.front),
        "combinations": [_combination(selection, each) for each in selection.combinations],
        "rejected": [asdict(each) for each in selection.rejected],
        "weights": [asdict(each) for each in selection.stays],
        "peak_hour": _peak(peak),
        "notes": list(warehouse.notes),
    }


def _combination(selection: Selection, each: Combination) -> dict[str, Any]:
    storage = each.storage
    return {
        "id": each.id,
        "score": round(selection.scores[each.id], 6),
        "rack": storage.rack.id,
        "storing": storage.storer.id,
        "brought_by": each.mover or storage.storer.id,
        "levels": storage.levels.count,
        "levels_by_limit": dict(storage.levels.limits),
        "lane_depth": storage.lane_depth,
        "best_lane_depth": round(storage.best_depth, 2),
        "aisle_mm": storage.aisle_mm,
        "aisles": storage.aisles,
        "positions": storage.positions,
        "needed_positions": storage.needed,
        "positions_lost_to_columns": storage.lost,
        "area_m2": round(storage.area_m2, 1),
        "selectivity": round(storage.selectivity, 4),
        "throughput_per_h": round(each.throughput, 1),
        "reserve": round(each.reserve, 4),
        "investment_cents": each.investment_cents,
        "running_cents_per_year": each.running_cents,
        "present_cost_cents": each.present_cents,
        "net_present_value_cents": selection.net_present_value(each),
        "per_pallet_stored_year_cents": round(each.cents_per_stored, 1),
        "per_pallet_moved_cents": round(each.cents_per_moved, 2),
        "energy_kwh_per_year": round(each.energy_wh / 1000),
        "conveyor_speeds_mm_s": dict(each.speeds),
        "resources": [_resource(resource) for resource in each.resources],
        "items": [_item(item, each) for item in each.items],
    }


def _resource(resource: Resource) -> dict[str, Any]:
    return {
        "stage": resource.stage,
        "id": resource.id,
        "units": resource.units,
        "utilisation": round(resource.utilisation, 4),
        "needed_per_h": round(resource.rate, 2),
        "capacity_per_h": round(resource.capacity, 2),
        "cycle_s": round(resource.cycle_s, 2),
    }


def _item(item: Item, combination: Combination) -> dict[str, Any]:
    terms = combination.terms
    return asdict(item) | {
        "energy_cents": item.energy_cents(terms),
        "running_cents": item.running_cents(terms),
        "present_cost_cents": item.present_cents(terms),
    }


def _peak(peak: PeakHour | None) -> dict[str, Any] | None:
    if peak is None:
        return None
    queues = [_queue(each) for each in peak.queues]
    return {"replications": peak.replications, "seed": peak.seed, "queues": queues}


def _queue(queue: Queue) -> dict[str, Any]:
    def interval(name: str) -> dict[str, float | None]:
        estimate = getattr(queue, name)
        return {"mean": round(estimate.mean, 4), "plus_minus": _number(estimate.half_width)}

    return {
        "stage": queue.stage,
        "id": queue.id,
        "units": queue.units,
        **{name: interval(name) for name in ("wait_s", "wait95_s", "utilisation")},
        "formula_wait_s": _number(queue.formula_wait_s),
        "formula_wait95_s": _number(queue.formula_wait95_s),
        "formula_utilisation": round(queue.formula_utilisation, 4),
        "formula_agrees": queue.agrees,
    }


def _number(value: float) -> float | None:
    """Return a figure that JSON can say; None for an endless one."""
    return round(value, 4) if isfinite(value) else None


def _finite(value: float, digits: int) -> float | str:
    return round(value, digits) if isfinite(value) else "endless"


def catalogue_rows(catalogue: Catalogue) -> dict[str, tuple[tuple[str, ...], list[dict[str, Any]]]]:
    """Return for each table of a catalogue the columns worth showing, and its rows with every attribute."""
    shown = {
        "racks": (
            "id",
            "kind",
            "rotation",
            "least_deep",
            "most_deep",
            "height_most_mm",
            "price_cents",
            "source",
        ),
        "forklifts": (
            "id",
            "kind",
            "lift_mm",
            "capacity_kg",
            "aisle_mm",
            "drive_mm_s",
            "price_cents",
            "source",
        ),
        "conveyors": ("id", "carries", "speed_mm_s", "gap_mm", "price_cents_m", "source"),
        "docks": ("id", "fixed_s", "handle_s", "price_cents", "source"),
    }
    return {
        name: (header, [asdict(each) for each in getattr(catalogue, name)]) for name, header in shown.items()
    }
