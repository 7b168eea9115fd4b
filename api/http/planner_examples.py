"""Requests of planners, shown in openapi.json and in the guide; a test sends each of them."""

from typing import Any, Final

_STUDY: Final = {
    "name": "Two warehouses to choose from",
    "tables": {
        "products": [{"id": "parcel", "name": "Parcels", "weight_kg": 4, "load": 1}],
        "sites": [
            {"id": "MRS", "kind": "plant", "state": "must-stay", "lon": 5.37, "lat": 43.3},
            {
                "id": "FON", "kind": "warehouse", "state": "existing", "lon": 7.4155, "lat": 43.7287,
                "capacity": 4000, "fixed_cost": 9000, "cost_per_load": 0.4,
            },
            {
                "id": "NCE", "kind": "warehouse", "state": "candidate", "lon": 7.2, "lat": 43.7,
                "capacity": 6000, "fixed_cost": 6000, "cost_per_load": 0.3,
            },
        ],
        "makes": [{"site": "MRS", "product": "parcel", "cost_per_unit": 0}],
        "customers": [
            {"id": "A01", "name": "Fontvieille", "lon": 7.4155, "lat": 43.7287},
            {"id": "A02", "name": "Menton", "lon": 7.5, "lat": 43.775},
        ],
        "demand": [
            {"customer": "A01", "product": "parcel", "units": 900},
            {"customer": "A02", "product": "parcel", "units": 700},
        ],
        "modes": [
            {"mode": "lorry", "from_kind": "plant", "to_kind": "warehouse", "cost_per_tonne_km": 0.14},
            {"mode": "van", "from_kind": "warehouse", "to_kind": "customer", "cost_per_unit_km": 0.05},
        ],
    },
}  # fmt: skip

_WAREHOUSE: Final = {
    "name": "A small hall",
    "tables": {
        "pallets": [{"id": "euro", "length_m": 1.2, "width_m": 0.8, "height_m": 1.45, "weight_kg": 620}],
        "skus": [
            {"id": "S1", "pallet": "euro", "stock_pallets": 300, "turns": 30, "batch_pallets": 33},
            {"id": "S2", "pallet": "euro", "stock_pallets": 120, "turns": 12, "batch_pallets": 20},
        ],
        "flows": [
            {
                "hour": 8, "pallets_in": 20, "pallets_out": 5, "lorries_in": 1, "lorries_out": 1,
                "lines": 20, "cartons": 80,
            },
            {
                "hour": 14, "pallets_in": 5, "pallets_out": 22, "lorries_in": 1, "lorries_out": 1,
                "lines": 20, "cartons": 80,
            },
        ],
        "building": [
            {
                "length_m": 60, "depth_m": 48, "clear_height_m": 9, "sprinkler_m": 0.6,
                "floor_load_kg_m2": 5000, "doors": 6, "staging_m": 8, "column_every_length_m": 12,
                "column_every_depth_m": 24, "column_size_m": 0.4,
            }
        ],
    },
}  # fmt: skip

PLANNER_EXAMPLES: Final[dict[str, Any]] = {
    "create_network_study": _STUDY,
    "replace_network_study": _STUDY,
    "create_warehouse": _WAREHOUSE,
    "replace_warehouse": _WAREHOUSE,
    "design_network": {"seconds": 20, "changes": [{"change": "demand-percent", "value": 130}]},
    "compare_network": {"seconds": 10, "sites": True},
    "sweep_network": {
        "seconds": 10,
        "cases": [
            {"name": f"{percent} % of demand", "changes": [{"change": "demand-percent", "value": percent}]}
            for percent in (80, 120)
        ],
    },
    "pareto_network": {"against": "co2", "points": 4, "seconds": 20},
    "tornado_network": {"percent": 20, "seconds": 30},
    "view_network": {"removals": 1, "draws": 20},
    "simulate_network": {"designs": ["as-is"], "days": 5, "replications": 2, "last_mile": "lanes"},
    "solve_network": {
        "question": {
            "model": "p-median",
            "p": 1,
            "customers": [{"lon": 7.4155, "lat": 43.7287}, {"lon": 7.5, "lat": 43.775}],
            "sites": [{"lon": 7.42, "lat": 43.74}, {"lon": 7.2, "lat": 43.7}],
            "demands": [900, 700],
        },
        "seconds": 5,
    },
    "select_equipment": {"replications": 50},
}
"""Bodies by the operation that takes them."""
