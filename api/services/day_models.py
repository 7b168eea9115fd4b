"""The calls of a day as a day to be planned: stops with what they bring, pairs, vehicles and depots."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from api.services.day_goods import loading, loads_at
from core.errors import InvalidInput
from data.formats.fleet.models import FleetVehicleModel, SiteModel
from data.formats.problem_json.day_json import day_from_model
from data.formats.problem_json.day_model import DayModel, DayPairModel, OrderModel
from data.formats.problem_json.models import PointModel, window_model
from orders.calls import Call, Load
from orders.errands import ErrandCalls, without
from orders.order import Temperature
from routing.day import DayInput
from routing.problem import WHOLE_DAY

SKILLS: Final[Mapping[Temperature, str]] = {Temperature.CHILLED: "cold", Temperature.FROZEN: "frozen"}
"""What a vehicle must have to carry goods of a class; ambient goods go on any."""


def checked_day(
    found: ErrandCalls, driving: Sequence[FleetVehicleModel], sites: Sequence[SiteModel], notes: list[str]
) -> tuple[DayInput, ErrandCalls, list[tuple[Call, str]]]:
    """Return the day, the calls in it, and those that contradict the others, with what is wrong."""
    faulty: list[tuple[Call, str]] = []
    while True:
        try:
            return day_from_model(_day_model(found, driving, sites, notes), what="the day"), found, faulty
        except InvalidInput as refused:
            wrong = _faults_of_calls(refused)
            if len(wrong) == 0 or any(not each.where.startswith("/orders/") for each in refused.faults):
                raise
            more = [(found.calls[k], text) for k, text in wrong.items()]
            faulty += more
            found = without(found, (call.id for call, _ in more))


def _faults_of_calls(refused: InvalidInput) -> dict[int, str]:
    found: dict[int, str] = {}
    for each in refused.faults:
        number = re.match(r"/orders/(\d+)", each.where)
        if number:
            found.setdefault(int(number[1]), f"{each.field}: expected {each.expected}.")
    return found


def _day_model(
    found: ErrandCalls, driving: Sequence[FleetVehicleModel], sites: Sequence[SiteModel], notes: list[str]
) -> DayModel:
    named = {name for it in driving for name in (it.start, it.end, *it.reloads) if name is not None}
    return DayModel(
        format="roundsman-day-1",
        stops=[_stop(each) for each in found.calls],
        pairs=[
            DayPairModel(pickup=begin, delivery=end, load=_amounts(load))
            for (begin, end), load in found.pairs.items()
        ],
        vehicles=[loading(each, found.calls) for each in driving],
        together=_together(found.calls),
        depots=[each.of_day() for each in sites if each.kind == "depot" and each.id in named],
        currency=driving[0].currency,
        notes=notes,
    )


def _together(calls: Sequence[Call]) -> list[list[str]]:
    """Return the stops that bring parts of the same orders and nothing else: all of them come, or none."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for each in calls:
        if each.keys and each.fetched == Load():
            alike.setdefault(tuple(sorted(each.keys)), []).append(each.id)
    return [stops for stops in alike.values() if len(stops) > 1]


def _stop(call: Call) -> OrderModel:
    brought = Load(weight_g=call.weight_g, volume_ml=call.volume_ml, pieces=call.pieces)
    return OrderModel(
        id=call.id,
        name=call.name,
        place=PointModel(lon=call.place.lon, lat=call.place.lat),
        address=call.place.name,
        delivery=_amounts(brought),
        pickup=_amounts(call.fetched),
        service_s=call.service,
        skills=sorted(
            {
                *(SKILLS[each] for each in call.temperatures if each in SKILLS),
                *([loads_at(call.warehouse)] if call.warehouse else ()),
            }
        ),
        windows=[window_model(each) for each in call.windows or (WHOLE_DAY,)],
    )


def _amounts(load: Load) -> dict[str, int]:
    amounts = {"weight_g": load.weight_g, "volume_ml": load.volume_ml, "parcels": load.pieces}
    return {name: amount for name, amount in amounts.items() if amount}
