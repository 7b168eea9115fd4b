"""Parcel lockers: banks of compartments by size, what goes into them, and when one is likely to be free."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.errors import Fault, fault, refuse
from core.place import Place
from core.units import Cents
from core.window import TimeWindow
from orders.cart import Cart
from orders.modes.cut_off import NO_CUT_OFF, CutOff
from orders.modes.hours import Hours
from orders.modes.occupancy import Dwell, Parcel, chance_free
from orders.modes.packing import packs
from orders.modes.refusal import Refusal
from orders.order import Temperature
from orders.size import Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Compartment:
    """All compartments of one size in a bank.

    size
        what it is called: "S", "M".
    room
        inside.
    most_g
        the weight that one bears; 0 where nobody limits it.
    """

    size: str
    room: Size
    count: int
    most_g: int = 0

    def __post_init__(self) -> None:
        if self.count < 1:
            found = fault(f"compartments {self.size!r}", "count", self.count, "1 or more")
            refuse("There are no such compartments.", [found])


@dataclass(frozen=True, kw_only=True)
class Bank:
    """Lockers at one place.

    hours
        when customers come to them.
    drop
        when a vehicle may come, seconds after midnight at the wall.
    temperature
        how cold it keeps what lies there.
    """

    id: str
    place: Place
    hours: Hours
    compartments: tuple[Compartment, ...]
    dwell: Dwell
    name: str = ""
    price: Cents = Cents(0)
    drop: TimeWindow
    cut_off: CutOff = NO_CUT_OFF
    temperature: Temperature = Temperature.AMBIENT
    parcels: tuple[Parcel, ...] = ()

    def __post_init__(self) -> None:
        refuse(f"The bank {self.id!r} contradicts itself.", list(_bank_faults(self)))


def _bank_faults(bank: Bank) -> Iterator[Fault]:
    where = f"bank {bank.id!r}"
    sizes = [each.size for each in bank.compartments]
    if not sizes:
        yield fault(where, "compartments", "none", "at least one size of compartments")
    for size in sorted({each for each in sizes if sizes.count(each) > 1}):
        yield fault(where, "size", size, "each size once, with how many there are")
    for each in bank.parcels:
        if each.size not in sizes:
            yield fault(where, "size", each.size, f"one of its sizes: {', '.join(sizes)}")


def fitting(bank: Bank, cart: Cart) -> tuple[Compartment, ...] | Refusal:
    """Return the sizes that a cart goes into, the smallest first, or why there are none."""
    cooled = cart.temperatures - {bank.temperature}
    if cooled:
        needed = ", ".join(sorted(cooled))
        return Refusal(code="not-cooled", text=f"The locker is {bank.temperature}; the order is {needed}.")
    unknown = [line.sku for line in cart.lines if line.size is None or not line.weight_g]
    if unknown:
        return Refusal(code="size-unknown", text=f"Size or weight is not known of {', '.join(unknown[:5])}.")
    roomy = [each for each in bank.compartments if packs(cart.lines, each.room)]
    if not roomy:
        largest = max(bank.compartments, key=lambda each: each.room.volume_ml)
        text = f"{_largest(cart)} does not go into the largest compartment, {largest.room} inside."
        return Refusal(code="too-large", text=text)
    strong = [each for each in roomy if not each.most_g or cart.weight_g <= each.most_g]
    if not strong:
        most = max(each.most_g for each in roomy)
        text = f"It weighs {cart.weight_g / 1000:g} kg; a compartment bears {most / 1000:g} kg."
        return Refusal(code="too-heavy", text=text)
    return tuple(sorted(strong, key=lambda each: each.room.volume_ml))


def _largest(cart: Cart) -> str:
    if cart.pieces > 1:
        return f"What is ordered ({cart.pieces} pieces, {cart.volume_ml / 1000:g} l)"
    return f"It ({cart.lines[0].size})"


def free_compartment(
    bank: Bank,
    sizes: Sequence[Compartment],
    parcels: Sequence[Parcel],
    *,
    now: datetime,
    at: datetime,
    surety: float,
) -> Compartment | Refusal:
    """Return the smallest of `sizes` of which one is free at a moment with the chance asked for.

    parcels
        all that have a compartment of the bank, or are to come.
    """
    best = 0.0
    for each in sizes:
        taken = [parcel for parcel in parcels if parcel.size == each.size]
        chance = chance_free(each.count, taken, now=now, at=at, dwell=bank.dwell)
        if chance >= surety:
            return each
        best = max(best, chance)
    named = ", ".join(each.size for each in sizes)
    return Refusal(
        code="locker-full",
        text=f"A compartment of size {named} is free by then with a chance of {best:.0%};"
        f" {surety:.0%} are asked for.",
    )
