"""Where an address was found, as plain values."""

from collections.abc import Mapping
from typing import Any

from core.located import Located, Precision
from core.place import Place


def located_json(found: Located) -> dict[str, Any]:
    """Return a point that was found; confidence in percent, distances in metres."""
    return {
        "lon": found.place.lon,
        "lat": found.place.lat,
        "address": found.place.name,
        "precision": found.precision.value,
        "confidence": found.confidence,
        "within_m": found.within_m,
        "source": found.source,
    }


def located_of(document: Mapping[str, Any]) -> Located:
    """Return the point that `located_json` told of."""
    return Located(
        place=Place(lon=document["lon"], lat=document["lat"], name=document["address"]),
        precision=Precision(document["precision"]),
        confidence=document["confidence"],
        within_m=document["within_m"],
        source=document["source"],
    )
