"""Times of a route in a given order: as little missed as can be, then as short, then as early."""

from itertools import pairwise, product
from random import Random

import pytest

from core.units import Seconds
from core.window import TimeWindow
from routing.soft_times import SoftStep, SoftTimes, missed, soft_times


def window(opens: int, closes: int) -> TimeWindow:
    return TimeWindow(opens=Seconds(opens), closes=Seconds(closes))


def timed(*steps: SoftStep) -> SoftTimes:
    found = soft_times(steps)
    assert found is not None
    return found


def test_a_route_that_can_keep_its_windows_misses_none_and_waits_as_little_as_it_can() -> None:
    first, second = SoftStep(windows=(window(0, 20),), way=10), SoftStep(windows=(window(100, 200),))
    found = timed(SoftStep(), first, second, SoftStep(way=10))
    assert found.starts == (10, 20, 100, 110)


def test_of_windows_that_cannot_all_be_kept_as_little_as_possible_is_missed() -> None:
    steps = [SoftStep(windows=(window(50, 60),)), SoftStep(windows=(window(0, 5),), way=10), SoftStep()]
    found = timed(*steps)
    assert sum(abs(missed(step.windows, at)) for step, at in zip(steps, found.starts, strict=True)) == 55


def test_one_of_several_windows_is_chosen() -> None:
    several = (window(0, 1), window(500, 510))
    found = timed(SoftStep(windows=(window(400, 1_000),)), SoftStep(windows=several, way=30), SoftStep())
    assert found.starts == (470, 500, 500)


def test_a_way_may_be_driven_in_part_before_a_pause() -> None:
    pause = SoftStep(windows=(window(20, 20),), work=5, pause=True)
    found = timed(SoftStep(windows=(window(10, 10),)), pause, SoftStep(way=30), SoftStep())
    assert found.starts == (10, 20, 45, 45)
    assert found.ways == (0, 10, 20, 0)


def test_moments_that_must_be_kept_are_whatever_else_is_missed() -> None:
    found = timed(SoftStep(), SoftStep(windows=(window(0, 5),), way=10, earliest=50, latest=50), SoftStep())
    assert found.starts == (40, 50, 50)


def test_moments_that_contradict_each_other_have_no_times() -> None:
    assert soft_times([SoftStep(earliest=50), SoftStep(way=10, latest=55)]) is None
    assert soft_times([SoftStep(earliest=50, latest=40), SoftStep()]) is None


def test_seconds_since_1970_are_told_to_the_second() -> None:
    begun = 1_600_416_000
    found = timed(SoftStep(windows=(window(begun, 10**11),)), SoftStep(way=7, work=3), SoftStep(way=5))
    assert found.starts == (begun, begun + 7, begun + 15)


def test_a_window_is_missed_before_it_and_after_it() -> None:
    assert [missed((window(10, 20),), at) for at in (7, 10, 20, 24)] == [-3, 0, 0, 4]
    assert missed((window(0, 1), window(9, 9)), 7) == -2
    assert missed((), 7) == 0


@pytest.mark.parametrize("seed", range(25))
def test_nothing_better_is_found_by_trying_every_moment(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  a game, no secret

    def step() -> SoftStep:
        opens = [chance.randint(0, 9) for _ in range(chance.randint(0, 2))]
        windows = tuple(window(each, each + chance.randint(0, 3)) for each in sorted(opens))
        return SoftStep(windows=windows, way=chance.randint(0, 3), work=chance.randint(0, 2))

    steps = [step() for _ in range(4)]

    def value(starts: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
        beside = sum(abs(missed(each.windows, at)) for each, at in zip(steps, starts, strict=True))
        return beside, starts[-1] - starts[0], (sum(starts[1:-1]),)

    possible = [
        starts
        for starts in product(range(18), repeat=len(steps))
        if all(
            later >= at + here.work + there.way
            for (at, later), (here, there) in zip(pairwise(starts), pairwise(steps), strict=True)
        )
    ]
    assert value(timed(*steps).starts) == min(value(starts) for starts in possible)
