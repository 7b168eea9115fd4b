"""`roundsman stock transfers`: stock that goes from one warehouse to another."""

from datetime import datetime
from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.talk import AsJson, counted, out, print_json, table
from api.http.transfers.schemas import TransferOut, life_out
from core.clock import utc_now
from core.errors import fault, refuse
from inventory.transfers import Transfer, TransferLine, TransferState

transfers = typer.Typer(name="transfers", help="Stock that goes from one warehouse to another.")

Database = store_options.Database
DEFAULT = store_options.DEFAULT
TransferId = Annotated[str, typer.Argument(metavar="ID", help="Id, as `list` tells it.")]


@transfers.callback()
def _group() -> None:
    """Stock that goes from one warehouse to another."""


@transfers.command()
def request(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The warehouse that it leaves.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The warehouse where it goes.")],
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Day on which it is carried.")],
    line: Annotated[
        list[str], typer.Option(help="SKU:QUANTITY, or SKU:QUANTITY:GRAMS:MILLILITRES of one. Once a SKU.")
    ],
    number: Annotated[str, typer.Option(help="The same number is the same transfer.")] = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Promise units at one warehouse and expect them at another, until a vehicle has carried them."""
    lines = [_line(each) for each in line]
    with store_options.opened(database) as store:
        found, _ = store.transfers.request(number, source, target, day.date(), lines, now=utc_now())
    _tell(found, as_json=as_json)


@transfers.command("list")
def list_transfers(
    state: Annotated[TransferState | None, typer.Option(help="Only those in this state.")] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only those of this day.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Transfers to show at most.")] = 100,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show transfers, the newest first."""
    with store_options.opened(database) as store:
        found = store.transfers.some(state=state, day=None if day is None else day.date(), most=most)
    if as_json:
        print_json({"transfers": [_document(each) for each in found]})
        return
    header = ("id", "number", "from", "to", "day", "state", "units")
    rows = [
        (it.id, it.number, it.source, it.target, f"{it.day}", it.state.value, f"{_units(it):,}")
        for it in found
    ]
    out().print(table(header, rows, title=counted(len(rows), "transfer")))


@transfers.command()
def show(transfer_id: TransferId, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Show a transfer and its steps."""
    with store_options.opened(database) as store:
        found, events = store.transfers.one(transfer_id)
    if as_json:
        print_json(life_out(found, events).model_dump(mode="json"))
        return
    _tell(found, as_json=False)
    rows = [(state.value, f"{at:%Y-%m-%d %H:%M}", note) for state, at, note in events]
    out().print(table(("state", "at", "note"), rows, title="steps"))


@transfers.command()
def ship(transfer_id: TransferId, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Let its units leave, what expires first first."""
    now = utc_now()
    with store_options.opened(database) as store:
        _tell(store.transfers.ship(transfer_id, at=now, now=now), as_json=as_json)


@transfers.command()
def receive(
    transfer_id: TransferId,
    line: Annotated[
        list[str] | None, typer.Option(help="SKU:QUANTITY that arrived; everything by default.")
    ] = None,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Let its units arrive; what is missing is lost."""
    now = utc_now()
    came = {each.sku: each.quantity for each in map(_line, line or [])} or None
    with store_options.opened(database) as store:
        _tell(store.transfers.receive(transfer_id, at=now, now=now, came=came), as_json=as_json)


@transfers.command()
def cancel(
    transfer_id: TransferId,
    reason: Annotated[str, typer.Option(help="Why.")],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """End it: what was promised is free again, what was shipped goes back."""
    with store_options.opened(database) as store:
        _tell(store.transfers.cancel(transfer_id, reason, utc_now()), as_json=as_json)


def _line(given: str) -> TransferLine:
    parts = [each.strip() for each in given.split(":")]
    numbers = parts[1:]
    known = parts[0] and len(parts) in (2, 4) and all(each.isdecimal() for each in numbers)
    expected = "SKU:QUANTITY or SKU:QUANTITY:GRAMS:MILLILITRES"
    refuse("A line cannot be understood.", [] if known else [fault("command", "--line", given, expected)])
    quantity, weight, volume = (*map(int, numbers), 0, 0)[:3]
    return TransferLine(sku=parts[0], quantity=quantity, weight_g=weight, volume_ml=volume)


def _units(transfer: Transfer) -> int:
    return sum(each.quantity for each in transfer.lines)


def _document(transfer: Transfer) -> dict[str, Any]:
    return TransferOut.of(transfer).model_dump(mode="json")


def _tell(transfer: Transfer, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(transfer))
        return
    told = (
        f"{transfer.id}: transfer {transfer.number} is {transfer.state}, {counted(_units(transfer), 'unit')}"
    )
    out().print(f"{told} from {transfer.source} to {transfer.target} on {transfer.day}", markup=False)
