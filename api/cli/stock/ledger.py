"""`roundsman stock`, what a database keeps: receive, move, count, expect, show, ledger, rebuild."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.stock.tables import show_outlooks
from api.cli.talk import AsJson, counted, out, print_json, table
from api.services import keep_stock
from core.clock import utc_now
from data.formats.ledger.atp_figures import atp_document
from inventory.ledger.move import Move

Table = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file, a workbook or a folder.")]
Database = store_options.Database
DEFAULT = store_options.DEFAULT
HEADER = ("number", "key", "moment", "sku", "lot", "expires", "quantity", "from", "to", "reason")


def receive(file: Table, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Write what came from suppliers: date, document, sku, quantity, to; lot and expires where there are."""
    with store_options.opened(database) as store:
        _tell_written(*keep_stock.receive(store, file, utc_now()), as_json=as_json)


def move(file: Table, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Write moves: date, sku, quantity, from, to; lot, expires, key and reason where there are."""
    with store_options.opened(database) as store:
        _tell_written(*keep_stock.write_moves(store, file, utc_now()), as_json=as_json)


def expect(file: Table, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Count on what suppliers will send: document, sku, warehouse, quantity, due; 0 for no more."""
    with store_options.opened(database) as store:
        number = keep_stock.expect(store, file)
    if as_json:
        print_json({"rows": number})
    else:
        out().print(f"{counted(number, 'receipt')} expected")


def count(
    file: Table,
    key: Annotated[str, typer.Option(help="Names the count; the same again has no effect.")] = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Make the ledger say what was counted: place, sku, lot, quantity; the difference goes to loss."""
    with store_options.opened(database) as store:
        moves = keep_stock.count(store, file, utc_now(), key=key)
    rows = _rows([(0, each) for each in moves])
    if as_json:
        print_json({"corrections": [dict(zip(HEADER[1:], row[1:], strict=True)) for row in rows]})
    else:
        out().print(table(HEADER[1:], [row[1:] for row in rows], title=counted(len(rows), "correction")))


def show(
    sku: Annotated[list[str] | None, typer.Option(help="Only this SKU; several times.")] = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="Days to look ahead.")] = 14,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show what is on hand, reserved, inbound and available to promise."""
    with store_options.opened(database) as store:
        found = keep_stock.stock_ahead(store, utc_now(), days=days, skus=sku or ())
    if as_json:
        print_json(atp_document(found, ()))
    else:
        show_outlooks(found)


def ledger(
    sku: Annotated[str, typer.Option(help="Only this SKU.")] = "",
    after: Annotated[int, typer.Option(min=0, help="Only moves after the one of this number.")] = 0,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Moves to show at most.")] = 100,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show the ledger, the first move first."""
    with store_options.opened(database) as store:
        rows = _rows(store.moves.moves(sku=sku, after=after, most=most))
    if as_json:
        print_json({"moves": [dict(zip(HEADER, row, strict=True)) for row in rows]})
    else:
        out().print(table(HEADER, rows, title=counted(len(rows), "move")))


def reverse(
    key: Annotated[str, typer.Argument(help="Key of the move, as `stock ledger` shows it.")],
    reason: Annotated[str, typer.Option(help="Why, for whoever reads the ledger.")] = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Correct the ledger: undo a move by one more; the same again has no second effect."""
    with store_options.opened(database) as store:
        undone = store.moves.reverse(key, utc_now(), reason=reason)
    rows = _rows([(0, undone)])
    if as_json:
        print_json(dict(zip(HEADER[1:], rows[0][1:], strict=True)))
    else:
        out().print(table(HEADER[1:], [row[1:] for row in rows]))


def rebuild(database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Work out all sums anew from moves and reservations, and put right what differs."""
    with store_options.opened(database) as store:
        wrong = list(keep_stock.rebuild(store))
    if as_json:
        print_json({"corrected": wrong})
        return
    for each in wrong:
        out().print(each, markup=False)
    out().print(f"{counted(len(wrong), 'sum')} put right" if wrong else "every sum is right")


def _tell_written(rows: int, new: int, *, as_json: bool) -> None:
    if as_json:
        print_json({"rows": rows, "new": new})
    else:
        known = "" if rows == new else f", {rows - new:,} known already"
        out().print(f"{counted(new, 'move')} written{known}")


def _rows(moves: Sequence[tuple[int, Move]]) -> list[list[Any]]:
    return [
        [
            number,
            each.key,
            each.moment.isoformat(timespec="minutes"),
            each.lot.sku,
            each.lot.name,
            "" if each.lot.expires is None else each.lot.expires.isoformat(),
            each.quantity,
            str(each.source),
            str(each.target),
            each.reason,
        ]
        for number, each in moves
    ]
