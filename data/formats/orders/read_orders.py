"""Orders from a table of their lines, CSV or a workbook, and everything that is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from core.errors import Fault, InvalidInput, fault
from core.place import Place
from core.window import TimeWindow
from data.formats.day_entries.entries import Origin
from data.formats.day_entries.points import point_faults
from data.formats.fields.headings import Heading
from data.formats.fields.records import Record, headings_of, records_of
from data.formats.fields.sheets import Sheet, table_of
from data.formats.orders.fields import ORDER_FIELDS
from data.formats.safe_cells import shown_cell
from data.formats.tables.times import windows_of
from data.formats.tables.unreadable import Unreadable
from orders.order import Customer, Line, Mode, Order, Temperature
from orders.product import Product, completed, unknown_faults, unknown_skus
from orders.size import Size

_LINE: Final = ("sku", "quantity", "weight_g", "volume_ml", "temperature")
_SIDES: Final = ("length_mm", "width_mm", "height_mm")
_OF_ORDER: Final = tuple(each for each in ORDER_FIELDS if each.attribute not in (*_LINE, *_SIDES, "order"))


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What a table of order lines says.

    orders
        those without any fault.
    refused
        ids of the others; a row with no order to it belongs to none.
    headings
        which column was taken for what, by the header as written.
    rows
        lines of the table, without its header.
    first_rows
        where each order without fault begins, by its id.
    """

    orders: tuple[Order, ...]
    refused: tuple[str, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    headings: Mapping[str, str]
    rows: int
    first_rows: Mapping[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class _Reading:
    """Rows by order, and what was found wrong with each."""

    products: Mapping[str, Product] | None
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)

    def refuse(self, order: str, found: Fault) -> None:
        self.faults.append(found)
        self.bad.add(order)


def read_orders(
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    products: Mapping[str, Product] | None = None,
) -> Intake:
    """Read a table of order lines; nothing is raised for its faults, they are part of what is returned.

    An order of which one row is faulty is refused whole.

    columns
        what the headers of the table are called here, by the header in lower_snake.
    products
        all that the shop sells, by SKU: others are faults, and lines need not say what a piece weighs.
    """
    sheet = table_of(path, "orders", ORDER_FIELDS)
    named = columns or {}
    found = records_of(sheet, ORDER_FIELDS, columns=named)
    headings = list(headings_of(sheet.rows[0][1], ORDER_FIELDS, named)) if sheet.rows else []
    reading = _Reading(products=products, faults=found.faults, notes=found.notes)
    owner = dict(_owners(sheet, headings))
    reading.bad |= {owner[each.where] for each in found.faults if each.where in owner}
    rows_of: dict[str, list[Record]] = {}
    for each in found.rows:
        if "order" in each.values:
            rows_of.setdefault(each.values["order"], []).append(each)
    made = [_order(reading, name, rows) for name, rows in rows_of.items()]
    reading.notes += _scattered(sheet, owner)
    return Intake(
        orders=tuple(each for each in made if each is not None and each.id not in reading.bad),
        refused=tuple(sorted(reading.bad)),
        faults=tuple(sorted(reading.faults, key=_row_of)),
        notes=tuple(reading.notes),
        headings={each.text: each.field.header for each in headings},
        rows=max(0, len(sheet.rows) - 1),
        first_rows={name: rows[0].where for name, rows in rows_of.items()},
    )


def _row_of(found: Fault) -> int:
    number = found.where.rpartition(" row ")[2]
    return int(number) if number.isdecimal() else 0


def _owners(sheet: Sheet, headings: Sequence[Heading]) -> Iterator[tuple[str, str]]:
    """Yield each row as faults call it, and the order that it belongs to, also where it cannot be read."""
    column = next((each.index for each in headings if each.field.attribute == "order"), None)
    if column is None:
        return
    for number, cells in sheet.rows[1:]:
        name = shown_cell(" ".join(cells[column].split())) if column < len(cells) else ""
        if name:
            yield f"{sheet.where} row {number}", name


def _scattered(sheet: Sheet, owner: Mapping[str, str]) -> Iterator[str]:
    """Yield a note where rows of an order stand apart: it may be two orders by one number."""
    last, done, told = "", set(), set()
    for where, name in owner.items():
        if name != last and name in done and name not in told:
            row = where.removeprefix(f"{sheet.where} ")
            told.add(name)
            yield f"{sheet.where}: order {name} goes on in {row} after other orders; its rows are one order."
        done.add(last)
        last = name


def _order(reading: _Reading, name: str, rows: Sequence[Record]) -> Order | None:
    """Return the order that its rows make, or None where they contradict each other or themselves."""
    before = len(reading.faults)
    shared = _shared(reading, name, rows)
    lines = [line for each in rows if (line := _line(reading, name, each)) is not None]
    _twice(reading, name, rows)
    first = rows[0]
    place = _place(reading, name, first.where, shared)
    day, window = _wanted(reading, name, first.where, shared)
    if len(reading.faults) > before or name in reading.bad:
        return None
    try:
        return Order(
            id=name,
            lines=tuple(lines),
            customer=Customer(**{key: shared.get(key, "") for key in ("name", "email", "phone", "language")}),
            address=shared.get("address", ""),
            place=place,
            mode=Mode(shared["mode"]) if "mode" in shared else None,
            day=day,
            window=window,
            at=shared.get("at", ""),
        )
    except InvalidInput as refused:
        for each in refused.faults:
            reading.refuse(name, replace(each, where=first.where))
        return None


def _shared(reading: _Reading, name: str, rows: Sequence[Record]) -> dict[str, Any]:
    """Return what rows say of their order: a cell may be empty, but none may contradict one before."""
    shared: dict[str, tuple[Any, str]] = {}
    for each in rows:
        for column in _OF_ORDER:
            value = each.values.get(column.attribute)
            if value is None:
                continue
            known, where = shared.setdefault(column.attribute, (value, each.where))
            if known != value:
                expected = f"{known!r} as in {where}, or nothing: both are order {name}"
                reading.refuse(name, fault(each.where, column.header, value, expected))
    return {key: value for key, (value, _) in shared.items()}


def _line(reading: _Reading, name: str, record: Record) -> Line | None:
    values = record.values
    sides = {key: values[key] for key in _SIDES if key in values}
    if sides and len(sides) < 3:
        expected = "length, width and height, or none of them"
        reading.refuse(name, fault(record.where, "length, width, height", f"{len(sides)} of 3", expected))
        _refuse_unsold(reading, name, record)
        return None
    if not record.whole:
        _refuse_unsold(reading, name, record)
        return None
    told = {key: values[key] for key in _LINE if key in values}
    if "temperature" in told:
        told["temperature"] = Temperature(told["temperature"])
    try:
        line = Line(**told, size=Size(**sides) if sides else None)
        return _known(reading, name, record, line)
    except InvalidInput as refused:
        for each in refused.faults:
            reading.refuse(name, replace(each, where=record.where))
        _refuse_unsold(reading, name, record)
        return None


def _refuse_unsold(reading: _Reading, name: str, record: Record) -> None:
    """Refuse a SKU that the shop does not sell also where something else is wrong with its row."""
    sku = record.values.get("sku", "")
    if reading.products is not None and sku:
        for each in unknown_skus([sku], reading.products, record.where):
            reading.refuse(name, each)


def _known(reading: _Reading, name: str, record: Record, line: Line) -> Line | None:
    """Return a line completed by its product, or None where the shop does not sell it."""
    if reading.products is None:
        return line
    for each in unknown_faults([line], reading.products, record.where):
        reading.refuse(name, each)
        return None
    return completed(line, reading.products[line.sku])


def _twice(reading: _Reading, name: str, rows: Sequence[Record]) -> None:
    """Refuse a SKU that stands twice in an order: nobody knows whether both are meant."""
    first: dict[str, str] = {}
    for each in rows:
        sku = each.values.get("sku", "")
        if sku and sku in first:
            expected = f"one row for each SKU of an order; {first[sku]} has it already: add the quantities"
            reading.refuse(name, fault(each.where, "sku", sku, expected))
        first.setdefault(sku, each.where)


def _place(reading: _Reading, name: str, where: str, shared: Mapping[str, Any]) -> Place | None:
    texts = {key: shared[key] for key in ("lon", "lat") if key in shared}
    if not texts:
        return None
    degrees: dict[str, float] = {}
    for key in ("lon", "lat"):
        try:
            degrees[key] = float(str(texts.get(key, "")).replace(",", "."))
        except ValueError:
            expected = "degrees such as 7.4246; lon and lat, or neither"
            reading.refuse(name, fault(where, key, texts.get(key, ""), expected))
    if len(degrees) < 2:
        return None
    found = point_faults(Origin(where=where), degrees["lon"], degrees["lat"])
    for each in found:
        reading.refuse(name, each)
    return None if found else Place(**degrees, name=shared.get("address", ""))


def _wanted(
    reading: _Reading, name: str, where: str, shared: Mapping[str, Any]
) -> tuple[date | None, TimeWindow | None]:
    day: date | None = None
    window: TimeWindow | None = None
    if "day" in shared:
        try:
            day = date.fromisoformat(shared["day"][:10])
        except ValueError:
            reading.refuse(name, fault(where, "day", shared["day"], "a day such as 2026-03-31"))
    if "window" in shared:
        try:
            window, *more = windows_of(shared["window"])
            if more:
                raise Unreadable('one window such as "10:00-12:00"')
        except Unreadable as unreadable:
            reading.refuse(name, fault(where, "window", shared["window"], str(unreadable)))
    return day, window
