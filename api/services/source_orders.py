"""Which warehouses send which orders of a table: read, chosen one order after the other, written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from api.services.announce import Announce, say_nothing
from core.units import Cents
from data.files import replacing, write_text
from data.formats.fields.written import table_csv, write_tables_xlsx
from data.formats.plan_json.pretty import pretty_json
from data.formats.sourcing import figures
from data.formats.sourcing.read_orders import SourcingTables, read_sourcing
from inventory.sourcing.answer import Delivery, Sourcing
from inventory.sourcing.choose import source
from inventory.sourcing.terms import Rule, Terms

FORMATS: Final = (".json", ".csv", ".xlsx")
"""Endings of what can be written; a path without one of them is a folder that gets all of them."""


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """The answer to each order, and what a person should know."""

    answers: Mapping[str, Sourcing]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the owner of the shop decides, beside what the tables say of warehouses."""

    rules: tuple[Rule, ...]
    most_shipments: int = 3
    whole_lines: bool = False
    partial: bool = False

    def terms(self, tables: SourcingTables) -> Terms:
        """Return them together with what the tables say."""
        return Terms(
            rules=self.rules,
            most_shipments=self.most_shipments,
            whole_lines=self.whole_lines,
            partial=self.partial,
            never=tables.barred,
            rank=tables.ranks,
        )


def source_orders(path: Path, wishes: Wishes, *, announce: Announce = say_nothing) -> Sourced:
    """Choose warehouses for the orders in their sequence; what one takes is gone for those after it."""
    announce(f"reading {path.name}")
    tables = read_sourcing(path)
    terms = wishes.terms(tables)
    announce("choosing warehouses")
    left = {name: dict(units) for name, units in tables.available.items()}
    found: dict[str, Sourcing] = {}
    for each in tables.wanted:
        chosen = source(each.units, left, partial(delivery, tables, each.zone), terms)
        for shipment in chosen.shipments:
            for sku, units in shipment.units.items():
                left[shipment.warehouse][sku] -= units
        found[each.order] = chosen
    return Sourced(answers=found, notes=tables.notes)


def delivery(tables: SourcingTables, zone: str, warehouse: str, units: Mapping[str, int]) -> Delivery | str:
    """Return what a shipment costs by the tables, or why there can be none."""
    found = tables.deliveries.get((warehouse, zone)) or tables.deliveries.get((warehouse, ""))
    if found is None:
        return f"does not deliver to {zone or 'where no zone is named'}"
    handling = tables.handling.get(warehouse, Cents(0)) * sum(units.values())
    return Delivery(cost=Cents(found.cost + handling), co2_g=found.co2_g)


def write_sourced(found: Sourced, outputs: Iterable[Path]) -> tuple[Path, ...]:
    """Write what was chosen to files, each in the format of its ending, or to folders in every format."""
    written = []
    for path in outputs:
        for target in [path] if path.suffix else [path / f"sourcing{ending}" for ending in FORMATS]:
            _write(found, target)
            written.append(target)
    return tuple(written)


def _write(found: Sourced, path: Path) -> None:
    rows = figures.shipment_rows(found.answers)
    if path.suffix.lower() == ".json":
        write_text(path, pretty_json(figures.sourcing_document(found.answers, found.notes)))
    elif path.suffix.lower() == ".csv":
        write_text(path, table_csv(figures.HEADER, rows), encoding="utf-8-sig")
    else:
        why = ("why not", figures.WHY_HEADER, figures.rejection_rows(found.answers))
        with replacing(path) as temporary:
            write_tables_xlsx(temporary, [("shipments", figures.HEADER, rows), why], found.notes)
