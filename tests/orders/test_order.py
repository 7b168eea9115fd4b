"""What an order may be, and what fits into what."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.units import Seconds
from core.window import TimeWindow
from orders.order import Line, Mode, Order
from orders.size import Size

SIDES = st.integers(1, 500)
SIZES = st.builds(Size, length_mm=SIDES, width_mm=SIDES, height_mm=SIDES)
TEN_TO_TWELVE = TimeWindow(opens=Seconds(36_000), closes=Seconds(43_200))


def test_weight_volume_and_pieces_count_every_piece() -> None:
    heavy = Line(sku="A", quantity=3, weight_g=500, size=Size(length_mm=100, width_mm=100, height_mm=100))
    order = Order(id="S-1", lines=(heavy, Line(sku="B", quantity=1, weight_g=20, volume_ml=5)))
    assert (order.weight_g, order.volume_ml, order.pieces) == (1520, 3005, 4)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": " "}, "id"),
        ({"lines": ()}, "lines"),
        ({"lines": (Line(sku="A", quantity=1), Line(sku="A", quantity=2))}, "sku"),
        ({"window": TEN_TO_TWELVE}, "day"),
        ({"mode": Mode.SCHEDULED}, "address"),
        ({"mode": Mode.SCHEDULED, "address": "here", "at": "shop"}, "at"),
    ],
)
def test_an_order_that_contradicts_itself_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    whole: dict[str, Any] = {"id": "S-1", "lines": (Line(sku="A", quantity=1),), "day": None}
    with pytest.raises(InvalidInput) as refused:
        Order(**whole | changes)
    assert [each.field for each in refused.value.faults] == [field]


@pytest.mark.parametrize(("quantity", "sku"), [(0, "A"), (-1, "A"), (10**7, "A"), (1, " ")])
def test_a_line_needs_a_sku_and_a_quantity_above_0(quantity: int, sku: str) -> None:
    with pytest.raises(InvalidInput):
        Line(sku=sku, quantity=quantity)


def test_a_window_with_its_day_is_taken() -> None:
    order = Order(id="S", lines=(Line(sku="A", quantity=1),), day=date(2026, 3, 31), window=TEN_TO_TWELVE)
    assert order.window == TEN_TO_TWELVE


@given(SIZES, SIZES, st.permutations([0, 1, 2]))
def test_turning_a_box_never_changes_whether_it_fits(box: Size, room: Size, turn: list[int]) -> None:
    names = ("length_mm", "width_mm", "height_mm")
    turned = Size(**{name: box.sides[turn[k]] for k, name in enumerate(names)})
    some_way = any(
        all(box.sides[way[k]] <= room.sides[k] for k in range(3))
        for way in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
    )
    assert box.fits(room) == turned.fits(room) == some_way
