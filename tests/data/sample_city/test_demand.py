"""What is ordered: as many stops as asked for, with loads, windows and times as the parameters say."""

from collections import Counter
from collections.abc import Callable

import pytest

from core.errors import InvalidInput
from data.formats.day_entries.entries import StopEntry
from data.sample_city.city import SampleCity, sample_day
from data.sample_city.parameters import SampleParameters, clock
from routing.problem import WHOLE_DAY
from tests.data.sample_city.tiny_maps import village

Draw = Callable[..., SampleCity]


@pytest.fixture(scope="module")
def draw(tmp_path_factory: pytest.TempPathFactory) -> Draw:
    """Return a function that draws a day in one village, with parameters of the test's choice."""
    extract = village().write(tmp_path_factory.mktemp("village") / "village.osm.pbf")

    def drawn(count: int = 1000, **changes: object) -> SampleCity:
        return sample_day(extract, order_count=count, parameters=SampleParameters(**changes))  # type: ignore[arg-type]

    return drawn


def _homes(city: SampleCity) -> list[StopEntry]:
    return [stop for stop in city.entries.stops if stop.name == "Synthetic order"]


def test_time_windows_are_mixed_as_the_parameters_say(draw: Draw) -> None:
    homes = _homes(draw())
    kinds = Counter(_kind_of_windows(stop) for stop in homes)
    shares = {kind: number / len(homes) for kind, number in kinds.items()}
    assert shares == pytest.approx({"any": 0.55, "morning": 0.2, "evening": 0.2, "either": 0.05}, abs=0.05)


def _kind_of_windows(stop: StopEntry) -> str:
    if stop.windows == (WHOLE_DAY,):
        return "any"
    if len(stop.windows) == 2:
        return "either"
    assert stop.windows[0].closes - stop.windows[0].opens == 7200
    return "morning" if stop.windows[0].opens < 12 * 3600 else "evening"


def test_skills_and_penalties_are_as_frequent_as_the_parameters_say(draw: Draw) -> None:
    homes = _homes(draw())
    shares = [
        sum(condition(stop) for stop in homes) / len(homes)
        for condition in (
            lambda stop: stop.skills == {"cold"},
            lambda stop: stop.skills == {"two_person"},
            lambda stop: stop.penalty is not None,
        )
    ]
    assert shares == pytest.approx([0.08, 0.03, 0.05], abs=0.03)


def test_weights_have_the_median_and_the_bounds_of_the_parameters(draw: Draw) -> None:
    weights = sorted(
        stop.delivery["weight_g"]
        for stop in _homes(draw(weight_median_g=10_000.0, weight_most_g=30_000, two_person=0.0))
    )
    assert weights[len(weights) // 2] == pytest.approx(10_000, rel=0.1)
    assert 300 <= weights[0] < weights[-1] == 30_000


def test_two_people_carry_what_is_heavy_and_take_their_time(draw: Draw) -> None:
    bulky = [stop for stop in _homes(draw(two_person=0.5, cold=0.0)) if stop.skills]
    assert all(35_000 <= stop.delivery["weight_g"] <= 90_000 for stop in bulky)
    assert {(stop.service, stop.setup, stop.delivery["parcels"]) for stop in bulky} == {(480, 120, 1)}


def test_times_at_the_door_are_whole_minutes_within_their_bounds(draw: Draw) -> None:
    stops = draw().entries.stops
    assert {stop.service % 60 for stop in stops} == {0}
    assert {stop.setup for stop in stops} == {60, 120}
    assert min(stop.service for stop in stops) == 120
    assert max(stop.service for stop in stops) == 480


def test_returns_are_fetched(draw: Draw) -> None:
    returns = [stop for stop in draw(returns=0.1).entries.stops if stop.name == "Synthetic return"]
    assert len(returns) == 100
    assert all(stop.pickup["parcels"] and not stop.delivery for stop in returns)


def test_pairs_go_from_a_shop_to_a_customer_while_the_shop_is_open(draw: Draw) -> None:
    city = draw(pairs=0.1, shop_hours=clock(9, 17))
    stops = {stop.id: stop for stop in city.entries.stops}
    shops = {shop.place for shop in city.shops}
    assert len(city.entries.pairs) == 100
    for pair in city.entries.pairs:
        assert stops[pair.pickup].place in shops
        assert stops[pair.pickup].windows == (clock(9, 17),)
        assert pair.load["parcels"]
        assert stops[pair.delivery].windows == (WHOLE_DAY,)


def test_bulk_goes_to_each_locker_and_shop_once(draw: Draw) -> None:
    city = draw(locker_drops=0.5, shop_drops=0.1)
    drops = [stop for stop in city.entries.stops if stop.name.startswith("Synthetic drop")]
    assert [stop.place for stop in drops] == [each.place for each in (*city.lockers, *city.shops)]
    assert all(6 <= stop.delivery["parcels"] <= 18 for stop in drops)


def test_a_place_receives_two_orders_only_where_places_are_too_few(draw: Draw) -> None:
    few = draw(count=40, pairs=0.0, locker_drops=0.0, shop_drops=0.0)
    assert len({stop.place for stop in few.entries.stops}) == 40


def test_ids_are_used_once_and_sort_in_their_order(draw: Draw) -> None:
    ids = [stop.id for stop in draw(count=1000).entries.stops]
    assert ids == sorted(set(ids))
    assert (ids[0], ids[-1]) == ("SYN-0001", "SYN-1000")


def test_parts_that_are_more_than_the_whole_are_refused_all_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        SampleParameters(pairs=0.6, whole_day=0.9, cold=-0.1)
    assert len(refused.value.faults) == 3
