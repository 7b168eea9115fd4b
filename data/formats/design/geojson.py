"""A design as GeoJSON (RFC 7946): sites and customers as points, flows as straight lines."""

import json
from collections import defaultdict
from typing import Any

from core.place import Place
from network.design.design import Design
from network.design.study import Study


def design_geojson(study: Study, design: Design) -> str:
    """Return a FeatureCollection; each feature's `kind` is site, customer or flow."""
    places = study.place_of
    opened: dict[str, list[str]] = defaultdict(list)
    for each in design.sites:
        opened[each.site].append(each.period)
    features = [
        _point(each.place, kind="site", id=each.id, name=each.name, role=each.kind, open=opened[each.id])
        for each in study.sites
    ]
    features += [_point(each.place, kind="customer", id=each.id, name=each.name) for each in study.customers]
    for flow in design.flows:
        line = [_position(places[flow.start]), _position(places[flow.end])]
        told = {
            "kind": "flow", "period": flow.period, "from": flow.start, "to": flow.end, "mode": flow.mode,
            "product": flow.product, "units": round(flow.units, 6),
        }  # fmt: skip
        features.append(
            {"type": "Feature", "geometry": {"type": "LineString", "coordinates": line}, "properties": told}
        )
    collection = {"type": "FeatureCollection", "currency": study.currency, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def _point(place: Place, **told: Any) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": _position(place)}
    return {"type": "Feature", "geometry": geometry, "properties": told}


def _position(place: Place) -> list[float]:
    return [place.lon, place.lat]
