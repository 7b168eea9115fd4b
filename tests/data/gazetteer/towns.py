"""A small town with two languages, and one in China, as real .osm.pbf files."""

from pathlib import Path

from data.gazetteer.gazetteer import Gazetteer, open_gazetteer
from tests.routing.travel.roads.maps import TownMap


def town() -> TownMap:
    """Return a town: Hauptstraße with four houses, two Church Roads far apart, Rue Saint-Jean, a village."""
    made = TownMap()
    made.points = {
        1: (0, 0), 2: (300, 0), 3: (0, 3_000), 4: (300, 3_000), 5: (0, 12_000), 6: (200, 12_000),
        7: (0, 1_000), 8: (200, 1_000), 20: (100, 100), 21: (100, 3_100),
    }  # fmt: skip
    for number, x in ((11, 20), (12, 60), (13, 140), (14, 200)):
        made.points[number] = (x, 10)
    for number, house in ((11, "2"), (12, "4"), (13, "8a"), (14, "12-16")):
        tags = {"addr:housenumber": house, "addr:street": "Hauptstraße", "addr:postcode": "9490"}
        made.point_tags[number] = {**tags, "addr:city": "Altstadt"}
    made.point_tags[20] = {"place": "town", "name": "Altstadt", "name:fr": "Vieille-Ville"}
    made.point_tags[21] = {"place": "village", "name": "Nordheim"}
    made.way(1, 1, 2, name="Hauptstraße", name__fr="Rue Principale")
    made.way(2, 3, 4, name="Church Road")
    made.way(3, 5, 6, name="Church Road")
    made.way(4, 7, 8, name="Rue Saint-Jean")
    return made


def chinese_town() -> TownMap:
    """Return a street of Beijing with one house."""
    made = TownMap()
    made.points = {1: (0, 0), 2: (300, 0), 3: (100, 10), 4: (0, 500), 5: (300, 500), 6: (150, 100)}
    made.point_tags[3] = {"addr:housenumber": "88号", "addr:street": "建国路", "addr:city": "北京市"}
    made.point_tags[6] = {"place": "city", "name": "北京市", "name:en": "Beijing"}
    made.way(1, 1, 2, name="建国路", name__en="Jianguo Road")
    made.way(2, 4, 5, name="光华路", name__en="Guanghua Road")
    return made


def opened(made: TownMap, folder: Path) -> Gazetteer:
    """Return the addresses of a map, written and indexed in `folder`."""
    return open_gazetteer(made.write(folder / "town.osm.pbf"), folder / "cache", lambda _: None)
