"""Shops and banks of lockers from their tables, with what is there and what is booked."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from core.units import Cents, Seconds
from data.formats.fields.records import Record
from data.formats.modes.reading import Reading, cut_off_of, moment_of, one_window, place_of
from data.formats.tables.unreadable import Unreadable
from orders.modes.hours import ALWAYS, Hours
from orders.modes.lockers import Bank, Compartment
from orders.modes.occupancy import Dwell, Parcel
from orders.modes.shops import Shop
from orders.modes.terms import Terms
from orders.order import Temperature
from orders.size import Size

_HOUR: Final = 3600
_KEEP_S: Final = 48 * _HOUR
_ALL: Final = ""


def shops_of(reading: Reading, terms: Terms) -> tuple[Shop, ...]:
    """Return all shops with their stock and bookings."""
    records = reading.records("shops")
    names = {each.values["id"] for each in records}
    stock: dict[str, dict[str, int]] = {name: {} for name in names}
    for each in reading.records("shop_stock"):
        if reading.known(each, "shop", names, "a shop of the table shops"):
            pieces, sku = stock[each.values["shop"]], each.values["sku"]
            pieces[sku] = pieces.get(sku, 0) + each.values["quantity"]
    booked: dict[str, dict[date, int]] = {name: {} for name in names}
    for each in reading.records("pickups"):
        day = reading.made(each, partial(_day, each))
        if reading.known(each, "shop", names, "a shop of the table shops") and day is not None:
            days = booked[each.values["shop"]]
            days[day] = days.get(day, 0) + each.values["booked"]
    if records and "shop_stock" not in reading.tables:
        reading.notes.append("There is no table shop_stock: everything has to be brought to the shops.")
    made = [
        reading.made(each, partial(_shop, each.values, terms, stock[name], booked[name]))
        for each in records
        for name in (each.values["id"],)
    ]
    return tuple(shop for shop in made if shop is not None)


def _day(record: Record) -> date:
    try:
        return date.fromisoformat(record.values["day"][:10])
    except ValueError:
        raise Unreadable("a day such as 2026-03-31") from None


def _shop(
    values: Mapping[str, Any], terms: Terms, stock: Mapping[str, int], booked: Mapping[date, int]
) -> Shop:
    name = values.get("name", values["id"])
    return Shop(
        id=values["id"],
        name=name,
        place=place_of(values, name),
        hours=Hours(text=values["hours"], zone=terms.zone, country=terms.country),
        price=Cents(values.get("price", 0)),
        ready=Seconds(values.get("ready", _HOUR)),
        most_a_day=values.get("most_a_day"),
        cut_off=cut_off_of(values),
        temperatures=_temperatures(values.get("temperatures", Temperature.AMBIENT)),
        stock=stock,
        booked=booked,
    )


def _temperatures(text: str) -> frozenset[Temperature]:
    words = [word.strip().casefold() for word in text.replace(",", ";").split(";") if word.strip()]
    if not set(words) <= set(Temperature):
        raise Unreadable(f"temperatures such as {'; '.join(Temperature)}")
    return frozenset(map(Temperature, words))


def banks_of(reading: Reading, terms: Terms) -> tuple[Bank, ...]:
    """Return all banks with their compartments, what lies there, and how long parcels lie."""
    records = reading.records("banks")
    names = {each.values["id"] for each in records}
    compartments: dict[str, list[Compartment]] = {name: [] for name in names}
    for each in reading.records("compartments"):
        made = reading.made(each, partial(_compartment, each.values))
        if reading.known(each, "bank", names, "a bank of the table banks") and made is not None:
            compartments[each.values["bank"]].append(made)
    parcels: dict[str, list[Parcel]] = {name: [] for name in names}
    for each in reading.records("parcels"):
        parcel = reading.made(each, partial(_parcel, each))
        if reading.known(each, "bank", names, "a bank of the table banks") and parcel is not None:
            parcels[each.values["bank"]].append(parcel)
    dwells = _dwells(reading, names)
    found = []
    for each in records:
        name = each.values["id"]
        points = dwells.get(name, dwells[_ALL])
        make = partial(_bank, each.values, terms, tuple(compartments[name]), tuple(parcels[name]), points)
        bank = reading.made(each, make)
        found += [] if bank is None else [bank]
    return tuple(found)


def _compartment(values: Mapping[str, Any]) -> Compartment:
    sides = {key: values[key] for key in ("length_mm", "width_mm", "height_mm")}
    return Compartment(
        size=values["size"], room=Size(**sides), count=values["count"], most_g=values.get("most_g", 0)
    )


def _parcel(record: Record) -> Parcel:
    values = record.values
    return Parcel(size=values["size"], at=moment_of(record), deposited=values["state"] == "deposited")


def _dwells(reading: Reading, names: set[str]) -> dict[str, tuple[tuple[float, float], ...]]:
    """Return points of the distribution by bank; "" is for those that have none of their own."""
    found: dict[str, list[tuple[float, float]]] = {_ALL: []}
    for each in reading.records("dwell"):
        name = each.values.get("bank", _ALL)
        if name == _ALL or reading.known(each, "bank", names, "a bank of the table banks, or nothing"):
            point = (each.values["hours"] / _HOUR, each.values["collected"] / 100)
            found.setdefault(name, []).append(point)
    if names and not reading.records("dwell"):
        reading.notes.append("There is no table dwell: parcels are taken to lie until they must go back.")
    return {name: tuple(sorted(points)) for name, points in found.items()}


def _bank(
    values: Mapping[str, Any],
    terms: Terms,
    compartments: tuple[Compartment, ...],
    parcels: tuple[Parcel, ...],
    points: tuple[tuple[float, float], ...],
) -> Bank:
    name = values.get("name", values["id"])
    keep_h = values.get("keep", _KEEP_S) / _HOUR
    return Bank(
        id=values["id"],
        name=name,
        place=place_of(values, name),
        hours=Hours(text=values.get("hours", ALWAYS), zone=terms.zone, country=terms.country),
        compartments=compartments,
        # What lies longer than it may goes back: the distribution ends there.
        dwell=Dwell(collected=tuple(point for point in points if point[0] <= keep_h), keep_h=keep_h),
        price=Cents(values.get("price", 0)),
        drop=one_window(values["drop"]),
        cut_off=cut_off_of(values),
        temperature=Temperature(values.get("temperature", Temperature.AMBIENT)),
        parcels=parcels,
    )
