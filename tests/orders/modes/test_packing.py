"""What goes into a compartment together."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.modes.packing import MOST_PIECES, Placed, packing, packs
from orders.order import Line
from orders.size import Size
from tests.orders.modes.builders import box


def pieces(size: Size, quantity: int, sku: str = "A") -> Line:
    return Line(sku=sku, quantity=quantity, size=size)


@pytest.mark.parametrize("turn", [(640, 380, 190), (190, 640, 380), (380, 190, 640)])
def test_one_piece_goes_in_whichever_way_it_is_turned(turn: tuple[int, int, int]) -> None:
    assert packs([pieces(box(*turn), 1)], box(640, 380, 190))


@pytest.mark.parametrize(("quantity", "goes"), [(8, True), (9, False)])
def test_eight_cubes_fill_a_cube_of_twice_the_side(quantity: int, goes: bool) -> None:
    assert packs([pieces(box(100, 100, 100), quantity)], box(200, 200, 200)) is goes


def test_enough_volume_is_not_enough() -> None:
    # Two slabs have the room's volume and both fit alone, but they cross.
    assert not packs([pieces(box(300, 300, 160), 2)], box(300, 310, 310))
    assert packs([pieces(box(300, 300, 150), 2)], box(300, 310, 310))


def test_a_piece_longer_than_the_room_never_goes_in() -> None:
    assert not packs([pieces(box(650, 1, 1), 1)], box(640, 380, 380))


def test_more_pieces_than_anybody_packs_are_refused_at_once() -> None:
    assert not packs([pieces(box(1, 1, 1), 10**6)], box(1000, 1000, 1000))
    assert packs([pieces(box(1, 1, 1), MOST_PIECES)], box(1000, 1000, 1000))


SIDES = st.integers(10, 120)


def apart(one: Placed, other: Placed) -> bool:
    """Whether two boxes do not overlap: along some axis one ends before the other begins."""
    return any(
        one.corner[k] + one.sides[k] <= other.corner[k] or other.corner[k] + other.sides[k] <= one.corner[k]
        for k in range(3)
    )


@given(
    st.lists(st.builds(box, SIDES, SIDES, SIDES), min_size=1, max_size=12),
    st.builds(box, SIDES, SIDES, SIDES),
)
def test_what_is_packed_lies_inside_the_room_and_nothing_overlaps(sizes: list[Size], room: Size) -> None:
    found = packing([pieces(size, 1, str(number)) for number, size in enumerate(sizes)], room)
    if found is None:
        return
    assert sorted(tuple(sorted(each.sides)) for each in found) == sorted(
        tuple(sorted(size.sides)) for size in sizes
    )
    ends = [
        (corner + side, wall) for each in found for corner, side, wall in zip(*each, room.sides, strict=True)
    ]
    assert all(end <= wall for end, wall in ends)
    assert all(apart(one, other) for one, other in combinations(found, 2))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_slices_of_a_room_go_back_into_it(heights: list[int]) -> None:
    room = box(100, 100, 10 * sum(heights))
    assert packs([pieces(box(100, 100, 10 * height), 1, str(k)) for k, height in enumerate(heights)], room)
