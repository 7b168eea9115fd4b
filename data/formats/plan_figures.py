"""How the figures of a plan are written for people: clock times, loads, kilometres."""

from collections.abc import Iterable

from data.formats.plan_json.document import PlanDocument
from routing.problem import Load, Stop
from routing.wording import load_text


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


def loads_text(document: PlanDocument, load: Load) -> str:
    """Return a load as people read it, zeros left out: "12 kg, 2 parcels"."""
    return ", ".join(
        load_text(document.problem, which, amount) for which, amount in enumerate(load) if amount
    )


def km_text(metres: int) -> str:
    """Return a distance in kilometres with one decimal: "12.4 km"."""
    return f"{metres / 1000:,.1f} km"
