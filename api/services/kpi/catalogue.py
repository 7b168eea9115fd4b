"""All key figures by name: what each is counted from, by what it can be split, and how it is shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from inspect import cleandoc, signature
from typing import Any, Final

from core.figure import Figure
from inventory.kpi import forecast_figures, stock_figures
from orders.kpi import capacity, emissions, filling, rounds, service
from orders.modes.terms import Factor

SECTIONS: Final = ("Formula", "Unit", "Source", "Counts", "Left out")


class By(StrEnum):
    """By what key figures can be split."""

    DAY = "day"
    WEEK = "week"
    DEPOT = "depot"
    MODE = "mode"
    SOURCE = "source"


class Feed(StrEnum):
    """What key figures are counted from."""

    ORDERS = "orders"
    ROUNDS = "rounds"
    SLOTS = "slots"
    STAYS = "stays"
    SHELVES = "shelves"
    COUNTS = "counts"
    FORECASTS = "forecasts"


SPLITS: Final[Mapping[Feed, frozenset[By]]] = {
    Feed.ORDERS: frozenset(By),
    Feed.ROUNDS: frozenset({By.DAY, By.WEEK, By.DEPOT}),
    Feed.SLOTS: frozenset({By.DAY, By.WEEK}),
    Feed.STAYS: frozenset({By.DAY, By.WEEK}),
    Feed.SHELVES: frozenset({By.DAY, By.WEEK, By.DEPOT}),
    Feed.COUNTS: frozenset({By.DAY, By.WEEK, By.DEPOT}),
    Feed.FORECASTS: frozenset({By.WEEK}),
}
"""A round brings orders of all modes and sources, so that its money cannot be split by them."""

BEHIND: Final[Mapping[Feed, str]] = {
    Feed.ORDERS: "orders",
    Feed.ROUNDS: "rounds (plan/vehicle)",
    Feed.SLOTS: "slots (plan/window)",
    Feed.STAYS: "orders in lockers",
    Feed.SHELVES: "shelves (warehouse/SKU)",
    Feed.COUNTS: "counted places",
    Feed.FORECASTS: "SKUs",
}
"""What the parts of a figure are."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What key figures need besides what they count.

    begin, end
        the period that is counted: of a split by day or week, that day or week.
    compartments
        of all banks of lockers; 0 where no tables tell.
    """

    now: datetime
    begin: datetime
    end: datetime
    currency: str = "EUR"
    factors: Mapping[str, Factor] = field(default_factory=dict)
    compartments: int = 0


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """One key figure; its texts stand in the docstring of its function.

    more_is_better
        None where neither is.
    share
        whether it is shown in percent.
    """

    function: Callable[..., Figure]
    feed: Feed
    more_is_better: bool | None = True

    def of(self, items: Sequence[Any], given: Given) -> Figure:
        """Return the figure of what its feed hands on; of what is given a function names what it needs."""
        _, *needed = signature(self.function).parameters
        return self.function(items, **{name: getattr(given, name) for name in needed})

    @property
    def name(self) -> str:
        """What it is called everywhere."""
        return self.function.__name__.replace("_", "-")

    @cached_property
    def text(self) -> Mapping[str, str]:
        """Its definition in sections: "", which is the first sentence, Formula, Unit, Source and others."""
        return sections_of(self.function.__doc__ or "")

    @property
    def unit(self) -> str:
        """The unit of its value."""
        return self.text["Unit"].rstrip(".")

    @property
    def share(self) -> bool:
        """Whether it is shown in percent."""
        return self.unit.startswith("share")

    @property
    def splits(self) -> frozenset[By]:
        """By what it can be split."""
        return SPLITS[self.feed]


def sections_of(docstring: str) -> dict[str, str]:
    """Return the sections of a docstring, each on one line; "" is what stands before the first."""
    found: dict[str, list[str]] = {"": []}
    current = ""
    for line in cleandoc(docstring).splitlines():
        begins = re.match(rf"({'|'.join(SECTIONS)}): (.*)", line)
        if begins is not None:
            current = begins[1]
            found[current] = [begins[2]]
        elif current and not line.strip():
            current = "ends"
        elif current != "ends":
            found[current].append(line.strip())
    return {name: " ".join(" ".join(lines).split()) for name, lines in found.items()}


def _kpis(feed: Feed, better: bool | None, *functions: Callable[..., Figure]) -> list[Kpi]:
    return [Kpi(function=each, feed=feed, more_is_better=better) for each in functions]


_ALL: Final = (
    *_kpis(Feed.ORDERS, True, service.on_time, service.on_time_latest, service.in_full),
    *_kpis(Feed.ORDERS, True, service.otif, service.otif_lines, service.otif_units),
    *_kpis(Feed.ORDERS, True, filling.fill_rate, filling.fill_rate_lines, filling.fill_rate_orders),
    *_kpis(Feed.ORDERS, True, service.first_attempt_rate),
    *_kpis(Feed.ORDERS, False, service.order_cycle_time),
    *_kpis(Feed.ROUNDS, False, rounds.cost_per_drop, rounds.cost_per_km, rounds.km_per_drop),
    *_kpis(Feed.ROUNDS, True, rounds.stops_per_hour, rounds.stops_per_hour_without_stem),
    *_kpis(Feed.ROUNDS, True, rounds.vehicle_fill, rounds.completed_as_planned, rounds.eta_accuracy),
    *_kpis(Feed.ROUNDS, False, rounds.eta_error),
    *_kpis(Feed.ROUNDS, False, emissions.emissions_per_drop, emissions.emissions_per_tkm),
    *_kpis(Feed.SLOTS, True, capacity.slot_use),
    *_kpis(Feed.STAYS, True, capacity.locker_use),
    *_kpis(Feed.SHELVES, True, stock_figures.stock_turns),
    *_kpis(Feed.SHELVES, None, stock_figures.days_of_supply),
    *_kpis(Feed.COUNTS, True, stock_figures.stock_accuracy, stock_figures.stock_accuracy_units),
    *_kpis(Feed.FORECASTS, False, forecast_figures.wape),
    *_kpis(Feed.FORECASTS, None, forecast_figures.forecast_bias),
)

KPIS: Final[Mapping[str, Kpi]] = {each.name: each for each in _ALL}
"""In the order in which they are shown."""
