"""Hub location with the data of Australia Post: points, flows, number of hubs and three rates.

n; x and y of each node; n x n flows; p; collection, transfer and distribution cost. A distance counts as a
thousandth. For hubs with capacities the files CapL.n or CapT.n and FcostL.n or FcostT.n lie beside it: the
first letter of the model says which costs, the second which capacities; the number of hubs is free.
Sources: Ernst & Krishnamoorthy, Location Science 4 (1996) 139-154 and Annals of OR 85 (1999) 141-159.
"""

from pathlib import Path

from data.formats.network_sets.number_file import Floats, NumberFile
from data.formats.network_sets.question import Asked, NetworkSet, Question
from network.hub_problem import hub_problem

UNIT = 1000.0
"""Distances are divided by it."""


def read(path: Path, question: Question) -> Asked:
    """Return the question that a file asks, with capacities where the model says so."""
    numbers = NumberFile(path)
    nodes = numbers.count("nodes")
    points = numbers.table("coordinates", nodes, 2, "real")
    flows = numbers.table("flows", nodes, nodes)
    hubs = numbers.count("p")
    collection, transfer, distribution = numbers.take("costs of collection, transfer, distribution", 3)
    numbers.finish()
    _, _, kind = str(question.model).partition("-")
    problem = hub_problem(
        points / UNIT,
        flows,
        hubs=None if kind else question.p or hubs,
        collection=float(collection),
        transfer=float(transfer),
        distribution=float(distribution),
        fixed=_beside(path, f"Fcost{kind[0].upper()}", nodes) if kind else None,
        capacities=_beside(path, f"Cap{kind[1].upper()}", nodes) if kind else None,
    )
    return Asked(instance=path.name, model=str(question.model), problem=problem)


def _beside(path: Path, name: str, nodes: int) -> Floats:
    numbers = NumberFile(path.parent / f"{name}.{nodes}")
    values = numbers.take(name, nodes)
    numbers.finish()
    return values


SET = NetworkSet(
    name="hub_ap",
    models={"usaphmp": ("p?",), "csahlp-ll": (), "csahlp-lt": (), "csahlp-tl": (), "csahlp-tt": ()},
    read=read,
)
