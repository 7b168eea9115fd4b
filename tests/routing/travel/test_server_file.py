"""A file of routing servers: which serves whom, and every mistake in it."""

from datetime import date
from pathlib import Path

import httpx
import pytest

from core.errors import InvalidInput, NotFound
from core.place import Place
from routing.travel.osrm import OsrmSettings
from routing.travel.server_file import open_servers, read_servers
from routing.travel.valhalla import ValhallaSettings

PLACES = (Place(lon=7.41, lat=43.73),) * 2
GOOD = """
[[servers]]
kind = "osrm"
url = "http://localhost:5000"
profiles = { van = "driving" }
table_size = 1000

[[servers]]
kind = "valhalla"
url = "http://localhost:8002"
profiles = { truck = "truck", van = "auto" }
options = { truck = { height = 3.8, weight = 12 } }
day = 2026-11-23
slice_starts = ["00:00", "07:30"]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "servers.toml"
    file.write_text(text, "utf-8")
    return file


def faults(folder: Path, text: str) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        read_servers(written(folder, text))
    return {(fault.field, fault.value) for fault in refused.value.faults}


def test_a_file_names_servers_and_how_each_is_asked(tmp_path: Path) -> None:
    osrm, valhalla = read_servers(written(tmp_path, GOOD))
    assert osrm == OsrmSettings(url="http://localhost:5000", profiles={"van": "driving"}, table_size=1000)
    assert isinstance(valhalla, ValhallaSettings)
    assert valhalla.slice_starts == (0, 27_000)
    assert valhalla.day == date(2026, 11, 23)
    assert valhalla.options == {"truck": {"height": 3.8, "weight": 12}}


def test_the_first_server_that_serves_a_profile_is_asked(tmp_path: Path) -> None:
    asked: list[str] = []

    def server(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(404)

    with httpx.Client(transport=httpx.MockTransport(server)) as client:
        source = open_servers(read_servers(written(tmp_path, GOOD)), client)
        for profile in ("van", "truck"):
            with pytest.raises(Exception, match="404"):
                source.travel(PLACES, profile)
        with pytest.raises(InvalidInput, match="'foot'"):
            source.travel(PLACES, "foot")
    assert asked[0].startswith("http://localhost:5000/table/")
    assert asked[-1] == "http://localhost:8002/locate"


def test_every_mistake_of_a_file_is_listed_at_once(tmp_path: Path) -> None:
    text = """
    colour = "red"
    [[servers]]
    kind = "magic"
    [[servers]]
    kind = "osrm"
    table_size = "many"
    table_pairs = 5
    profiles = { van = 3 }
    [[servers]]
    kind = "valhalla"
    url = "http://localhost:8002"
    day = "tomorrow"
    slice_starts = ["00:00", "noon"]
    options = { truck = 3 }
    """
    assert faults(tmp_path, text) == {
        ("colour", "red"),
        ("kind", "magic"),
        ("url", "nothing"),
        ("table_size", "many"),
        ("table_pairs", "5"),
        ("profiles.van", "3"),
        ("day", "tomorrow"),
        ("slice_starts", "noon"),
        ("options.truck", "3"),
    }


def test_settings_that_contradict_each_other_name_the_server(tmp_path: Path) -> None:
    text = GOOD.replace("day = 2026-11-23\n", "")
    with pytest.raises(InvalidInput, match="server 2") as refused:
        read_servers(written(tmp_path, text))
    assert [fault.field for fault in refused.value.faults] == ["day"]


@pytest.mark.parametrize(
    "text", ["", "servers = []", "servers = 3", "servers = [3]", '[servers]\nkind = "osrm"']
)
def test_a_file_without_servers_is_refused(tmp_path: Path, text: str) -> None:
    assert [field for field, _ in faults(tmp_path, text)] == ["servers"]


@pytest.mark.parametrize("content", [b"[[servers", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "servers.toml"
    file.write_bytes(content)
    with pytest.raises(InvalidInput, match=r"servers\.toml"):
        read_servers(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nowhere\.toml"):
        read_servers(tmp_path / "nowhere.toml")
