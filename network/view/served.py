"""How much demand a network can serve at most, whole or with pieces of it gone; how far demand can grow."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from network.solvers.builder import Builder, Term
from network.solvers.program import Program, solve_program
from network.solvers.repeated import Repeated
from network.view.supply import Piece, Supply, name_of

Floats = NDArray[np.float64]

TEST_S = 60.0
"""What the program of growth may take."""

MOST_GROWTH = 1000.0
"""Demand that can grow by so much can grow by anything."""

LEAST = 1e-7


@dataclass(kw_only=True)
class Serving:
    """The program of a network: flows, what is made, and how much of each demand is served.

    pieces
        columns that nothing may go along once a site or lane is gone.
    """

    supply: Supply
    builder: Builder = field(default_factory=Builder)
    pieces: dict[Piece, list[int]] = field(default_factory=lambda: defaultdict(list))
    flows: dict[tuple[Piece, str], int] = field(default_factory=dict)
    comings: dict[tuple[str, str], list[Term]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for row in (self._add_flows, self._add_making, self._add_balances, self._add_rooms):
            row()
        self.program: Program = self.builder.program()
        self._repeated = Repeated(self.program)

    def _add_flows(self) -> None:
        wanted, customers = self.supply.wanted, self.supply.study.customer_of
        for lane in self.supply.lanes:
            for product in self.supply.product_of:
                last = lane.end in customers
                most = wanted.get((lane.end, product), 0.0) if last else np.inf
                if most == 0:
                    continue
                column = self.builder.column(cost=-1.0 if last else 0.0, upper=most)
                self.flows[lane.key, product] = column
                for piece in (lane.key, lane.start, lane.end):
                    self.pieces[piece].append(column)
                self.comings[lane.end, product].append((column, 1.0))
                self.comings[lane.start, product].append((column, -1.0))
        for key, units in wanted.items():
            self.builder.row(self.comings[key], upper=units)

    def _add_making(self) -> None:
        for making in self.supply.makings:
            most = np.inf if making.capacity is None else making.capacity
            column = self.builder.column(upper=most)
            self.pieces[making.site].append(column)
            self.builder.row(
                [(column, 1.0)], upper=most, label=f"making of {making.product} at {making.site}"
            )
            self.comings[making.site, making.product].append((column, 1.0))
            for part, units in self.supply.parts_of.get(making.product, {}).items():
                self.comings[making.site, part].append((column, -units))

    def _add_balances(self) -> None:
        for site in self.supply.rooms:
            for product in self.supply.product_of:
                terms = self.comings.get((site, product))
                if terms:
                    self.builder.row(terms, lower=0.0)

    def _add_rooms(self) -> None:
        leaving: dict[str, list[Term]] = defaultdict(list)
        along: dict[Piece, list[Term]] = defaultdict(list)
        for (lane, product), column in self.flows.items():
            leaving[lane[0]].append((column, self.supply.product_of[product].load))
            along[lane].append((column, 1.0))
        for site, room in self.supply.rooms.items():
            if room is not None:
                self.builder.row(leaving[site], upper=room, label=site)
        for each in self.supply.lanes:
            if each.capacity is not None:
                self.builder.row(along[each.key], upper=each.capacity, label=name_of(each.key))

    def most(self, gone: Collection[Piece] = ()) -> tuple[float, Floats]:
        """Return the most units that can be served without some pieces, and flows that do it."""
        upper = self.program.upper.copy()
        for piece in gone:
            upper[self.pieces.get(piece, [])] = 0.0
        values = self._repeated.best(upper)
        return max(0.0, -float(self.program.costs @ values)), values

    def carrying(self, values: Floats) -> Iterator[Piece]:
        """Yield lanes along which some flows go: only without one of them can less be served."""
        used = {lane for (lane, _), column in self.flows.items() if values[column] > LEAST}
        yield from (each.key for each in self.supply.lanes if each.key in used)


@dataclass(frozen=True, kw_only=True)
class Growth:
    """By which factor all demand can be multiplied at most, and what is full then; None for any factor."""

    factor: float | None
    full: tuple[str, ...]


def growth_of(supply: Supply) -> Growth:
    """Return how far all demand can grow together until the network is full; below 1 it is short today."""
    serving = Serving(supply=supply)
    builder = serving.builder
    builder.costs[:] = [0.0] * len(builder.costs)
    builder.upper[:] = [np.inf] * len(builder.upper)
    first = len(supply.wanted)
    builder.row_upper[:first] = [np.inf] * first
    factor = builder.column(cost=-1.0, upper=MOST_GROWTH)
    for key, units in supply.wanted.items():
        builder.row([*serving.comings[key], (factor, -units)], lower=0.0)
    program = builder.program()
    found = solve_program(program, seconds=TEST_S, keep_on=lambda *_: True, proves=True)
    assert found.values is not None  # noqa: S101
    reached = float(found.values[factor])
    if reached > MOST_GROWTH * (1 - 1e-6):
        return Growth(factor=None, full=())
    duals = np.zeros(len(builder.labels)) if found.duals is None else found.duals
    full = [
        label
        for label, price in zip(builder.labels, duals, strict=True)
        if label and abs(price) > LEAST / supply.total
    ]
    return Growth(factor=reached, full=tuple(full))
