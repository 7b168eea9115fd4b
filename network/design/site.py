"""A place that stands or may be opened, with the sizes it can have and what goes through it."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, get_args

from core.errors import fault, refuse
from core.place import Place
from core.units import Cents
from network.design.checks import refuse_negative

SiteKind = Literal["supplier", "plant", "warehouse", "pickup-point"]
SITE_KINDS: tuple[SiteKind, ...] = get_args(SiteKind)

Fate = Literal["free", "open", "closed"]
"""Whether a design may choose, or what it has to be in every period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """One size that a site can be opened in.

    capacity
        load that goes out in a period; None for any.
    fixed_cents
        of each period in which it is open.
    opening_cents
        once, when it opens in this size or changes to it.
    """

    id: str = ""
    capacity: float | None = None
    fixed_cents: Cents = Cents(0)
    opening_cents: Cents = Cents(0)

    def __post_init__(self) -> None:
        refuse_negative(f"size {self.id!r}", self, "capacity", "fixed_cents", "opening_cents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a unit of load costs beyond a quantity in a period, up to the next step."""

    load_from: float
    cents_per_load: float

    def __post_init__(self) -> None:
        refuse_negative(f"step from {self.load_from:g}", self, "load_from", "cents_per_load")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A supplier, plant, warehouse or pickup point.

    was_open
        whether it is open before the first period, in its first size.
    sizes
        one or more.
    steps
        cost of throughput: ascending, the first from 0; all loads cost the same where there is one.
    group
        a name that limits can speak of.
    co2_kg
        of each period in which it is open.
    """

    id: str
    kind: SiteKind
    place: Place
    was_open: bool = False
    fate: Fate = "free"
    sizes: tuple[Size, ...] = (Size(),)
    closing_cents: Cents = Cents(0)
    steps: tuple[Step, ...] = ()
    group: str = ""
    name: str = ""
    co2_kg: float = 0.0

    def __post_init__(self) -> None:
        named = f"site {self.id!r}"
        refuse_negative(named, self, "closing_cents", "co2_kg")
        found = []
        if not self.sizes or len({each.id for each in self.sizes}) < len(self.sizes):
            sizes = ", ".join(each.id for each in self.sizes)
            found.append(fault(named, "size", sizes, "one or more sizes of different names"))
        starts = [each.load_from for each in self.steps]
        if starts and (starts[0] != 0 or any(a >= b for a, b in pairwise(starts))):
            told = ", ".join(f"{each:g}" for each in starts)
            found.append(fault(named, "from_load", told, "steps that begin at 0 and ascend"))
        refuse(f"{named} cannot be.", found)

    def forced(self, fate: Fate) -> "Site":
        """Return the site as one that has to be open, or closed, in every period."""
        return replace(self, fate=fate)

    @property
    def capacity(self) -> float | None:
        """What can go out in a period in its largest size; None for any."""
        found = [each.capacity for each in self.sizes]
        return None if None in found else max(each for each in found if each is not None)
