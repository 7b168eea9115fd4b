"""Which compartment a parcel gets: its own size if one is free, else a larger one that nobody else awaits."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from orders.modes.lockers import Bank, Compartment
from orders.modes.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A bank or one of its compartments that cannot be used; until: None for "until somebody says so"."""

    bank: str
    compartment: str = ""
    reason: str = ""
    since: datetime
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it cannot be used at a moment."""
        return self.until is None or at < self.until


@dataclass(frozen=True, kw_only=True)
class Room:
    """What is in a bank, and what is kept for others.

    inside
        compartments in which something lies; nameless: parcels inside of which nobody told the compartment.
    promised
        compartments that are kept for others, by size.
    outages
        of the bank and of its compartments.
    """

    inside: Collection[str] = ()
    nameless: Counter[str] = field(default_factory=Counter)
    promised: Counter[str] = field(default_factory=Counter)
    outages: Sequence[Outage] = ()

    def outage(self, at: datetime) -> Outage | None:
        """Return why the whole bank cannot be used at a moment, or None."""
        return next((it for it in self.outages if not it.compartment and it.holds(at)), None)

    def broken(self, at: datetime) -> frozenset[str]:
        """Return the compartments that cannot be used at a moment."""
        return frozenset(it.compartment for it in self.outages if it.compartment and it.holds(at))


def names(size: Compartment) -> Iterator[str]:
    """Yield what the compartments of a size are called: M-1, M-2."""
    for number in range(1, size.count + 1):
        yield f"{size.size}-{number}"


def size_of(bank: Bank, compartment: str) -> Compartment | None:
    """Return the size of a compartment, None where the bank has none of that name."""
    return next((each for each in bank.compartments if compartment in names(each)), None)


def in_use(bank: Bank, outages: Sequence[Outage], at: datetime) -> Bank | None:
    """Return a bank with the compartments that can be used at a moment; None where there are none."""
    room = Room(outages=outages)
    if room.outage(at) is not None:
        return None
    broken = room.broken(at)
    left = [(each, sum(name not in broken for name in names(each))) for each in bank.compartments]
    usable = tuple(replace(each, count=count) for each, count in left if count)
    return replace(bank, compartments=usable) if usable else None


def free_names(size: Compartment, room: Room, at: datetime) -> list[str]:
    """Return the compartments of a size in which nothing lies and that can be used."""
    broken = room.broken(at)
    free = [name for name in names(size) if name not in room.inside and name not in broken]
    return free[: max(0, len(free) - room.nameless[size.size])]


def chosen(
    sizes: Sequence[Compartment], room: Room, at: datetime, *, own: str = "", wanted: str = ""
) -> tuple[Compartment, str] | Refusal:
    """Return the size and the compartment that a parcel is put into.

    sizes
        into which it goes, the smallest first.
    own
        the size that is kept for it; "" where none is.
    wanted
        the compartment that stands open for it; "" for any.
    """
    first = sorted(sizes, key=lambda each: each.size != own)
    for each in first:
        free = free_names(each, room, at)
        kept = 0 if each.size == own else room.promised[each.size]
        if len(free) <= kept:
            continue
        if not wanted:
            return each, free[0]
        if wanted in free:
            return each, wanted
    named = ", ".join(each.size for each in sizes)
    if wanted:
        text = f"Compartment {wanted} is not free, is kept for another parcel, or is no {named}."
        return Refusal(code="locker-full", text=text)
    return Refusal(code="locker-full", text=f"No compartment of size {named} is free.")
