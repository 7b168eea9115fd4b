"""What can be promised, and who sends what, as tables on a terminal."""

from collections.abc import Sequence
from itertools import pairwise

from api.cli.talk import counted, out, table, talk
from api.services.source_orders import Sourced
from data.formats.ledger.atp_figures import Outlooks
from inventory.ledger.outlook import DayAhead

SHOWN = 40


def show_outlooks(found: Outlooks) -> None:
    """Print a line for each SKU in each warehouse, with the days from which more or less can be promised."""
    rows = [
        (
            *key,
            f"{it.shelf.units_on_hand:,}",
            f"{it.shelf.units_reserved:,}",
            f"{it.shelf.units_inbound:,}",
            f"{it.shelf.short:,}" if it.shelf.short else "",
            f"{it.days[0].available:,}",
            ", ".join(f"{each.available:,} from {each.day}" for each in _steps(it.days)),
        )
        for key, it in list(found.items())[:SHOWN]
    ]
    header = ("sku", "warehouse", "on hand", "reserved", "inbound", "short", "can promise", "later")
    out().print(table(header, rows, title=f"{counted(len(found), 'SKU')} in warehouses"))
    _tell_more(len(found))


def show_sourced(found: Sourced) -> None:
    """Print a line for each shipment, with why other warehouses send nothing."""
    show_notes(found.notes)
    rows = []
    for order, each in list(found.answers.items())[:SHOWN]:
        sent = [(it.warehouse, it.units, f"{it.delivery.cost / 100:,.2f}") for it in each.shipments]
        missing = [("nobody", each.missing, "")] if each.missing else []
        why = "; ".join(f"{it.warehouse}: {it.text}" for it in each.rejections)
        for number, (name, units, cost) in enumerate([*sent, *missing]):
            what = ", ".join(f"{count:,} {sku}" for sku, count in units.items())
            rows.append((order, name, what, cost, "" if number else why))
    header = ("order", "sent from", "what", "cost", "why not others")
    out().print(table(header, rows, title=counted(len(found.answers), "order")))
    _tell_more(len(found.answers))


def show_notes(notes: Sequence[str]) -> None:
    """Print what a person should know."""
    for note in notes:
        talk().print(note, style="yellow", markup=False)


def _tell_more(number: int) -> None:
    """Say how many lines were left out."""
    if number > SHOWN:
        talk().print(f"{number - SHOWN:,} more with --output or --json", markup=False)


def _steps(days: Sequence[DayAhead]) -> list[DayAhead]:
    """Return the days from which another quantity can be promised than the day before."""
    return [later for earlier, later in pairwise(days) if later.available != earlier.available]
