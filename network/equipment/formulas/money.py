"""Money over years."""

from collections.abc import Sequence


def present_value(payments: Sequence[float], rate: float) -> float:
    """Return what payments at the ends of years 0, 1, 2, ... are worth today.

    Source: sum of payment / (1 + rate)^year.
    """
    return sum(payment / (1 + rate) ** year for year, payment in enumerate(payments))


def yearly_share(rate: float, years: int) -> float:
    """Return what a sum of 1 today costs a year over `years` (annuity): rate / (1 - (1 + rate)^-years)."""
    return 1 / years if rate == 0 else rate / (1 - (1 + rate) ** -years)


def worth_left(price: float, life_years: int, age_years: int) -> float:
    """Return what is left of a price that falls evenly to nothing over its life."""
    return price * max(0, life_years - age_years) / life_years
