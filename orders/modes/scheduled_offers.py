"""Scheduled delivery to the address of a cart."""

from collections.abc import Iterator
from datetime import date

from core.units import clock_text
from orders.modes.asked import Asked
from orders.modes.moments import moment
from orders.modes.option import Option
from orders.modes.refusal import Refusal
from orders.modes.slots import Slot
from orders.order import Mode


def scheduled_offers(asked: Asked) -> Iterator[Option]:
    """Yield each slot of each area around the address, day by day."""
    modes = asked.modes
    if not modes.slots:
        return
    reached = {area.id for area in modes.areas if area.contains(asked.cart.place)}
    if not reached:
        text = f"The address lies in none of {len(modes.areas)} areas of delivery."
        refusal = Refusal(code="outside-areas", text=text)
        yield Option(mode=Mode.SCHEDULED, at="", refusal=refusal)
        return
    slots = sorted(
        (each for each in modes.slots if each.area in reached),
        key=lambda slot: (slot.window.opens, slot.window.closes, slot.area),
    )
    for day in asked.days:
        yield from (slot_offer(asked, slot, day) for slot in slots if slot.on(day))


def slot_offer(asked: Asked, slot: Slot, day: date) -> Option:
    """Return what a slot offers on one of its days."""
    zone = asked.modes.terms.zone
    opens, closes = moment(day, slot.window.opens, zone), moment(day, slot.window.closes, zone)
    name = f"{slot.area} {clock_text(slot.window.opens)}-{clock_text(slot.window.closes)}"
    option = Option(mode=Mode.SCHEDULED, at=slot.area, name=name, day=day, opens=opens, closes=closes)
    cut_off = slot.cut_off.of(day, opens, zone)
    option, fit = asked.in_time(option, day, asked.cart.place, (slot.window,), cut_off)
    return option if fit is None else asked.offer(option, fit, slot.price)
