"""Columns of the tables of a supply network."""

from typing import Final

from data.formats.design.column import AMOUNT, KG, KM, MILLIONTHS, MINUTES
from data.formats.design.column import number_column as _number
from data.formats.design.column import text_column as _text
from data.formats.design.simulation_fields import SIMULATION_TABLES
from data.formats.fields.field import Tables
from data.formats.tables.quantities import MONEY
from network.design.limit import LIMIT_KINDS
from network.design.scenario import CHANGE_KINDS
from network.design.site import SITE_KINDS

STATES: Final = ("existing", "must-stay", "must-close", "candidate", "must-open", "must-not-open")
"""What a site is today and what may become of it."""

_YES_NO: Final = ("yes", "no")

_TERMS: Final = (
    _text("currency", "ISO 4217 code of all money; empty means EUR"),
    _text("single_sourcing", "Whether all goods of a customer come from one site, where its row does not say",
          choices=_YES_NO),
)  # fmt: skip
_PRODUCTS: Final = (
    _text("id", "Number or name of the product", required=True),
    _text("name", "What it is called"),
    _number("weight_kg", "weight_kg", KG, "Weight of a unit; 1 kg if left out", usual=(1, 50_000_000)),
    _number("load", "load", AMOUNT, "How much of a site's capacity a unit takes; 1 if left out"),
    _number(
        "sd_percent",
        "sd_percent",
        MILLIONTHS,
        "Deviation of a customer's demand of a period, in percent of it, where its row does not say",
    ),
)
_PARTS: Final = (
    _text("product", "What is made", required=True),
    _text("part", "Product that goes into it", required=True),
    _number("units", "units", MILLIONTHS, "Units of the part in a unit of the product", required=True),
)
_PERIODS: Final = (
    _text("id", "Name of the period; the rows are in order of time", required=True),
    _number("cost_percent", "cost_percent", MILLIONTHS,
            "What its money counts, 100 if left out; less where later money counts less"),
    _number("demand_percent", "demand_percent", MILLIONTHS,
            "Growth: demand of rows without a period is multiplied by it; 100 if left out"),
    _number("days", "days", MILLIONTHS,
            "Its days, where stock is counted; those of the table simulation if left out"),
)  # fmt: skip
_SITES: Final = (
    _text("id", "Number or name of the site", required=True),
    _text("name", "What it is called"),
    _text("kind", "supplier, plant, warehouse or pickup-point", required=True, choices=SITE_KINDS),
    _text("state", "What it is and what may become of it; candidate if left out", choices=STATES),
    _text("lon", "Longitude in degrees, such as 7.42"),
    _text("lat", "Latitude in degrees, such as 43.73"),
    _text("group", "A name that limits can speak of"),
    _number("capacity", "capacity", AMOUNT, "Load that can leave in a period; any if left out"),
    _number("fixed_cents", "fixed_cost", MONEY, "Cost of each period in which it is open"),
    _number("opening_cents", "opening_cost", MONEY, "Cost of opening it"),
    _number("closing_cents", "closing_cost", MONEY, "Cost of closing it"),
    _number("cost_per_load", "cost_per_load", MILLIONTHS, "Cost of each unit of load that passes through"),
    _number("co2_kg", "co2_kg", AMOUNT, "CO2 of each period in which it is open, in kg"),
)
_SIZES: Final = (
    _text(
        "site", "Site that can be opened in this size; its first row is the size it has today", required=True
    ),
    _text("size", "Name of the size", required=True),
    _number("capacity", "capacity", AMOUNT, "Load that can leave in a period; any if left out"),
    _number("fixed_cents", "fixed_cost", MONEY, "Cost of each period in which it is open in this size"),
    _number("opening_cents", "opening_cost", MONEY, "Cost of opening it in this size, or of changing to it"),
)
_STEPS: Final = (
    _text("site", "Site whose throughput costs differ by quantity", required=True),
    _number(
        "load_from",
        "from_load",
        AMOUNT,
        "Load of a period beyond which the cost holds; first 0",
        required=True,
    ),
    _number(
        "cost_per_load", "cost_per_load", MILLIONTHS, "Cost of each unit of load beyond that", required=True
    ),
)
_MAKES: Final = (
    _text("site", "Supplier or plant", required=True),
    _text("product", "What it supplies or makes", required=True),
    _number("cost_per_unit", "cost_per_unit", MILLIONTHS, "Cost of a unit"),
    _number("capacity", "capacity", AMOUNT, "Units a period; any number if left out"),
)
_CUSTOMERS: Final = (
    _text("id", "Number or name of the customer or area", required=True),
    _text("name", "What it is called"),
    _text("lon", "Longitude in degrees, such as 7.42"),
    _text("lat", "Latitude in degrees, such as 43.73"),
    _text("single_sourcing", "Whether all its goods come from one site", choices=_YES_NO),
    _text("served_by", "Site that serves it today"),
    _number("most_km", "within_km", KM, "How far its site may be", usual=(100, 5_000_000)),
    _number(
        "most_minutes", "within_min", MINUTES, "How many minutes away its site may be", usual=(60, 864_000)
    ),
)
_DEMAND: Final = (
    _text("customer", "Who wants it", required=True),
    _text("product", "What is wanted; may be left out where there is one product"),
    _text("period", "When; every period if left out"),
    _number("units", "units", AMOUNT, "How many units in the period; rows of the same add up", required=True),
    _number(
        "sd_percent", "sd_percent", MILLIONTHS, "Deviation of the units of the period, in percent of them"
    ),
)
_RATES: Final = (
    _number("cost_per_unit", "cost_per_unit", MILLIONTHS, "Cost of a unit"),
    _number("cost_per_kg", "cost_per_kg", MILLIONTHS, "Cost of a kilogram"),
    _number("cost_per_unit_km", "cost_per_unit_km", MILLIONTHS, "Cost of a unit and kilometre"),
    _number("cost_per_tonne_km", "cost_per_tonne_km", MILLIONTHS, "Cost of a tonne and kilometre"),
    _number("minimum_cents", "minimum_charge", MONEY, "Least that a period costs in which anything is sent"),
    _number("capacity", "capacity", AMOUNT, "Units a period on each lane; any number if left out"),
    _number("lead_days", "lead_days", MILLIONTHS, "Days from order to arrival"),
    _number("co2_g_per_tonne_km", "co2_g_per_tonne_km", MILLIONTHS, "CO2 of a tonne and kilometre, in grams",
            usual=(1_000_000, 3_000_000_000)),
)  # fmt: skip
_MODES: Final = (
    _text("mode", "Name of the mode: lorry, van, rail", required=True),
    _text("from_kind", "Kind of sites that it goes from", required=True, choices=SITE_KINDS),
    _text("to_kind", "Kind of sites that it goes to, or customer", required=True,
          choices=(*SITE_KINDS, "customer")),
    _number("most_km", "within_km", KM, "Lanes longer than this are not made", usual=(100, 20_000_000)),
    _number("speed", "speed_km_h", MILLIONTHS, "Speed; from the streets or an estimate if left out", least=1),
    *_RATES,
)  # fmt: skip
_LANES: Final = (
    _text("from", "Site", required=True),
    _text("to", "Site or customer", required=True),
    _text("mode", "Mode whose lane this changes, or a new one"),
    _text("closed", "Whether nothing may go along it", choices=_YES_NO),
    _number(
        "km", "length_km", KM, "Length; from the streets or an estimate if left out", usual=(10, 20_000_000)
    ),
    _number("minutes", "time_min", MINUTES, "Minutes; from the streets or an estimate if left out"),
    *_RATES,
)
_LIMITS: Final = (
    _text("id", "Name of the limit", required=True),
    _text("kind", "What is limited", required=True, choices=LIMIT_KINDS),
    _number(
        "value", "value", MILLIONTHS, "Percent of demand, km, minutes, sites, money or kg", required=True
    ),
    _number("within", "within", MILLIONTHS, "Of shares of demand: in how many minutes or km"),
    _text("group", "Of numbers of sites: a group or kind; warehouses and pickup points if left out"),
)

_SCENARIOS: Final = (
    _text("scenario", "Name; rows of the same name belong together", required=True),
    _text("change", "What is changed", required=True, choices=CHANGE_KINDS),
    _text("target", "Product, customer, site, mode, limit, or lane as A > B; all if left out"),
    _number("value", "value", MILLIONTHS, "Percent, or the new value of a limit"),
)

DESIGN_TABLES: Final[Tables] = {
    "terms": _TERMS,
    "products": _PRODUCTS,
    "parts": _PARTS,
    "periods": _PERIODS,
    "sites": _SITES,
    "sizes": _SIZES,
    "steps": _STEPS,
    "makes": _MAKES,
    "customers": _CUSTOMERS,
    "demand": _DEMAND,
    "modes": _MODES,
    "lanes": _LANES,
    "limits": _LIMITS,
    "scenarios": _SCENARIOS,
    **SIMULATION_TABLES,
}
"""Every table and its columns."""

REQUIRED: Final = ("products", "sites", "makes", "customers", "demand")
"""Tables that must be there; of modes and lanes at least one."""
