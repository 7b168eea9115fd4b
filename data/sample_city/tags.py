"""What OpenStreetMap's tags mean for deliveries."""

from collections.abc import Mapping
from typing import Final

from osmium.osm import TagList

Tags = Mapping[str, str] | TagList

OUTLINE_KEYS: Final = ("building", "landuse")

DRIVABLE: Final = frozenset(
    {
        "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary",
        "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential",
        "living_street", "service", "road",
    }
)  # fmt: skip
"""Values of `highway` that vehicles may use."""

NO_STOPPING: Final = frozenset(
    {
        "motorway", "motorway_link", "trunk", "trunk_link", "primary_link", "secondary_link",
    }
)  # fmt: skip
"""Streets on which nobody delivers."""

_ANY: Final = ("motor_vehicle", "vehicle", "access")
_CLOSED: Final = frozenset({"no", "private", "agricultural", "forestry", "delivery", "emergency"})

ADDRESSED: Final = frozenset(
    {
        "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street",
        "road", "pedestrian", "steps",
    }
)  # fmt: skip
"""Streets that houses are named after; service ways and footpaths bear names of hotels and hikes."""

LAND_FOR_DEPOTS: Final = frozenset({"landuse=industrial", "landuse=commercial", "landuse=retail"})

NOBODY_THERE: Final = frozenset(
    {
        "no", "garage", "garages", "carport", "shed", "roof", "ruins", "construction", "church",
        "chapel", "cathedral", "mosque", "synagogue", "temple", "shrine", "greenhouse", "barn",
        "stable", "cowshed", "sty", "hut", "bunker", "bridge", "transformer_tower", "service",
        "water_tower", "silo", "storage_tank", "parking", "toilets", "tent", "boathouse",
        "collapsed", "demolished", "grandstand", "stadium", "gatehouse", "castle", "tower",
    }
)  # fmt: skip
"""Values of `building` that receive no deliveries."""


_USES: Final = (
    (("shop",), "retail"),
    (("office",), "office"),
    (("industrial", "craft"), "industrial"),
    (("amenity", "tourism", "leisure", "historic", "military", "healthcare", "public_transport"), "public"),
)
"""Tags that tell what a building is for, the most telling first."""


def drivable(tags: Tags) -> bool:
    """Whether cars, vans and trucks may all use a way; for each the most special of its tags decides."""
    return tags.get("highway") in DRIVABLE and _admits(tags, "motorcar", *_ANY) and _admits(tags, *_ANY)


def one_way(tags: Tags) -> int:
    """Return 1 for one-way along the line, -1 against it, 0 for both ways."""
    value = _value(tags, "oneway")
    if value in {"-1", "reverse"}:
        return -1
    if value in {"yes", "true", "1"}:
        return 1
    implied = tags.get("junction") in {"roundabout", "circular"} or tags.get("highway") == "motorway"
    return int(implied and value != "no")


def house_address(tags: Tags) -> str:
    """Return street and house number where the map has both, else ""; nothing is made up."""
    street = tags.get("addr:street") or tags.get("addr:place")
    number = tags.get("addr:housenumber")
    return f"{street} {number}" if street and number else ""


def levels(tags: Tags) -> int:
    """Return the number of storeys from 1 to 40, or 0 where the map does not say."""
    text = _value(tags, "building:levels").split(".")[0]
    return min(max(int(text), 1), 40) if text.isascii() and text.isdigit() else 0


def outline_kind(tags: Tags) -> str:
    """Return "building=..." of a building with people in it, "landuse=..." of land for depots, else ""."""
    building = tags.get("building")
    if building:
        return "" if building in NOBODY_THERE else f"building={_use(building, tags)}"
    kind = f"landuse={_value(tags, 'landuse')}"
    return kind if kind in LAND_FOR_DEPOTS else ""


def _use(building: str, tags: Tags) -> str:
    """Return what a building is for; where the map only says that it is one, other tags tell."""
    if building != "yes":
        return building
    for keys, use in _USES:
        if any(key in tags for key in keys):
            return use
    return building


def point_kind(tags: Tags) -> str:
    """Return what a point is to a delivery: "shop=..", "amenity=..", "railway=..", "address", or ""."""
    for kind in (_shop(tags), _amenity(tags), _station(tags)):
        if kind:
            return kind
    return "address" if house_address(tags) else ""


def _value(tags: Tags, key: str) -> str:
    return tags.get(key) or ""


def _admits(tags: Tags, *keys: str) -> bool:
    """Whether the first of `keys` that a way has admits the public; a way without any does."""
    return next((tags[key] not in _CLOSED for key in keys if key in tags), True)


def _shop(tags: Tags) -> str:
    shop = _value(tags, "shop").split(";")[0]
    return f"shop={shop}" if shop and shop not in {"vacant", "no", "yes"} else ""


def _amenity(tags: Tags) -> str:
    amenity = _value(tags, "amenity")
    if amenity == "vending_machine" and _value(tags, "vending").startswith("parcel"):
        return "amenity=parcel_locker"
    return f"amenity={amenity}" if amenity in {"parcel_locker", "post_office", "fuel"} else ""


def _station(tags: Tags) -> str:
    railway = _value(tags, "railway")
    return f"railway={railway}" if railway in {"station", "halt"} else ""
