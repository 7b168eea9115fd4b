"""What is asked of a server: small orders, reservations and plans."""

from typing import Any
from uuid import uuid4


def an_order(number: str) -> dict[str, Any]:
    """Return a body that places one order of the shop with this number."""
    lines = [{"sku": "COFFEE-1KG", "quantity": 2, "weight_g": 1_050}]
    return {"source": "soak", "orders": [{"id": number, "lines": lines, "address": "1 Main Street"}]}


def a_day(stops: int, seconds: int) -> dict[str, Any]:
    """Return a body that asks for a plan of some stops in a grid, searched for so many seconds."""
    places = [
        {"lon": 7.40 + 0.001 * (each % 20), "lat": 43.70 + 0.001 * (each // 20)} for each in range(stops)
    ]
    stops_asked = [
        {"id": f"S{number}", "place": place, "delivery": {"weight_g": 10_000}, "service_s": 120}
        for number, place in enumerate(places)
    ]
    vehicles = [
        {"id": f"van-{each}", "start": "D", "end": "D", "capacity": {"weight_g": 200_000}}
        for each in range(1 + stops // 15)
    ]
    depot = {"id": "D", "name": "Depot", "place": {"lon": 7.41, "lat": 43.71}}
    day = {"format": "roundsman-day-1", "depots": [depot], "vehicles": vehicles, "orders": stops_asked}
    return {"day": day, "budget": {"seconds": seconds}, "threads": 1}


def new_number() -> str:
    """Return a number that nobody has used."""
    return uuid4().hex
