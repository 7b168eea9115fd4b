"""Quotes over HTTP: the same answer as on the command line, and problems that say what would be right."""

import json
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.examples import EXAMPLES
from api.services.find_address import AddressDesk, MapAddresses
from api.services.quote_desk import QuoteDesk
from api.settings import Settings
from core.errors import InvalidInput, NotFound
from data.formats.plan_json.write import write_plan
from data.templates.write_modes import write_mode_templates
from routing.travel.straight_line import StraightLine
from tests.api.cli.builders import document_of, write_day
from tests.api.http.builders import PROBLEM, make_world, running
from tests.data.gazetteer.towns import town
from tests.data.sample_city.tiny_maps import degrees

NOON = datetime(2026, 3, 30, 10, tzinfo=UTC)
CART: dict[str, Any] = EXAMPLES["quote"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Modes around a plan of a Tuesday."""
    write_day(tmp_path / "day")
    write_plan(tmp_path / "plan.json", document_of(tmp_path / "day", red=("ann", "bob"), blue=("cat",)))
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    (tmp_path / "plan.json").write_text(json.dumps(plan | {"day": "2026-03-31"}), encoding="utf-8")
    write_mode_templates(tmp_path / "modes")
    lon, lat = degrees((200.0, 200.0))
    areas = f"area,lon,lat,radius_km\ncity,{lon},{lat},4\nharbour,{lon},{lat},1\n"
    (tmp_path / "modes" / "areas.csv").write_text(areas, encoding="utf-8")
    stock = tmp_path / "modes" / "warehouse_stock.csv"
    stock.write_text(stock.read_text(encoding="utf-8-sig").replace("west,", "hub,"), encoding="utf-8")
    return tmp_path


def desk_of(folder: Path) -> QuoteDesk:
    return QuoteDesk(folder / "modes", (folder / "plan.json",), StraightLine())


@pytest.fixture
def client(folder: Path) -> Iterator[httpx.Client]:
    with running(make_world(folder, maker=None, quotes=desk_of(folder), clock=lambda: NOON)) as client:
        yield client


def cart(**changes: Any) -> dict[str, Any]:
    lon, lat = degrees((200.0, 200.0))
    return CART | {"place": {"lon": lon, "lat": lat}} | changes


def test_a_cart_with_an_address_alone_goes_where_that_is_found(folder: Path) -> None:
    addresses = AddressDesk(MapAddresses(town().write(folder / "town.osm.pbf"), folder / "cache"))
    asked = {key: value for key, value in CART.items() if key != "place"} | {
        "address": "Hauptstr. 4, Altstadt"
    }
    here = make_world(folder, maker=None, quotes=desk_of(folder), addresses=addresses, clock=lambda: NOON)
    with running(here) as client:
        answer = client.post("/v1/quotes", json=asked)
        assert answer.status_code == 200, answer.text
        assert (answer.json()["located"]["precision"], answer.json()["located"]["review"]) == ("house", False)
        place = {name: answer.json()["located"][name] for name in ("lon", "lat")}
        same = client.post("/v1/quotes", json=CART | {"place": place})
        assert same.json()["located"] is None
        prices = [
            [(each["at"], each["price_cents"]) for each in told.json()["options"]] for told in (answer, same)
        ]
        assert prices[0] == prices[1]
        nowhere = client.post("/v1/quotes", json=asked | {"address": "Atlantis 17"})
        assert nowhere.status_code == 422
    with running(
        make_world(folder / "mapless", maker=None, quotes=desk_of(folder), clock=lambda: NOON)
    ) as client:
        assert client.post("/v1/quotes", json=asked).json()["errors"][0]["field"] == "place"


def test_a_cart_is_told_all_that_is_possible_and_why_the_rest_is_not(client: httpx.Client) -> None:
    answer = client.post("/v1/quotes", json=cart())
    assert answer.status_code == 200, answer.text
    told = answer.json()
    slots = [each for each in told["options"] if each["mode"] == "scheduled"]
    offered = [each for each in slots if each["offered"]]
    assert {each["day"] for each in offered} == {"2026-03-31"}
    assert offered[0]["opens"] == "2026-03-31T08:00:00+02:00"
    assert offered[0]["cut_off_in_s"] == 6 * 3600
    assert {each["reason"]["code"] for each in slots if not each["offered"]} == {"cut-off-passed", "no-plan"}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"lines": [{"sku": "A", "quantity": 0}]}, "/lines/0"),
        ({"place": {"lon": 0, "lat": 0}}, "/place"),
        ({"currency": "CHF"}, "currency"),
    ],
)
def test_a_cart_that_cannot_be_quoted_is_a_problem_that_says_where(
    client: httpx.Client, changes: dict[str, Any], pointer: str
) -> None:
    answer = client.post("/v1/quotes", json=cart(**changes))
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    assert pointer in answer.text


def test_a_server_without_modes_says_how_to_give_them(tmp_path: Path) -> None:
    with running(make_world(tmp_path, maker=None)) as client:
        answer = client.post("/v1/quotes", json=cart())
    assert answer.status_code == 404
    assert "--modes" in answer.text


def test_changed_tables_hold_at_once_and_broken_ones_do_not(client: httpx.Client, folder: Path) -> None:
    def price() -> int:
        options = client.post("/v1/quotes", json=cart()).json()["options"]
        return next(each["price_cents"] for each in options if each["offered"])

    before = price()
    table = folder / "modes" / "slots.csv"
    text = table.read_text(encoding="utf-8-sig")
    table.write_text(text.replace("4.90,1", "9.90,1"), encoding="utf-8")
    _later(table)
    assert price() == before + 500
    table.write_text("area\n", encoding="utf-8")
    _later(table, by=2)
    told = client.post("/v1/quotes", json=cart()).json()
    assert next(each["price_cents"] for each in told["options"] if each["offered"]) == before + 500
    assert any("cannot be read" in note for note in told["notes"])


def _later(path: Path, by: int = 1) -> None:
    """Set the time of a file apart, as two writes may be within one tick of the clock."""
    at = path.stat().st_mtime_ns + by * 10**9
    os.utime(path, ns=(at, at))


def test_what_cannot_be_read_at_the_start_is_refused_then(folder: Path) -> None:
    (folder / "modes" / "terms.csv").unlink()
    with pytest.raises(InvalidInput):
        desk_of(folder).open()
    with pytest.raises(NotFound):
        QuoteDesk(folder / "modes", (folder / "nothing.json",), StraightLine()).open()


def test_a_tenant_is_quoted_by_modes_of_its_own_and_without_any_not_at_all(folder: Path) -> None:
    desk = desk_of(folder)
    assert desk.of("default") is desk
    assert desk.of("north") is None
    write_mode_templates(folder / "modes.tenants" / "north")
    north = desk.of("north")
    assert north is not None
    assert north is desk.of("north")
    assert north.modes.areas != desk.modes.areas
    assert desk.of("south") is None


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"currency": "USD"}, "/currency"),
        ({"lines": [{"sku": "LAMP-07", "quantity": 1}, {"sku": "NONE", "quantity": 1}]}, "/lines/1/sku"),
        ({"lines": [{"sku": "LAMP-07", "quantity": 1}] * 2}, "/lines/1/sku"),
        ({"place": {"lon": 0, "lat": 0}}, "/place"),
    ],
)
def test_what_is_wrong_with_a_cart_is_pointed_to(
    client: httpx.Client, changes: dict[str, Any], pointer: str
) -> None:
    """Each pointer names something that is in the body (RFC 6901)."""
    told = client.post("/v1/quotes", json=cart(**changes)).json()["errors"]
    assert [each["pointer"] for each in told] == [pointer]


def test_quotes_that_would_only_wait_are_refused_and_the_rest_of_the_server_answers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, may_end = threading.Event(), threading.Event()
    answered = QuoteDesk.quote

    def held_up(desk: QuoteDesk, *args: Any, **named: Any) -> Any:
        began.set()
        assert may_end.wait(60)
        return answered(desk, *args, **named)

    monkeypatch.setattr(QuoteDesk, "quote", held_up)
    settings = Settings(threads=2, quotes_at_once=1)
    world = make_world(folder, maker=None, quotes=desk_of(folder), clock=lambda: NOON, settings=settings)
    with running(world) as client, ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.post, "/v1/quotes", json=cart())
        try:
            assert began.wait(60)
            told = client.post("/v1/quotes", json=cart())
            assert (told.status_code, told.headers["Retry-After"]) == (429, "1")
            assert told.json()["type"].endswith("too-many-requests")
            assert client.get("/v1/plans").status_code == 200
        finally:
            may_end.set()
        assert first.result().status_code == 200
        assert client.post("/v1/quotes", json=cart()).status_code == 200


def test_two_quotes_are_worked_on_at_once_and_the_others_wait_for_their_turn(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, guard = QuoteDesk.quote, threading.Lock()
    here, most = 0, 0
    both = threading.Barrier(2)

    def counted(desk: QuoteDesk, *args: Any, **named: Any) -> Any:
        nonlocal here, most
        with guard:
            here += 1
            most = max(most, here)
        both.wait(60)  # two are always here together, so a third would be seen if it were let in
        try:
            return answered(desk, *args, **named)
        finally:
            with guard:
                here -= 1

    monkeypatch.setattr(QuoteDesk, "quote", counted)
    world = make_world(folder, maker=None, quotes=desk_of(folder), clock=lambda: NOON)
    with running(world) as client, ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(client.post, "/v1/quotes", json=cart()) for _ in range(6)]
        assert [each.result().status_code for each in asked] == [200] * 6
    assert most == 2
