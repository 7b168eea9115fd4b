"""Orders from whatever table a person has, looked through before anything is made of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from api.services.announce import Announce, say_nothing
from api.services.given_files import refuse_missing
from core.clock import Clock, utc_now
from core.errors import Fault, InvalidInput, fault
from data.formats.orders.column_names import column_names, read_column_names
from data.formats.orders.fields import ORDER_FIELDS
from data.formats.orders.read_orders import Intake, read_orders
from data.formats.orders.read_products import read_products
from data.formats.tables.fault_list import write_faults
from orders.product import Product

Judge = Callable[[Intake], Mapping[str, list[Fault]]]
"""What says, by number, what is wrong with orders whose rows have no fault."""


def orders_from_file(
    source: Path,
    *,
    columns: Path | Mapping[str, str] | None = None,
    products: Path | Mapping[str, Product] | None = None,
    partial: bool = False,
    fault_file: Path | None = None,
    judge: Judge | None = None,
    clock: Clock = utc_now,
    announce: Announce = say_nothing,
) -> Intake:
    """Read orders from a table of their lines; raise `InvalidInput` with every fault, unless `partial`.

    columns
        what the table's headers are called here, or a file that says so.
    products
        all that the shop sells, or a table of it.
    partial
        go on with the orders that have no fault; still refused where no order has none.
    fault_file
        where faults are written to, .csv or .xlsx; with its header alone if there are none.
    judge
        asked where rows have faults and the table is refused for them, so that all faults are told at once.
    """
    refuse_missing(each for each in (source, columns, products) if isinstance(each, Path))
    names = _names(columns)
    sold = read_products(products) if isinstance(products, Path) else products
    announce(f"reading {source.name}")
    try:
        found = read_orders(source, columns=names, products=sold)
    except InvalidInput as refused:
        _write_faults(fault_file, refused)
        raise
    refused_for = bool(found.faults) and not (partial and found.orders)
    judged = judge(found) if judge is not None and refused_for else {}
    wrong = InvalidInput(_sentence(source, found, judged), faults=[*found.faults, *all_faults(judged)])
    _write_faults(fault_file, wrong)
    if refused_for:
        raise wrong
    if not found.orders:
        nothing = fault(source.name, "", "no order", "a row for each line of an order")
        raise InvalidInput(f"{source.name} has no orders.", faults=[nothing])
    late = tuple(_late(found, clock().date()))
    return replace(found, notes=(*found.notes, *late))


def all_faults(judged: Mapping[str, list[Fault]]) -> list[Fault]:
    """Return the faults of all orders, in their sequence."""
    return [each for found in judged.values() for each in found]


def _names(columns: Path | Mapping[str, str] | None) -> dict[str, str] | None:
    if isinstance(columns, Path):
        return read_column_names(columns, ORDER_FIELDS)
    return column_names(columns, ORDER_FIELDS, what="the names of columns") if columns else None


def _late(found: Intake, today: date) -> Iterator[str]:
    """Yield a note where orders want a day that is over."""
    late = [each for each in found.orders if each.day is not None and each.day < today]
    if late:
        named = ", ".join(f"{each.id} ({each.day})" for each in late[:3])
        more = " ..." if len(late) > 3 else ""
        yield f"{len(late):,} want a day before {today}, which is over: {named}{more}."


def _sentence(source: Path, found: Intake, judged: Mapping[str, list[Fault]]) -> str:
    read = len(found.orders)
    good, given = read - sum(map(bool, judged.values())), read + len(found.refused)
    return f"{source.name} cannot be taken as it is: {good:,} of {given:,} orders have no fault."


def _write_faults(fault_file: Path | None, refused: InvalidInput) -> None:
    if fault_file is not None:
        write_faults(fault_file, refused.faults)
