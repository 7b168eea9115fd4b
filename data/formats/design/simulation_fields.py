"""Columns of the tables that say how a supply network is simulated."""

from typing import Final, get_args

from data.formats.design.column import AMOUNT, KG, MILLIONTHS, MINUTES
from data.formats.design.column import number_column as _number
from data.formats.design.column import text_column as _text
from data.formats.fields.field import Tables
from data.formats.tables.quantities import COUNT, MONEY
from network.simulation.disruption import DISRUPTION_KINDS
from network.simulation.variation import DISTRIBUTIONS, MONTHS, WEEKDAYS
from routing.travel.source import Profile

PROFILES: Final = tuple(each.replace("_", "-") for each in get_args(Profile))
"""As tables write them."""

_SIMULATION: Final = (
    _text("start_date", "First day, such as 2027-01-01; that if left out"),
    _number("period_days", "period_days", COUNT, "Days of each period; 365 if left out"),
    _number(
        "promised_days", "promised_days", COUNT,
        "Days after that of its order by which an order has to come; 1 if left out",
    ),
    _number(
        "promised_minutes", "promised_min", MINUTES,
        "How near a site has to be; what the first limit of a share within minutes says if left out",
    ),
    _number(
        "patience_days", "patience_days", COUNT,
        "Days after which an order that still waits is cancelled; 30 if left out",
    ),
)  # fmt: skip
_VEHICLES: Final = (
    _text("id", "Name of the type of vehicle", required=True),
    _text("profile", "How it moves on streets; van if left out", choices=PROFILES),
    _number("capacity_kg", "capacity_kg", KG, "Most weight on board; any if left out",
            usual=(5_000, 50_000_000)),
    _number("capacity_load", "capacity_load", AMOUNT, "Most load on board; any if left out"),
    _number("fixed_cents", "cost_per_day", MONEY, "Cost of a day on which it drives"),
    _number("cents_per_km", "cost_per_km", MONEY, "Cost of a kilometre"),
    _number("cents_per_hour", "cost_per_hour", MONEY, "Cost of an hour out, with its driver"),
    _text("shift_start", "When it may leave, such as 08:00; that if left out"),
    _text("shift_end", "When it has to be back, such as 17:00; that if left out"),
    _number("speed_percent", "speed_percent", COUNT, "Its speed, in percent of that of its profile"),
    _number("trips", "trips", COUNT, "How often it may leave its warehouse on a day; once if left out"),
    _number("number", "number", COUNT, "How many each warehouse has; as many as it takes if left out"),
    _number("setup_s", "setup_min", MINUTES, "Minutes for each place where it stops; 2 if left out"),
    _number("service_s", "service_min", MINUTES, "Minutes for each order handed over; 2 if left out"),
    _number("co2_g_per_km", "co2_g_per_km", MILLIONTHS, "CO2 of a kilometre, in grams"),
)  # fmt: skip
_SEASONS: Final = (
    _text("when", "Weekday or month: mon to sun, jan to dec", required=True, choices=(*WEEKDAYS, *MONTHS)),
    _number(
        "percent", "percent", MILLIONTHS, "What it asks for, in percent of an average one", required=True
    ),
    _text("product", "Product; all if left out"),
)
_VARIATION: Final = (
    _text("customer", "Customer; all if left out"),
    _text("product", "Product; all if left out"),
    _text("distribution", "Of the orders of a day; poisson if left out", choices=DISTRIBUTIONS),
    _number(
        "sd_percent", "sd_percent", MILLIONTHS,
        "Of negative-binomial: deviation of the mean of a day, in percent of it",
    ),
    _number("order_units", "order_units", COUNT, "Units of an order; 1 if left out"),
    _number(
        "yearly_percent", "yearly_percent", MILLIONTHS,
        "Demand in percent of that of a year before; 100 if left out", least=1,
    ),
    _number(
        "level_sd_percent", "level_sd_percent", MILLIONTHS,
        "How uncertain the demand of the study itself is: deviation in percent, drawn once a replication",
    ),
)  # fmt: skip
_STOCK: Final = (
    _text("site", "Site; all if left out"),
    _text("product", "Product; all if left out"),
    _number("unit_cents", "unit_value", MONEY, "What a unit is worth; 20 if left out"),
    _number("order_cents", "order_cost", MONEY, "Cost of placing an order; 30 if left out"),
    _number(
        "holding_percent", "holding_percent", MILLIONTHS,
        "Percent of its worth that holding a unit for a year costs; 20 if left out",
    ),
    _number(
        "service", "service_percent", MILLIONTHS, "Percent of demand served from the shelf; 95 if left out"
    ),
    _number("lead_sd_days", "lead_sd_days", MILLIONTHS, "Deviation of the lead time of its lane, in days"),
    _number("pack", "pack", COUNT, "Units that are ordered together; 1 if left out"),
    _number("every_days", "every_days", MILLIONTHS,
            "Days between two replenishments; filled in, designs count what stock costs"),
    _number("cycle_service", "cycle_service_percent", MILLIONTHS,
            "Percent of the replenishments before which stock is to last, in designs; 95 if left out"),
)  # fmt: skip
_DISRUPTIONS: Final = (
    _text("scenario", "Name; rows of the same name belong together", required=True),
    _text("kind", "What happens", required=True, choices=DISRUPTION_KINDS),
    _text("target", "Site, lane as A > B, product or customer; all demand if left out"),
    _number(
        "first",
        "from_day",
        COUNT,
        "First day, the first of all being 1; drawn by chance if left out",
        least=1,
    ),
    _number("days", "days", COUNT, "For how many days; 7 if left out"),
    _number("value", "value", MILLIONTHS, "Percent of demand, or by how many days what a site sends is late"),
    _number("chance_percent", "chance_percent", MILLIONTHS, "With what chance; 100 if left out"),
)

SIMULATION_TABLES: Final[Tables] = {
    "simulation": _SIMULATION,
    "vehicles": _VEHICLES,
    "seasons": _SEASONS,
    "variation": _VARIATION,
    "stock": _STOCK,
    "disruptions": _DISRUPTIONS,
}
"""Tables that may all be left out."""
