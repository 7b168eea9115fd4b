"""What a combination is made of, and what it costs over the years."""

from dataclasses import dataclass
from typing import Final, Literal

from network.equipment.formulas.money import present_value, worth_left, yearly_share
from network.equipment.terms import Terms

Role = Literal["racks", "storing", "bringing", "loading", "docks", "picking", "cartons", "floor"]
"""What an item is for."""

STORES: Final = frozenset({"racks", "floor"})
"""Roles that are paid for what lies in stock; all others are paid for what moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Some of one thing in the catalogue, or the floor.

    unit
        what is counted: positions, forklifts, m, doors, m².
    price_cents
        of all of them together.
    upkeep_cents, labour_cents, rent_cents, energy_wh
        of a year.
    """

    role: Role
    id: str
    count: int
    unit: str
    price_cents: int = 0
    life_years: int = 1
    upkeep_cents: int = 0
    labour_cents: int = 0
    rent_cents: int = 0
    energy_wh: int = 0

    def energy_cents(self, terms: Terms) -> int:
        """Return what its energy costs in a year."""
        return round(self.energy_wh * terms.energy_cents_kwh / 1000)

    def running_cents(self, terms: Terms) -> int:
        """Return what it costs in a year once it is there."""
        return self.upkeep_cents + self.labour_cents + self.rent_cents + self.energy_cents(terms)

    def present_cents(self, terms: Terms) -> int:
        """Return what buying, renewing and running it over the horizon is worth today.

        It is renewed at the end of its life, and what is left of it at the end of the horizon counts for it.
        """
        years = terms.horizon_years
        payments = [float(self.price_cents), *[float(self.running_cents(terms))] * years]
        for year in range(self.life_years, years, self.life_years):
            payments[year] += self.price_cents
        age = years - (years - 1) // self.life_years * self.life_years
        payments[years] -= worth_left(self.price_cents, self.life_years, age)
        return round(present_value(payments, terms.rate))

    def yearly_cents(self, terms: Terms) -> float:
        """Return its present cost as the same sum each year of the horizon."""
        return self.present_cents(terms) * yearly_share(terms.rate, terms.horizon_years)
