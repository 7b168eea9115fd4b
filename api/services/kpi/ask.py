"""Key figures of some days: every figure with its sums, and what is behind one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from api.services.kpi.catalogue import KPIS, SPLITS, Feed, Given, Kpi
from api.services.kpi.feeds import Asked, Piece, pieces_of
from core.errors import InvalidInput, NotFound, fault
from core.figure import Figure
from data.store.planned_days import plan_currency
from data.store.store import Store
from orders.modes.lockers import Bank
from orders.modes.terms import Factor

MOST_DAYS: Final = 1100
USUAL_DAYS: Final = 30
EARLIEST: Final = date(1980, 1, 1)
LATEST: Final = date(2400, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What tables tell beside the database: emission factors, and the banks of lockers."""

    factors: Mapping[str, Factor] = field(default_factory=dict)
    banks: Sequence[Bank] = ()

    @property
    def compartments(self) -> int:
        """Of all banks."""
        return sum(each.count for bank in self.banks for each in bank.compartments)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One key figure: altogether, and by what it was asked to be split by.

    unit
        of its value; money names its currency.
    """

    kpi: Kpi
    unit: str
    total: Figure
    groups: Mapping[str, Figure]

    @property
    def rows(self) -> list[tuple[str, Figure]]:
        """All together, its key being "", and then each group."""
        return [("", self.total), *self.groups.items()]


def kpis_named(names: Iterable[str], asked: Asked) -> list[Kpi]:
    """Return key figures by name, all where none is named.

    Raises `NotFound` for other names, and `InvalidInput` for one that cannot be split so; of all of them,
    those are told altogether.
    """
    wanted = list(dict.fromkeys(names))
    unknown = [each for each in wanted if each not in KPIS]
    if unknown:
        raise NotFound(f"No key figure is called {', '.join(unknown)}. There are: {', '.join(KPIS)}.")
    found = [KPIS[each] for each in wanted]
    refused = [each for each in found if asked.by is not None and asked.by not in each.splits]
    if refused:
        faults = [
            fault(each.name, "by", asked.by, "one of " + ", ".join(sorted(each.splits))) for each in refused
        ]
        raise InvalidInput("A key figure cannot be split so.", faults=faults)
    return found or list(KPIS.values())


def days_asked(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """Return the first and the last day; raise `InvalidInput` where they do not make a period.

    Without a last day it is today, without a first one the last 30 days count.
    """
    for name, day in (("from", first), ("to", last)):
        if day is not None and not EARLIEST <= day <= LATEST:
            found = fault("period", name, day, f"a day from {EARLIEST} to {LATEST}")
            raise InvalidInput("There are no such days.", faults=[found])
    ends = last or today
    begins = first or ends - timedelta(days=USUAL_DAYS - 1)
    if not begins <= ends < begins + timedelta(days=MOST_DAYS):
        expected = f"a last day from {begins} on, and no more than {MOST_DAYS:,} days"
        raise InvalidInput("There are no such days.", faults=[fault("period", "to", ends, expected)])
    return begins, ends


def ask_kpis(store: Store, asked: Asked, kpis: Sequence[Kpi], tables: Tables) -> list[Answer]:
    """Return key figures, each with its sums alone: a piece is read, counted and let go."""
    currency = _currency(store, asked, kpis)
    groups: dict[str, dict[str, Figure]] = {each.name: {} for each in kpis}
    for feed in dict.fromkeys(each.feed for each in kpis):
        wanted = [each for each in kpis if each.feed is feed]
        for piece in pieces_of(feed, store, _splitting(asked, feed)):
            given = _given(asked, piece, tables, currency)
            for each in wanted:
                found = each.of(piece.items, given).sums()
                known = groups[each.name].get(piece.key)
                groups[each.name][piece.key] = found if known is None else known + found
    return [_answer(each, groups[each.name], currency) for each in kpis]


def behind_kpi(store: Store, asked: Asked, kpi: Kpi, tables: Tables) -> Answer:
    """Return one key figure with everything that is behind it, by `asked.by`."""
    currency = _currency(store, asked, [kpi])
    groups: dict[str, Figure] = {}
    for piece in pieces_of(kpi.feed, store, asked):
        found = kpi.of(piece.items, _given(asked, piece, tables, currency))
        groups[piece.key] = groups.get(piece.key, Figure()) + found
    return _answer(kpi, groups, currency)


def _splitting(asked: Asked, feed: Feed) -> Asked:
    return asked if asked.by in SPLITS[feed] else replace(asked, by=None)


def _answer(kpi: Kpi, groups: Mapping[str, Figure], currency: str) -> Answer:
    listed = {key: groups[key] for key in sorted(groups)}
    total = sum(listed.values(), start=Figure())
    unit = kpi.unit.replace("minor units of the currency", f"minor units of {currency or 'the currency'}")
    return Answer(kpi=kpi, unit=unit, total=total, groups={key: each for key, each in listed.items() if key})


def _given(asked: Asked, piece: Piece, tables: Tables, currency: str) -> Given:
    return Given(
        now=asked.now,
        begin=piece.begin,
        end=piece.end,
        currency=currency,
        factors=tables.factors,
        compartments=tables.compartments,
    )


def _currency(store: Store, asked: Asked, kpis: Sequence[Kpi]) -> str:
    """Return the currency of the last plan: money of another one is left out, not added up."""
    if all(each.feed is not Feed.ROUNDS for each in kpis):
        return ""
    return plan_currency(store.database, asked.first, asked.last) or ""
