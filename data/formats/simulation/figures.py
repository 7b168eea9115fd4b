"""A simulation as plain values: the document and the tables that every output is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from data.formats.fields.written import Row
from network.simulation.day import PARTS, Day
from network.simulation.summary import OF_DAYS, OF_RUNS, Spread, difference, misses, spread

Lived = tuple[str, str]
"""A design and a scenario."""

RESULT_HEADER: Final = ("design", "scenario", "of", "figure", "mean", "p5", "median", "p95", "number")
PART_HEADER: Final = ("design", "part", "design_says", "simulated_mean", "p5", "p95")
VEHICLE_HEADER: Final = ("design", "scenario", "site", "vehicle", "mean", "p5", "median", "p95", "most")
DIFFERENCE_HEADER: Final = (
    "design", "scenario", "less_design", "less_scenario", "figure", "mean", "low", "high", "replications",
)  # fmt: skip
MISS_HEADER: Final = ("design", "site", "figure", "days", "mean_percent", "median_percent", "worst_percent")
DAY_HEADER: Final = (
    "design", "scenario", "replication", "date", "orders", "ordered", "delivered", "in_time", "near",
    "waiting", "overdue", "cancelled", "elsewhere", "undriven", "short", "vehicles", "km", "stock", "co2_kg",
    *(part.replace(" ", "_") for part in PARTS),
)  # fmt: skip

COMPARED: Final = ("running cost", "in time %", "CO2 kg", "last mile km", "units waiting, on average")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A simulation as it is written.

    runs
        days of each replication that was lived to its end.
    every_day
        also those of replications that were not.
    designed
        cents that designs themselves say, by what they are for.
    """

    title: str
    currency: str
    start: str
    dates: Sequence[str]
    replications: int
    seed: int
    last_mile: str
    seconds: float
    whole: bool
    notes: Sequence[str]
    runs: Mapping[Lived, Mapping[int, Sequence[Day]]] = field(repr=False)
    every_day: Mapping[Lived, Mapping[int, Sequence[Day]]] = field(repr=False)
    designed: Mapping[str, Mapping[str, float]]

    def pooled(self, lived: Lived) -> list[Day]:
        """Return the days of all replications."""
        return [day for days in self.every_day[lived].values() for day in days]

    @property
    def base(self) -> str:
        """The scenario that others are set beside: the first."""
        return next(iter(self.runs))[1]


def document(told: Told) -> dict[str, Any]:
    """Return a simulation as one JSON document; money in the currency."""
    return {
        "currency": told.currency,
        "start": told.start,
        "days": len(told.dates),
        "replications": told.replications,
        "seed": told.seed,
        "last_mile": told.last_mile,
        "whole": told.whole,
        "seconds": round(told.seconds, 3),
        "results": [_as_object(RESULT_HEADER, row) for row in result_rows(told)],
        "vehicles": [_as_object(VEHICLE_HEADER, row) for row in vehicle_rows(told)],
        "costs": [_as_object(PART_HEADER, row) for row in part_rows(told)],
        "differences": [_as_object(DIFFERENCE_HEADER, row) for row in difference_rows(told)],
        "estimate_errors": [_as_object(MISS_HEADER, row) for row in miss_rows(told)],
        "notes": list(told.notes),
    }


def _as_object(header: Sequence[str], row: Row) -> dict[str, Any]:
    return {name: None if cell == "" else cell for name, cell in zip(header, row, strict=True)}


def result_rows(told: Told) -> Iterator[Row]:
    """Yield distributions over replications, then over days, of every design in every scenario."""
    for lived, runs in told.runs.items():
        for name, of in OF_RUNS.items():
            yield from _result(lived, "replications", name, spread([of(days) for days in runs.values()]))
        for name, of_day in OF_DAYS.items():
            yield from _result(lived, "days", name, spread([of_day(day) for day in told.pooled(lived)]))


def _result(lived: Lived, of: str, name: str, found: Spread | None) -> Iterator[Row]:
    if found is not None and (found.p95 or found.p5 or found.mean):
        yield (
            *lived, of, name, round(found.mean, 2), round(found.p5, 2), round(found.median, 2),
            round(found.p95, 2), found.number,
        )  # fmt: skip


def part_rows(told: Told) -> Iterator[Row]:
    """Yield what each design says itself beside what its simulated days cost, part by part."""
    for (design, scenario), runs in told.runs.items():
        if scenario != told.base or not runs:
            continue
        for part in PARTS:
            values = [sum(day.cents.get(part, 0.0) for day in days) / 100 for days in runs.values()]
            found = spread(values)
            says = told.designed[design].get(part, 0.0) / 100
            if found is not None and (says or found.mean):
                yield (
                    design,
                    part,
                    round(says, 2),
                    round(found.mean, 2),
                    round(found.p5, 2),
                    round(found.p95, 2),
                )


def vehicle_rows(told: Told) -> Iterator[Row]:
    """Yield how many vehicles of each type a site needs on a day on which it delivers anything."""
    for lived in told.runs:
        counts: dict[tuple[str, str], list[int]] = {}
        driving: dict[str, int] = {}
        for day in told.pooled(lived):
            for site, driven in day.sites.items():
                driving[site] = driving.get(site, 0) + 1
                for name, number in driven.vehicles.items():
                    counts.setdefault((site, name), []).append(number)
        for (site, name), numbers in sorted(counts.items()):
            every = [*numbers, *[0] * (driving[site] - len(numbers))]
            found = spread(every)
            if found is not None:
                yield (
                    *lived, site, name, round(found.mean, 2), found.p5, found.median, found.p95, max(every)
                )  # fmt: skip


def difference_rows(told: Told) -> Iterator[Row]:
    """Yield paired differences: of designs to the first in each scenario, of scenarios to the first."""
    first = next(iter(told.runs))[0]
    for design, scenario in told.runs:
        if design != first:
            yield from _differences(told, (design, scenario), (first, scenario))
        if scenario != told.base:
            yield from _differences(told, (design, scenario), (design, told.base))


def _differences(told: Told, one: Lived, other: Lived) -> Iterator[Row]:
    for name in COMPARED:
        of = OF_RUNS[name]
        values = [{key: of(days) for key, days in told.runs[each].items()} for each in (one, other)]
        found = difference(*values)
        if found is not None:
            low, high = ("" if each is None else round(each, 2) for each in (found.low, found.high))
            yield *one, *other, name, round(found.mean, 2), low, high, found.number


def miss_rows(told: Told) -> Iterator[Row]:
    """Yield how far estimates of the last mile are from the kernel, by site."""
    for design, scenario in told.runs:
        if scenario != told.base:
            continue
        for each in misses(told.pooled((design, scenario))):
            made = asdict(each)
            yield (
                design, made["site"], made["what"], made["days"], round(made["mean"], 1),
                round(made["median"], 1), round(made["worst"], 1),
            )  # fmt: skip


def day_rows(told: Told) -> Iterator[Row]:
    """Yield every day."""
    for lived, runs in told.every_day.items():
        for replication, days in runs.items():
            for day in days:
                yield (
                    *lived, replication + 1, told.dates[day.day], day.orders, day.ordered, day.delivered,
                    day.in_time, day.near, day.waiting, day.overdue, day.cancelled, day.elsewhere,
                    day.undriven, day.short, day.vehicles, round(day.km, 3), sum(day.stock.values()),
                    round(day.co2_kg, 3), *(round(day.cents.get(part, 0.0) / 100, 2) for part in PARTS),
                )  # fmt: skip
