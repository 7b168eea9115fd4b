"""A supply network from a folder of CSV files or from one workbook."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.errors import InvalidInput, refuse
from core.matrix import TravelMatrix
from core.place import Place
from data.formats.design.beside_faults import contradictions
from data.formats.design.lane_rows import lanes_of
from data.formats.design.limit_rows import limits_of
from data.formats.design.name_checks import name_faults
from data.formats.design.reading import CENTS, Reading, outliers, read_tables
from data.formats.design.site_rows import sites_of
from data.formats.design.stock_rows import (
    deviation_of,
    period_days,
    stage_notes,
    stock_of,
    tell_deviation,
    varying_notes,
)
from data.formats.design.swapped import swapped_notes
from network.design.customer import Customer, Demand, Period
from network.design.goods import Making, Part, Product
from network.design.study import Study

TravelOf = Callable[[Sequence[Place]], TravelMatrix]
"""Tells how far places are from each other."""


def read_study(path: Path, travel_of: TravelOf) -> Study:
    """Read a supply network; raise `InvalidInput` with every fault of every table."""
    reading = read_tables(path)
    made = _things(reading, travel_of)
    if reading.faults:
        reading.faults += contradictions(reading, made)
    refuse(f"{path.name} cannot be read.", reading.faults)
    try:
        study = Study(**made, notes=tuple(reading.notes))
    except InvalidInput as refused:
        raise InvalidInput(f"{path.name} cannot be designed.", faults=refused.faults) from None
    return with_notes(study, stage_notes(study))


def _things(reading: Reading, travel_of: TravelOf) -> dict[str, Any]:
    terms = _terms(reading)
    reading.faults += name_faults(reading)
    products = _products(reading)
    demands, stock = _demands(reading, products), stock_of(reading)
    sites = sites_of(reading)
    customers = _customers(reading, single=bool(terms.get("single_sourcing", False)))
    reading.notes += outliers(reading.of("demand"), "units")
    reading.notes += outliers(reading.of("sites"), "capacity")
    for name in ("fixed_cents", "opening_cents"):
        reading.notes += outliers(reading.of("sites"), name, unit=CENTS)
    reading.notes += swapped_notes(reading)
    reading.notes += varying_notes(reading, demands, stock)
    return {
        "products": products,
        "parts": _all(reading, "parts", Part),
        "periods": _periods(reading),
        "sites": sites,
        "customers": customers,
        "demands": demands,
        "makings": _makings(reading),
        "lanes": lanes_of(reading, sites, customers, travel_of),
        "limits": limits_of(reading),
        "stock": stock,
        "currency": terms.get("currency", "EUR").upper(),
    }


def _terms(reading: Reading) -> dict[str, Any]:
    rows = reading.of("terms")
    for row in rows[1:]:
        reading.fault(row, "", "another row", "one row: there is one currency")
    values = rows[0].values if rows else {}
    currency = values.get("currency", "EUR")
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        reading.fault(rows[0], "currency", currency, "three letters (ISO 4217), such as EUR")
    return values


def _all(reading: Reading, name: str, make: Callable[..., Any]) -> tuple[Any, ...]:
    made = (reading.built(each, make, **each.values) for each in reading.of(name))
    return tuple(each for each in made if each is not None)


def _products(reading: Reading) -> tuple[Product, ...]:
    made = []
    for each in reading.of("products"):
        values = {name: value for name, value in each.values.items() if name != "sd_percent"}
        tell_deviation(reading, each)
        made.append(reading.built(each, Product, **values))
    return tuple(each for each in made if each is not None)


def _periods(reading: Reading) -> tuple[Period, ...]:
    usual = period_days(reading)
    found = [
        Period(
            id=each.values["id"],
            cost_factor=each.values.get("cost_percent", 100) / 100,
            days=each.values.get("days", usual),
        )
        for each in reading.of("periods")
    ]
    return tuple(found) or (Period(id="1", days=usual),)


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
    made = []
    for each in reading.of("demand"):
        values = each.values
        product = values.get("product") or (products[0].id if len(products) == 1 else "")
        period, deviation = values.get("period"), deviation_of(each, product, reading.of("products"))
        for when in [period] if period else list(growth) or ["1"]:
            factor = 1.0 if period else growth.get(when, 1.0)
            demand = reading.built(
                each, Demand, customer=values["customer"], product=product, period=when,
                units=values["units"] * factor, sd_share=deviation,
            )  # fmt: skip
            if demand is None:
                break
            made.append(demand)
    return tuple(made)


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


def with_notes(study: Study, notes: Sequence[str]) -> Study:
    """Return a study with more that a person should know."""
    return replace(study, notes=(*study.notes, *notes))
