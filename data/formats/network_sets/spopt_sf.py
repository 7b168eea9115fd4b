"""A folder with a table of ways from candidate sites to points of demand.

As in spopt's San Francisco example: a row is the way from a site to a point, with the columns distance, name
(of the site), DestinationName (of the point) and demand (of the point). Other tables are not needed.
"""

import csv
import io
from pathlib import Path

import numpy as np

from core.errors import NotFound, fault, refuse
from data.formats.network_sets.number_file import text_of
from data.formats.network_sets.question import Asked, NetworkSet, Question
from network.covering_problem import covering_problem
from network.location_problem import location_problem

COLUMNS = ("distance", "name", "DestinationName", "demand")


def read(path: Path, question: Question) -> Asked:
    """Return a question about the distances of a folder."""
    rows = _rows(path)
    sites = list(dict.fromkeys(name for _, name, _, _ in rows))
    points = list(dict.fromkeys(point for _, _, point, _ in rows))
    site_of = {name: k for k, name in enumerate(sites)}
    point_of = {name: k for k, name in enumerate(points)}
    distances = np.full((len(points), len(sites)), np.inf)
    demands = np.zeros(len(points))
    for distance, name, point, demand in rows:
        distances[point_of[point], site_of[name]] = distance
        demands[point_of[point]] = demand
    model = str(question.model)
    problem: object
    if model == "p-median":
        problem = location_problem("p-median", distances * demands[:, None], sites=question.p)
    elif model == "lscp":
        problem = covering_problem("lscp", distances, radius=question.radius)
    elif model == "mclp":
        problem = covering_problem(
            "mclp", distances, demands=demands, radius=question.radius, sites=question.p
        )
    else:
        problem = covering_problem("p-center", distances, sites=question.p)
    return Asked(instance=path.name, model=model, problem=problem, names=tuple(sites))


def _rows(path: Path) -> list[tuple[float, str, str, float]]:
    """Return distance, site, point and demand of every row; every fault of them is told at once."""
    table = _table(path)
    reader = csv.DictReader(io.StringIO(text_of(table)))
    faults, rows = [], []
    for number, row in enumerate(reader, start=2):
        values = {}
        for column in ("distance", "demand"):
            try:
                values[column] = float(row[column] or "")
            except ValueError:
                values[column] = -1.0
            if not 0 <= values[column] < 1e15:
                where = f"{table.name} row {number}"
                faults.append(fault(where, column, row[column], "a number, 0 or more"))
        rows.append((values["distance"], row["name"], row["DestinationName"], values["demand"]))
    refuse(f"{table.name} cannot be read.", faults[:100])
    if not rows:
        refuse(f"{table.name} cannot be read.", [fault(table.name, "", "no rows", "a row for each way")])
    return rows


def _table(path: Path) -> Path:
    """Return the file of a folder that has the columns of a table of distances."""
    files = [path] if path.is_file() else sorted(path.glob("*.csv"))
    for file in files:
        header = next(csv.reader(io.StringIO(text_of(file))), [])
        if set(COLUMNS) <= set(header):
            return file
    raise NotFound(f"{path.name} holds no CSV file with the columns {', '.join(COLUMNS)}.")


SET = NetworkSet(
    name="spopt_sf",
    models={
        "p-median": ("p",),
        "p-center": ("p",),
        "lscp": ("radius",),
        "mclp": ("p", "radius"),
    },
    read=read,
)
