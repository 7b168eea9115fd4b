"""Lagrangian bound where each customer is served by one site or another, whatever room they have.

The rule that every customer is served is paid for with a price each; what is left is a choice of sites by
what they earn. Sources: Cornuejols, Fisher & Nemhauser (1977), doi:10.1287/mnsc.23.8.789; Beasley (1993),
doi:10.1016/0377-2217(93)90118-7; the averaged direction: Camerini, Fratta & Maffioli (1975).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Priced:
    """What prices prove.

    earned
        (m,) reduced cost of each site: its fixed cost less what it earns at these prices.
    chosen
        (k,) the sites that the bound counts, those that must be open included.
    served
        (n,) by how many of them each customer would be served, whole or in part.
    """

    bound: float
    earned: Floats
    chosen: Ints
    served: NDArray[np.integer] | Floats


def priced(
    costs: Floats, fixed: Floats, prices: Floats, sites: int | None, must: Flags | None = None
) -> Priced:
    """Return the bound that some prices prove.

    costs
        (n, m) of the sites that may be open; row = customer.
    sites
        how many are open, or None.
    must
        (m,) sites that are open in any case.
    """
    below = np.minimum(costs - prices[:, None], 0)
    earned = below.sum(axis=0) + fixed
    ranked = earned if must is None else np.where(must, -np.inf, earned)
    if sites is None:
        chosen = np.flatnonzero(ranked < 0)
    elif sites >= len(ranked):
        chosen = np.arange(len(ranked))
    else:
        chosen = np.argpartition(ranked, sites - 1)[:sites]
    return Priced(
        bound=float(prices.sum() + earned[chosen].sum()),
        earned=earned,
        chosen=chosen,
        served=(below[:, chosen] < 0).sum(axis=1),
    )


def either_way(bound: float, earned: Floats, sites: int | None) -> tuple[Floats, Floats]:
    """Return what no design with each site open costs less than, and none with it closed.

    bound, earned
        what prices prove, and the reduced costs of the sites about which there is a choice.
    sites
        how many of these are open, or None.
    """
    last, first_left_out = 0.0, 0.0
    if sites is not None:
        ranked = np.r_[-np.inf, np.sort(earned), np.inf]
        last, first_left_out = ranked[sites], ranked[sites + 1]
    return bound + np.maximum(earned - last, 0), bound + np.maximum(first_left_out - earned, 0)


@dataclass(kw_only=True)
class Climb:
    """Prices that climb towards the best bound, step by step.

    scale
        share of the distance to the target that a step goes; halved where `patience` steps gained nothing.
    """

    prices: Floats
    best_prices: Floats
    best: float = -np.inf
    scale: float = 1.0
    patience: int = 12
    since: int = 0
    direction: Floats | None = None

    @classmethod
    def start(cls, prices: Floats, scale: float = 1.0, patience: int = 12) -> "Climb":
        """Begin at some prices."""
        return cls(prices=prices.copy(), best_prices=prices.copy(), scale=scale, patience=patience)

    def step(self, found: Priced, target: float) -> bool:
        """Note what the current prices prove and go on to the next ones; return whether they are better.

        target
            an objective that is hoped for: the best known one, or a little above the bound.
        """
        better = found.bound > self.best + 1e-12 * max(1.0, abs(found.bound))
        if better:
            self.best, self.best_prices, self.since = found.bound, self.prices.copy(), 0
        else:
            self.since += 1
            if self.since >= self.patience:
                self.scale, self.since = self.scale / 2, 0
                self.prices, self.direction = self.best_prices.copy(), None
                return False
        slack = np.asarray(1.0 - found.served, dtype=np.float64)
        ahead_of: Floats = slack if self.direction is None else slack + 0.6 * self.direction
        self.direction = ahead_of
        norm = float(ahead_of @ ahead_of)
        if norm > 0:
            ahead = max(target - found.bound, 1e-6 * max(1.0, abs(target)))
            self.prices = np.maximum(self.prices + self.scale * ahead / norm * ahead_of, 0)
        return better
