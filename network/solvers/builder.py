"""A program grown column by column and row by row, each row with the limit that it stands for."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from network.solvers.program import Program

Floats = NDArray[np.float64]
Term = tuple[int, float]
"""A column and its factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soft:
    """A limit of a person as a row has it, and how the row gives way where the limit does.

    label
        the limit; several rows can stand for the same.
    scale
        by how much the row's bound changes where the limit changes by as much as it is.
    gate
        of what goes through a site that has to be open: what the factors of its sizes are without the limit;
        0 where the row falls away with its limit.
    beyond
        columns that are 0 because they are farther than the limit, and by how much, relative to it.
    """

    label: str
    scale: float = 1.0
    gate: float = 0.0
    beyond: tuple[Term, ...] = ()


@dataclass(kw_only=True)
class Builder:
    """Columns and rows so far.

    labels
        of each row: its name, or "".
    softs
        of each row: the limit of a person that it stands for, or None.
    tallies
        further sums over columns that limits speak of, such as CO2, by name.
    """

    costs: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    tallies: dict[str, list[Term]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    softs: list[Soft | None] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    _starts: list[int] = field(default_factory=lambda: [0])
    _columns: list[int] = field(default_factory=list)
    _factors: list[float] = field(default_factory=list)

    def column(
        self,
        *,
        cost: float = 0.0,
        lower: float = 0.0,
        upper: float = math.inf,
        whole: bool = False,
        **tallies: float,
    ) -> int:
        """Add a column and return its number."""
        number = len(self.costs)
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        for name, factor in tallies.items():
            if factor:
                self.tallies.setdefault(name, []).append((number, factor))
        return number

    def row(
        self,
        terms: Iterable[Term],
        *,
        lower: float = -math.inf,
        upper: float = math.inf,
        label: str = "",
        soft: Soft | None = None,
    ) -> int:
        """Add a row and return its number."""
        for column, factor in terms:
            self._columns.append(column)
            self._factors.append(factor)
        self._starts.append(len(self._columns))
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.labels.append(label)
        self.softs.append(soft)
        return len(self.labels) - 1

    def cost_terms(self) -> list[Term]:
        """Return every column with what it costs."""
        return [(number, cost) for number, cost in enumerate(self.costs) if cost]

    def program(self) -> Program:
        """Return what has been added as arrays."""
        matrix = csr_array(
            (np.array(self._factors, np.float64), self._columns, self._starts),
            shape=(len(self.labels), len(self.costs)),
        )
        matrix.sum_duplicates()
        return Program(
            costs=np.array(self.costs, np.float64),
            lower=np.array(self.lower, np.float64),
            upper=np.array(self.upper, np.float64),
            whole=np.array(self.whole, np.bool_),
            rows=matrix,
            row_lower=np.array(self.row_lower, np.float64),
            row_upper=np.array(self.row_upper, np.float64),
        )
