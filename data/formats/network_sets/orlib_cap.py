"""OR-Library's warehouse location files: capacities, fixed costs, and the cost of serving whole customers.

m, n; capacity and fixed cost of each site; for each customer its demand and m costs of all of it. capa, capb
and capc serve several capacities: theirs is given with the question.
Source: Beasley (1988), doi:10.1016/0377-2217(88)90175-0.
"""

from pathlib import Path

from core.errors import fault, refuse
from data.formats.network_sets.number_file import NumberFile
from data.formats.network_sets.question import Asked, NetworkSet, Question
from network.location_problem import location_problem

UNSAID = {"capacity": -1.0}
"""The word that stands in place of a capacity."""


def read(path: Path, question: Question) -> Asked:
    """Return the question that a file asks, with capacities or without."""
    numbers = NumberFile(path, UNSAID)
    sites, customers = numbers.count("sites"), numbers.count("customers")
    rooms = numbers.table("capacity and fixed cost", sites, 2, "real")
    rows = numbers.table("demand and costs", customers, sites + 1)
    numbers.finish()
    capacities = rooms[:, 0] if question.capacity is None else rooms[:, 0] * 0 + question.capacity
    if question.model != "uflp" and (capacities < 0).any():
        expected = "the capacity of every site: this file says none"
        refuse(f"{path.name} leaves something open.", [fault("command", "--capacity", "nothing", expected)])
    problem = location_problem(
        str(question.model),
        rows[:, 1:],
        fixed=rooms[:, 1],
        demands=rows[:, 0],
        capacities=None if question.model == "uflp" else capacities,
        single=question.model == "sscflp",
    )
    return Asked(instance=path.name.split(".")[0], model=str(question.model), problem=problem)


SET = NetworkSet(
    name="orlib_cap",
    models={"cflp": ("capacity?",), "uflp": ("capacity?",), "sscflp": ("capacity?",)},
    read=read,
)
