"""How much fits where: levels, lanes, floors."""

from collections.abc import Sequence
from math import ceil, floor, sqrt


def rack_levels(clear: float, load: float, beam: float) -> int:
    """Return how many levels of loads stand below `clear`: whole multiples of load height and beam.

    Source: levels = floor((clear height - sprinkler) / (load + beam + clearance)).

    clear
        clear height less what sprinklers need.
    beam
        beam and clearance above the load.
    """
    return max(0, floor(clear / (load + beam)))


def floor_capacity(area: float, *, usable: float, occupancy: float, stack: int, per_pallet: float) -> float:
    """Return the pallets that a floor holds: area x usable share x occupancy x stack / area of a pallet.

    Source: TM 38-400 / NAVSUP PUB 572, planning of storage space.
    """
    return area * usable * occupancy * stack / per_pallet


def best_lane_depth(aisle: float, batches: Sequence[float], stacks: Sequence[int]) -> float:
    """Return the depth of lanes, in pallets, that wastes the least floor: sqrt(a/2 x mean(q/z)).

    Source: Bartholdi & Hackman, Warehouse & Distribution Science, chapter 6.

    aisle
        width of the aisle in depths of a pallet.
    batches, stacks
        per SKU: pallets q that come together, and how many of them stand on one place of the floor, z.
    """
    mean = sum(q / z for q, z in zip(batches, stacks, strict=True)) / len(batches)
    return sqrt(aisle / 2 * mean)


def lanes_of(pallets: Sequence[float], lane: int) -> int:
    """Return the lanes that SKUs fill when no lane holds two of them: the sum of ceil(pallets / lane).

    What the last lane of a SKU leaves empty is honeycombing.
    Source: Bartholdi & Hackman, chapter 6.
    """
    return sum(ceil(each / lane - 1e-9) for each in pallets)


def blocks_across(length: float, aisle: float, block: float) -> int:
    """Return the blocks of racks that stand in `length` when each has an aisle at both sides.

    Source: counting; it reproduces Bartholdi & Hackman, figure 6.3.
    """
    return max(0, floor((length - aisle) / (aisle + block) + 1e-9))
