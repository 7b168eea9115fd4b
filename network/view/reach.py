"""What every way to a customer leads through: sites and lanes without which nothing can come to it.

A place depends on itself and on what all ways to it have in common; what is made depends on all its parts.
Source: dominators by iteration, Cooper, Harvey & Kennedy (2001), "A Simple, Fast Dominance Algorithm".
"""

from collections import defaultdict
from collections.abc import Iterator

from network.view.supply import Piece, Supply

Stand = tuple[str, str]
"""A product at a place."""


def dependencies(supply: Supply) -> dict[Stand, frozenset[Piece]]:
    """Return for each product and place that it can come to: the sites and lanes that all ways there share.

    What is missing in the answer cannot be reached at all. Capacities are not looked at.
    """
    comings: dict[str, list[tuple[str, Piece]]] = defaultdict(list)
    for lane in supply.lanes:
        comings[lane.end].append((lane.start, lane.key))
    makers = {(each.site, each.product) for each in supply.makings}
    places = [*supply.rooms, *(c for c in supply.study.customer_of if c in comings)]
    stands = [(place, product) for place in places for product in supply.product_of]
    found: dict[Stand, frozenset[Piece]] = {}
    changed = True
    while changed:
        changed = False
        for stand in stands:
            shared = _shared(_ways(supply, stand, comings[stand[0]], makers, found))
            if shared is None:
                continue
            own = shared | {stand[0]} if stand[0] in supply.rooms else shared
            if found.get(stand) != own:
                found[stand], changed = own, True
    return found


def _ways(
    supply: Supply,
    stand: Stand,
    comings: list[tuple[str, Piece]],
    makers: set[Stand],
    found: dict[Stand, frozenset[Piece]],
) -> Iterator[frozenset[Piece]]:
    """Yield what each way to have a product at a place depends on, as far as is known by now."""
    place, product = stand
    if stand in makers:
        needs = [found.get((place, part)) for part in supply.parts_of.get(product, ())]
        if None not in needs:
            yield frozenset().union(*(each for each in needs if each is not None))
    for start, lane in comings:
        before = found.get((start, product))
        if before is not None:
            yield before | {lane}


def _shared(ways: Iterator[frozenset[Piece]]) -> frozenset[Piece] | None:
    first = next(ways, None)
    return None if first is None else first.intersection(*ways)


def cut_off(supply: Supply) -> dict[tuple[str, str], float]:
    """Return customers and products to whom no way leads, with the units that they want."""
    reached = dependencies(supply)
    return {each: units for each, units in supply.wanted.items() if each not in reached}


def hanging_on(supply: Supply) -> dict[Piece, float]:
    """Return the units of demand that no way leads to once a site or lane is gone, where there are any."""
    reached = dependencies(supply)
    found: dict[Piece, float] = defaultdict(float)
    for stand, units in supply.wanted.items():
        for piece in reached.get(stand, ()):
            found[piece] += units
    return dict(found)
