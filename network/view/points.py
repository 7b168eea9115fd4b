"""Single points of failure: sites and lanes without which demand is cut."""

from dataclasses import dataclass

from network.view.reach import hanging_on
from network.view.served import Serving
from network.view.supply import Piece, Supply, name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A site or lane, and what is lost without it.

    lost
        units of a period that cannot be served any more, capacities of what is left looked at.
    no_way
        units of those to whom no way leads any more.
    """

    piece: Piece
    lost: float
    no_way: float

    @property
    def name(self) -> str:
        """What people call it."""
        return name_of(self.piece)

    @property
    def kind(self) -> str:
        """Site or lane."""
        return "site" if isinstance(self.piece, str) else "lane"


LEAST = 1e-6
"""Share of all demand below which nothing is lost."""


def single_points(serving: Serving, supply: Supply) -> tuple[Point, ...]:
    """Return what demand is cut without, the worst first.

    Every site is taken out, and every lane along which anything goes where as much as can be is served: as
    much can be without the others.
    """
    hangs = hanging_on(supply)
    served, values = serving.most()
    pieces: list[Piece] = [*supply.rooms, *serving.carrying(values)]
    pieces += [each for each in hangs if each not in set(pieces)]
    found = []
    for piece in pieces:
        no_way = hangs.get(piece, 0.0)
        lost = served - serving.most([piece])[0]
        if lost > LEAST * supply.total or no_way:
            found.append(Point(piece=piece, lost=max(lost, 0.0), no_way=no_way))
    return tuple(sorted(found, key=lambda each: (-each.lost, -each.no_way, each.kind != "site", each.name)))
