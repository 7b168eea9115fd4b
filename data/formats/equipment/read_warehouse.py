"""A warehouse and its catalogue from a folder of CSV files or from one workbook."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from core.errors import Fault, InvalidInput, fault, refuse
from data.formats.equipment.catalogue_fields import CATALOGUE_TABLES
from data.formats.equipment.goods_fields import GOODS_TABLES
from data.formats.equipment.tables import TABLES
from data.formats.fields.records import Record, Records, records_of, twice_faults
from data.formats.fields.sheets import Sheet, sheets_of
from network.equipment.building import Building
from network.equipment.catalogue import Catalogue, Conveyor, Dock, Forklift, Rack
from network.equipment.goods import FlowHour, Pallet, Sku
from network.equipment.terms import CRITERIA, Terms
from network.equipment.warehouse import Warehouse

Thing = TypeVar("Thing")
_OPTIONAL: Final = frozenset({"terms", *CATALOGUE_TABLES})
_SHARES: Final = ("occupancy_percent", "utilisation_percent", "availability_percent", "dual_percent")


@dataclass(kw_only=True)
class _Reading:
    """Everything that is read, with every fault and note on the way."""

    tables: dict[str, Records]
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_warehouse(path: Path, typical: Path, catalogue: Path | None = None) -> Warehouse:
    """Read a warehouse; raise `InvalidInput` with every fault of every table.

    path
        folder or workbook with pallets, skus, flows, building; terms and tables of the catalogue if any.
    typical
        folder with a catalogue of typical values, for tables that are nowhere else.
    catalogue
        folder or workbook whose tables go before all others.
    """
    sheets = sheets_of(path, TABLES)
    reading = _Reading(tables={})
    missing = [name for name in GOODS_TABLES if name not in sheets and name not in _OPTIONAL]
    for name in missing:
        expected = f"{name}.csv" if path.is_dir() else f"a sheet {name}"
        reading.faults.append(fault(path.name, "", f"no {name}", f"{expected}; a template has one"))
    sheets |= _catalogue_sheets(sheets, typical, catalogue, reading.notes)
    for name, sheet in sheets.items():
        found = records_of(sheet, TABLES[name])
        reading.tables[name] = found
        reading.faults += found.faults
        reading.notes += found.notes
    made = _things(reading)
    refuse("The warehouse cannot be read.", reading.faults)
    return _checked(made, reading.notes)


def read_catalogue(path: Path) -> Catalogue:
    """Read the tables of a catalogue alone."""
    reading = _Reading(tables={})
    for name, sheet in sheets_of(path, TABLES).items():
        if name in CATALOGUE_TABLES:
            reading.tables[name] = records_of(sheet, TABLES[name])
            reading.faults += reading.tables[name].faults
    made = _catalogue(reading)
    refuse("The catalogue cannot be read.", reading.faults)
    return made


def _catalogue_sheets(
    sheets: Mapping[str, Sheet], typical: Path, catalogue: Path | None, notes: list[str]
) -> dict[str, Sheet]:
    """Return the tables of the catalogue: the user's own, else typical ones with a note."""
    given = {} if catalogue is None else sheets_of(catalogue, TABLES)
    own = {name: sheet for name, sheet in {**sheets, **given}.items() if name in CATALOGUE_TABLES}
    if catalogue is not None and not set(given) & set(CATALOGUE_TABLES):
        wanted = ", ".join(CATALOGUE_TABLES)
        found = fault(catalogue.name, "", "no table of a catalogue", f"at least one of: {wanted}")
        refuse(f"{catalogue.name} cannot be read.", [found])
    others = {name: sheet for name, sheet in sheets_of(typical, TABLES).items() if name not in own}
    others = {name: sheet for name, sheet in others.items() if name in CATALOGUE_TABLES}
    if others:
        named = ", ".join(sorted(others))
        notes.append(f"Typical values, not offers, stand in for your own {named}.")
    return own | others


def _things(reading: _Reading) -> dict[str, Any]:
    pallets, skus = _built(reading, "pallets", Pallet), _built(reading, "skus", Sku)
    _refuse_unknown_pallets(reading, {each.id for each in pallets})
    return {
        "pallets": pallets,
        "skus": skus,
        "hours": _hours(reading),
        "building": _one(reading, "building", Building),
        "terms": _terms(reading),
        "catalogue": _catalogue(reading),
    }


def _catalogue(reading: _Reading) -> Catalogue:
    return Catalogue(
        racks=_built(reading, "racks", Rack),
        forklifts=_built(reading, "forklifts", Forklift),
        conveyors=_built(reading, "conveyors", Conveyor),
        docks=_built(reading, "docks", Dock),
    )


def _records(reading: _Reading, name: str) -> list[Record]:
    return reading.tables[name].records if name in reading.tables else []


def _built(reading: _Reading, name: str, make: Callable[..., Thing]) -> tuple[Thing, ...]:
    """Return an object for each row; what it refuses about itself and ids that stand twice are faults."""
    records = _records(reading, name)
    key = "hour" if name == "flows" else "id"
    reading.faults += twice_faults(records, key, key)
    made = []
    for each in records:
        try:
            made.append(make(**each.values))
        except InvalidInput as refused:
            reading.faults += [replace(found, where=each.where) for found in refused.faults]
    return tuple(made)


def _refuse_unknown_pallets(reading: _Reading, known: set[str]) -> None:
    if not known or reading.tables["pallets"].faults:
        return  # which pallets there are is not known for certain
    for each in _records(reading, "skus"):
        if each.values["pallet"] not in known:
            expected = f"the id of a pallet: {', '.join(sorted(known))}"
            reading.faults.append(fault(each.where, "pallet", each.values["pallet"], expected))


def _hours(reading: _Reading) -> tuple[FlowHour, ...]:
    hours = _built(reading, "flows", FlowHour)
    for each in _records(reading, "flows"):
        if each.values["hour"] > 23:
            reading.faults.append(fault(each.where, "hour", each.values["hour"], "an hour from 0 to 23"))
    return hours


def _one(reading: _Reading, name: str, make: Callable[..., Thing]) -> Thing | None:
    """Return the object of a table that has one row only."""
    for each in _records(reading, name)[1:]:
        reading.faults.append(fault(each.where, "", "a second row", f"one row of {name}"))
    made = _built(reading, name, make)
    return made[0] if made else None


def _terms(reading: _Reading) -> Terms:
    for each in _records(reading, "terms"):
        for name in _SHARES:
            if each.values.get(name, 0) > 100:
                reading.faults.append(fault(each.where, name, each.values[name], "a percentage up to 100"))
        weights = {name: each.values.pop(f"weight_{name}", 0) for name in CRITERIA}
        if any(weights.values()):
            each.values["weights"] = weights
    return _one(reading, "terms", Terms) or Terms()


def _checked(made: Mapping[str, Any], notes: Sequence[str]) -> Warehouse:
    warehouse = Warehouse(**made, notes=tuple(notes))
    return replace(warehouse, notes=(*notes, *_contradictions(warehouse)))


def _contradictions(warehouse: Warehouse) -> Iterable[str]:
    """Yield what can hardly be meant: turnover and flows that tell of different worlds."""
    turned = sum(each.moves for each in warehouse.skus)
    out = sum(each.pallets_out for each in warehouse.hours) * warehouse.terms.days_per_year
    if turned and out and not 0.5 <= turned / out <= 2:
        yield (
            f"Turnover of the SKUs makes {turned:,.0f} pallets a year, the flows {out:,.0f}; "
            "sizes follow the flows."
        )
    incoming = sum(each.pallets_in for each in warehouse.hours) * warehouse.terms.days_per_year
    if incoming and out and not 0.8 <= incoming / out <= 1.25:
        yield f"{incoming:,} pallets come in a year and {out:,} leave; stock would not stay as it is."
