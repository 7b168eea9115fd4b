"""Delivery modes from a folder of CSV files or one workbook."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from core.errors import Fault, InvalidInput, fault, refuse
from core.units import Cents
from data.formats.fields.records import Record, Records, records_of, twice_faults
from data.formats.fields.sheets import Sheet, sheets_of
from data.formats.modes.fields import MODE_TABLES
from data.formats.modes.read_spots import banks_of, shops_of
from data.formats.modes.reading import Reading, cut_off_of, one_window, place_of
from data.formats.modes.sourcing_terms import SOURCING_TERMS, sourcing_of
from data.formats.orders.read_products import products_of
from orders.modes.asked import Modes
from orders.modes.hours import Hours
from orders.modes.moments import zone_named
from orders.modes.slots import Area, Slot
from orders.modes.terms import Factor, Terms
from orders.order import Temperature

_SKILLS: Final = {Temperature.CHILLED: "chilled_skill", Temperature.FROZEN: "frozen_skill"}
_IDS: Final = (("areas", "id"), ("shops", "id"), ("banks", "id"), ("factors", "profile"))


def read_modes(path: Path) -> Modes:
    """Read all tables of delivery modes; raise `InvalidInput` with every fault of all of them.

    The table of terms must be there, and one of slots, shops and banks.
    """
    sheets = sheets_of(path, MODE_TABLES)
    reading = Reading(tables=dict(_tables(sheets)))
    for found in reading.tables.values():
        reading.faults += found.faults
        reading.notes += found.notes
    reading.faults += _missing(path, reading)
    for name, key in _IDS:
        reading.faults += twice_faults(reading.records(name), key, MODE_TABLES[name][0].header)
    terms = _terms(reading)
    if terms is None:  # without a zone nothing else says when it is
        raise InvalidInput(f"{path.name} cannot be read.", faults=reading.faults)
    areas = _areas(reading)
    products, faults = products_of(reading.records("products"))
    reading.faults += faults
    modes = Modes(
        terms=terms,
        areas=areas,
        slots=_slots(reading, terms, {area.id for area in areas}),
        shops=shops_of(reading, terms),
        banks=banks_of(reading, terms),
        factors=_factors(reading),
        stock=_stock(reading),
        products=products if "products" in reading.tables else None,
        notes=tuple(reading.notes),
    )
    refuse(f"{path.name} cannot be read.", reading.faults)
    return modes


def _tables(sheets: Mapping[str, Sheet]) -> Iterator[tuple[str, Records]]:
    """Yield all tables; one with a header alone is none, but for warehouses, in which nothing lies then."""
    for name, sheet in sheets.items():
        found = records_of(sheet, MODE_TABLES[name], may_be_empty=name != "terms")
        if found.rows or found.faults or name == "warehouse_stock":
            yield name, found


def _missing(path: Path, reading: Reading) -> Iterator[Fault]:
    rows = Counter({name: len(reading.records(name)) for name in MODE_TABLES})
    if "terms" not in reading.tables:
        yield fault(path.name, "", "no terms", "a table terms, terms.csv or a sheet, with one row")
    elif rows["terms"] > 1:
        yield fault(path.name, "terms", f"{rows['terms']} rows", "one row")
    if not {"slots", "shops", "banks"} & set(reading.tables):
        yield fault(path.name, "", "no mode", "a table of slots, of shops or of banks of lockers")
    for name, needed in (("slots", "areas"), ("banks", "compartments"), ("shop_stock", "shops")):
        if name in reading.tables and needed not in reading.tables:
            yield fault(path.name, "", f"{name} without {needed}", f"a table {needed} beside it")


def _terms(reading: Reading) -> Terms | None:
    records = reading.records("terms")
    return reading.made(records[0], partial(_made_terms, records[0].values)) if records else None


def _made_terms(values: dict[str, Any]) -> Terms:
    apart = {*_SKILLS.values(), "surety_percent", *(each.attribute for each in SOURCING_TERMS)}
    chosen, faults = sourcing_of(values)
    told = {key: value for key, value in values.items() if key not in apart} | chosen
    if "surety_percent" in values:
        told["surety"] = values["surety_percent"] / 100
    told["zone"] = zone_named(values["zone"])
    told["currency"] = values["currency"].upper()
    skills = {each: values.get(key, each.value) for each, key in _SKILLS.items()}
    try:
        terms = Terms(**told, skills=skills)
    except InvalidInput as refused:
        faults = [*faults, *refused.faults]
    refuse("The terms cannot be meant.", list(faults))
    return terms


def _areas(reading: Reading) -> tuple[Area, ...]:
    made = [reading.made(each, partial(_area, each.values)) for each in reading.records("areas")]
    return tuple(area for area in made if area is not None)


def _area(values: dict[str, Any]) -> Area:
    centre = place_of(values) if "lon" in values or "lat" in values else None
    return Area(
        id=values["id"],
        centre=centre,
        radius_m=values.get("radius_m", 0),
        outline=values.get("outline", ""),
    )


def _slots(reading: Reading, terms: Terms, areas: set[str]) -> tuple[Slot, ...]:
    found = []
    for each in reading.records("slots"):
        slot = reading.made(each, partial(_slot, each, terms))
        if reading.known(each, "area", areas, "an area of the table areas") and slot is not None:
            found.append(slot)
    return tuple(found)


def _slot(record: Record, terms: Terms) -> Slot:
    values = record.values
    return Slot(
        area=values["area"],
        days=Hours(text=values["days"], zone=terms.zone, country=terms.country),
        window=one_window(values["window"]),
        price=Cents(values["price"]),
        cut_off=cut_off_of(values),
    )


def _stock(reading: Reading) -> dict[str, dict[str, int]] | None:
    """Return what lies in warehouses; None where nobody says, so that everything is taken to be there."""
    if "warehouse_stock" not in reading.tables:
        if "slots" in reading.tables:
            reading.notes.append("There is no table warehouse_stock: all is taken to lie in every warehouse.")
        return None
    found: dict[str, dict[str, int]] = {}
    for each in reading.records("warehouse_stock"):
        pieces, sku = found.setdefault(each.values["warehouse"], {}), each.values["sku"]
        pieces[sku] = pieces.get(sku, 0) + each.values["quantity"]
    return found


def _factors(reading: Reading) -> dict[str, Factor]:
    rows = (each.values for each in reading.records("factors"))
    return {values["profile"]: Factor(**values) for values in rows}
