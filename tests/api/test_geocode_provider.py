"""A provider of addresses is asked through the guard, once, and only what the map is not sure of."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from api.outbound.geocode_provider import GeocodeProvider
from api.outbound.geocode_settings import GeocodeSettings, ProviderFailed, geocode_from
from api.outbound.settings import OutboundSettings
from api.services.find_address import AddressDesk
from api.services.open_desk import desk_for
from core.errors import InvalidInput
from core.located import Address, Precision
from data.store.address import Address as DatabaseAddress
from data.store.store import Store
from tests.data.gazetteer.towns import town

ANSWER = [
    {
        "display_name": "3, Rue Neuve, Altstadt",
        "lat": "50.5",
        "lon": "10.5",
        "place_rank": 30,
    }
]


class _Nominatim(BaseHTTPRequestHandler):
    asked: list[str]
    answers: list[tuple[int, Any]]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, body = self.answers[0]
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, type[_Nominatim]]]:
    handler = type("Handler", (_Nominatim,), {"asked": [], "answers": [(200, ANSWER)]})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_address[1]}", handler
        listening.shutdown()
        thread.join()


def settings(url: str) -> dict[str, str]:
    return {"ROUNDSMAN_GEOCODE_PROVIDER": "nominatim", "ROUNDSMAN_GEOCODE_URL": url}


def test_the_map_answers_first_and_the_provider_once(
    server: tuple[str, type[_Nominatim]], tmp_path: Path, address: DatabaseAddress
) -> None:
    url, handler = server
    store = Store(address)
    store.open()
    extract = town().write(tmp_path / "town.osm.pbf")
    desk = desk_for(extract, tmp_path / "cache", settings(url), store=store)
    assert isinstance(desk, AddressDesk)
    assert desk.find(Address(line="Hauptstr. 4"))[0].source == "map"
    assert handler.asked == []
    for _ in range(2):
        (found,) = desk.find(Address(line="3 Rue Neuve Altstadt"))
        assert (found.source, found.precision, found.place.lon) == ("nominatim", Precision.HOUSE, 10.5)
    assert len(handler.asked) == 1
    store.close()


def test_a_provider_that_fails_says_so_without_the_address(server: tuple[str, type[_Nominatim]]) -> None:
    url, handler = server
    handler.answers[0] = (500, {"error": "secret street"})
    provider = GeocodeProvider(GeocodeSettings(provider="nominatim", url=url), OutboundSettings())
    with pytest.raises(ProviderFailed) as failed:
        provider.find(Address(line="3 Rue Secrete"), 1)
    assert "Secrete" not in str(failed.value)
    handler.answers[0] = (200, {"not": "a list"})
    with pytest.raises(ProviderFailed):
        provider.find(Address(line="3 Rue Secrete"), 1)


def test_nobody_is_asked_until_a_provider_is_set() -> None:
    assert geocode_from({}).provider == "none"
    wrong = {"ROUNDSMAN_GEOCODE_PROVIDER": "pelias", "ROUNDSMAN_GEOCODE_COLOUR": "red"}
    with pytest.raises(InvalidInput) as refused:
        geocode_from(wrong)
    assert {each.value for each in refused.value.faults} == {"red", ""}
