"""The index of a map's addresses is built once, whole or not at all."""

from pathlib import Path

import pytest

from core.errors import MapError, NotFound
from data.gazetteer.build import build_index
from data.gazetteer.house_numbers import Number, house_numbers
from tests.data.gazetteer.towns import town


def test_an_index_is_built_once_for_each_map(tmp_path: Path) -> None:
    extract, told = town().write(tmp_path / "town.osm.pbf"), list[str]()
    first = build_index(extract, tmp_path / "cache", told.append)
    steps = len(told)
    assert steps == 3
    assert build_index(extract, tmp_path / "cache", told.append) == first
    assert len(told) == steps
    other = town()
    other.way(9, 1, 3, name="New Street")
    assert build_index(other.write(tmp_path / "newer.osm.pbf"), tmp_path / "cache", told.append) != first


def test_a_map_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"missing\.osm\.pbf"):
        build_index(tmp_path / "missing.osm.pbf", tmp_path / "cache", print)
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"not a map")
    with pytest.raises(MapError, match=r"broken\.osm\.pbf"):
        build_index(broken, tmp_path / "cache", print)
    assert not list((tmp_path / "cache").glob("*"))


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(MapError, match="cannot be kept"):
        build_index(town().write(tmp_path / "town.osm.pbf"), tmp_path / "cache", print)


def test_house_numbers_are_read_as_maps_write_them() -> None:
    assert house_numbers("12 bis") == (Number(12, "bis"),)
    assert house_numbers("10-14") == (Number(10), Number(12), Number(14))
    assert house_numbers("3;5a") == (Number(3), Number(5, "a"))
    assert house_numbers("12/14") == (Number(12), Number(14))
    assert house_numbers("8, 2. krs./2nd floor") == (Number(8),)
    assert house_numbers("88号") == (Number(88),)
    assert house_numbers("Villa Rosa") == ()
