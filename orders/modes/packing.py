"""Whether pieces go into one box together: a packing that was found, never a guess by volume."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import permutations
from typing import Final, NamedTuple

from orders.order import Line
from orders.size import Size

Sides = tuple[int, int, int]

MOST_PIECES: Final = 200
"""More than these are not tried: nobody puts them into one compartment."""


class Placed(NamedTuple):
    """A piece, or a free space, in a room: the corner nearest to the room's own, and its sides in mm."""

    corner: Sides
    sides: Sides

    @property
    def volume(self) -> int:
        """The volume in cubic millimetres."""
        return self.sides[0] * self.sides[1] * self.sides[2]


def packs(lines: Sequence[Line], room: Size) -> bool:
    """Whether a packing of all pieces of `lines` into `room` was found."""
    return _packs(tuple((line.size, line.quantity) for line in lines), room)


# Banks of one maker have the same compartments.
@lru_cache(maxsize=4096)
def _packs(pieces: tuple[tuple[Size | None, int], ...], room: Size) -> bool:
    return _packing(pieces, room) is not None


def packing(lines: Sequence[Line], room: Size) -> tuple[Placed, ...] | None:
    """Return where all pieces of `lines` lie in `room`, edges parallel to its walls; None if none was found.

    What is packed fits; what is not might fit by a cleverer packing, but is never promised. The largest piece
    goes first, each into the smallest free space that takes it, turned so that the least is lost; the space
    is then cut into three by whole cuts.
    Source: guillotine packing, Jylänki (2010), "A thousand ways to pack the bin", in three dimensions.

    lines
        each with its size.
    """
    return _packing([(line.size, line.quantity) for line in lines], room)


def _packing(counted: Iterable[tuple[Size | None, int]], room: Size) -> tuple[Placed, ...] | None:
    pieces = [size.sides for size, count in counted if size for _ in range(min(count, MOST_PIECES + 1))]
    whole = Placed((0, 0, 0), room.sides)
    if len(pieces) > MOST_PIECES or sum(a * b * c for a, b, c in pieces) > whole.volume:
        return None
    pieces.sort(key=lambda sides: (sides[0] * sides[1] * sides[2], sides), reverse=True)
    free, placed = [whole], []
    for piece in pieces:
        found = _placed(piece, free)
        if found is None:
            return None
        placed.append(found)
    return tuple(placed)


def _placed(piece: Sides, free: list[Placed]) -> Placed | None:
    """Put a piece into one of the free spaces, which becomes up to three smaller ones."""
    free.sort(key=lambda space: (space.volume, space))
    for number, space in enumerate(free):
        turns = [turn for turn in _turns(piece) if _goes(turn, space.sides)]
        if turns:
            best = Placed(space.corner, min(turns, key=lambda turn: (_lost(turn, space.sides), turn)))
            del free[number]
            free += _left(best, space)
            return best
    return None


def _turns(piece: Sides) -> set[Sides]:
    a, b, c = piece
    return {(a, b, c), (a, c, b), (b, a, c), (b, c, a), (c, a, b), (c, b, a)}


def _goes(piece: Sides, space: Sides) -> bool:
    return all(mine <= room for mine, room in zip(piece, space, strict=True))


def _lost(piece: Sides, space: Sides) -> int:
    """Return the least distance to a wall: a piece that touches one leaves spaces of a better shape."""
    return min(room - mine for mine, room in zip(piece, space, strict=True))


def _left(piece: Placed, space: Placed) -> list[Placed]:
    """Return what a piece in a corner of a space leaves free, cut so that the largest part is largest."""
    ways = [list(_cut(piece, space, axes)) for axes in permutations(range(3))]
    return max(ways, key=lambda parts: max((part.volume for part in parts), default=0))


def _cut(piece: Placed, space: Placed, axes: Sequence[int]) -> Iterator[Placed]:
    """Yield what is cut off along each axis in turn; the rest is then as long there as the piece."""
    left = list(space.sides)
    for axis in axes:
        beyond = left[axis] - piece.sides[axis]
        if beyond:
            corner, sides = list(space.corner), list(left)
            corner[axis] += piece.sides[axis]
            sides[axis] = beyond
            yield Placed((corner[0], corner[1], corner[2]), (sides[0], sides[1], sides[2]))
        left[axis] = piece.sides[axis]
