"""Kratica's uncapacitated files: as OR-Library's, with a capacity and demands that play no part.

Source: Kratica, Tosic, Filipovic & Ljubic (2001), doi:10.1051/ro:2001107.
"""

from pathlib import Path

from data.formats.network_sets.number_file import NumberFile
from data.formats.network_sets.question import Asked, NetworkSet, Question
from network.location_problem import location_problem


def read(path: Path, question: Question) -> Asked:
    """Return the question that a file asks."""
    numbers = NumberFile(path)
    sites, customers = numbers.count("sites"), numbers.count("customers")
    rooms = numbers.table("a number that plays no part, and fixed cost", sites, 2)
    rows = numbers.table("demand and costs", customers, sites + 1)
    numbers.finish()
    problem = location_problem("uflp", rows[:, 1:], fixed=rooms[:, 1])
    return Asked(instance=path.name.split(".")[0], model=str(question.model), problem=problem)


SET = NetworkSet(name="uflp_kratica_m", models={"uflp": ()}, read=read)
