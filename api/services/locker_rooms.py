"""Banks of lockers as they are now, and where a parcel can go when its own bank is full or out of service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.services.quote_desk import QuoteDesk
from core.distance import metres_apart
from core.errors import NotFound
from data.store.order_rows import KeptOrder
from data.store.store import Store
from orders.cart import Cart
from orders.lockers.room import Outage, Room, free_names, names
from orders.modes.asked import Modes
from orders.modes.lockers import Bank, fitting
from orders.modes.moments import wall_seconds
from orders.modes.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeNow:
    """Compartments of one size: how many there are, hold something, are kept, are broken, and are free."""

    size: str
    count: int
    inside: int
    promised: int
    broken: int
    free: int


@dataclass(frozen=True, kw_only=True)
class BankNow:
    """A bank as it is now; outage: why all of it cannot be used, None where it can."""

    bank: Bank
    sizes: tuple[SizeNow, ...]
    outages: tuple[Outage, ...]
    outage: Outage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """Another bank that takes a parcel now; open: whether vehicles may come to it at this hour."""

    bank: str
    name: str
    distance_m: int
    size: str
    free: int
    open: bool


def banks_of(quotes: QuoteDesk | None) -> Mapping[str, Bank]:
    """Return the banks that tables of delivery modes tell of, by id; none where there are no tables."""
    return {} if quotes is None else {each.id: each for each in quotes.current().modes.banks}


def bank_named(banks: Mapping[str, Bank], name: str) -> Bank:
    """Return a bank; raise `NotFound` where no table tells of it."""
    if name not in banks:
        raise NotFound(f"No table of delivery modes tells of a bank {name}.")
    return banks[name]


def banks_now(store: Store, banks: Sequence[Bank], now: datetime) -> list[BankNow]:
    """Return what is in banks, kept for others, broken and free."""
    rooms = store.lockers.rooms([each.id for each in banks], now)
    return [_bank_now(each, rooms[each.id], now) for each in banks]


def _bank_now(bank: Bank, room: Room, now: datetime) -> BankNow:
    broken = room.broken(now)
    sizes = []
    for each in bank.compartments:
        called = set(names(each))
        inside = len(called.intersection(room.inside)) + room.nameless[each.size]
        free = len(free_names(each, room, now))
        sizes.append(
            SizeNow(
                size=each.size,
                count=each.count,
                inside=inside,
                promised=room.promised[each.size],
                broken=len(called & broken),
                free=free,
            )
        )
    return BankNow(bank=bank, sizes=tuple(sizes), outages=tuple(room.outages), outage=room.outage(now))


def substitutes(store: Store, modes: Modes, kept: KeptOrder, bank: str, now: datetime) -> list[Substitute]:
    """Return the banks near one that take an order now: those open to vehicles first, then the nearest."""
    banks = {each.id: each for each in modes.banks}
    here = bank_named(banks, bank)
    apart = {each.id: metres_apart(here.place, each.place) for each in modes.banks if each.id != bank}
    near = [banks[name] for name, metres in apart.items() if metres <= modes.terms.substitutes_within_m]
    rooms = store.lockers.rooms([each.id for each in near], now)
    found = []
    for each in near:
        size = _free_size(each, rooms[each.id], kept, now)
        if size is None:
            continue
        local = now.astimezone(modes.terms.zone)
        found.append(
            Substitute(
                bank=each.id,
                name=each.name,
                distance_m=round(apart[each.id]),
                size=size[0],
                free=size[1],
                open=each.drop.opens <= wall_seconds(local, local.date()) <= each.drop.closes,
            )
        )
    return sorted(found, key=lambda it: (not it.open, it.distance_m, it.bank))


def _free_size(bank: Bank, room: Room, kept: KeptOrder, now: datetime) -> tuple[str, int] | None:
    """Return the smallest size that takes an order, and how many of it nobody else awaits."""
    if room.outage(now) is not None:
        return None
    order = kept.order
    sizes = fitting(bank, Cart(lines=order.lines, place=bank.place, currency=order.currency or "EUR"))
    for each in () if isinstance(sizes, Refusal) else sizes:
        free = len(free_names(each, room, now)) - room.promised[each.size]
        if free > 0:
            return each.size, free
    return None
