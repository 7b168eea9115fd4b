"""Entries of a day, seen together."""

import pytest
from hypothesis import given, settings

from core.errors import InvalidInput
from data.formats.day_entries.assemble import day_of
from data.formats.day_entries.entries import DayEntries, Origin, PairEntry
from routing.problem import LARGEST
from tests.data.day_entries.entries import days, make_depot, make_entries, make_stop, make_vehicle


def faults_of(entries: DayEntries) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as caught:
        day_of(entries, what="day")
    return [(each.where, each.field, each.value) for each in caught.value.faults]


@settings(max_examples=40, deadline=None)
@given(days())
def test_every_stop_keeps_its_point_and_no_point_stands_twice(entries: DayEntries) -> None:
    day = day_of(entries, what="day")
    for entry, stop in zip(entries.stops, day.stops, strict=True):
        place = day.places[stop.location]
        assert entry.place is not None
        assert (place.lon, place.lat) == (entry.place.lon, entry.place.lat)
    points = [(place.lon, place.lat) for place in day.places]
    assert len(points) == len(set(points))


@settings(max_examples=40, deadline=None)
@given(days())
def test_every_load_and_capacity_keeps_its_dimension(entries: DayEntries) -> None:
    day = day_of(entries, what="day")
    for entry, stop in zip(entries.stops, day.stops, strict=True):
        if stop.delivery:
            amounts = dict(zip(day.dimensions, stop.delivery, strict=True))
            assert {name: each for name, each in amounts.items() if each} == {
                name: each for name, each in entry.delivery.items() if each
            }
    for vehicle_entry, vehicle in zip(entries.vehicles, day.vehicles, strict=True):
        for name, limit in zip(day.dimensions, vehicle.capacity, strict=True):
            assert limit == vehicle_entry.capacity.get(name, LARGEST)


def test_the_usual_dimensions_come_first_and_a_given_order_before_them() -> None:
    load = {"pallets": 1, "parcels": 2, "weight_g": 3}
    assert day_of(make_entries(make_stop("A", delivery=load)), what="").dimensions == (
        "weight_g",
        "parcels",
        "pallets",
    )
    given_order = make_entries(make_stop("A", delivery=load), dimensions=("pallets",))
    assert day_of(given_order, what="").dimensions == ("pallets", "weight_g", "parcels")


def test_ids_may_be_used_once_per_kind() -> None:
    entries = make_entries(
        make_stop("a"),
        make_stop("a"),
        vehicles=(make_vehicle("a"), make_vehicle("a")),
        depots=(make_depot("a"), make_depot("a")),
    )
    assert faults_of(entries) == [("stop a", "id", "a"), ("vehicle a", "id", "a"), ("depot a", "id", "a")]


def test_pairs_join_two_stops_that_no_other_pair_has() -> None:
    pairs = [
        PairEntry(origin=Origin(where=f"pair {k}"), pickup=pickup, delivery=delivery)
        for k, (pickup, delivery) in enumerate([("a", "b"), ("b", "c"), ("c", "nobody")])
    ]
    entries = make_entries(make_stop("a"), make_stop("b"), make_stop("c"), pairs=tuple(pairs))
    assert faults_of(entries) == [
        ("pair 1", "pickup", "b"),
        ("pair 2", "pickup", "c"),
        ("pair 2", "delivery", "nobody"),
    ]


def test_notes_name_five_and_count_the_rest() -> None:
    stops = [make_stop(f"s{k}", skills=frozenset({"crane"})) for k in range(8)]
    (note,) = day_of(make_entries(*stops), what="").notes
    assert note == "No vehicle has the skill 'crane' that s0, s1, s2, s3, s4 and 3 more needs."
