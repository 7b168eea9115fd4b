"""Parcel lockers near the address of a cart."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from core.distance import metres_apart
from orders.lockers.room import Room, in_use
from orders.modes.asked import Asked
from orders.modes.lockers import Bank, Compartment, fitting, free_compartment
from orders.modes.moments import later, moment
from orders.modes.option import Option
from orders.modes.refusal import Refusal
from orders.order import Mode

_HOUR = 3600


def locker_offers(asked: Asked) -> Iterator[Option]:
    """Yield each near bank, day by day; a full one with those near it that are not."""
    terms = asked.modes.terms
    banks = asked.near_banks()
    found = [option for bank in banks for option in bank_offers(asked, bank, asked.days)]
    place = {bank.id: bank.place for bank in banks}
    for each in found:
        if each.refusal is None or each.refusal.code not in ("locker-full", "out-of-service"):
            yield each
            continue
        near = [
            other.at
            for other in found
            if other.offered
            and other.day == each.day
            and metres_apart(place[each.at], place[other.at]) <= terms.substitutes_within_m
        ]
        near.sort(key=lambda name: metres_apart(place[each.at], place[name]))
        yield each._replace(substitutes=tuple(near))


def bank_offers(asked: Asked, bank: Bank, days: Sequence[date]) -> Iterator[Option]:
    """Yield what one bank offers on some days."""
    option = Option(mode=Mode.LOCKER, at=bank.id, name=bank.name)
    sizes = fitting(bank, asked.cart)
    if isinstance(sizes, Refusal):
        yield option._replace(refusal=sizes)
        return
    for day in days:
        yield _offered(asked, bank, sizes, option._replace(day=day), day)


def _offered(asked: Asked, bank: Bank, sizes: Sequence[Compartment], option: Option, day: date) -> Option:
    zone = asked.modes.terms.zone
    cut_off = bank.cut_off.of(day, moment(day, bank.drop.opens, zone), zone)
    option, fit = asked.in_time(option, day, bank.place, (bank.drop,), cut_off)
    if fit is None:
        return option
    if len(fit.sent) > 1:
        named = " and ".join(each.warehouse for each in fit.sent)
        text = f"It would come in parts, from {named}; a compartment takes what comes at once."
        return option._replace(refusal=Refusal(code="in-parts", text=text))
    there = moment(day, fit.start, zone)
    usable = _usable(asked, bank, sizes, there)
    if isinstance(usable, Refusal):
        return option._replace(refusal=usable)
    bank, sizes = usable
    surety = asked.modes.terms.surety
    free = free_compartment(bank, sizes, asked.parcels_of(bank), now=asked.now, at=there, surety=surety)
    if isinstance(free, Refusal):
        return option._replace(refusal=free)
    until = later(there, bank.dwell.keep_h * _HOUR)
    spans = list(bank.hours.spans(there, until))
    if not spans:
        text = f"Nobody can come to it between {there:%Y-%m-%d %H:%M} and {until:%Y-%m-%d %H:%M}."
        return option._replace(refusal=Refusal(code="closed", text=text))
    timed = option._replace(opens=spans[0][0], closes=spans[-1][1], compartment=free.size)
    return asked.offer(timed, fit, bank.price)


def _usable(
    asked: Asked, bank: Bank, sizes: Sequence[Compartment], at: datetime
) -> tuple[Bank, Sequence[Compartment]] | Refusal:
    """Return a bank, and sizes of it, with what is in order at a moment, or why nothing is."""
    outages = asked.taken.outages.get(bank.id, ())
    if not outages:
        return bank, sizes
    left, whole = in_use(bank, outages, at), Room(outages=outages).outage(at)
    if left is None or whole is not None:
        why = f": {whole.reason}" if whole is not None and whole.reason else ""
        return Refusal(code="out-of-service", text=f"The bank is out of service{why}.")
    named = {each.size for each in sizes}
    usable = [each for each in left.compartments if each.size in named]
    if not usable:
        return Refusal(code="out-of-service", text="All compartments that it goes into are out of service.")
    return left, sorted(usable, key=lambda each: each.room.volume_ml)
