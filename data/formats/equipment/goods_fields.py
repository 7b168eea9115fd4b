"""Columns of what a warehouse is: pallets, SKUs, flows, building, terms."""

from collections.abc import Mapping
from typing import Final, get_args

from data.formats.equipment.quantities import (
    COUNT,
    DURATION,
    FLOOR_LOAD,
    HUNDREDTHS,
    LENGTH,
    MASS,
    MONEY,
    PERCENT,
)
from data.formats.fields.field import Field
from data.formats.tables.quantities import Quantity
from network.equipment.goods import Rotation
from network.equipment.terms import CRITERIA, Placement


def word(header: str, about: str, *, required: bool = False, choices: tuple[str, ...] = ()) -> Field:
    """Return a column of text."""
    return Field(attribute=header, header=header, about=about, required=required, choices=choices)


def measure(
    attribute: str,
    header: str,
    quantity: Quantity,
    about: str,
    *,
    required: bool = False,
    least: int = 0,
    usual: tuple[int, int] = (0, 0),
) -> Field:
    """Return a column of amounts."""
    return Field(
        attribute=attribute,
        header=header,
        about=about,
        quantity=quantity,
        required=required,
        least=least,
        usual=usual,
    )


_PALLETS: Final = (
    word("id", "Your name of this kind of pallet", required=True),
    measure("length_mm", "length_m", LENGTH,
            "Into the depth of the rack; the unit may be m, mm, cm, ft or in", required=True, least=1,
            usual=(400, 4_000)),
    measure("width_mm", "width_m", LENGTH, "Along the aisle", required=True, least=1, usual=(300, 4_000)),
    measure("height_mm", "height_m", LENGTH, "With its load", required=True, least=1, usual=(200, 4_000)),
    measure("weight_kg", "weight_kg", MASS, "With its load; the unit may be kg, t, g or lb", required=True,
            least=1, usual=(20, 4_000)),
)  # fmt: skip

_SKUS: Final = (
    word("id", "Your number of the SKU; used once", required=True),
    word("pallet", "Id of its pallet", required=True),
    measure("stock", "stock_pallets", COUNT, "The most pallets that are there at one time", required=True,
            least=1),
    measure("turns", "turns", HUNDREDTHS, "How often a year its stock is renewed"),
    measure("batch", "batch_pallets", COUNT, "Pallets that come together; empty means all of its stock"),
    word("rotation", "fifo: the oldest leaves first; lifo: the newest; empty means any",
         choices=get_args(Rotation)),
)  # fmt: skip

_FLOWS: Final = (
    measure("hour", "hour", COUNT, "Hour of the day, 0 to 23", required=True),
    measure("pallets_in", "pallets_in", COUNT, "Pallets that come within it on a mean day"),
    measure("pallets_out", "pallets_out", COUNT, "Pallets that go within it"),
    measure("lorries_in", "lorries_in", COUNT, "Lorries that bring them"),
    measure("lorries_out", "lorries_out", COUNT, "Lorries that take them"),
    measure("lines", "lines", COUNT, "Order lines picked by hand"),
    measure("cartons", "cartons", COUNT, "Cartons that leave the picking by conveyor"),
)  # fmt: skip

_BUILDING: Final = (
    measure("length_mm", "length_m", LENGTH, "Along the wall with the docks", required=True, least=1,
            usual=(5_000, 1_000_000)),
    measure("depth_mm", "depth_m", LENGTH, "From that wall to the one opposite", required=True, least=1,
            usual=(5_000, 1_000_000)),
    measure("clear_height_mm", "clear_height_m", LENGTH, "From the floor to the lowest beam or lamp",
            required=True, least=1, usual=(2_500, 50_000)),
    measure("sprinkler_mm", "sprinkler_m", LENGTH, "What sprinklers need below that; 0.5 to 1 m is usual",
            usual=(300, 1_500)),
    measure("floor_load_kg_m2", "floor_load_kg_m2", FLOOR_LOAD,
            "What the floor carries; the unit may be kg_m2, t_m2, kn_m2 or lb_ft2", required=True, least=1,
            usual=(500, 30_000)),
    measure("doors", "doors", COUNT, "Docks that there are, or may be", required=True, least=1),
    measure("staging_mm", "staging_m", LENGTH, "Depth of the zone between docks and racks", required=True,
            usual=(1_000, 60_000)),
    measure("column_every_length_mm", "column_every_length_m", LENGTH,
            "Columns stand so far apart along the docks; empty means that there are none",
            usual=(3_000, 100_000)),
    measure("column_every_depth_mm", "column_every_depth_m", LENGTH, "And so far going away from the docks",
            usual=(3_000, 100_000)),
    measure("column_size_mm", "column_size_m", LENGTH, "Side of a column", usual=(100, 1_500)),
)  # fmt: skip

_TERMS: Final = (
    word("currency", "ISO 4217 code of all money; empty means EUR"),
    measure("days_per_year", "days_per_year", COUNT, "Days worked in a year", least=1),
    measure("peak_percent", "peak_percent", PERCENT, "How busy a peak day is; 100 is the mean day", least=1),
    measure("occupancy_percent", "occupancy_percent", PERCENT, "How full storage may be: 85 to 90 at random",
            least=1),
    measure("utilisation_percent", "utilisation_percent", PERCENT, "How busy units may be: 70 to 85",
            least=1),
    measure("availability_percent", "availability_percent", PERCENT, "How much of the time units are there",
            least=1),
    measure("dual_percent", "dual_percent", PERCENT,
            "Share of cycles of cranes and narrow-aisle forklifts that bring one pallet and take another"),
    measure("selectivity_percent", "selectivity_percent", PERCENT,
            "Least share of positions that are reached without moving another pallet"),
    measure("wait_limit_s", "wait_limit_min", DURATION, "What 95 of 100 lorries wait for a door at most"),
    measure("staging_min", "staging_minutes", COUNT, "How long pallets stand between docks and racks"),
    measure("carton_mm", "carton_length_m", LENGTH, "Length of a carton on a conveyor", least=1,
            usual=(100, 2_000)),
    word("placement", "random, or turnover: the fastest SKUs in front", choices=get_args(Placement)),
    measure("wage_cents_h", "wage_per_hour", MONEY, "What an hour of work costs, all in all"),
    measure("energy_cents_kwh", "energy_per_kwh", MONEY, "What a kilowatt hour costs"),
    measure("floor_cents_m2", "floor_per_m2_year", MONEY, "What a square metre costs a year"),
    measure("horizon_years", "horizon_years", COUNT, "Years that are looked at", least=1),
    measure("rate_bp", "rate_percent", HUNDREDTHS, "What money costs a year (discount rate)"),
    *(
        measure(f"weight_{name}", f"weight_{name}", COUNT, f"How much {name} counts in the choice")
        for name in CRITERIA
    ),
)  # fmt: skip

GOODS_TABLES: Final[Mapping[str, tuple[Field, ...]]] = {
    "pallets": _PALLETS,
    "skus": _SKUS,
    "flows": _FLOWS,
    "building": _BUILDING,
    "terms": _TERMS,
}
"""The columns of each table, in the order of the template."""
