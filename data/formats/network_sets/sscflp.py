"""Facility location where each customer has one site: three sets with the same numbers in different orders.

Holmberg, Ronnqvist & Yuan (1999), doi:10.1016/S0377-2217(98)00008-3, and Yang, Chu & Chen (2012),
doi:10.1016/j.ejor.2012.03.028: m, n; capacity and fixed cost of each site; n demands; for each site the cost
of all of each customer. Avella & Boccia (2009), doi:10.1007/s10589-007-9125-x (TBED1): m, n; demands;
capacities; fixed costs; for each site the cost of a *unit* of each customer.
"""

from functools import partial
from pathlib import Path

from data.formats.network_sets.number_file import NumberFile
from data.formats.network_sets.question import Asked, NetworkSet, Question
from network.location_problem import location_problem


def read(path: Path, question: Question, *, by_unit: bool) -> Asked:
    """Return the question that a file asks, or the same with customers that may be split."""
    numbers = NumberFile(path)
    sites, customers = numbers.count("sites"), numbers.count("customers")
    if by_unit:
        demands = numbers.take("demands", customers)
        capacities, fixed = numbers.take("capacities", sites), numbers.take("fixed costs", sites)
    else:
        rooms = numbers.table("capacity and fixed cost", sites, 2)
        capacities, fixed = rooms[:, 0], rooms[:, 1]
        demands = numbers.take("demands", customers)
    costs = numbers.table("costs", sites, customers).T
    numbers.finish()
    problem = location_problem(
        str(question.model),
        costs * demands[:, None] if by_unit else costs,
        fixed=fixed,
        demands=demands,
        capacities=capacities,
        single=question.model == "sscflp",
    )
    return Asked(instance=path.name.split(".")[0], model=str(question.model), problem=problem)


_MODELS = {"sscflp": (), "cflp": ()}

SETS = tuple(
    NetworkSet(name=name, models=dict(_MODELS), read=partial(read, by_unit=by_unit))
    for name, by_unit in (("sscflp_holmberg", False), ("sscflp_yang", False), ("sscflp_tbed1", True))
)
