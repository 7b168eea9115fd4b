"""Amounts as people read them."""

import pytest

from routing.problem import Vehicle
from routing.wording import distance_text, load_text
from tests.routing.builders import make_problem


@pytest.mark.parametrize(
    ("which", "amount", "text"),
    [
        (0, 40_000, "40 kg"),
        (0, 12_345_678, "12,345.678 kg"),
        (1, 12_500, "12.5 l"),
        (2, 1, "1 parcel"),
        (2, 3, "3 parcels"),
    ],
)
def test_an_amount_has_the_unit_of_its_dimension(which: int, amount: int, text: str) -> None:
    van = Vehicle(id="van", start=None, end=None, capacity=(0, 0, 0))
    problem = make_problem(vehicles=[van], dimensions=("weight_g", "volume_ml", "parcels"))
    assert load_text(problem, which, amount) == text


def test_a_distance_is_in_metres_below_a_kilometre() -> None:
    assert [distance_text(850), distance_text(12_440)] == ["850 m", "12.4 km"]
