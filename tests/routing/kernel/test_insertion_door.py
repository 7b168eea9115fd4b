"""The kernel takes no newcomer and no plan that it could stumble over while it ranks insertions."""

from typing import Any

import numpy as np
import pytest

from routing.kernel import _kernel
from routing.kernel.lowering import lowered
from tests.routing.builders import make_problem, make_stop


def an_inserter(*visits: list[int]) -> _kernel.Inserter:
    problem = lowered(make_problem(make_stop("a"), make_stop("b", 2)), every_window=True).kernel
    lines = [_kernel.Line(0, each, 0, 0) for each in visits]
    return _kernel.Inserter(problem, lines, [_kernel.Rates()])


def a_new_stop(**changes: Any) -> _kernel.NewStop:
    stop = _kernel.NewStop()
    given = {
        "location": 3,
        "windows": [(0, 900)],
        "service": [0],
        "setup": [0],
        "delivery": [1],
        "pickup": [0],
        "carried": [0],
        "allowed": [1],
    }
    for name, value in (given | changes).items():
        setattr(stop, name, [_kernel.Window(*each) for each in value] if name == "windows" else value)
    return stop


def rows(places: int = 3, least: int = 0, between: int = 1) -> _kernel.Rows:
    row = np.full((1, places), least, np.int32)
    square = np.zeros((between, between), np.int32)
    return _kernel.Rows(row, row, row, row, square, square)


def a_newcomer(stop: _kernel.NewStop, ways: _kernel.Rows, *blocks: list[int]) -> _kernel.Newcomer:
    return _kernel.Newcomer([stop], [ways], list(blocks))


def test_a_sound_newcomer_is_taken() -> None:
    assert len(an_inserter([0]).find(a_newcomer(a_new_stop(), rows(), [2]), 9)) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("location", 4),
        ("location", -1),
        ("windows", []),
        ("windows", [(9, 8)]),
        ("service", []),
        ("setup", [1, 2]),
        ("delivery", [2**62]),
        ("pickup", []),
        ("carried", [-(2**62)]),
        ("release", 2**62),
        ("allowed", [1, 1]),
    ],
)
def test_figures_of_a_new_stop_that_fit_nothing_are_refused(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match="new stop 0"):
        an_inserter([0]).find(a_newcomer(a_new_stop(**{name: value}), rows(), [2]), 9)


@pytest.mark.parametrize("wrong", [{"places": 2}, {"least": -1}, {"between": 2}])
def test_rows_of_the_wrong_size_or_below_zero_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="rows 0"):
        an_inserter([0]).find(a_newcomer(a_new_stop(), rows(**wrong), [2]), 9)


@pytest.mark.parametrize("blocks", [[], [[]], [[3]], [[-1]], [[2], [2]], [[1], [2], [1]], [[0]]])
def test_blocks_of_stops_that_are_not_there_or_served_are_refused(blocks: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="newcomer"):
        an_inserter([0]).find(a_newcomer(a_new_stop(), rows(), *blocks), 9)


@pytest.mark.parametrize("visits", [([0, 0],), ([0], [0]), ([2],), ([-3],)])
def test_lines_that_no_plan_has_are_refused(visits: tuple[list[int], ...]) -> None:
    with pytest.raises(ValueError, match=r"stop|route|type"):
        an_inserter(*visits)
