"""Chance, one property of an order at a time: loads, windows, times, penalties."""

import numpy as np

from core.units import Cents, Seconds
from core.window import TimeWindow
from data.formats.day_entries.entries import LoadByDimension
from data.sample_city.parameters import SampleParameters
from routing.problem import WHOLE_DAY

_MINUTE = 60
_LEAST_G = 300


def home_load(rng: np.random.Generator, parameters: SampleParameters) -> LoadByDimension:
    """Draw what a household orders: lognormal weight, volume by density, parcels by weight."""
    drawn = rng.lognormal(np.log(parameters.weight_median_g), parameters.weight_sigma)
    return _load(rng, parameters, float(np.clip(drawn, _LEAST_G, parameters.weight_most_g)))


def small_load(rng: np.random.Generator, parameters: SampleParameters) -> LoadByDimension:
    """Draw what somebody returns or has brought from a shop around the corner: a quarter of an order."""
    drawn = rng.lognormal(np.log(parameters.weight_median_g / 4), parameters.weight_sigma)
    return _load(rng, parameters, float(np.clip(drawn, _LEAST_G, parameters.weight_most_g / 4)))


def bulky_load(rng: np.random.Generator, parameters: SampleParameters) -> LoadByDimension:
    """Draw a washing machine or a sofa: something for two people."""
    weight_g = float(rng.uniform(parameters.bulky_least_g, parameters.bulky_most_g))
    return {**_load(rng, parameters, weight_g), "parcels": 1}


def bulk_load(rng: np.random.Generator, parameters: SampleParameters) -> LoadByDimension:
    """Draw parcels of many customers to one parcel locker or shop."""
    least, most = parameters.bulk_parcels
    parcels = int(rng.integers(least, most, endpoint=True))
    return {**_load(rng, parameters, parcels * parameters.bulk_parcel_g), "parcels": parcels}


def home_windows(rng: np.random.Generator, parameters: SampleParameters) -> tuple[TimeWindow, ...]:
    """Draw the whole day, one slot in the morning or evening, or one of each to choose from."""
    drawn = float(rng.random())
    morning = parameters.morning_slots[int(rng.integers(len(parameters.morning_slots)))]
    evening = parameters.evening_slots[int(rng.integers(len(parameters.evening_slots)))]
    if drawn < parameters.whole_day:
        return (WHOLE_DAY,)
    if drawn < parameters.whole_day + parameters.morning:
        return (morning,)
    if drawn < parameters.whole_day + parameters.morning + parameters.evening:
        return (evening,)
    return (morning, evening)


def service_time(rng: np.random.Generator, parameters: SampleParameters, load: LoadByDimension) -> Seconds:
    """Draw the time at the door, in whole minutes: longer for heavier loads and more parcels."""
    expected = 2.2 + load["weight_g"] / 20_000 + load["parcels"] / 6
    minutes = round(expected + float(rng.normal(0, 0.8)))
    return Seconds(int(np.clip(minutes * _MINUTE, parameters.service_least, parameters.service_most)))


def setup_time(rng: np.random.Generator, parameters: SampleParameters) -> Seconds:
    """Draw the time to park and walk to the door, in whole minutes."""
    least, most = parameters.setup_least // _MINUTE, parameters.setup_most // _MINUTE
    return Seconds(int(rng.integers(least, most, endpoint=True)) * _MINUTE)


def penalty(rng: np.random.Generator, parameters: SampleParameters) -> Cents:
    """Draw what leaving an optional stop out costs, in whole units of the currency."""
    least, most = parameters.penalty_least // 100, parameters.penalty_most // 100
    return Cents(int(rng.integers(least, most, endpoint=True)) * 100)


def _load(rng: np.random.Generator, parameters: SampleParameters, weight_g: float) -> LoadByDimension:
    """Return weight to 0.1 kg, volume to 1 litre, and the parcels they come in."""
    ml_per_g = rng.lognormal(np.log(parameters.ml_per_g), parameters.ml_per_g_sigma)
    return {
        "weight_g": round(weight_g / 100) * 100,
        "volume_ml": max(round(weight_g * float(ml_per_g) / 1000), 1) * 1000,
        "parcels": max(round(weight_g / parameters.g_per_parcel), 1),
    }
