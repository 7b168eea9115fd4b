"""`roundsman map get` against a stand-in of the map server: a whole map, or none at all."""

import hashlib
import socket
from pathlib import Path

import pytest

from tests.api.cli.builders import Ended, Run
from tests.routing.travel.stand_in import Behaviour, hangs_up, says, stand_in

NONE = says(b"", status=404)


@pytest.fixture
def content(town: Path) -> bytes:
    return town.read_bytes()


def sum_of(content: bytes) -> Behaviour:
    return says(f"{hashlib.md5(content, usedforsecurity=False).hexdigest()}  town-latest.osm.pbf\n".encode())


def fetched(run: Run, *behaviours: Behaviour) -> Ended:
    """Fetch from a server that is asked for the checksum first and for the map then."""
    with stand_in(*behaviours) as server:
        return run("map", "get", "europe/town", "--url", server.url, "--folder", "maps", "--json")


def test_a_map_arrives_whole_under_its_name(run: Run, content: bytes) -> None:
    ended = fetched(run, sum_of(content), says(content))
    assert ended.code == 0
    assert ended.document["file"] == "maps/town.osm.pbf"
    assert ended.document["bytes"] == len(content)
    assert "OpenStreetMap" in ended.document["attribution"]
    assert Path("maps/town.osm.pbf").read_bytes() == content


def test_the_addresses_are_those_of_the_servers_layout(run: Run, content: bytes) -> None:
    with stand_in(NONE, says(content)) as server:
        run("map", "get", "europe/town", "--url", f"{server.url}/")
    assert server.asked == ["GET /europe/town-latest.osm.pbf.md5", "GET /europe/town-latest.osm.pbf"]


def test_without_a_checksum_on_the_server_the_map_is_taken_as_it_is(run: Run, content: bytes) -> None:
    assert fetched(run, NONE, says(content)).code == 0


def test_the_address_may_have_moved(run: Run, content: bytes) -> None:
    with stand_in(NONE, says(content)) as other:
        moved = says(b"", status=302, headers=(("Location", f"{other.url}/elsewhere"),))
        assert fetched(run, moved, moved).code == 0
    assert Path("maps/town.osm.pbf").read_bytes() == content


def test_how_much_has_come_is_shown(run: Run, content: bytes) -> None:
    with stand_in(NONE, says(content)) as server:
        ended = run("map", "get", "europe/town", "--url", server.url)
    assert "europe/town: 0.0 of 0.0 MB ..." in ended.err
    assert f"town.osm.pbf: {len(content):,} bytes" in ended.out


def test_a_region_that_the_server_has_not_is_not_found(run: Run) -> None:
    ended = fetched(run, NONE)
    assert (ended.code, ended.error["code"]) == (4, "not-found")
    assert "europe/town-latest.osm.pbf" in ended.error["message"]


@pytest.mark.parametrize("old", [None, b"the map of yesterday"])
def test_what_arrives_damaged_leaves_the_folder_as_it_was(
    run: Run, content: bytes, old: bytes | None
) -> None:
    if old is not None:
        Path("maps").mkdir()
        Path("maps/town.osm.pbf").write_bytes(old)
    wrong = (
        (sum_of(content), says(content[:-9] + b"scribbled")),
        (sum_of(content), says(content[:500], length=len(content))),
        (NONE, says(b"<html>Please log in</html>")),
        (NONE, says(b"", status=503)),
        (NONE, says(b"")),
        (hangs_up,),
    )
    for behaviours in wrong:
        ended = fetched(run, *behaviours)
        assert (ended.code, ended.error["code"]) == (5, "map-not-fetched")
        found = {path.name: path.read_bytes() for path in Path("maps").iterdir()}
        assert found == ({} if old is None else {"town.osm.pbf": old})


def test_a_server_that_is_down_is_named(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    ended = run("map", "get", "europe/town", "--url", address, "--json")
    assert (ended.code, ended.error["code"]) == (5, "map-not-fetched")
    assert address in ended.error["message"]


def test_a_password_in_the_address_is_told_nobody(run: Run) -> None:
    with stand_in(NONE) as server:
        ended = run("map", "get", "europe/town", "--url", server.url.replace("//", "//me:secret@"))
    assert ended.code == 4
    assert "secret" not in ended.err


@pytest.mark.parametrize("name", ["../passwords", "Europe/Town", "europe//town", "", "a b", "europe/town?x"])
def test_names_that_lead_elsewhere_are_refused_before_anybody_is_asked(run: Run, name: str) -> None:
    with stand_in(NONE) as server:
        ended = run("map", "get", name, "--url", server.url, "--json")
    assert ended.code == 2
    assert server.asked == []


@pytest.mark.parametrize("url", ["ftp://maps.example", "maps.example", "http://"])
def test_addresses_that_are_none_are_refused(run: Run, url: str) -> None:
    ended = run("map", "get", "europe/town", "--url", url, "--json")
    assert ended.code == 2
    assert ended.error["faults"][0]["where"] == "command, --url"
