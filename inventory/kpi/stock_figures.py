"""How fast stock turns and how right the ledger is.

Every function returns a figure whose parts are shelves (SKU in a warehouse) or counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.figure import Figure, LeftOut, Part, figure_of

DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfTime:
    """A SKU in a warehouse over some days.

    out
        units that left for customers, less those that were put right again.
    mean
        units on hand, each weighed with the time that it lay there.
    """

    sku: str
    warehouse: str
    days: float
    out: int
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One place, SKU and lot that somebody counted: what was found, and what the ledger said."""

    id: str
    warehouse: str
    found: int
    said: int


def stock_turns(shelves: Iterable[ShelfTime]) -> Figure:
    """How often a year the stock that lies there leaves.

    Formula: units that left for customers * 365 / days of the period / mean units on hand.
    Unit: turns a year.
    Source: inventory turnover, cost of goods sold / mean stock, in units; the mean is weighed by time, which
        the average of period ends is not.
    Left out: nothing lay there and nothing left.
    """

    def judge(each: ShelfTime) -> Part | LeftOut:
        name = f"{each.warehouse}/{each.sku}"
        if each.days <= 0 or (each.out <= 0 and each.mean <= 0):
            return LeftOut(name, "nothing lay there and nothing left")
        return Part(name, each.out * DAYS_A_YEAR / each.days, each.mean)

    return figure_of(map(judge, shelves))


def days_of_supply(shelves: Iterable[ShelfTime]) -> Figure:
    """How many days the mean stock would last.

    Formula: mean units on hand / (units that left for customers / days of the period).
    Unit: days.
    Source: days of supply, stock / daily cost of goods sold, in units.
    Left out: nothing lay there and nothing left.
    """

    def judge(each: ShelfTime) -> Part | LeftOut:
        name = f"{each.warehouse}/{each.sku}"
        if each.days <= 0 or (each.out <= 0 and each.mean <= 0):
            return LeftOut(name, "nothing lay there and nothing left")
        return Part(name, each.mean, each.out / each.days)

    return figure_of(map(judge, shelves))


def stock_accuracy(counts: Iterable[Counted]) -> Figure:
    """How many of the counted places hold what the ledger says.

    Formula: places counted where found = said / places counted, each with its SKU and lot.
    Unit: share from 0 to 1.
    Source: inventory record accuracy by location.
    """
    return figure_of(Part(each.id, int(each.found == each.said), 1) for each in counts)


def stock_accuracy_units(counts: Iterable[Counted]) -> Figure:
    """How many of the units found or said are both.

    Formula: sum of min(found, said) / sum of max(found, said) over places counted.
    Unit: share from 0 to 1.
    Source: inventory record accuracy by units; too much in one place makes good for nothing
        that is missing in another.
    Left out: nothing found and nothing said.
    """

    def judge(each: Counted) -> Part | LeftOut:
        most = max(each.found, each.said)
        if not most:
            return LeftOut(each.id, "nothing found and nothing said")
        return Part(each.id, min(each.found, each.said), most)

    return figure_of(map(judge, counts))
