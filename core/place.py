"""A point on the earth with an optional name."""

from dataclasses import dataclass

from core.errors import InvalidInput, fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point in WGS 84 degrees; longitude first, as in RFC 7946."""

    lon: float
    lat: float
    name: str = ""

    def __post_init__(self) -> None:
        named = f"place {self.name!r}" if self.name else "place"
        faults = []
        if not -180 <= self.lon <= 180:
            faults.append(fault(named, "lon", self.lon, "a longitude from -180 to 180 degrees"))
        if not -90 <= self.lat <= 90:
            faults.append(fault(named, "lat", self.lat, "a latitude from -90 to 90 degrees"))
        if faults:
            raise InvalidInput("A place is not on the earth.", faults=faults)
