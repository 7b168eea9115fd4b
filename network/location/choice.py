"""Which sites to open at given reduced costs, so that their capacity is enough."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_STATES = 1_000_000
"""Sites x missing capacity up to which the choice is exact; above, the last site is counted in part."""


def cheapest(
    reduced: Floats, capacities: Floats, demand: float, sites: int | None, *, soon: bool = False
) -> tuple[Ints, float]:
    """Return the sites to open at least reduced cost, and a bound on that cost.

    reduced
        (m,) what opening each site costs, less what it earns.
    demand
        what all open sites must have room for.
    sites
        how many are open, exactly; their room is then not looked at.
    soon
        whether a bound that is found at once is enough.
    """
    if sites is not None:
        chosen = np.argpartition(reduced, sites - 1)[:sites] if sites < len(reduced) else np.arange(sites)
        return chosen, float(reduced[chosen].sum())
    free = np.flatnonzero(reduced < 0)
    missing = demand - capacities[free].sum()
    cost = float(reduced[free].sum())
    if missing <= 1e-9 * max(1.0, demand):
        return free, cost
    others = np.flatnonzero((reduced >= 0) & (capacities > 0))
    more, paid = _covering(reduced[others], capacities[others], float(missing), soon=soon)
    return np.r_[free, others[more]], cost + paid


def _covering(costs: Floats, rooms: Floats, missing: float, *, soon: bool) -> tuple[Ints, float]:
    """Return which of some sites have enough room at least cost, and a bound on it."""
    if not soon and (rooms == np.rint(rooms)).all() and len(rooms) * missing <= MOST_STATES:
        return _covering_whole(costs, rooms.astype(np.int64), int(np.ceil(missing - 1e-9)))
    order = np.argsort(costs / rooms)
    filled = np.cumsum(rooms[order])
    last = min(int(np.searchsorted(filled, missing)), len(order) - 1)
    before = filled[last] - rooms[order[last]]
    part = (missing - before) / rooms[order[last]]
    in_part = float(costs[order[:last]].sum() + part * costs[order[last]])
    # The largest rooms say how many sites there are at least.
    least = int(np.searchsorted(np.cumsum(np.sort(rooms)[::-1]), missing * (1 - 1e-12))) + 1
    return order[: last + 1], max(in_part, float(np.sort(costs)[:least].sum()))


def _covering_whole(costs: Floats, rooms: Ints, missing: int) -> tuple[Ints, float]:
    least = np.full(missing + 1, np.inf)
    least[0] = 0.0
    needs = np.arange(missing + 1)
    taken = np.zeros((len(rooms), missing + 1), dtype=bool)
    for site, room in enumerate(rooms.tolist()):
        with_it = least[np.maximum(needs - room, 0)] + costs[site]
        np.less(with_it, least, out=taken[site])
        np.minimum(least, with_it, out=least)
    chosen, need = [], missing
    for site in range(len(rooms) - 1, -1, -1):
        if taken[site, need]:
            chosen.append(site)
            need = max(0, need - int(rooms[site]))
    return np.array(chosen, dtype=np.int64), float(least[missing])
