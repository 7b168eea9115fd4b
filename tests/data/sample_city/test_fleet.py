"""How a fleet is divided into kinds."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from data.sample_city.fleet import fleet_of
from data.sample_city.parameters import FLEET


def test_twelve_vehicles_are_six_vans_four_bikes_and_two_trucks() -> None:
    fleet = fleet_of(FLEET, 12, depot="depot")
    kinds = Counter(vehicle.kind for vehicle in fleet)
    assert kinds == {"van": 6, "electric cargo bike": 4, "small truck": 2}
    assert {(vehicle.start, vehicle.end) for vehicle in fleet} == {("depot", "depot")}


@given(st.integers(1, 500))
def test_every_kind_is_within_one_vehicle_of_its_share(count: int) -> None:
    fleet = fleet_of(FLEET, count, depot="depot")
    assert len(fleet) == len({vehicle.id for vehicle in fleet}) == count
    found = Counter(vehicle.id.rpartition("-")[0] for vehicle in fleet)
    assert all(abs(found[share.id] - count * share.share) < 1 for share in FLEET)
