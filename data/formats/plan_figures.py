"""How the figures of a plan are written for people: clock times, loads, kilometres."""

from collections.abc import Iterable, Sequence

from data.formats.plan_json.document import PlanDocument
from routing.problem import Load, Stop

_SCALED = {"_g": ("kg", 1000), "_ml": ("l", 1000)}


def clock_with_seconds(time_s: int) -> str:
    """Return a time of day as HH:MM:SS, exactly; hours past midnight count on."""
    return f"{time_s // 3600:02d}:{time_s // 60 % 60:02d}:{time_s % 60:02d}"


def dimension_names(document: PlanDocument) -> tuple[str, ...]:
    """Return the names of the capacity dimensions; where they have none: load_1, load_2, ..."""
    problem = document.problem
    size = max((len(vehicle.capacity) for vehicle in problem.vehicles), default=0)
    return problem.dimensions or tuple(f"load_{k}" for k in range(1, size + 1))


def brought_and_fetched(document: PlanDocument, stop: Stop) -> tuple[Load, Load]:
    """Return what is delivered and what is picked up at a stop, the load of its pair included."""
    pair = document.problem.pair_of.get(stop.id)
    brought = pair.load if pair and pair.delivery == stop.id else ()
    fetched = pair.load if pair and pair.pickup == stop.id else ()
    return total_load([stop.delivery, brought]), total_load([stop.pickup, fetched])


def total_load(loads: Iterable[Load]) -> Load:
    """Return the sum of loads per dimension; () counts as nothing."""
    filled = [load for load in loads if load]
    return tuple(map(sum, zip(*filled, strict=True)))


def load_text(amount: int, dimension: str) -> str:
    """Return one number of a load with its unit: grams as kg, millilitres as l, anything else by its name ("1 parcel")."""
    for ending, (unit, scale) in _SCALED.items():
        if dimension.endswith(ending):
            return f"{amount / scale:,.10g} {unit}" if amount % scale else f"{amount // scale:,} {unit}"
    name = dimension.replace("_", " ")
    return f"1 {name.removesuffix('s')}" if amount == 1 else f"{amount:,} {name}"


def loads_text(load: Load, dimensions: Sequence[str]) -> str:
    """Return a load as people read it, zeros left out: "12 kg, 2 parcels"."""
    return ", ".join(
        load_text(amount, name) for amount, name in zip(load, dimensions, strict=False) if amount
    )


def km_text(metres: int) -> str:
    """Return a distance in kilometres with one decimal: "12.4 km"."""
    return f"{metres / 1000:,.1f} km"
