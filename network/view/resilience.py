"""How much demand is still served when several sites or lanes are gone: at the worst, and by chance."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from network.view.served import Serving
from network.view.supply import Piece, name_of

EXHAUSTIVE = 250
"""Up to so many sets all of them are tried; of more, the worst set before with one piece more, and chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What is left when so many pieces are gone, as shares of all demand.

    worst, worst_pieces
        the worst set that was found; exact where every set was tried.
    mean, low
        on average and at the worst of those drawn by chance.
    """

    count: int
    worst: float
    worst_pieces: tuple[str, ...]
    exact: bool
    mean: float
    low: float


def removals(
    serving: Serving,
    pieces: Sequence[Piece],
    most: int,
    *,
    draws: int,
    rng: np.random.Generator,
    keep_on: Callable[[], bool],
) -> Iterator[Removal]:
    """Yield what is left without none, one, two, ... of some pieces, as long as `keep_on` allows."""
    total = serving.supply.total
    served = serving.most()[0] / total
    yield Removal(count=0, worst=served, worst_pieces=(), exact=True, mean=served, low=served)
    worst: tuple[Piece, ...] = ()
    for count in range(1, min(most, len(pieces)) + 1):
        exact = comb(len(pieces), count) <= EXHAUSTIVE
        sets = list(combinations(pieces, count)) if exact else list(_one_more(serving, pieces, worst))
        drawn = [] if exact else _by_chance(pieces, count, draws, rng)
        shares: list[float] = []
        for each in [*sets, *drawn]:
            if not keep_on():
                return
            shares.append(serving.most(each)[0] / total)
        at = int(np.argmin(shares))
        worst = [*sets, *drawn][at]
        chance = shares[len(sets) :] or shares
        yield Removal(
            count=count,
            worst=shares[at],
            worst_pieces=tuple(name_of(each) for each in worst),
            exact=exact,
            mean=float(np.mean(chance)),
            low=min(chance),
        )


def _one_more(
    serving: Serving, pieces: Sequence[Piece], worst: tuple[Piece, ...]
) -> Iterator[tuple[Piece, ...]]:
    """Yield the worst set so far with one more; of lanes only those that are in use without it matter."""
    values = serving.most(worst)[1]
    used = set(serving.carrying(values))
    left = [each for each in pieces if each not in worst]
    mattering = [each for each in left if isinstance(each, str) or each in used]
    yield from ((*worst, each) for each in mattering or left[:1])


def _by_chance(
    pieces: Sequence[Piece], count: int, draws: int, rng: np.random.Generator
) -> list[tuple[Piece, ...]]:
    return [
        tuple(pieces[k] for k in rng.choice(len(pieces), count, replace=False).tolist()) for _ in range(draws)
    ]
