"""What goes wrong, when, and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from core.errors import Fault, fault, refuse
from network.design.checks import refuse_negative
from network.design.study import Study
from network.simulation.chance import DISRUPTIONS, drawing

DisruptionKind = Literal["site-down", "lane-closed", "demand-percent", "supplier-late"]
DISRUPTION_KINDS: tuple[DisruptionKind, ...] = get_args(DisruptionKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """One thing that goes wrong in a scenario.

    target
        a site, a lane as "A > B", a product or customer; "" for all demand.
    first
        the day on which it begins, counted from 0; None for any, drawn in each replication.
    value
        percent of demand, or by how many days what the site sends comes later.
    chance
        with which it happens in a replication.
    """

    scenario: str
    kind: DisruptionKind
    target: str = ""
    first: int | None = None
    days: int = 7
    value: float = 0.0
    chance: float = 1.0

    def __post_init__(self) -> None:
        named = f"disruption {self.scenario!r}"
        refuse_negative(named, self, "first", "value")
        found = []
        if self.days < 1:
            found.append(fault(named, "days", self.days, "1 or more"))
        if not 0 < self.chance <= 1:
            found.append(fault(named, "chance_percent", 100 * self.chance, "more than 0, at most 100"))
        refuse(f"{named} cannot be.", found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong on a day.

    late
        days that what a site sends comes later, by site.
    """

    down: frozenset[str]
    closed: frozenset[tuple[str, str]]
    late: dict[str, int]


def unknown_targets(study: Study, disruptions: Sequence[Disruption]) -> list[Fault]:
    """Return a fault for each disruption of what the study does not know."""
    sites = set(study.site_of)
    known: dict[str, set[str]] = {
        "site-down": sites,
        "supplier-late": sites,
        "lane-closed": {f"{each.start} > {each.end}" for each in study.lanes},
        "demand-percent": {each.id for each in study.products} | set(study.customer_of) | {""},
    }
    return [
        fault(
            f"disruption {each.scenario!r}", "target", each.target,
            f"what {each.kind} can be about: {', '.join(sorted(known[each.kind])[:6])}, ...",
        )
        for each in disruptions
        if each.target not in known[each.kind]
    ]  # fmt: skip


def happening(
    disruptions: Sequence[Disruption], *, seed: int, replication: int, days: int
) -> tuple[tuple[Disruption, int, int], ...]:
    """Return what happens in a replication, with its first day and the day after its last."""
    found = []
    for number, each in enumerate(disruptions):
        draw = drawing(seed, DISRUPTIONS, replication, number)
        happens, when = draw.random(2)
        first = each.first if each.first is not None else int(when * max(1, days - each.days + 1))
        if happens < each.chance:
            found.append((each, first, first + each.days))
    return tuple(found)


def trouble_on(day: int, happening: Sequence[tuple[Disruption, int, int]]) -> Trouble:
    """Return what is wrong on a day."""
    now = [each for each, first, end in happening if first <= day < end]
    lanes = (each.target.split(" > ") for each in now if each.kind == "lane-closed")
    late: dict[str, int] = {}
    for each in now:
        if each.kind == "supplier-late":
            late[each.target] = late.get(each.target, 0) + round(each.value)
    return Trouble(
        down=frozenset(each.target for each in now if each.kind == "site-down"),
        closed=frozenset((start, end) for start, end in lanes),
        late=late,
    )
