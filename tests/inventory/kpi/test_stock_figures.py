"""Figures of stock and forecasts, counted by hand."""

import pytest

from core.figure import Figure
from inventory.kpi.forecast_figures import Foreseen, forecast_bias, wape
from inventory.kpi.stock_figures import (
    Counted,
    ShelfTime,
    days_of_supply,
    stock_accuracy,
    stock_accuracy_units,
    stock_turns,
)


def shelf(sku: str, out: int, mean: float, days: float = 73) -> ShelfTime:
    return ShelfTime(sku=sku, warehouse="north", days=days, out=out, mean=mean)


def test_turns_are_what_leaves_in_a_year_over_what_lies_there() -> None:
    shelves = [shelf("tea", 60, 20), shelf("cup", 20, 60)]
    assert stock_turns(shelves).value == pytest.approx(80 * 5 / 80)  # 73 days are a fifth of a year
    assert days_of_supply(shelves).value == pytest.approx(80 / (80 / 73))
    assert stock_turns([shelf("none", 0, 0)]).reasons == {"nothing lay there and nothing left": 1}
    assert days_of_supply([shelf("still", 0, 5)]).value is None


def test_accuracy_by_place_and_by_units() -> None:
    counts = [
        Counted(id="a", warehouse="north", found=10, said=10),
        Counted(id="b", warehouse="north", found=8, said=10),
        Counted(id="c", warehouse="north", found=12, said=10),
        Counted(id="d", warehouse="north", found=0, said=0),
    ]
    assert stock_accuracy(counts).value == 0.5
    assert stock_accuracy_units(counts).value == pytest.approx(28 / 32)


def test_wape_and_bias_of_two_skus() -> None:
    foreseen = [
        Foreseen(sku="tea", said=(10, 10), came=(8, 12)),
        Foreseen(sku="cup", said=(5,), came=(0,)),
        Foreseen(sku="new", reason="too little is known before"),
    ]
    assert wape(foreseen).value == pytest.approx(9 / 20)
    assert forecast_bias(foreseen).value == pytest.approx(5 / 20)
    assert wape(foreseen).reasons == {"too little is known before": 1}
    assert wape([Foreseen(sku="cup", said=(5,), came=(0,))]).value is None
    assert wape([]) == Figure()
