"""What can be promised of the stock that a table of moves tells: read, worked out, written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from api.services.announce import Announce, say_nothing
from core.errors import fault, refuse
from data.files import replacing, write_bytes, write_text
from data.formats.fields.written import table_csv, write_tables_xlsx
from data.formats.ledger import atp_figures
from data.formats.ledger.atp_figures import Outlook, Outlooks
from data.formats.ledger.atp_picture import MOST_SHELVES, atp_picture
from data.formats.ledger.read_book import read_book
from data.formats.plan_json.pretty import pretty_json
from data.formats.stock.report_html import Report, report_html
from inventory.ledger.outlook import outlook
from inventory.ledger.shelves import shelves_of

FORMATS: Final = (".json", ".csv", ".xlsx", ".html", ".svg", ".png")
"""Endings of what can be written; a path without one of them is a folder that gets all of them."""


@dataclass(frozen=True, kw_only=True)
class Promises:
    """What can be promised, and what a person should know."""

    outlooks: Outlooks
    notes: tuple[str, ...]


def promise_stock(
    source: Path,
    *,
    now: datetime,
    days: int,
    skus: Iterable[str] = (),
    warehouses: Iterable[str] = (),
    announce: Announce = say_nothing,
) -> Promises:
    """Work out what is on hand, reserved, inbound and available, day by day from today on.

    skus, warehouses
        those that are asked for; none for all.
    """
    announce(f"reading {source.name}")
    book = read_book(source)
    shelves = shelves_of(book.ledger.balances, book.inbound, book.reservations, book.withheld, now=now)
    _refuse_unknown("--sku", skus, {sku for sku, _ in shelves})
    _refuse_unknown("--warehouse", warehouses, {warehouse for _, warehouse in shelves})
    announce("working out what can be promised")
    found = {
        (sku, warehouse): Outlook(shelf=shelf, days=tuple(outlook(shelf, days)))
        for (sku, warehouse), shelf in shelves.items()
        if (not skus or sku in skus) and (not warehouses or warehouse in warehouses)
    }
    late = sum(each.quantity for _, each in book.inbound if each.due < now.date())
    more = [f"{late:,} units were due before {now.date()} and are not counted on."] if late else []
    return Promises(outlooks=found, notes=(*book.notes, *more))


def _refuse_unknown(option: str, asked: Iterable[str], known: set[str]) -> None:
    shown = ", ".join(sorted(known)[:10])
    refuse(
        "Nothing is known of what is asked for.",
        [fault("command", option, each, f"one of: {shown}") for each in asked if each not in known],
    )


def write_promises(found: Promises, outputs: Iterable[Path]) -> tuple[Path, ...]:
    """Write what was found to files, each in the format of its ending, or to folders in every format."""
    written = []
    for path in outputs:
        for target in [path] if path.suffix else [path / f"stock{ending}" for ending in FORMATS]:
            _write(found, target)
            written.append(target)
    return tuple(written)


def _write(found: Promises, path: Path) -> None:
    kind = path.suffix.lower()
    rows = list(atp_figures.day_rows(found.outlooks))
    if kind == ".json":
        write_text(path, pretty_json(atp_figures.atp_document(found.outlooks, found.notes)))
    elif kind == ".csv":
        write_text(path, table_csv(atp_figures.DAY_HEADER, rows), encoding="utf-8-sig")
    elif kind == ".xlsx":
        shelves = ("stock", atp_figures.HEADER, atp_figures.shelf_rows(found.outlooks))
        with replacing(path) as temporary:
            write_tables_xlsx(temporary, [shelves, ("days", atp_figures.DAY_HEADER, rows)], found.notes)
    elif kind == ".html":
        write_text(path, report_html(_report(found)))
    else:
        write_bytes(path, atp_picture(found.outlooks, "svg" if kind == ".svg" else "png"))


def _report(found: Promises) -> Report:
    shelves = [each.shelf for each in found.outlooks.values()]
    figures = [
        ("SKUs in warehouses", f"{len(shelves):,}"),
        ("units on hand", f"{sum(each.units_on_hand for each in shelves):,}"),
        ("units reserved", f"{sum(each.units_reserved for each in shelves):,}"),
        ("units expected", f"{sum(each.units_inbound for each in shelves):,}"),
        ("units promised and not there", f"{sum(each.short for each in shelves):,}"),
    ]
    return Report(
        title="What can be promised",
        figures=figures,
        picture=atp_picture(found.outlooks),
        caption=f"Units day by day, the first {MOST_SHELVES} SKUs in warehouses; what leaves is below 0.",
        header=atp_figures.HEADER,
        rows=atp_figures.shelf_rows(found.outlooks),
        notes=found.notes,
    )
