from pathlib import Path
from typing import get_args

import pytest

from core.errors import InvalidInput, NotFound
from routing.travel.roads.profile import SpeedTable, built_in_profiles, profile_named, read_speed_table
from routing.travel.source import Profile


def test_every_profile_of_the_vocabulary_has_a_file() -> None:
    assert set(get_args(Profile)) == set(built_in_profiles())
    assert all(profile_named(name).speeds_kmh for name in built_in_profiles())


def test_a_van_moves_like_a_car_but_for_what_its_file_says() -> None:
    car, van = profile_named("car"), profile_named("van")
    assert van.speeds_kmh == car.speeds_kmh
    assert van.vehicle["height_m"] > car.vehicle["height_m"]


def test_a_speed_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "speeds.toml"
    file.write_text("[van.speeds_kmh]\nresidential = 18\n", encoding="utf-8")
    van = profile_named("van", read_speed_table(file))
    assert van.speeds_kmh["residential"] == 18
    assert {**van.speeds_kmh, "residential": 25} == profile_named("van").speeds_kmh
    assert profile_named("car", read_speed_table(file)) == profile_named("car")


def test_a_speed_file_may_name_a_vehicle_of_its_own() -> None:
    speeds = SpeedTable(tables={"tall_truck": {"like": "truck", "vehicle": {"height_m": 4.4}}})
    tall = profile_named("tall_truck", speeds)
    assert tall.vehicle == {**profile_named("truck").vehicle, "height_m": 4.4}
    assert tall.name == "tall_truck"


def test_speeds_do_not_change_the_structure_but_sizes_and_access_do() -> None:
    def key(**changes: object) -> str:
        return profile_named("truck", SpeedTable(tables={"truck": changes})).structure_key()

    usual = key()
    assert key(speeds_kmh={"primary": 33}, delays_s={"stop": 9}, top_kmh=70) == usual
    assert key(speeds_kmh={"track": 10}) != usual
    assert key(vehicle={"height_m": 3.0}) != usual
    assert key(access=["access"]) != usual
    assert key(turn_words=[]) != usual


def test_an_unknown_profile_is_named_with_those_there_are() -> None:
    with pytest.raises(InvalidInput, match="cargo_bike, foot"):
        profile_named("tricycle")


def test_a_profile_like_itself_is_refused() -> None:
    speeds = SpeedTable(tables={"a": {"like": "b"}, "b": {"like": "a"}})
    with pytest.raises(InvalidInput, match="There is no profile"):
        profile_named("a", speeds)


def test_every_mistake_in_a_speed_file_is_listed_at_once(tmp_path: Path) -> None:
    file = tmp_path / "speeds.toml"
    file.write_text(
        """
        [van]
        colour = "red"
        ferries = "yes"
        maxspeed = "doubles"
        top_kmh = 0
        access = "van"
        speeds_kmh = { primary = -3 }
        vehicle = { hight_m = 3 }
        [lorry]
        like = "elephant"
        """,
        encoding="utf-8",
    )
    with pytest.raises(InvalidInput) as caught:
        read_speed_table(file)
    fields = [fault.field for fault in caught.value.faults]
    expected = [
        "colour",
        "top_kmh",
        "ferries",
        "access",
        "maxspeed",
        "vehicle.hight_m",
        "speeds_kmh.primary",
        "",
    ]
    assert fields == expected


@pytest.mark.parametrize(("content", "message"), [("van = 3", "outside every profile"), ("[van", "TOML")])
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "speeds.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput, match=message):
        read_speed_table(file)


def test_a_missing_speed_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_speed_table(tmp_path / "none.toml")
