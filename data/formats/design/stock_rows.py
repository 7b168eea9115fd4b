"""Stock that designs count: the rows that say how often goods come, and what they need beside themselves."""

from collections.abc import Sequence
from typing import Any

from data.formats.design.reading import Reading
from data.formats.fields.records import Record
from network.design.customer import MOST_SD_SHARE, Demand
from network.design.stock_terms import StockTerms
from network.design.study import Study

MOST_NOTES = 5
"""Notes of percent that look like shares of 1, at most."""

COUNTED: tuple[str, ...] = ("site", "product", "every_days", "unit_cents", "holding_percent")


def stock_of(reading: Reading) -> tuple[StockTerms, ...]:
    """Return the terms of every row that says how often goods come; the others are for simulations alone."""
    made = [_terms(reading, row) for row in _counted(reading)]
    _tell_names(reading)
    if _counted(reading):
        _tell_leads(reading)
        _tell_days(reading)
    return tuple(each for each in made if each is not None)


def _counted(reading: Reading) -> list[Record]:
    """Return the rows that say how often goods come, also those where that could not be read."""
    return [each for each in reading.of("stock") if _says(each, "every_days")]


def _says(row: Record, name: str) -> bool:
    return bool((row.written(name) or ("", ""))[1])


def _terms(reading: Reading, row: Record) -> StockTerms | None:
    values: dict[str, Any] = {name: row.values[name] for name in COUNTED if name in row.values}
    values.setdefault("every_days", 1.0)  # what could not be read is told, and the rest checked
    if "cycle_service" in row.values:
        values["cycle_service"] = row.values["cycle_service"] / 100
    return reading.built(row, StockTerms, **values)


def _tell_names(reading: Reading) -> None:
    """Tell sites and products that no table knows, and rows about the same."""
    first: dict[tuple[str, str], str] = {}
    for row in _counted(reading):
        key = (row.values.get("site", ""), row.values.get("product", ""))
        for name, value in zip(("site", "product"), key, strict=True):
            if value and value not in reading.ids(f"{name}s"):
                reading.fault(row, name, value, f"the id of a {name}")
        if key in first:
            told = ", ".join(each for each in key if each)
            reading.fault(
                row, "site, product", told, f"a row that stands once; {first[key]} is about the same"
            )
        first.setdefault(key, row.where)


LEAD_EXPECTED = "days from order to arrival, 0 where goods come at once: stock is counted (every_days)"


def keeping(reading: Reading) -> dict[str, str]:
    """Return the kind of each site whose stock is counted, by id; none where no stock is."""
    rows = _counted(reading)
    named = {each.values.get("site", "") for each in rows}
    kinds = {each.values["id"]: each.values["kind"] for each in reading.of("sites")} if rows else {}
    return {
        site: kind
        for site, kind in kinds.items()
        if site in named or ("" in named and kind in ("warehouse", "pickup-point"))
    }


def _tell_leads(reading: Reading) -> None:
    """Tell modes that bring goods to sites and do not say after how many days; lanes tell it themselves."""
    kinds = {"warehouse", "pickup-point", *keeping(reading).values()}
    for row in reading.of("modes"):
        if row.values["to_kind"] in kinds and "lead_days" not in row.values and row.whole:
            reading.fault(row, "lead_days", "", LEAD_EXPECTED)


def _tell_days(reading: Reading) -> None:
    """Tell that nobody says how long the only period is; those of a table are told at their rows."""
    expected = "days, more than 0: stock is counted (every_days in the table stock)"
    if "periods" not in reading.rows and period_days(reading) is None:
        reading.fault(
            _counted(reading)[0], "every_days", "no table periods", f"one with a row and its {expected}"
        )
    for row in reading.of("periods"):
        if not row.values.get("days", period_days(reading)) and row.whole:
            reading.fault(row, "days", (row.written("days") or ("", ""))[1], expected)


def period_days(reading: Reading) -> float | None:
    """Return the days of periods whose rows do not say so: those of the table simulation, if it does."""
    for row in reading.of("simulation"):
        if row.values.get("period_days"):
            return float(row.values["period_days"])
    return None


def tell_deviation(reading: Reading, row: Record) -> None:
    """Tell a product's deviation that is no percent of demand; its demand has none then."""
    percent = row.values.get("sd_percent", 0.0)
    if percent > 100 * MOST_SD_SHARE:
        expected = f"percent of demand, at most {100 * MOST_SD_SHARE:g}"
        reading.fault(row, "sd_percent", f"{percent:.12g}", expected)


def deviation_of(row: Record, product: str, products: Sequence[Record]) -> float:
    """Return the deviation of a row's demand as a share of it: its own, or that of its product."""
    usual = (each.values.get("sd_percent", 0.0) for each in products if each.values.get("id") == product)
    of_product = min(next(usual, 0.0), 100 * MOST_SD_SHARE)
    return float(row.values.get("sd_percent", of_product)) / 100


def varying_notes(reading: Reading, demands: Sequence[Demand], stock: Sequence[StockTerms]) -> list[str]:
    """Return notes of rows without days, of percent that look like shares of 1, and where nothing varies."""
    idle = [
        f"{each.where}: it says cycle_service_percent and not every_days; designs count no stock by this row."
        for each in reading.of("stock")
        if _says(each, "cycle_service") and not _says(each, "every_days")
    ][:MOST_NOTES]
    if not stock:
        return idle
    shares = [
        f"{each.where}, {name}: {each.values[name]:g} percent is next to nothing; is 0.2 meant as 20 %?"
        for table, name in (
            ("products", "sd_percent"),
            ("demand", "sd_percent"),
            ("stock", "holding_percent"),
        )
        for each in reading.of(table)
        if 0 < each.values.get(name, 0.0) < 1
    ]
    if any(each.sd_share for each in demands):
        return [*idle, *shares[:MOST_NOTES]]
    return [
        *idle,
        "Stock is counted, and no demand varies: without sd_percent, in the table demand or products, "
        "no safety stock is needed.",
    ]


def stage_notes(study: Study) -> list[str]:
    """Return a note where stock stands at sites that supply further ones."""
    if not study.keeping_stages:
        return []
    first, *others = study.keeping_stages
    names = first + (f" and {len(others)} more" if others else "")
    return [
        f"Stock of sites that supply further ones ({names}) is counted in every design and not weighed by "
        "the search: where it is dear, a cheaper design may be missed, at most by the gap that is told."
    ]


def simulated(values: dict[str, Any]) -> dict[str, Any]:
    """Return what simulations take of a row of stock."""
    return {name: value for name, value in values.items() if name not in ("every_days", "cycle_service")}
