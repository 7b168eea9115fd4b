"""Columns of what can be bought: racks, forklifts, conveyors, docks."""

from collections.abc import Mapping
from typing import Final, get_args

from data.formats.equipment.goods_fields import measure, word
from data.formats.equipment.quantities import (
    COUNT,
    DURATION,
    HUNDREDTHS,
    LENGTH,
    MASS,
    MONEY,
    POWER,
    PUSH,
    SPEED,
)
from data.formats.fields.field import Field
from network.equipment.catalogue import ForkliftKind, RackKind
from network.equipment.goods import Rotation

_LIFE: Final = measure("life_years", "life_years", COUNT, "Years until it is replaced", least=1)
_UPKEEP: Final = measure("upkeep_bp", "upkeep_percent", HUNDREDTHS, "Maintenance a year, of its price")
_SOURCE: Final = word("source", "Where the figures come from; typical values say so")

_RACKS: Final = (
    word("id", "Your name of it; used once", required=True),
    word("kind", "What it is", required=True, choices=get_args(RackKind)),
    word("rotation", "What it allows to leave first; any: every pallet", required=True,
         choices=get_args(Rotation)),
    measure("height_most_mm", "height_most_m", LENGTH, "How high it is built", required=True, least=1,
            usual=(1_000, 50_000)),
    measure("least_deep", "least_deep", COUNT, "Pallets behind each other in a lane, at least", least=1),
    measure("most_deep", "most_deep", COUNT, "And at most", least=1),
    measure("reach", "reach_pallets", COUNT, "How deep a forklift must reach; 0 where it drives into lanes"),
    word("stacked", "yes where a lane is one for all levels, as where forklifts drive in",
         choices=("yes", "no")),
    measure("rows_per_aisle", "rows_per_aisle", COUNT,
            "Rows that an aisle serves: 2; 1 where one side fills and the other empties; more if racks move",
            least=1),
    measure("aisle_least_mm", "aisle_least_m", LENGTH, "Narrowest aisle; empty: any", usual=(800, 6_000)),
    measure("aisle_most_mm", "aisle_most_m", LENGTH, "Widest aisle; empty: any", usual=(800, 6_000)),
    measure("beam_mm", "beam_m", LENGTH, "Beam and clearance above each load", usual=(50, 600)),
    measure("side_mm", "side_m", LENGTH, "Clearance and upright beside each pallet", usual=(30, 600)),
    measure("flue_mm", "flue_m", LENGTH, "Room between racks that stand back to back", usual=(50, 1_000)),
    measure("per_aisle", "forklifts_per_aisle", COUNT,
            "The most forklifts in one aisle; empty means as many as they can"),
    measure("wait_s", "wait_s", DURATION, "What each move waits for the rack itself"),
    measure("weight_kg", "weight_kg", MASS, "Its own weight, a position", usual=(5, 500)),
    measure("price_cents", "price_per_position", MONEY, "Price of a position"),
    _LIFE, _UPKEEP, _SOURCE,
)  # fmt: skip

_FORKLIFTS: Final = (
    word("id", "Your name of it; used once", required=True),
    word("kind", "What it is", required=True, choices=get_args(ForkliftKind)),
    measure("lift_mm", "lift_m", LENGTH, "Highest position of the forks", required=True, usual=(100, 50_000)),
    measure("capacity_kg", "capacity_kg", MASS, "What it carries near the floor", required=True, least=1,
            usual=(100, 20_000)),
    measure("capacity_at_lift_kg", "capacity_at_lift_kg", MASS, "What it carries at its highest position",
            required=True, usual=(50, 20_000)),
    measure("aisle_mm", "aisle_m", LENGTH, "Aisle between loads that it needs, for a pallet 1.2 m long",
            required=True, usual=(800, 8_000)),
    measure("drive_mm_s", "drive_m_s", SPEED, "Mean speed; the unit may be m_s, km_h, m_min or ft_min",
            required=True, least=1, usual=(300, 8_000)),
    measure("drive_mm_s2", "drive_m_s2", PUSH, "Acceleration; empty means at once", usual=(50, 3_000)),
    measure("lift_mm_s", "lift_m_s", SPEED, "Speed of the forks up and down", required=True, least=1,
            usual=(30, 3_000)),
    measure("lift_mm_s2", "lift_m_s2", PUSH, "Acceleration of the forks; empty means at once",
            usual=(50, 3_000)),
    measure("handle_s", "handle_s", DURATION, "Time to pick up or to deposit a pallet", required=True),
    measure("deep", "deep_pallets", COUNT, "How many pallets deep it reaches", least=1),
    measure("per_aisle", "per_aisle", COUNT, "The most that work in one aisle", least=1),
    measure("pallets_per_trip", "pallets_per_trip", COUNT, "Pallets that it carries at once", least=1),
    measure("lines_per_hour", "lines_per_hour", COUNT, "Order lines that are picked from it in an hour"),
    measure("price_cents", "price", MONEY, "Price of one"),
    _LIFE, _UPKEEP,
    measure("power_w", "power_kw", POWER, "Mean electrical power while it works", usual=(200, 200_000)),
    measure("operators", "operators", COUNT, "People on it; 0 where it drives itself"),
    _SOURCE,
)  # fmt: skip

_CONVEYORS: Final = (
    word("id", "Your name of it; used once", required=True),
    word("carries", "What is carried", required=True, choices=("pallet", "carton")),
    measure("speed_mm_s", "speed_m_s", SPEED, "Its speed; the unit may be m_s or ft_min", required=True,
            least=1, usual=(50, 4_000)),
    measure("gap_mm", "gap_m", LENGTH, "Gap between loads", required=True, usual=(20, 2_000)),
    measure("price_cents_m", "price_per_m", MONEY, "Price of a metre, drives and controls included"),
    measure("power_w_m", "power_w_per_m", COUNT, "Electrical power of a metre in watts"),
    _LIFE, _UPKEEP, _SOURCE,
)  # fmt: skip

_DOCKS: Final = (
    word("id", "Your name of it; used once", required=True),
    measure("fixed_s", "fixed_min", DURATION, "What a lorry takes besides its pallets: parking, papers",
            required=True),
    measure("handle_s", "handle_s", DURATION, "What each pallet takes between lorry and staging zone",
            required=True, least=1),
    measure("price_cents", "price", MONEY, "Price of a door with its equipment"),
    _LIFE, _UPKEEP, _SOURCE,
)  # fmt: skip

CATALOGUE_TABLES: Final[Mapping[str, tuple[Field, ...]]] = {
    "racks": _RACKS,
    "forklifts": _FORKLIFTS,
    "conveyors": _CONVEYORS,
    "docks": _DOCKS,
}
"""The columns of each table, in the order of the template."""
