"""Tables of orders and stock taken in, as operations: all or nothing, and once however often resumed."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from api.services import keep_stock
from api.services.locate_orders import place_located, table_judge
from api.services.open_desk import desk_for
from api.services.operations.bench import Bench
from api.services.order_rules import order_rules
from api.services.take_orders import Judge, all_faults, orders_from_file
from core.clock import utc_now
from core.errors import Fault, InvalidInput
from data.files import write_text
from data.formats.modes.read_modes import read_modes
from data.formats.plan_json.pretty import pretty_json
from data.formats.tables.fault_list import faults_csv
from data.store.audit.act import Act
from orders.product import Product

ANSWER: Final = "import.json"
ERRORS: Final = "errors.csv"
TABLE: Final = "table"
COLUMNS: Final = "columns.json"

_STOCK: Final = {"moves": keep_stock.write_moves, "receipts": keep_stock.receive}


def import_orders(asked: dict[str, Any], bench: Bench) -> None:
    """Keep the orders of a table: a number of a source is one order, so the same again has no effect.

    Those that came with an address alone get its point, where the worker has a map or a provider.
    """
    columns = bench.given / COLUMNS
    partial = asked["partial"]
    modes = None if bench.modes is None else read_modes(bench.modes)
    with keep_stock.stock_in(bench.database) as store:
        rules = order_rules(store, modes, utc_now(), history=True)
        found = orders_from_file(
            _table(bench), columns=columns if columns.exists() else None, partial=partial,
            products=None if modes is None else modes.products, fault_file=bench.out / ERRORS,
            judge=table_judge(store, source=asked["source"], rules=rules), announce=bench.announce,
        )  # fmt: skip
        try:
            placed, lost = place_located(
                store.by(_act(asked)), desk_for(bench.address_map, bench.cache, os.environ, store=store),
                found.orders, source=asked["source"], now=utc_now(), where=found.first_rows,
                rules=rules, partial=partial, announce=bench.announce,
            )  # fmt: skip
        except InvalidInput as refused:
            _write_errors(bench, refused.faults)
            raise
    faults = [*found.faults, *lost, *placed.faults]
    _write_errors(bench, faults)
    _answer(
        bench, rows=found.rows, taken=len(placed.orders), columns=found.headings, notes=found.notes,
        faults=len(faults), review=sum(each.review for each in placed.orders),
    )  # fmt: skip


def import_stock(asked: dict[str, Any], bench: Bench) -> None:
    """Write moves or receipts of a table into the ledger: a key is one move, the same again has no effect."""
    bench.announce("reading the table")
    with keep_stock.stock_in(bench.database) as store:
        try:
            rows, _ = _STOCK[asked["what"]](store.by(_act(asked)), _table(bench), utc_now())
        except InvalidInput as refused:
            _write_errors(bench, refused.faults)
            raise
    _write_errors(bench, [])
    _answer(bench, rows=rows, taken=rows, columns={}, notes=(), faults=0, review=0)


def preview_orders(
    table: Path, columns: Path | None, *, most: int, judge: Judge,
    products: Mapping[str, Product] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return what a table of orders is understood as, and what is wrong with it; nothing is kept.

    judge
        says what is wrong with orders whose rows have no fault, as an import would.
    """
    found = orders_from_file(table, columns=columns, products=products, partial=True, judge=judge)
    judged = judge(found)
    good = [each for each in found.orders if not judged.get(each.id)]
    return {
        "rows": found.rows, "orders": len(good), "columns": dict(found.headings),
        "notes": list(found.notes)[:most], "first": [each.id for each in good[:most]],
        "faults": [*found.faults, *all_faults(judged)][:most],
    }  # fmt: skip


def _act(asked: dict[str, Any]) -> Act:
    return Act(who=asked["who"], what=asked["operation"], at=datetime.fromisoformat(asked["at"]))


def _table(bench: Bench) -> Path:
    return next(path for path in sorted(bench.given.iterdir()) if path.stem == TABLE)


def _write_errors(bench: Bench, faults: list[Fault] | tuple[Fault, ...]) -> None:
    write_text(bench.out / ERRORS, faults_csv(faults), encoding="utf-8-sig")


def _answer(bench: Bench, **told: Any) -> None:
    bench.parts(told["rows"], told["rows"])
    document = {**told, "columns": dict(told["columns"]), "notes": list(told["notes"])}
    write_text(bench.out / ANSWER, pretty_json(document))
