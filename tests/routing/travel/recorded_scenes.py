"""What was asked of the real servers; tests ask the same again and compare."""

from collections.abc import Callable
from datetime import date

import httpx

from core.errors import RoundsmanError
from core.place import Place
from core.units import Seconds
from routing.travel.osrm import Osrm, OsrmSettings
from routing.travel.source import TravelSource
from routing.travel.valhalla import Valhalla, ValhallaSettings
from routing.travel.valhalla_wire import points

PAPALINS = Place(lon=7.4190, lat=43.7280, name="Papalins")
COSTA = Place(lon=7.4246, lat=43.7389, name="Costa")
CROVETTO = Place(lon=7.4170, lat=43.7340, name="Crovetto")
LARVOTTO = Place(lon=7.4300, lat=43.7400)
REVOIRES = Place(lon=7.4100, lat=43.7350)
MONACO = (PAPALINS, COSTA, CROVETTO, LARVOTTO, REVOIRES)

ISLANDS = (
    Place(lon=-29.99, lat=10.01, name="west a"),
    Place(lon=-29.95, lat=10.02, name="west b"),
    Place(lon=-27.99, lat=10.01, name="east a"),
    Place(lon=-27.95, lat=10.03, name="east b"),
)
AT_SEA = Place(lon=-29.5, lat=12.0, name="raft")

DAY = date(2026, 11, 23)
URL = "http://routing.test"


def osrm(client: httpx.Client, **settings: object) -> Osrm:
    return Osrm(OsrmSettings(**({"url": URL} | settings)), client, sleep=lambda _: None)


def valhalla(client: httpx.Client, **settings: object) -> Valhalla:
    made = ValhallaSettings(**({"url": URL} | settings))
    return Valhalla(made, client, sleep=lambda _: None)


def ask(source: TravelSource, places: tuple[Place, ...], profile: str = "car") -> None:
    """Ask everything a source can be asked; refusals are recorded too."""
    for question in (source.travel, source.legs):
        try:
            question(places, profile)
        except RoundsmanError:
            continue


def ask_verbose(client: httpx.Client, url: str) -> None:
    """Ask for a table as servers before 3.2 give it."""
    client.post(url + "/sources_to_targets", json=VERBOSE)


VERBOSE = {
    "sources": points(MONACO[:2]),
    "targets": points(MONACO[:2]),
    "costing": "auto",
    "units": "kilometers",
    "verbose": True,
}

Scene = Callable[[httpx.Client, str], None]

SCENES: dict[str, Scene] = {
    "osrm_post": lambda client, url: ask(osrm(client, url=url), MONACO[:3]),
    "osrm_get": lambda client, url: ask(osrm(client, url=url, requests="get"), MONACO[:3]),
    "osrm_blocks": lambda client, url: ask(
        osrm(client, url=url, requests="get", table_size=2, route_size=3), MONACO
    ),
    "osrm_one_place": lambda client, url: ask(osrm(client, url=url, requests="post"), MONACO[:1]),
    "osrm_small_limits": lambda client, url: ask(osrm(client, url=url, requests="post"), MONACO),
    "osrm_small_radius": lambda client, url: ask(
        osrm(client, url=url, requests="post"), (PAPALINS, Place(lon=7.43, lat=43.72, name="buoy"))
    ),
    "osrm_islands": lambda client, url: ask(osrm(client, url=url, requests="post"), ISLANDS),
    "osrm_at_sea": lambda client, url: ask(osrm(client, url=url, requests="post"), (*ISLANDS[:2], AT_SEA)),
    "valhalla_car": lambda client, url: ask(valhalla(client, url=url), MONACO[:3]),
    "valhalla_blocks": lambda client, url: ask(
        valhalla(client, url=url, table_pairs=4, route_size=2), MONACO[:3]
    ),
    "valhalla_verbose": ask_verbose,
    "valhalla_day": lambda client, url: ask(
        valhalla(client, url=url, day=DAY, slice_starts=(Seconds(0), Seconds(7 * 3600))), MONACO[:2], "truck"
    ),
    "valhalla_warning": lambda client, url: ask(
        valhalla(client, url=url, options={"truck": {"height": 400}}), MONACO[:2], "truck"
    ),
    "valhalla_small_limits": lambda client, url: ask(valhalla(client, url=url), MONACO),
    "valhalla_unknown_costing": lambda client, url: ask(
        valhalla(client, url=url, profiles={"car": "rocket"}), MONACO[:2]
    ),
    "valhalla_islands": lambda client, url: ask(valhalla(client, url=url), ISLANDS),
    "valhalla_at_sea": lambda client, url: ask(valhalla(client, url=url), (*ISLANDS[:2], AT_SEA)),
}
