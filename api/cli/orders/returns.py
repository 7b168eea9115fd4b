"""`roundsman returns`: goods that come back, and what is repaid for them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar

import typer

from api.cli import store_options
from api.cli.modes_option import Modes
from api.cli.talk import AsJson, counted, out, print_json, table, talk
from api.services.order_rules import order_rules, refuse_pickup
from api.services.tenant_modes import modes_of
from core.clock import utc_now
from core.errors import Fault, InvalidInput, fault, refuse
from data.formats.orders.return_json import return_json
from data.store.returns.rows import KeptReturn
from orders.returns.event import Came, Inspected, Refund, ReturnEvent, ReturnStep
from orders.returns.rma import Condition, Disposition, Reason, ReturnLine, WayBack

returns = typer.Typer(name="returns", help="Goods that come back, and what is repaid for them.")

Database = store_options.Database
DEFAULT = store_options.DEFAULT
ReturnId = Annotated[str, typer.Argument(metavar="ID", help="Id, as `roundsman returns list` tells it.")]
Why = Annotated[str, typer.Option("--reason", help="Why.")]
T = TypeVar("T")


@returns.callback()
def _group() -> None:
    """Goods that come back, and what is repaid for them."""


@returns.command()
def create(
    order_id: Annotated[
        str, typer.Argument(metavar="ORDER", help="Id, as `roundsman orders list` tells it.")
    ],
    line: Annotated[
        list[str], typer.Option(help=f"SKU:QUANTITY:REASON; reasons: {', '.join(Reason)}. Once a SKU.")
    ],
    way: Annotated[WayBack, typer.Option(help="How it comes back.")] = WayBack.PICKUP,
    at: Annotated[str, typer.Option(help="Shop or bank of lockers to which it is brought.")] = "",
    number: Annotated[str, typer.Option(help="The shop's own number: the same is the same return.")] = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Ask for a return of pieces that were delivered; the same number again has no second effect."""
    lines = _each(line, "SKU:QUANTITY:REASON", 3, _line)
    with store_options.opened(database) as store:
        kept = store.returns.ask(order_id, lines, way=way, now=utc_now(), at=at, number=number)
    _tell(kept, as_json=as_json)


@returns.command("list")
def list_returns(
    state: Annotated[ReturnStep | None, typer.Option(help="Only those in this state.")] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only those fetched on this day.")
    ] = None,
    order: Annotated[str, typer.Option(help="Only those of this order.")] = "",
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Returns to show at most.")] = 100,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show the returns that are kept, the newest first."""
    fetched = None if day is None else day.date()
    with store_options.opened(database) as store:
        found = store.returns.some(state=state, order_id=order, day=fetched, most=most)
    if as_json:
        print_json({"returns": [_document(each) for each in found]})
        return
    header = ("id", "number", "state", "way", "day", "pieces", "revision")
    out().print(table(header, [_row(each) for each in found], title=counted(len(found), "return")))


@returns.command()
def show(return_id: ReturnId, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Show one return, its lines and all its events."""
    with store_options.opened(database) as store:
        kept = store.returns.one(return_id)
    if as_json:
        print_json(_document(kept))
        return
    _tell(kept, as_json=False)
    came, refunds = kept.life.came, kept.life.refunds
    lines = [
        (
            it.sku,
            f"{it.quantity:,}",
            it.reason,
            came[it.sku].quantity if it.sku in came else "",
            refunds.get(it.sku, ""),
        )
        for it in kept.asked.lines
    ]
    out().print(table(("sku", "quantity", "reason", "arrived", "refund (minor)"), lines, title="lines"))
    events = [(it.id, it.step, it.at.isoformat(), it.reason) for it in kept.life.events]
    out().print(table(("event", "step", "at", "reason"), events, title="events"))


@returns.command()
def approve(return_id: ReturnId, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Say that the goods may come back."""
    _step(database, return_id, ReturnStep.APPROVED, as_json=as_json)


@returns.command("refuse")
def refuse_return(
    return_id: ReturnId, reason: Why, database: Database = DEFAULT, as_json: AsJson = False
) -> None:
    """Say that the goods may not come back, and why."""
    _step(database, return_id, ReturnStep.REFUSED, as_json=as_json, reason=reason)


@returns.command("pickup")
def plan_pickup(
    return_id: ReturnId,
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Day on which a vehicle fetches it.")],
    modes: Modes = None,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Have a vehicle fetch the goods on a day, or on another one instead."""
    name = f"{ReturnStep.PICKUP_PLANNED} {day:%Y-%m-%d}"
    planned, now = ReturnStep.PICKUP_PLANNED, utc_now()
    event = ReturnEvent(id=name, of=return_id, step=planned, at=now, day=day.date())
    with store_options.opened(database) as store:
        kept = store.returns.one(return_id)
        refuse_pickup(store, order_rules(store, modes_of(modes, store.tenant), now), event)
        kept = store.returns.advance(event, revision=kept.revision, now=now)
    _tell(kept, as_json=as_json)


@returns.command()
def receive(
    return_id: ReturnId,
    warehouse: Annotated[str, typer.Option(help="Where the goods arrived.")],
    line: Annotated[list[str], typer.Option(help="SKU:QUANTITY or SKU:QUANTITY:LOT; 0 where nothing came.")],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Say what arrived; it lies among the warehouse's returns until it is inspected."""
    came = _each(line, "SKU:QUANTITY or SKU:QUANTITY:LOT", 2, lambda it: _came(it, warehouse), most=3)
    _step(database, return_id, ReturnStep.RECEIVED, as_json=as_json, came=tuple(came))


@returns.command()
def inspect(
    return_id: ReturnId,
    line: Annotated[
        list[str],
        typer.Option(
            help="SKU:QUANTITY:CONDITION:DISPOSITION, and :PLACE for restock. "
            f"Conditions: {', '.join(Condition)}; dispositions: {', '.join(Disposition)}."
        ),
    ],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Say how the goods are and what is done with them; every piece that arrived."""
    parts = _each(line, "SKU:QUANTITY:CONDITION:DISPOSITION[:PLACE]", 4, _inspected, most=5)
    _step(database, return_id, ReturnStep.INSPECTED, as_json=as_json, inspected=tuple(parts))


@returns.command()
def refund(
    return_id: ReturnId,
    line: Annotated[
        list[str],
        typer.Option(
            help="SKU:AMOUNT in minor units (cents), 0 for nothing; SKU:AMOUNT:PAID where the order does not "
            "say what was paid for all its pieces."
        ),
    ],
    currency: Annotated[str, typer.Option(help="In which it was paid, as EUR.")],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Decide what is paid back for lines, each once; goods are decided separately."""
    parts = _each(line, "SKU:AMOUNT or SKU:AMOUNT:PAID", 2, _refund, most=3)
    name = f"refunded {' '.join(sorted(each.sku for each in parts))}"[:100]
    _step(
        database,
        return_id,
        ReturnStep.REFUNDED,
        as_json=as_json,
        event_id=name,
        refunds=tuple(parts),
        currency=currency,
    )


@returns.command()
def close(return_id: ReturnId, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """End a return that was inspected."""
    _step(database, return_id, ReturnStep.CLOSED, as_json=as_json)


@returns.command()
def cancel(return_id: ReturnId, reason: Why, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """End a return whose goods do not come."""
    _step(database, return_id, ReturnStep.CANCELLED, as_json=as_json, reason=reason)


@returns.command()
def rebuild(database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Work out every return's state from its events anew, and put right what differs."""
    with store_options.opened(database) as store:
        wrong = store.returns.rebuild()
    if as_json:
        print_json({"corrected": wrong})
        return
    for each in wrong:
        out().print(each, markup=False)
    out().print(f"{counted(len(wrong), 'return')} put right")


def _step(
    database: str, return_id: str, step: ReturnStep, *, as_json: bool, event_id: str = "", **details: Any
) -> None:
    event = ReturnEvent(id=event_id or step.value, of=return_id, step=step, at=utc_now(), **details)
    with store_options.opened(database) as store:
        kept = store.returns.one(return_id)
        kept = store.returns.advance(event, revision=kept.revision, now=event.at)
    _tell(kept, as_json=as_json)


def _each(
    given: Sequence[str], form: str, least: int, read: Callable[[list[str]], T], *, most: int | None = None
) -> list[T]:
    """Return what options of a form mean; raise `InvalidInput` with every one that means nothing."""
    found: list[T] = []
    faults: list[Fault] = []
    for each in given:
        parts = [part.strip() for part in each.split(":")]
        try:
            if not least <= len(parts) <= (most or least):
                raise ValueError
            found.append(read(parts))
        except InvalidInput as refused:
            faults += refused.faults
        except ValueError:
            faults.append(fault("--line", "", each, form))
    refuse("A line cannot be understood.", faults)
    return found


def _line(parts: list[str]) -> ReturnLine:
    return ReturnLine(sku=parts[0], quantity=int(parts[1]), reason=Reason(parts[2]))


def _came(parts: list[str], warehouse: str) -> Came:
    return Came(sku=parts[0], quantity=int(parts[1]), warehouse=warehouse, lot="".join(parts[2:]))


def _refund(parts: list[str]) -> Refund:
    return Refund(sku=parts[0], cents=int(parts[1]), paid=int(parts[2]) if len(parts) > 2 else None)


def _inspected(parts: list[str]) -> Inspected:
    condition, disposition = Condition(parts[2]), Disposition(parts[3])
    units, to = int(parts[1]), "".join(parts[4:])
    return Inspected(sku=parts[0], quantity=units, condition=condition, disposition=disposition, to=to)


def _tell(kept: KeptReturn, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(kept))
    else:
        told = f"{kept.id}: return {kept.asked.number} is {kept.state}, revision {kept.revision}"
        out().print(told, markup=False)
        for each in kept.notes:
            talk().print(each, markup=False)


def _row(kept: KeptReturn) -> tuple[str, ...]:
    asked, day = kept.asked, kept.life.day
    pieces = sum(asked.units.values())
    fetched = "" if day is None else day.isoformat()
    return (
        kept.id,
        asked.number,
        kept.state.value,
        asked.way.value,
        fetched,
        f"{pieces:,}",
        str(kept.revision),
    )


def _document(kept: KeptReturn) -> dict[str, Any]:
    return return_json(kept.asked, kept.life, kept.notes)
