"""Every option of every mode for one cart; what is not possible says why."""

from collections.abc import Iterator

from core.units import Cents
from orders.modes.asked import Asked, Modes
from orders.modes.locker_offers import bank_offers, locker_offers
from orders.modes.lockers import Bank
from orders.modes.moments import moment
from orders.modes.option import Option
from orders.modes.refusal import Refusal
from orders.modes.scheduled_offers import scheduled_offers, slot_offer
from orders.modes.shop_offers import shop_offers, spot_offers
from orders.modes.shops import Shop
from orders.modes.slots import Slot
from orders.order import Mode


def offers(asked: Asked) -> tuple[Option, ...]:
    """Return all options of the next days, mode by mode; also those that are not possible."""
    return (*scheduled_offers(asked), *shop_offers(asked), *locker_offers(asked))


def offered_now(option: Option, asked: Asked) -> Option:
    """Return an option of an earlier quote as it would be offered now, or with the reason why not."""
    found = {Mode.SCHEDULED: _slot, Mode.PICKUP: _shop, Mode.LOCKER: _bank}[option.mode](option, asked)
    return next(found, None) or Option(
        mode=option.mode,
        at=option.at,
        name=option.name,
        day=option.day,
        refusal=Refusal(code="not-offered", text="It is not among what is offered any more."),
    )


def base_price(option: Option, modes: Modes) -> Cents | None:
    """Return the base price of an option as the tables say it now; None where it is not among them."""
    if option.mode is Mode.SCHEDULED:
        return next((each.price for each in _slots(option, modes)), None)
    spots: tuple[Shop | Bank, ...] = modes.shops if option.mode is Mode.PICKUP else modes.banks
    return next((each.price for each in spots if each.id == option.at), None)


def _slots(option: Option, modes: Modes) -> Iterator[Slot]:
    zone, day = modes.terms.zone, option.day
    for slot in modes.slots:
        if day is None or slot.area != option.at or not slot.on(day):
            continue
        ends = (moment(day, each, zone) for each in (slot.window.opens, slot.window.closes))
        if tuple(ends) == (option.opens, option.closes):
            yield slot


def _slot(option: Option, asked: Asked) -> Iterator[Option]:
    for slot in _slots(option, asked.modes):
        if option.day is not None:
            yield slot_offer(asked, slot, option.day)


def _shop(option: Option, asked: Asked) -> Iterator[Option]:
    for shop in asked.modes.shops:
        if shop.id == option.at and option.day is not None:
            yield from spot_offers(asked, shop, [option.day])


def _bank(option: Option, asked: Asked) -> Iterator[Option]:
    for bank in asked.modes.banks:
        if bank.id == option.at and option.day is not None:
            yield from bank_offers(asked, bank, [option.day])
