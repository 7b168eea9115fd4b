"""Two-stage files: plants, satellites and customers, with costs of a unit in both stages.

Numbers of plants, satellites, customers; demands; capacity and fixed cost of each plant; for each plant the
cost of a unit to each satellite; capacity and fixed cost of each satellite; for each satellite that to each
customer.
Source: Fernandes, Rocha, Aloise, Ribeiro, Santos & Silva (2014), doi:10.1016/j.cie.2014.05.023.
"""

from pathlib import Path

from data.formats.network_sets.number_file import NumberFile
from data.formats.network_sets.question import Asked, NetworkSet, Question
from network.two_stage_problem import two_stage_problem


def read(path: Path, question: Question) -> Asked:
    """Return the question that a file asks."""
    numbers = NumberFile(path)
    plants, satellites, customers = (numbers.count(each) for each in ("plants", "satellites", "customers"))
    demands = numbers.take("demands", customers)
    made = numbers.table("capacity and fixed cost of plants", plants, 2)
    first = numbers.table("costs of the first stage", plants, satellites)
    passed = numbers.table("capacity and fixed cost of satellites", satellites, 2)
    second = numbers.table("costs of the second stage", satellites, customers)
    numbers.finish()
    problem = two_stage_problem(
        first=first.T,
        second=second.T,
        demands=demands,
        plant_rooms=made[:, 0],
        plant_costs=made[:, 1],
        satellite_rooms=passed[:, 0],
        satellite_costs=passed[:, 1],
    )
    return Asked(instance=path.name.split(".")[0], model=str(question.model), problem=problem)


SET = NetworkSet(name="tscflp_fernandes", models={"tscflp": ()}, read=read)
