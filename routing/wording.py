"""Loads and distances as people read them."""

from core.units import METRES_PER_KM
from routing.problem import Problem


def dimension_name(problem: Problem, which: int) -> str:
    """Return the name of a dimension of capacity: "weight_g", or "load 1" where none is given."""
    return problem.dimensions[which] if problem.dimensions else f"load {which + 1}"


def load_text(problem: Problem, which: int, amount: int) -> str:
    """Return an amount of one dimension: "40 kg", "12.5 l", "3 parcels"."""
    name = dimension_name(problem, which)
    for suffix, unit in (("_g", "kg"), ("_ml", "l")):
        if name.endswith(suffix):
            return f"{f'{amount / 1000:,.3f}'.rstrip('0').rstrip('.')} {unit}"
    return f"{amount:,} {name.removesuffix('s') if amount == 1 else name}"


def distance_text(metres: int) -> str:
    """Return a distance: "850 m", "12.4 km"."""
    return f"{metres} m" if metres < METRES_PER_KM else f"{metres / METRES_PER_KM:.1f} km"
