from pathlib import Path

import pytest

from core.errors import InvalidInput, NotFound
from core.units import Seconds
from routing.travel.roads.traffic import Traffic, read_traffic

GOOD = """
[groups]
main = ["primary", "secondary"]
local = ["residential"]

[[slices]]
from = "00:00"

[[slices]]
from = "07:30"
main = 0.6
local = 0.8
"""


def written(folder: Path, content: str) -> Path:
    file = folder / "traffic.toml"
    file.write_text(content, encoding="utf-8")
    return file


def test_a_traffic_file_gives_factors_by_class_and_slice(tmp_path: Path) -> None:
    traffic = read_traffic(written(tmp_path, GOOD))
    assert traffic.slice_starts == (0, 27_000)
    assert [traffic.factor(street, 1) for street in ("primary", "residential", "motorway")] == [0.6, 0.8, 1.0]
    assert traffic.factor("primary", 0) == 1.0


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        ('[[slices]]\nfrom = "06:00"', ["from"]),
        (
            '[[slices]]\nfrom = "00:00"\n[[slices]]\nfrom = "25:00"\n[[slices]]\nfrom = "00:00"',
            ["from", "from"],
        ),
        ('[groups]\nmain = []\n[[slices]]\nfrom = "00:00"\nmain = 0\nfast = 0.5', ["main", "fast"]),
        ("[groups]\nmain = 3", ["groups"]),
        ("[groups]\nmain = []", ["slices"]),
        ('slices = "07:00"', ["slices"]),
    ],
)
def test_every_mistake_in_a_traffic_file_is_listed(tmp_path: Path, content: str, fields: list[str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_traffic(written(tmp_path, content))
    assert [fault.field for fault in caught.value.faults] == fields


def test_a_file_that_is_no_toml_or_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="TOML"):
        read_traffic(written(tmp_path, "[["))
    with pytest.raises(NotFound):
        read_traffic(tmp_path / "none.toml")


@pytest.mark.parametrize("starts", [(), (60,), (0, 0), (0, 500, 400), (0, 86_400)])
def test_slices_must_cover_the_day_in_order(starts: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInput, match="ascending"):
        Traffic(slice_starts=tuple(map(Seconds, starts)), groups={}, factors=tuple({} for _ in starts))


def test_every_slice_needs_its_factors() -> None:
    with pytest.raises(InvalidInput, match="1 sets of traffic factors for 2 slices"):
        Traffic(slice_starts=(Seconds(0), Seconds(60)), groups={}, factors=({},))
