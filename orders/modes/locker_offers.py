"""Parcel lockers near the address of a cart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from core.distance import metres_apart
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
    banks = list(asked.nearest(asked.modes.banks, terms.banks, terms.banks_within_m))
    found = [option for bank in banks for option in _of_bank(asked, bank)]
    place = {bank.id: bank.place for bank in banks}
    for each in found:
        if each.refusal is None or each.refusal.code != "locker-full":
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
        yield replace(each, substitutes=tuple(near))


def _of_bank(asked: Asked, bank: Bank) -> Iterator[Option]:
    option = Option(mode=Mode.LOCKER, at=bank.id, name=bank.name)
    sizes = fitting(bank, asked.cart)
    if isinstance(sizes, Refusal):
        yield replace(option, refusal=sizes)
        return
    for day in asked.days:
        yield _offered(asked, bank, sizes, replace(option, day=day), day)


def _offered(asked: Asked, bank: Bank, sizes: Sequence[Compartment], option: Option, day: date) -> Option:
    zone = asked.modes.terms.zone
    cut_off = bank.cut_off.of(day, moment(day, bank.drop.opens, zone), zone)
    option, fit = asked.in_time(option, day, bank.place, (bank.drop,), cut_off)
    if fit is None:
        return option
    if len(fit.sent) > 1:
        named = " and ".join(each.warehouse for each in fit.sent)
        text = f"It would come in parts, from {named}; a compartment takes what comes at once."
        return replace(option, refusal=Refusal(code="in-parts", text=text))
    there = moment(day, fit.start, zone)
    free = free_compartment(bank, sizes, now=asked.now, at=there, surety=asked.modes.terms.surety)
    if isinstance(free, Refusal):
        return replace(option, refusal=free)
    until = later(there, bank.dwell.keep_h * _HOUR)
    spans = list(bank.hours.spans(there, until))
    if not spans:
        text = f"Nobody can come to it between {there:%Y-%m-%d %H:%M} and {until:%Y-%m-%d %H:%M}."
        return replace(option, refusal=Refusal(code="closed", text=text))
    timed = replace(option, opens=spans[0][0], closes=spans[-1][1], compartment=free.size)
    return asked.offer(timed, fit, bank.price)
