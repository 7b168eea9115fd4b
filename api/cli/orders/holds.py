"""`roundsman holds`: what is kept for customers who may still order."""

from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.talk import AsJson, counted, out, print_json, table
from api.services.settle_hold import cancel as give_back
from core.clock import utc_now
from core.units import Cents, Money
from data.formats.modes.held_json import option_document
from orders.holds.hold import Hold

holds = typer.Typer(name="holds", help="Options of quotes that are kept until they are ordered.")

Database = store_options.Database
DEFAULT = store_options.DEFAULT


@holds.callback()
def _group() -> None:
    """Options of quotes that are kept until they are ordered."""


@holds.command("list")
def list_holds(
    open_only: Annotated[
        bool, typer.Option("--open", help="Only those that can still be confirmed.")
    ] = False,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Holds to show at most.")] = 100,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show holds, the newest first."""
    with store_options.opened(database) as store:
        found = store.holds.some(utc_now(), open_only=open_only, most=most)
    if as_json:
        print_json({"holds": [_document(each) for each in found]})
        return
    header = ("id", "state", "until", "mode", "at", "day", "price")
    out().print(table(header, [_row(each) for each in found], title=counted(len(found), "hold")))


@holds.command()
def cancel(
    hold_id: Annotated[str, typer.Argument(metavar="ID", help="Id, as `roundsman holds list` tells it.")],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Give back the stock, slot and compartment of a hold; one that was cancelled stays so."""
    with store_options.opened(database) as store:
        found = give_back(store, hold_id, now=utc_now())
    if as_json:
        print_json(_document(found))
    else:
        out().print(f"{found.id} is {found.state}", markup=False)


def _document(hold: Hold) -> dict[str, Any]:
    return {
        "id": hold.id,
        "state": hold.state.value,
        "created": hold.created.isoformat(),
        "until": hold.until.isoformat(),
        "price_cents": hold.price,
        "currency": hold.cart.currency,
        "option": option_document(hold.option),
    }


def _row(hold: Hold) -> tuple[str, ...]:
    option = hold.option
    return (
        hold.id,
        hold.state.value,
        f"{hold.until:%Y-%m-%d %H:%M:%S}",
        option.mode.value,
        option.name or option.at,
        "" if option.day is None else option.day.isoformat(),
        str(Money(amount=Cents(hold.price), currency=hold.cart.currency)),
    )
