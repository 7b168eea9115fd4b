"""Everything that a network shows as a graph, in one look."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from network.view.points import Point, single_points
from network.view.reach import cut_off
from network.view.resilience import Removal, removals
from network.view.served import Growth, Serving, growth_of
from network.view.stages import Stage, stages_of
from network.view.supply import Piece, Supply
from network.view.ways import Way, separate_parts, ways_of


@dataclass(frozen=True, kw_only=True)
class NetworkView:
    """What a network hangs on and what it can bear.

    parts
        parts that no lane connects, the largest first.
    unreached
        customer and product to whom no way leads, with units.
    served
        units that can be served at most, of all that are wanted.
    site_removals, lane_removals
        what is left without none, one, two, ...; shorter where time was over.
    """

    supply: Supply
    served: float
    parts: list[tuple[str, ...]]
    unreached: dict[tuple[str, str], float]
    points: tuple[Point, ...]
    ways: tuple[Way, ...]
    stages: tuple[Stage, ...]
    growth: Growth
    site_removals: tuple[Removal, ...]
    lane_removals: tuple[Removal, ...]


def view_of(
    supply: Supply,
    *,
    most_gone: int = 3,
    draws: int = 100,
    seed: int = 0,
    seconds: float = 60.0,
    announce: Callable[[str], object] = lambda _: None,
) -> NetworkView:
    """Return what a network shows.

    most_gone
        sites, and then lanes, that are taken out at once at most.
    draws
        sets drawn by chance of each number, where there are too many to try all.
    seconds
        after which no more sets are tried; everything else is always there.
    """
    until, rng = time.monotonic() + seconds, np.random.default_rng(seed)
    serving = Serving(supply=supply)
    announce("taking out one site or lane")
    points = single_points(serving, supply)

    def without(pieces: list[Piece], name: str) -> tuple[Removal, ...]:
        announce(f"taking out several {name}")
        return tuple(
            removals(
                serving, pieces, most_gone, draws=draws, rng=rng, keep_on=lambda: time.monotonic() < until
            )
        )

    return NetworkView(
        supply=supply,
        served=serving.most()[0],
        parts=separate_parts(supply),
        unreached=cut_off(supply),
        points=points,
        ways=tuple(ways_of(supply)),
        stages=tuple(stages_of(supply)),
        growth=growth_of(supply),
        site_removals=without(list(supply.rooms), "sites"),
        lane_removals=without([each.key for each in supply.lanes], "lanes"),
    )
