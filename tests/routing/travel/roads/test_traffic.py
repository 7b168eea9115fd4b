import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput, NotFound
from core.matrix import TravelMatrix
from core.units import Seconds
from routing.travel.roads.profile import read_speed_table
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


@given(
    durations=st.lists(st.integers(0, 40_000), min_size=3, max_size=3),
    depart=st.integers(0, 200_000),
    later=st.integers(1, 20_000),
)
def test_nobody_arrives_earlier_by_leaving_later(durations: list[int], depart: int, later: int) -> None:
    square = np.zeros((3, 2, 2), np.int32)
    square[:, 0, 1] = durations
    starts = (Seconds(0), Seconds(25_200), Seconds(34_200))
    matrix = TravelMatrix(durations=square, distances=square, slice_starts=starts)
    first, second = (
        depart + matrix.duration(0, 1, depart),
        depart + later + matrix.duration(0, 1, depart + later),
    )
    assert first <= second


def test_the_examples_of_the_guide_are_valid_files(tmp_path: Path) -> None:
    guide = Path(__file__).parents[4] / "docs" / "guides" / "street-speeds.md"
    speeds, traffic = re.findall(r"```toml\n(.*?)```", guide.read_text("utf-8"), flags=re.DOTALL)
    file = tmp_path / "speeds.toml"
    file.write_text(speeds, encoding="utf-8")
    assert set(read_speed_table(file).tables) == {"van", "truck", "tall_truck"}
    assert read_traffic(written(tmp_path, traffic)).slice_starts == (0, 25_200, 34_200, 57_600, 68_400)
