"""Location-routing with capacities of depots, in the form of Prodhon, which Barreto's files have as well.

Customers n, depots m; coordinates of the depots, then of the customers; the capacity of a vehicle, of each
depot; the demand of each customer; the cost of opening each depot, and of a route; a flag. Flag 0: a way
costs 100 times its length rounded up (the form's own note says rounded down, but the published values are
those of rounding up); flag 1: its length. Sources: Prins, Prodhon & Wolfler Calvo (2006),
doi:10.1007/s10288-006-0001-9; Barreto et al. (2007), doi:10.1016/j.ejor.2005.06.074.
"""

from pathlib import Path

import numpy as np

from data.formats.network_sets.number_file import Floats, NumberFile
from data.formats.network_sets.question import Asked, NetworkSet, Question
from network.route_problem import route_problem

HUNDREDTHS = 100.0


def read(path: Path, question: Question) -> Asked:
    """Return the question that a file asks."""
    numbers = NumberFile(path)
    customers, depots = numbers.count("customers"), numbers.count("depots")
    points = numbers.table("coordinates", depots + customers, 2, "real")
    vehicle_room = float(numbers.take("capacity of a vehicle", 1)[0])
    rooms = numbers.take("capacities of depots", depots)
    demands = numbers.take("demands", customers)
    fixed = numbers.take("opening costs", depots)
    vehicle_cost = float(numbers.take("cost of a route", 1)[0])
    flag = float(numbers.take("flag of distances", 1)[0])
    if flag not in (0, 1):
        numbers.blame(
            1, "flag of distances", f"{flag:g}", "0: 100 times the length rounded up; 1: the length"
        )
    numbers.finish()
    problem = route_problem(
        _ways(points, rounded=flag == 0),
        demands=demands,
        fixed=fixed,
        rooms=rooms,
        vehicle_room=vehicle_room,
        vehicle_cost=vehicle_cost,
    )
    return Asked(instance=path.stem, model=str(question.model), problem=problem)


def _ways(points: Floats, *, rounded: bool) -> Floats:
    apart = points[:, None] - points[None]
    lengths: Floats = np.sqrt((apart**2).sum(axis=2))
    # The root of a square is exact, so that no length of a whole number is rounded up past it.
    return np.ceil(HUNDREDTHS * lengths - 1e-9) if rounded else lengths


SETS = tuple(
    NetworkSet(name=name, models={"location-routing": ()}, read=read)
    for name in ("lrp_barreto", "lrp_prodhon")
)
