"""Capacitated p-median files: points with demands, of which p become sites that all hold the same.

Number and best known value of the problem; n, p, capacity; then number, x, y and demand of each point. A way
is the Euclidean distance without its fraction; a point is served from one site.
Source: Osman & Christofides (1994), doi:10.1111/j.1475-3995.1994.tb00032.x.
"""

from pathlib import Path

import numpy as np

from data.formats.network_sets.number_file import NumberFile
from data.formats.network_sets.question import Asked, NetworkSet, Question
from network.location_problem import location_problem


def read(path: Path, question: Question) -> Asked:
    """Return the question that a file asks, or the same with other numbers."""
    numbers = NumberFile(path)
    numbers.take("problem and best known value", 2)
    points, sites = numbers.count("points"), numbers.count("p")
    capacity = float(numbers.take("capacity", 1)[0])
    rows = numbers.table("number, x, y, demand", points, 4, "real")
    numbers.finish()
    apart = rows[:, None, 1:3] - rows[None, :, 1:3]
    problem = location_problem(
        "capacitated-p-median",
        np.floor(np.hypot(apart[..., 0], apart[..., 1])),
        demands=rows[:, 3],
        capacities=np.full(points, capacity if question.capacity is None else question.capacity),
        sites=question.p or sites,
        single=True,
    )
    return Asked(instance=path.name.split(".")[0], model=str(question.model), problem=problem)


SET = NetworkSet(name="orlib_pmedcap", models={"capacitated-p-median": ("p?", "capacity?")}, read=read)
