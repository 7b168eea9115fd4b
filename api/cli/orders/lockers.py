"""`roundsman lockers`: banks of lockers, the parcels in them, and the codes that open them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from api.cli import store_options
from api.cli.talk import AsJson, counted, out, print_json, table
from api.http.lockers.schemas import BankOut, LockerEventOut, ParcelLifeOut, ParcelOut, SubstituteOut
from api.services.locker_rooms import bank_named, banks_now, substitutes
from core.clock import utc_now
from data.formats.modes.read_modes import read_modes
from data.store.lockers.deposit import Deposit
from data.store.store import Store
from orders.lockers.parcel import LockerParcel, ParcelState
from orders.lockers.problems import LockerFull, LockerOut
from orders.lockers.room import Outage
from orders.modes.asked import Modes
from orders.modes.lockers import Bank

lockers = typer.Typer(name="lockers", help="Banks of lockers, the parcels in them, and their codes.")

Database = store_options.Database
DEFAULT = store_options.DEFAULT
OrderId = Annotated[str, typer.Argument(metavar="ORDER", help="Id, as `roundsman orders list` tells it.")]
BankId = Annotated[str, typer.Argument(metavar="BANK", help="The bank, as the tables of modes call it.")]
ModesOption = Annotated[
    Path, typer.Option("--modes", help="Tables of delivery modes: a folder of CSV files or a workbook.")
]
Compartment = Annotated[str, typer.Option(help="One compartment, as M-1; the whole bank by default.")]
T = TypeVar("T")


@lockers.callback()
def _group() -> None:
    """Banks of lockers, the parcels in them, and their codes."""


@lockers.command("list")
def list_banks(modes: ModesOption, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Show every bank with what is in it, kept for others, broken and free."""
    read = read_modes(modes)
    with store_options.opened(database) as store:
        found = banks_now(store, read.banks, utc_now())
    if as_json:
        print_json({"banks": [BankOut.of(each).model_dump(mode="json") for each in found]})
        return
    rows = [
        (
            it.bank.id,
            size.size,
            size.count,
            size.inside,
            size.promised,
            size.broken,
            size.free,
            _out(it.outage),
        )
        for it in found
        for size in it.sizes
    ]
    header = ("bank", "size", "count", "inside", "promised", "broken", "free", "out of service")
    out().print(table(header, [tuple(map(str, row)) for row in rows], title=counted(len(found), "bank")))


@lockers.command()
def parcels(
    bank: Annotated[str, typer.Option(help="Only those of this bank.")] = "",
    state: Annotated[ParcelState | None, typer.Option(help="Only those in this state.")] = None,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Parcels to show at most.")] = 100,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show parcels in lockers and those on their way to one; codes are shown nowhere."""
    with store_options.opened(database) as store:
        found = store.lockers.some(bank=bank, states=[] if state is None else [state], most=most)
    if as_json:
        print_json({"parcels": [_document(each) for each in found]})
        return
    header = ("order", "bank", "size", "compartment", "state", "at", "until")
    rows = [
        (it.id, it.bank, it.size, it.compartment, it.state.value, _when(it.at), _when(it.until))
        for it in found
    ]
    out().print(table(header, rows, title=counted(len(found), "parcel")))


@lockers.command()
def show(order_id: OrderId, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Show the parcel of an order and what happened to it."""
    with store_options.opened(database) as store:
        parcel, events = store.lockers.one(order_id)
    listed = [LockerEventOut.of(each) for each in events]
    if as_json:
        print_json(ParcelLifeOut(**ParcelOut.of(parcel).model_dump(), events=listed).model_dump(mode="json"))
        return
    _tell(parcel, as_json=False)
    rows = [(it.kind, _when(it.at), it.bank, it.compartment, it.note) for it in listed]
    out().print(table(("event", "at", "bank", "compartment", "note"), rows, title="events"))


@lockers.command()
def deposit(
    bank: BankId,
    order_id: OrderId,
    modes: ModesOption,
    compartment: Annotated[str, typer.Option(help="The compartment that stands open, as M-1.")] = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Put the parcel of an order into a bank; its recipient is sent a code, and nobody else is."""
    read, now = read_modes(modes), utc_now()
    told = Deposit(bank=bank, at=now, compartment=compartment, tables=_banks(read))
    with store_options.opened(database) as store:
        work = partial(store.lockers.deposit, order_id, told, now)
        _tell(_or_elsewhere(work, store, read, order_id, bank, now).parcel, as_json=as_json)


@lockers.command()
def collect(
    bank: BankId,
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="The eight digits that the recipient was sent.")
    ],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Open a compartment with a code, once."""
    with store_options.opened(database) as store:
        _tell(store.lockers.collect(bank, code, now=utc_now()).parcel, as_json=as_json)


@lockers.command("substitutes")
def near_by(
    bank: BankId, order_id: OrderId, modes: ModesOption, database: Database = DEFAULT, as_json: AsJson = False
) -> None:
    """Show the banks near one that take the parcel of an order now."""
    read = read_modes(modes)
    with store_options.opened(database) as store:
        found = substitutes(store, read, store.orders.one(order_id), bank, utc_now())
    if as_json:
        print_json({"substitutes": [SubstituteOut.of(each).model_dump() for each in found]})
        return
    header = ("bank", "name", "metres", "size", "free", "open")
    rows = [
        (it.bank, it.name, f"{it.distance_m:,}", it.size, str(it.free), "yes" if it.open else "no")
        for it in found
    ]
    out().print(table(header, rows, title=f"{counted(len(found), 'bank')} near {bank}"))


@lockers.command()
def move(
    order_id: OrderId, bank: BankId, modes: ModesOption, database: Database = DEFAULT, as_json: AsJson = False
) -> None:
    """Have a parcel that is still to come go to another bank."""
    read, now = read_modes(modes), utc_now()
    to = bank_named(_banks(read), bank)
    with store_options.opened(database) as store:
        work = partial(store.lockers.move, order_id, to, now)
        _tell(_or_elsewhere(work, store, read, order_id, bank, now), as_json=as_json)


@lockers.command()
def code(
    order_id: OrderId,
    show_it: Annotated[
        bool, typer.Option("--show", help="Show the code here, once, instead of sending it to the recipient.")
    ] = False,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Make a new code for a parcel that waits; the one before opens nothing any more."""
    with store_options.opened(database) as store:
        new = store.lockers.new_code(order_id, utc_now(), tell=not show_it)
    if as_json:
        print_json({"order_id": order_id, "code": new.shown if show_it else None})
    else:
        out().print(
            f"{order_id}: {new.shown if show_it else 'a new code is sent to the recipient'}", markup=False
        )


@lockers.command()
def fetch(
    order_id: OrderId,
    reason: Annotated[str, typer.Option(help="Why, where it can still be collected.")] = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Take a parcel out that was not collected; its order is returned."""
    now = utc_now()
    with store_options.opened(database) as store:
        _tell(store.lockers.fetch(order_id, at=now, now=now, reason=reason), as_json=as_json)


@lockers.command()
def back(
    order_id: OrderId,
    warehouse: Annotated[str, typer.Option(help="Where it has arrived.")],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Say that a parcel that was fetched is back; its goods lie among the returns of the warehouse."""
    now = utc_now()
    with store_options.opened(database) as store:
        _tell(store.lockers.bring_back(order_id, warehouse, at=now, now=now), as_json=as_json)


@lockers.command("out")
def take_out(
    bank: BankId,
    modes: ModesOption,
    compartment: Compartment = "",
    reason: Annotated[str, typer.Option(help="What is wrong.")] = "",
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day from which it should be in order.")
    ] = None,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Take a bank or compartment out of service: nothing is promised there or put into it."""
    read, now = read_modes(modes), utc_now()
    there = bank_named(_banks(read), bank)
    end = None if until is None else until.replace(tzinfo=read.terms.zone)
    outage = Outage(bank=bank, compartment=compartment, reason=reason, since=now, until=end)
    with store_options.opened(database) as store:
        store.lockers.take_out(outage, now)
        _tell_bank(store, there, now, as_json=as_json)


@lockers.command("in")
def put_in(
    bank: BankId,
    modes: ModesOption,
    compartment: Compartment = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Put a bank or compartment in service again."""
    there, now = bank_named(_banks(read_modes(modes)), bank), utc_now()
    with store_options.opened(database) as store:
        store.lockers.put_in(bank, compartment, now)
        _tell_bank(store, there, now, as_json=as_json)


def _banks(read: Modes) -> Mapping[str, Bank]:
    return {each.id: each for each in read.banks}


def _or_elsewhere(
    work: Callable[[], T], store: Store, read: Modes, order_id: str, bank: str, now: datetime
) -> T:
    """Do work, or say which banks near by take the parcel."""
    try:
        return work()
    except (LockerFull, LockerOut) as refused:
        near = substitutes(store, read, store.orders.one(order_id), bank, now)
        told = ", ".join(f"{it.bank} ({it.distance_m:,} m, {it.size})" for it in near[:5])
        raise type(refused)(f"{refused.message} Near by: {told or 'no bank takes it'}.") from None


def _tell_bank(store: Store, bank: Bank, now: datetime, *, as_json: bool) -> None:
    (found,) = banks_now(store, [bank], now)
    if as_json:
        print_json(BankOut.of(found).model_dump(mode="json"))
        return
    broken = sum(it.broken for it in found.sizes)
    told = f"out of service {_out(found.outage)}" if found.outage else f"in service, {broken} broken"
    out().print(f"{bank.id}: {told}", markup=False)


def _tell(parcel: LockerParcel, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(parcel))
        return
    where = f"{parcel.bank}, compartment {parcel.compartment or parcel.size}"
    until = f", until {_when(parcel.until)}" if parcel.until else ""
    out().print(f"{parcel.id} is {parcel.state}: {where}{until}", markup=False)


def _document(parcel: LockerParcel) -> dict[str, Any]:
    return ParcelOut.of(parcel).model_dump(mode="json")


def _out(outage: Outage | None) -> str:
    return "" if outage is None else outage.reason or "yes"


def _when(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M}"
