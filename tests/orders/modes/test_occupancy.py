"""How many compartments are free by when."""

from datetime import datetime, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from orders.modes.occupancy import Dwell, Parcel, chance_free, chance_taken, expected_taken
from tests.orders.modes.builders import MORNING

HALF_A_DAY = Dwell(collected=((12.0, 0.5), (24.0, 0.9)), keep_h=48)


def hours(number: float) -> datetime:
    return MORNING + timedelta(hours=number)


def lying(since_h: float) -> Parcel:
    return Parcel(size="M", at=hours(-since_h), deposited=True)


def held(in_h: float) -> Parcel:
    return Parcel(size="M", at=hours(in_h), deposited=False)


@pytest.mark.parametrize(
    ("after", "expected"), [(0, 1.0), (6, 0.75), (12, 0.5), (18, 0.3), (24, 0.1), (40, 0.1), (48, 0.0)]
)
def test_parcels_are_collected_as_the_distribution_says(after: float, expected: float) -> None:
    assert HALF_A_DAY.there_after(after) == pytest.approx(expected)


def test_what_still_lies_there_was_not_collected_until_now() -> None:
    chance = chance_taken(lying(12), now=MORNING, at=hours(12), dwell=HALF_A_DAY)
    assert chance == pytest.approx(0.1 / 0.5)


def test_a_hold_has_its_compartment_until_its_parcel_is_collected() -> None:
    taken = [chance_taken(held(10), now=MORNING, at=hours(at), dwell=HALF_A_DAY) for at in (0, 10, 22, 58)]
    assert taken == pytest.approx([1.0, 1.0, 0.5, 0.0])


@given(st.lists(st.floats(0, 47), max_size=6), st.integers(1, 5), st.floats(0, 48))
def test_the_chance_that_one_is_free_is_that_of_all_ways_counted(
    since: list[float], count: int, at: float
) -> None:
    parcels = [lying(each) for each in since]
    chances = [chance_taken(each, now=MORNING, at=hours(at), dwell=HALF_A_DAY) for each in parcels]
    by_hand = sum(
        np.prod([chance if there else 1 - chance for chance, there in zip(chances, way, strict=True)])
        for way in product((True, False), repeat=len(parcels))
        if sum(way) < count
    )
    found = chance_free(count, parcels, now=MORNING, at=hours(at), dwell=HALF_A_DAY)
    assert found == pytest.approx(by_hand)
    assert expected_taken(parcels, now=MORNING, at=hours(at), dwell=HALF_A_DAY) == pytest.approx(sum(chances))


def test_lockers_played_through_are_free_as_often_as_worked_out() -> None:
    rng = np.random.default_rng(1)
    drawn = rng.random((100_000, 3))
    # The inverse of the distribution; the last tenth of all parcels lies until it must go back.
    stays = np.where(drawn < 0.9, np.interp(drawn, (0, 0.5, 0.9), (0, 12, 24)), 48.0)
    free = float(((stays > 18).sum(axis=1) < 2).mean())
    worked_out = chance_free(2, [held(0)] * 3, now=MORNING, at=hours(18), dwell=HALF_A_DAY)
    assert free == pytest.approx(worked_out, abs=0.01)


@pytest.mark.parametrize(
    "points", [((0.0, 0.5),), ((12.0, 0.5), (6.0, 0.9)), ((12.0, 0.5), (24.0, 0.4)), ((1.0, 2.0),)]
)
def test_a_distribution_that_falls_or_goes_back_is_refused(points: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(InvalidInput):
        Dwell(collected=points, keep_h=48)
