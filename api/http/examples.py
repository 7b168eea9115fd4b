"""Requests shown in openapi.json and in the guide; a test sends each of them."""

from typing import Any, Final

from api.http.planner_examples import PLANNER_EXAMPLES

_ORDERS: Final = [
    {
        "id": "A1",
        "name": "Bakery",
        "place": {"lon": 7.4207, "lat": 43.7385},
        "delivery": {"weight_g": 12_000, "parcels": 2},
        "windows": [{"opens_s": 32_400, "closes_s": 39_600}],
        "service_s": 240,
    },
    {
        "id": "A2",
        "name": "Florist",
        "place": {"lon": 7.4262, "lat": 43.7402},
        "delivery": {"weight_g": 3_500, "parcels": 1},
        "service_s": 180,
    },
]

_INSTANCE: Final = """NAME : square
TYPE : CVRP
DIMENSION : 5
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 2
NODE_COORD_SECTION
1 0 0
2 0 10
3 0 20
4 10 0
5 20 0
DEMAND_SECTION
1 0
2 1
3 1
4 1
5 1
DEPOT_SECTION
1
-1
EOF
"""

_VROOM: Final = {
    "vehicles": [
        {"id": 1, "start": [7.4189, 43.7311], "end": [7.4189, 43.7311], "capacity": [4], "skills": [1]},
    ],
    "jobs": [
        {"id": 1, "location": [7.4207, 43.7385], "delivery": [2], "service": 240},
        {"id": 2, "location": [7.4262, 43.7402], "delivery": [1], "skills": [1, 7]},
    ],
    "shipments": [
        {
            "amount": [1],
            "pickup": {"id": 3, "location": [7.4151, 43.7302]},
            "delivery": {"id": 3, "location": [7.4281, 43.7431]},
        }
    ],
}

_VEHICLES: Final = [
    {
        "id": "van-1",
        "start": "depot",
        "end": "depot",
        "profile": "van",
        "capacity": {"weight_g": 800_000, "parcels": 60},
        "shift": {"opens_s": 28_800, "closes_s": 61_200},
        "cost_fixed_cents": 4_000,
        "cost_per_km_cents": 35,
        "cost_per_hour_cents": 2_400,
    }
]

DAY: Final[dict[str, Any]] = {
    "format": "roundsman-day-1",
    "orders": _ORDERS,
    "vehicles": _VEHICLES,
    "depots": [{"id": "depot", "name": "Depot", "place": {"lon": 7.4153, "lat": 43.7312}}],
}
"""A day of two orders and one van."""

_CART: Final = {
    "currency": "EUR",
    "place": {"lon": 7.4262, "lat": 43.7394},
    "address": "10 boulevard des Moulins",
    "lines": [{"sku": "COFFEE-1KG", "quantity": 2, "weight_g": 1050, "size_mm": [240, 140, 90]}],
}

EXAMPLES: Final[dict[str, Any]] = {
    "create_plan": {"day": DAY, "budget": {"seconds": 5}, "seed": 1, "threads": 1},
    "check": DAY,
    "edit_plan": {"edits": [{"kind": "move", "stop": "A2", "vehicle": "van-1", "after": ""}]},
    "reoptimise_plan": {"keep": "vehicles", "budget": {"seconds": 5}, "threads": 1},
    "put_vehicle": {**_VEHICLES[0], "weekdays": ["mon", "tue", "wed", "thu", "fri"]},
    "put_site": {
        "id": "shop-harbour",
        "kind": "shop",
        "name": "Shop at the harbour",
        "place": {"lon": 7.4211, "lat": 43.7352},
        "hours": "Mo-Sa 09:00-19:00; PH off",
        "zone": "Europe/Monaco",
        "country": "MC",
        "service_s": 420,
    },
    **PLANNER_EXAMPLES,
    "vroom": _VROOM,
    "quote": _CART,
    "solve_instance": {
        "text": _INSTANCE,
        "name": "square",
        "distances": "round",
        "seconds": 0.5,
        "threads": 1,
    },
}
"""Bodies by the operation that takes them."""
