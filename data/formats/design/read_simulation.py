"""What a supply network is simulated with: vehicles, seasons, variation, stock and disruptions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from core.errors import refuse
from core.units import Cents, Seconds
from data.formats.design.reading import Reading, read_tables
from data.formats.design.stock_rows import simulated
from data.formats.fields.records import Record, twice_faults
from data.formats.tables.times import time_of_day
from data.formats.tables.unreadable import Unreadable
from network.design.study import Study
from network.simulation.disruption import Disruption, unknown_targets
from network.simulation.stock_rule import StockRule
from network.simulation.terms import Terms
from network.simulation.variation import MONTHS, WEEKDAYS, Season, Variation
from network.simulation.vehicle_type import VehicleType

FIRST_DAY: Final = date(2027, 1, 1)

ASSUMED_VAN: Final = VehicleType(
    id="van", capacity_kg=800.0, fixed_cents=Cents(9000), cents_per_km=Cents(35), cents_per_hour=Cents(2600),
    co2_g_per_km=230.0,
)  # fmt: skip
"""Typical figures, for a study that has no table of vehicles; always said."""


@dataclass(frozen=True, kw_only=True)
class SimulationTables:
    """What the tables say; the days, the seed and what is kept in stock are said by whoever simulates."""

    terms: Terms
    vehicles: tuple[VehicleType, ...]
    seasons: tuple[Season, ...]
    variations: tuple[Variation, ...]
    rules: tuple[StockRule, ...]
    disruptions: tuple[Disruption, ...]
    notes: tuple[str, ...]

    @property
    def scenarios(self) -> dict[str, tuple[Disruption, ...]]:
        """Disruptions by scenario, in the order of the table."""
        names = dict.fromkeys(each.scenario for each in self.disruptions)
        return {name: tuple(one for one in self.disruptions if one.scenario == name) for name in names}


def read_simulation(path: Path, study: Study, *, days: int, seed: int, keep_stock: bool) -> SimulationTables:
    """Read the tables that a simulation needs besides the study; raise `InvalidInput` with every fault."""
    reading = read_tables(path)
    notes: list[str] = []
    made = SimulationTables(
        terms=_terms(reading, study, days=days, seed=seed, keep_stock=keep_stock),
        vehicles=_vehicles(reading, study, notes),
        seasons=_seasons(reading, study),
        variations=_variations(reading, study),
        rules=_rules(reading, study, notes, keep_stock=keep_stock),
        disruptions=_disruptions(reading, study),
        notes=(),
    )
    refuse(f"{path.name} cannot be simulated.", reading.faults)
    return replace(made, notes=tuple(notes))


def _terms(reading: Reading, study: Study, *, days: int, seed: int, keep_stock: bool) -> Terms:
    row = next(iter(reading.of("simulation")), Record(where="simulation", values={}))
    for other in reading.of("simulation")[1:]:
        reading.fault(other, "", "another row", "one row: there is one first day")
    near = [each.within for each in study.limits if each.kind == "share-within-minutes"]
    values: dict[str, Any] = {"promised_minutes": near[0] if near else None, **row.values}
    started = values.pop("start_date", "")
    start = FIRST_DAY
    if started:
        try:
            start = date.fromisoformat(started[:10])
        except ValueError:
            reading.fault(row, "start_date", started, "a date such as 2027-01-01")
    terms = reading.built(row, Terms, days=days, seed=seed, keep_stock=keep_stock, start=start, **values)
    return terms or Terms(days=1, start=FIRST_DAY)


def _vehicles(reading: Reading, study: Study, notes: list[str]) -> tuple[VehicleType, ...]:
    reading.faults += twice_faults(reading.rows.get("vehicles", []), "id", "id")
    found = [_vehicle(reading, row) for row in reading.of("vehicles")]
    made = tuple(each for each in found if each is not None)
    if not reading.of("vehicles"):
        made = (ASSUMED_VAN,)
        told = "a van of 800 kg for 90 a day, 0.35 a km and 26 an hour"
        notes.append(f"The study has no table vehicles: {told} is assumed.")
    for product in study.products if made else ():
        if not any(each.holds(product.weight_kg, product.load) for each in made):
            where = Record(where=f"product {product.id!r}", values={})
            told = f"{product.weight_kg:g} kg, load {product.load:g}"
            reading.fault(where, "weight_kg, load", told, "a unit that some vehicle has room for")
    return made


def _vehicle(reading: Reading, row: Record) -> VehicleType | None:
    values = dict(row.values)
    for name, column in (("opens", "shift_start"), ("closes", "shift_end")):
        text = values.pop(column, "")
        if text:
            values[name] = _seconds(reading, row, column, text)
    values["profile"] = values.get("profile", "van").replace("-", "_")
    for name in ("setup_s", "service_s"):
        if name in values:
            values[name] = Seconds(round(60 * values[name]))
    return reading.built(row, VehicleType, **values)


def _seconds(reading: Reading, row: Record, column: str, text: str) -> Seconds:
    try:
        return time_of_day(text)
    except Unreadable as unreadable:
        reading.fault(row, column, text, str(unreadable))
        return Seconds(0)


def _named(reading: Reading, study: Study, table: str, make: type[Any]) -> tuple[Any, ...]:
    """Return rows as objects; whatever they name has to be in its table."""
    known = {
        "site": set(study.site_of),
        "customer": set(study.customer_of),
        "product": {each.id for each in study.products},
    }
    found = []
    for row in reading.of(table):
        for name, ids in known.items():
            value = row.values.get(name)
            if value is not None and value not in ids:
                reading.fault(row, name, value, f"the id of a {name} in its table")
        found.append(reading.built(row, make, **row.values))
    return tuple(each for each in found if each is not None)


def _seasons(reading: Reading, study: Study) -> tuple[Season, ...]:
    """Return seasons; a week or a year in which nothing is ordered has no average day."""
    found: tuple[Season, ...] = _named(reading, study, "seasons", Season)
    for product in study.products:
        told = {each.when: each.percent for each in found if each.product in ("", product.id)}
        told |= {each.when: each.percent for each in found if each.product == product.id}
        for name, whole in (("weekday", WEEKDAYS), ("month", MONTHS)):
            if all(told.get(when) == 0 for when in whole):
                where = Record(where=reading.wheres["seasons"], values={})
                expected = f"some {name} on which {product.id} is ordered"
                reading.fault(where, "percent", f"0 on every {name}", expected)
    return found


def _variations(reading: Reading, study: Study) -> tuple[Variation, ...]:
    def made(**values: Any) -> Variation:
        yearly = values.pop("yearly_percent", 100.0)
        return Variation(growth_percent=yearly - 100, **values)

    return _named(reading, study, "variation", made)  # type: ignore[arg-type]


def _rules(reading: Reading, study: Study, notes: list[str], *, keep_stock: bool) -> tuple[StockRule, ...]:
    def made(**values: Any) -> StockRule:
        values = simulated(values)
        if "service" in values:
            values["service"] /= 100
        return StockRule(**values)

    found: tuple[StockRule, ...] = _named(reading, study, "stock", made)  # type: ignore[arg-type]
    if not reading.of("stock") and keep_stock:
        told = "units worth 20, orders at 30, holding at 20 % a year and 95 % service"
        notes.append(f"The study has no table stock: {told} are assumed.")
    return found


def _disruptions(reading: Reading, study: Study) -> tuple[Disruption, ...]:
    rows = reading.of("disruptions")
    for row in rows:
        named = Disruption(scenario="", kind=row.values["kind"], target=row.values.get("target", ""))
        reading.faults += [replace(each, where=row.where) for each in unknown_targets(study, [named])]
    found = [_disruption(reading, row, row.values) for row in rows]
    return tuple(each for each in found if each is not None)


def _disruption(reading: Reading, row: Record, given: dict[str, Any]) -> Disruption | None:
    values = dict(given)
    needs_value = values["kind"] in ("demand-percent", "supplier-late")
    if needs_value and "value" not in values and row.whole:
        reading.fault(row, "value", "", "a number: percent of demand, or days late")
    if "first" in values:
        values["first"] -= 1
    chance = values.pop("chance_percent", 100.0) / 100
    return reading.built(row, Disruption, chance=chance, **values)


def told_disruptions(study: Study, texts: Sequence[str]) -> tuple[Disruption, ...]:
    """Return disruptions told in words: KIND, TARGET, FROM_DAY, DAYS and VALUE with commas between them."""
    reading = Reading()
    found = []
    for text in texts:
        names = ("kind", "target", "first", "days", "value")
        values: dict[str, Any] = {
            name: part.strip() for name, part in zip(names, text.split(","), strict=False) if part.strip()
        }
        row = Record(where=f"disruption {text!r}", values=values)
        if _whole_words(reading, row, values, most=len(names), parts=text.count(",") + 1):
            found.append(_disruption(reading, row, {"scenario": "as asked", **values}))
    made = tuple(each for each in found if each is not None)
    reading.faults += unknown_targets(study, made)
    refuse("Nothing can go wrong so.", reading.faults)
    return made


def _whole_words(reading: Reading, row: Record, values: dict[str, Any], *, most: int, parts: int) -> bool:
    before = len(reading.faults)
    kinds = ("site-down", "lane-closed", "demand-percent", "supplier-late")
    if values.get("kind") not in kinds or parts > most:
        expected = f"KIND,TARGET,FROM_DAY,DAYS,VALUE; KIND one of {', '.join(kinds)}"
        reading.fault(row, "", row.where, expected)
    for name, make in (("first", int), ("days", int), ("value", float)):
        if name in values:
            try:
                values[name] = make(values[name])
            except ValueError:
                reading.fault(row, name, values[name], "a number")
    return len(reading.faults) == before
