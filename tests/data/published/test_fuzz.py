"""Whatever is done to a file, it is read or refused: nothing else happens."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from data.formats.published.convention import Convention
from data.formats.published.read import read_instance
from tests.data.published.files import LILIM, SOLOMON, read, vrplib_text

RICH = vrplib_text(
    TYPE="SDVRPTW",
    VEHICLES="2",
    CAPACITY=None,
    CAPACITY_SECTION="1 10\n2 20",
    SERVICE_TIME_SECTION="1 0\n2 3\n3 4",
    TIME_WINDOW_SECTION="1 0 90\n2 5 20\n3 0 9",
    PRIZE_SECTION="1 0\n2 0\n3 8",
    VEHICLES_DEPOT_SECTION="1 1\n2 1",
    VEHICLES_ALLOWED_CLIENTS_SECTION="1 2 3\n2 3",
    VEHICLES_MAX_DURATION="50",
    VEHICLES_FIXED_COST_SECTION="1 2\n2 3",
)
TRIPS = vrplib_text(
    TYPE="GMTVRPBTWR",
    DIMENSION="4",
    NODE_COORD_SECTION="1 0 0\n2 3 4\n3 0 1\n4 5 5",
    DEMAND_SECTION=None,
    VEHICLES="2",
    LINEHAUL_SECTION="1 0\n2 3\n3 4\n4 0",
    BACKHAUL_SECTION="1 0\n2 0\n3 0\n4 7",
    TIME_WINDOW_SECTION="1 0 90\n2 5 20\n3 0 9\n4 0 60",
    RELEASE_TIME_SECTION="1 0\n2 3\n3 4\n4 0",
    MUTUALLY_EXCLUSIVE_GROUP_SECTION="1 2 3\n2 4",
    VEHICLES_RELOAD_DEPOT_SECTION="1 1\n2",
    VEHICLES_MAX_RELOADS="2",
)
GIVEN = vrplib_text(
    EDGE_WEIGHT_TYPE="EXPLICIT", EDGE_WEIGHT_FORMAT="FULL_MATRIX", EDGE_WEIGHT_SECTION="0 1 2\n3 0 4\n5 6 0"
)
TOKENS = [
    "",
    "x",
    "-1",
    "0",
    "1",
    "3",
    "1.5",
    "nan",
    "inf",
    "1e400",
    "999999999999",
    "10" * 30,
    ":",
    "1_0",
    "１",
    "EOF",
    "é",
]


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    lines = draw(st.sampled_from([RICH, TRIPS, GIVEN, SOLOMON, LILIM])).splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["drop", "twice", "swap", "token", "cut"]))
        if change == "drop" and len(lines) > 1:
            del lines[at]
        elif change == "twice":
            lines.insert(at, lines[at])
        elif change == "swap":
            lines[at], lines[0] = lines[0], lines[at]
        elif change == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif tokens := lines[at].split():
            tokens[draw(st.integers(0, len(tokens) - 1))] = draw(st.sampled_from(TOKENS))
            lines[at] = " ".join(tokens)
    return "\n".join(lines)


@settings(deadline=None, max_examples=300)
@given(text=spoilt(), distances=st.sampled_from(["round", "dimacs", "exact"]))
def test_a_spoilt_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str, distances: Convention
) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / "spoilt.vrp"
    path.write_text(text, encoding="utf-8")
    with suppress(InvalidInput):
        assert read_instance(path, distances=distances, objective="distance").problem.vehicles


def test_the_files_that_are_spoilt_can_be_read(tmp_path: Path) -> None:
    for text in (RICH, TRIPS, GIVEN, SOLOMON, LILIM):
        assert read(tmp_path, text).problem.stops


@settings(deadline=None, max_examples=200)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / "bytes.vrp"
    path.write_bytes(content)
    with pytest.raises(InvalidInput):
        read_instance(path, distances="round", objective="distance")
