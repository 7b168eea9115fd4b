"""Which travel source a person asked for."""

from pathlib import Path

import pytest

from api.services.travel_choice import TravelChoice, cache_folder, travel_source
from core.errors import InvalidInput, NotFound
from routing.travel.fallback import Fallback
from routing.travel.osrm import Osrm
from routing.travel.straight_line import StraightLine
from routing.travel.valhalla import Valhalla


def refused(**choice: object) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        TravelChoice(**choice)  # type: ignore[arg-type]
    return [each.field for each in caught.value.faults]


@pytest.mark.parametrize(
    ("choice", "kind"),
    [
        (TravelChoice(straight_line=True), StraightLine),
        (TravelChoice(osrm="http://localhost:5000"), Osrm),
        (TravelChoice(valhalla="http://localhost:8002"), Valhalla),
        (TravelChoice(osrm="http://localhost:5000", fallback=True), Fallback),
    ],
)
def test_the_source_asked_for_is_opened(choice: TravelChoice, kind: type) -> None:
    with travel_source(choice) as source:
        assert type(source) is kind


def test_a_file_of_servers_serves_each_profile_by_its_own(tmp_path: Path) -> None:
    file = tmp_path / "servers.toml"
    text = '[[servers]]\nkind = "osrm"\nurl = "http://localhost:{}"\nprofiles = {{ {} = "x" }}\n'
    file.write_text(text.format(5000, "van") + text.format(5001, "cargo_bike"))
    with travel_source(TravelChoice(servers=file, fallback=True)) as source:
        assert "localhost:5000" in source.name
        assert "localhost:5001" in source.name


def test_no_source_and_two_sources_are_both_unclear() -> None:
    assert refused() == ["travel source"]
    assert refused(straight_line=True, osrm="http://localhost:5000") == ["travel source"]


def test_every_option_that_would_be_lost_is_named() -> None:
    lost = refused(
        straight_line=True,
        speeds=Path("s.toml"),
        traffic=Path("t.toml"),
        matrix_distances=Path("m.csv"),
        fallback=True,
    )
    assert lost == ["--speeds", "--traffic", "--matrix-distances", "--fallback"]


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput), travel_source(TravelChoice(osrm="localhost")):
        pass


def test_missing_files_are_named_all_at_once() -> None:
    choice = TravelChoice(map_file=Path("town.osm.pbf"), speeds=Path("s.toml"), traffic=Path("t.toml"))
    with pytest.raises(NotFound, match=r"town\.osm\.pbf.*s\.toml.*t\.toml"), travel_source(choice):
        pass


def test_maps_are_prepared_in_the_folder_given_or_in_the_users_cache(tmp_path: Path) -> None:
    assert cache_folder(tmp_path) == tmp_path
    assert cache_folder().name == "roundsman"
