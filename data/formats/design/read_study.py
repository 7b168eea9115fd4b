"""A supply network from a folder of CSV files or from one workbook."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.errors import InvalidInput, refuse
from core.matrix import TravelMatrix
from core.place import Place
from core.units import Cents
from data.formats.design.lane_rows import lanes_of
from data.formats.design.reading import CENTS, Reading, outliers, read_tables
from data.formats.fields.records import Record, twice_faults
from network.design.customer import Customer, Demand, Period
from network.design.goods import Making, Part, Product
from network.design.limit import Limit
from network.design.scenario import Change
from network.design.site import Fate, Site, Size, Step
from network.design.study import Study

TravelOf = Callable[[Sequence[Place]], TravelMatrix]
"""Tells how far places are from each other."""

_STATES: dict[str, tuple[bool, Fate]] = {
    "existing": (True, "free"),
    "must-stay": (True, "open"),
    "must-close": (True, "closed"),
    "candidate": (False, "free"),
    "must-open": (False, "open"),
    "must-not-open": (False, "closed"),
}


def read_study(path: Path, travel_of: TravelOf) -> Study:
    """Read a supply network; raise `InvalidInput` with every fault of every table."""
    reading = read_tables(path)
    made = _things(reading, travel_of)
    refuse(f"{path.name} cannot be read.", reading.faults)
    try:
        return Study(**made, notes=tuple(reading.notes))
    except InvalidInput as refused:
        raise InvalidInput(f"{path.name} cannot be designed.", faults=refused.faults) from None


def _things(reading: Reading, travel_of: TravelOf) -> dict[str, Any]:
    terms = reading.of("terms")[0].values if reading.of("terms") else {}
    for name in ("products", "periods", "sites", "customers", "limits"):
        reading.faults += twice_faults(reading.rows.get(name, []), "id", "id")
    products = _all(reading, "products", Product)
    sites = _sites(reading)
    customers = _customers(reading, single=bool(terms.get("single_sourcing", False)))
    reading.notes += outliers(reading.of("demand"), "units")
    reading.notes += outliers(reading.of("sites"), "capacity")
    return {
        "products": products,
        "parts": _all(reading, "parts", Part),
        "periods": _periods(reading),
        "sites": sites,
        "customers": customers,
        "demands": _demands(reading, products),
        "makings": _makings(reading),
        "lanes": lanes_of(reading, sites, customers, travel_of),
        "limits": _limits(reading),
        "currency": str(terms.get("currency", "EUR")).upper(),
    }


def _all(reading: Reading, name: str, make: Callable[..., Any]) -> tuple[Any, ...]:
    made = (reading.built(each, make, **each.values) for each in reading.of(name))
    return tuple(each for each in made if each is not None)


def _periods(reading: Reading) -> tuple[Period, ...]:
    found = [
        Period(id=each.values["id"], cost_factor=each.values.get("cost_percent", 100) / 100)
        for each in reading.of("periods")
    ]
    return tuple(found) or (Period(id="1"),)


def _sites(reading: Reading) -> tuple[Site, ...]:
    sizes, steps = _sizes(reading), _steps(reading)
    made = []
    for each in reading.of("sites"):
        values = each.values
        place = reading.place(each)
        if place is None:
            continue
        was_open, fate = _STATES[values.get("state", "candidate")]
        own = Size(
            capacity=values.get("capacity"),
            fixed_cents=Cents(values.get("fixed_cents", 0)),
            opening_cents=Cents(values.get("opening_cents", 0)),
        )
        flat = (
            (Step(load_from=0, cents_per_load=values["cost_per_load"] * CENTS),)
            if values.get("cost_per_load")
            else ()
        )
        made.append(
            reading.built(
                each, Site, id=values["id"], kind=values["kind"], place=place, was_open=was_open, fate=fate,
                sizes=tuple(sizes.get(values["id"], ())) or (own,),
                steps=tuple(steps.get(values["id"], ())) or flat,
                closing_cents=Cents(values.get("closing_cents", 0)), group=values.get("group", ""),
                name=values.get("name", ""), co2_kg=values.get("co2_kg", 0.0),
            )
        )  # fmt: skip
    _refuse_strangers(reading, ("sizes", "steps", "makes"))
    return tuple(each for each in made if each is not None)


def _refuse_strangers(reading: Reading, tables: tuple[str, ...]) -> None:
    known = reading.ids("sites")
    for name in tables:
        for each in reading.of(name):
            if each.values["site"] not in known:
                reading.fault(each, "site", each.values["site"], "the id of a site")


def _sizes(reading: Reading) -> dict[str, list[Size]]:
    found: dict[str, list[Size]] = defaultdict(list)
    for each in reading.of("sizes"):
        values = dict(each.values)
        site = values.pop("site")
        size = reading.built(each, Size, id=values.pop("size"), **values)
        if size is not None:
            found[site].append(size)
    return found


def _steps(reading: Reading) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for each in reading.of("steps"):
        cents = each.values["cost_per_load"] * CENTS
        step = reading.built(each, Step, load_from=each.values["load_from"], cents_per_load=cents)
        if step is not None:
            found[each.values["site"]].append(step)
    return found


def _customers(reading: Reading, *, single: bool) -> tuple[Customer, ...]:
    made = []
    for each in reading.of("customers"):
        values, place = each.values, reading.place(each)
        if place is not None:
            made.append(
                Customer(
                    id=values["id"],
                    place=place,
                    name=values.get("name", ""),
                    single=values.get("single_sourcing", single),
                    served_by=values.get("served_by"),
                    most_km=values.get("most_km"),
                    most_minutes=values.get("most_minutes"),
                )
            )
    return tuple(made)


def _demands(reading: Reading, products: tuple[Product, ...]) -> tuple[Demand, ...]:
    growth = {
        each.values["id"]: each.values.get("demand_percent", 100) / 100 for each in reading.of("periods")
    }
    customers = reading.ids("customers")
    made = []
    for each in reading.of("demand"):
        values = each.values
        product = values.get("product") or (products[0].id if len(products) == 1 else "")
        _refuse_unknown(reading, each, "customer", values["customer"], customers)
        _refuse_unknown(reading, each, "product", product, {one.id for one in products})
        period = values.get("period")
        if period is not None:
            _refuse_unknown(reading, each, "period", period, set(growth) or {"1"})
        for when in [period] if period else list(growth) or ["1"]:
            factor = 1.0 if period else growth.get(when, 1.0)
            made.append(
                Demand(
                    customer=values["customer"], product=product, period=when, units=values["units"] * factor
                )
            )
    return tuple(made)


def _refuse_unknown(reading: Reading, record: Record, column: str, value: str, known: set[str]) -> None:
    if known and value not in known:
        reading.fault(record, column, value, f"the id of a {column} in its table")


def _makings(reading: Reading) -> tuple[Making, ...]:
    made = [
        reading.built(
            each, Making, site=each.values["site"], product=each.values["product"],
            cents_per_unit=each.values.get("cost_per_unit", 0.0) * CENTS,
            capacity=each.values.get("capacity"),
        )
        for each in reading.of("makes")
    ]  # fmt: skip
    return tuple(each for each in made if each is not None)


def _limits(reading: Reading) -> tuple[Limit, ...]:
    made = []
    for each in reading.of("limits"):
        values = dict(each.values)
        values["value"] = _in_study(values["kind"], values["value"])
        made.append(reading.built(each, Limit, **values))
    return tuple(each for each in made if each is not None)


def _in_study(kind: str, value: float) -> float:
    """Return a limit's value as a study has it: shares, not percent; cents."""
    if kind.startswith("share"):
        return value / 100
    return value * CENTS if kind in ("most-cost", "most-investment") else value


def read_changes(path: Path) -> dict[str, tuple[Change, ...]]:
    """Read the scenarios of a supply network, by name; none where there is no such table."""
    reading = read_tables(path)
    kinds = {each.values["id"]: each.values["kind"] for each in reading.of("limits")}
    found: dict[str, list[Change]] = defaultdict(list)
    for each in reading.of("scenarios"):
        values, kind = each.values, each.values["change"]
        needs_value = kind.endswith("percent") or kind == "limit"
        if needs_value and "value" not in values:
            reading.fault(each, "value", "", "a number: what it is changed to")
            continue
        value = values.get("value", 100.0)
        if kind == "limit":
            value = _in_study(kinds.get(values.get("target", ""), ""), value)
        found[values["scenario"]].append(
            Change(scenario=values["scenario"], kind=kind, target=values.get("target", ""), value=value)
        )
    refuse(f"{path.name} cannot be read.", reading.faults)
    return {name: tuple(changes) for name, changes in found.items()}


def with_notes(study: Study, notes: Sequence[str]) -> Study:
    """Return a study with more that a person should know."""
    return replace(study, notes=(*study.notes, *notes))
