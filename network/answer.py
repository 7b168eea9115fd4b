"""What a question about sites is answered with: which to open, who is served from where, how good that is."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from network.search import gap_percent

Model = Literal[
    "p-median",
    "capacitated-p-median",
    "p-center",
    "lscp",
    "mclp",
    "uflp",
    "cflp",
    "sscflp",
    "tscflp",
    "location-routing",
]
"""The classical questions by the names that they are published under."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A refereed design.

    objective
        in the unit of the problem: a sum of costs, a largest distance, a number of sites, demand covered.
    bound
        what no design can be better than: not below it where less is better, not above it where more is.
    open
        the sites opened, counted from 0, ascending.
    seconds
        from the question to the answer.
    """

    model: str
    objective: float
    bound: float
    open: tuple[int, ...]
    seconds: float

    @property
    def gap(self) -> float:
        """How far the objective may be from the best possible, in percent of it; 0 where it is proven."""
        return gap_percent(self.objective, self.bound)

    @property
    def proven(self) -> bool:
        """Whether no design can be better."""
        return self.gap == 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Assignment:
    """Which share of each customer's demand comes from which site: parallel arrays, sorted by customer.

    customers, sites
        (k,) int64, counted from 0.
    shares
        (k,) float64, more than 0 and at most 1; those of a customer add up to 1.
    """

    customers: NDArray[np.int64]
    sites: NDArray[np.int64]
    shares: NDArray[np.float64]

    @classmethod
    def whole(cls, sites: NDArray[np.integer]) -> "Assignment":
        """Return the assignment of each customer as a whole; -1 stands for nobody."""
        customers = np.flatnonzero(np.asarray(sites) >= 0)
        return cls(
            customers=customers, sites=np.asarray(sites, np.int64)[customers], shares=np.ones(len(customers))
        )

    @property
    def is_whole(self) -> bool:
        """Whether every customer has one site."""
        return bool((self.shares == 1).all())


@dataclass(frozen=True, kw_only=True)
class LocationAnswer(Answer):
    """The answer to a question of one stage: sites and who is served from where.

    served
        customers that a site covers are listed; with `mclp` the others have none.
    """

    assignment: Assignment = field(repr=False)
