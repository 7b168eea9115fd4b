"""`roundsman stock`, promises: reserve, confirm, release, ship, reservations."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, table, talk
from core.clock import utc_now
from core.errors import fault, refuse
from inventory.ledger.reservation import Reservation, Reserved, ReservedLine, State

Database = store_options.Database
DEFAULT = store_options.DEFAULT
Id = Annotated[str, typer.Argument(help="Number of the reservation or order.")]


def reserve(
    name: Id,
    lines: Annotated[list[str], typer.Argument(help="SKU:UNITS@WAREHOUSE, several.")],
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When they leave; today if left out."),
    ] = None,
    minutes: Annotated[int, typer.Option(min=1, max=525_600, help="How long they are held.")] = 15,
    confirmed: Annotated[bool, typer.Option("--confirmed", help="Promise for good, do not hold.")] = False,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Hold units of SKUs for somebody: every line or none; the same again has no second effect."""
    now = utc_now()
    leaves = now.date() if day is None else day.date()
    until = None if confirmed else now + timedelta(minutes=minutes)
    state: State = "confirmed" if confirmed else "held"
    wanted = _lines(lines, leaves)
    with store_options.opened(database) as store:
        made = Reservation(id=name, lines=wanted, state=state, held_until=until)
        answer = store.reservations.reserve(made, now)
    _tell_answer(answer, as_json=as_json)
    if answer.reservation is None:
        raise typer.Exit(INCOMPLETE)


def withhold(
    lines: Annotated[list[str], typer.Argument(help="SKU:UNITS@WAREHOUSE, several; 0 units for none.")],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Keep units back from every new promise."""
    wanted = _lines(lines, utc_now().date())
    with store_options.opened(database) as store:
        store.moves.withhold({(each.sku, each.warehouse): each.quantity for each in wanted})
    if as_json:
        print_json(
            {"withheld": [{"sku": it.sku, "warehouse": it.warehouse, "units": it.quantity} for it in wanted]}
        )
    else:
        out().print(f"{counted(sum(each.quantity for each in wanted), 'unit')} withheld")


def confirm(name: Id, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Turn a hold into a promise."""
    _settle(name, "confirmed", database, as_json=as_json)


def release(name: Id, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Give back what is held or promised."""
    _settle(name, "released", database, as_json=as_json)


def ship(name: Id, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Let a reservation leave: the earliest to expire goes first, and the ledger gets its moves."""
    with store_options.opened(database) as store:
        _tell(store.reservations.ship(name, utc_now()), as_json=as_json)


def reservations(
    every: Annotated[bool, typer.Option("--all", help="Also those that are over.")] = False,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Reservations to show at most.")] = 100,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show reservations, the newest first."""
    with store_options.opened(database) as store:
        store.reservations.expire(utc_now())
        found = store.reservations.all(open_only=not every, most=most)
    if as_json:
        print_json({"reservations": [_document(each) for each in found]})
        return
    rows = [
        (each.id, each.state, line.sku, line.warehouse, f"{line.quantity:,}", line.day.isoformat())
        for each in found
        for line in each.lines
    ]
    header = ("reservation", "state", "sku", "warehouse", "units", "day")
    out().print(table(header, rows, title=counted(len(found), "reservation")))


def _lines(lines: list[str], day: date) -> tuple[ReservedLine, ...]:
    faults = [
        fault("command, LINES", "", each, "SKU:UNITS@WAREHOUSE, such as coffee:2@north")
        for each in lines
        if not _sound(each)
    ]
    refuse("The lines cannot be read.", faults)
    return tuple(_line(each, day) for each in lines)


def _sound(text: str) -> bool:
    sku, _, rest = text.rpartition(":")
    units, _, warehouse = rest.partition("@")
    return bool(sku and warehouse) and units.isascii() and units.isdigit() and len(units) < 11


def _line(text: str, day: date) -> ReservedLine:
    sku, _, rest = text.rpartition(":")
    units, _, warehouse = rest.partition("@")
    return ReservedLine(sku=sku, warehouse=warehouse, day=day, quantity=int(units))


def _settle(name: str, state: State, database: str, *, as_json: bool) -> None:
    with store_options.opened(database) as store:
        _tell(store.reservations.settle(name, state, utc_now()), as_json=as_json)


def _tell_answer(answer: Reserved, *, as_json: bool) -> None:
    if answer.reservation is not None:
        _tell(answer.reservation, as_json=as_json, again=answer.again)
    elif as_json:
        short = [
            {
                "sku": each.line.sku,
                "warehouse": each.line.warehouse,
                "day": each.line.day.isoformat(),
                "wanted": each.line.quantity,
                "available": each.available,
            }
            for each in answer.shortages
        ]
        print_json({"reservation": None, "shortages": short})
    else:
        talk().print("Nothing is reserved.", style="bold red")
        for each in answer.shortages:
            out().print(str(each), markup=False)


def _tell(found: Reservation, *, as_json: bool, again: bool = False) -> None:
    if as_json:
        print_json({"reservation": _document(found), "again": again})
        return
    until = f" until {found.held_until:%Y-%m-%d %H:%M:%S} UTC" if found.state == "held" else ""
    out().print(f"{found.id} is {found.state}{until}", markup=False)


def _document(found: Reservation) -> dict[str, Any]:
    return {
        "id": found.id,
        "state": found.state,
        "held_until": None if found.held_until is None else found.held_until.isoformat(),
        "lines": [
            {"sku": it.sku, "warehouse": it.warehouse, "day": it.day.isoformat(), "quantity": it.quantity}
            for it in found.lines
        ],
    }
