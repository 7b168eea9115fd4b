"""What rounds emit, by the factors of vehicle profiles in the table of factors; their scope stands there."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from core.figure import Figure, LeftOut, Part, figure_of
from orders.kpi.rounds import Round
from orders.modes.terms import Factor


def emissions_per_drop(rounds: Iterable[Round], now: datetime, factors: Mapping[str, Factor]) -> Figure:
    """What a completed drop emits.

    Formula: sum of (kilometres of rounds * grams a km of their profile) / drops completed.
    Unit: g CO2e.
    Source: ISO 14083 for the quotient; grams a km and their scope (well-to-wheel) from the table of factors.
    Left out: not over yet; no factor for the profile.
    """

    def judge(each: Round) -> Part | LeftOut:
        completed = each.completed(now)
        if each.profile not in factors:
            return LeftOut(each.id, f"no factor for {each.profile}")
        if completed is None:
            return LeftOut(each.id, "not over yet")
        return Part(each.id, _milligrams(each, factors), completed)

    return figure_of(map(judge, rounds), scale=1 / 1000)


def emissions_per_tkm(rounds: Iterable[Round], factors: Mapping[str, Factor]) -> Figure:
    """What is emitted for carrying a tonne for a kilometre.

    Formula: sum of (kilometres of rounds * grams a km of their profile) / sum of (tonnes on board *
        kilometres of each leg); empty legs are in the numerator alone.
    Unit: g CO2e a tonne-kilometre.
    Source: ISO 14083; grams a km and their scope (well-to-wheel) from the table of factors.
    Left out: no factor for the profile; no weights are known.
    """

    def judge(each: Round) -> Part | LeftOut:
        if each.profile not in factors:
            return LeftOut(each.id, f"no factor for {each.profile}")
        if each.gram_metres is None:
            return LeftOut(each.id, "no weights are known")
        return Part(each.id, _milligrams(each, factors), each.gram_metres)

    # From mg a gram-metre to g a tonne-kilometre: a tonne has 10^6 grams, a kilometre 10^3 metres.
    return figure_of(map(judge, rounds), scale=1e6)


def _milligrams(each: Round, factors: Mapping[str, Factor]) -> int:
    return each.distance_m * factors[each.profile].g_per_km
