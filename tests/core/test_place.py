"""A place is on the earth, and all that is wrong with one is said at once."""

import pytest

from core.errors import InvalidInput
from core.place import Place


@pytest.mark.parametrize(("lon", "lat"), [(-180, -90), (180, 90), (7.42, 43.73)])
def test_every_point_of_the_earth_is_a_place(lon: float, lat: float) -> None:
    assert (Place(lon=lon, lat=lat).lon, Place(lon=lon, lat=lat).lat) == (lon, lat)


@pytest.mark.parametrize("lon", [-180.001, 180.001, float("nan"), float("inf")])
def test_a_longitude_off_the_earth_is_refused(lon: float) -> None:
    with pytest.raises(InvalidInput) as caught:
        Place(lon=lon, lat=0)
    assert [each.field for each in caught.value.faults] == ["lon"]


def test_both_coordinates_are_named_when_both_are_wrong() -> None:
    with pytest.raises(InvalidInput) as caught:
        Place(lon=200, lat=float("nan"), name="Harbour")
    assert [(each.where, each.field) for each in caught.value.faults] == [
        ("place 'Harbour'", "lon"),
        ("place 'Harbour'", "lat"),
    ]
