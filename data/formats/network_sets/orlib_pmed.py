"""OR-Library's p-median files: a graph whose shortest ways are the distances.

n, edges, p; then i, j and length of each edge, in both directions; a repeated edge replaces the earlier one.
Source: Beasley (1985), doi:10.1016/0377-2217(85)90253-3.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from data.formats.network_sets.number_file import NumberFile
from data.formats.network_sets.question import Asked, NetworkSet, Question
from network.covering_problem import covering_problem
from network.location_problem import location_problem

Floats = NDArray[np.float64]

MOST_NODES = 20_000


def read(path: Path, question: Question) -> Asked:
    """Return the question that a file asks, or another one about its distances."""
    numbers = NumberFile(path)
    nodes, edges, sites = (numbers.count(what) for what in ("nodes", "edges", "p"))
    if nodes > MOST_NODES:
        numbers.blame(3, "nodes", nodes, f"at most {MOST_NODES:,} nodes")
        numbers.refuse()
    rows = numbers.table("edges", edges, 3, "amount")
    _check_ends(numbers, rows, nodes)
    numbers.finish()
    distances = _distances(rows, nodes)
    problem: object
    if question.model == "p-center":
        problem = covering_problem("p-center", distances, sites=question.p or sites)
    else:
        problem = location_problem("p-median", distances, sites=question.p or sites)
    return Asked(instance=path.name.split(".")[0], model=str(question.model), problem=problem)


def _check_ends(numbers: NumberFile, rows: Floats, nodes: int) -> None:
    for row, column in np.argwhere((rows[:, :2] < 1) | (rows[:, :2] > nodes) | (rows[:, :2] % 1 != 0))[:20]:
        value = f"{rows[row, column]:g}"
        numbers.blame(rows.size - 3 * int(row) - int(column), "edges", value, f"a node from 1 to {nodes}")


def _distances(rows: Floats, nodes: int) -> Floats:
    """Return the lengths of shortest ways; the last of repeated edges counts, and none is infinite."""
    ends = np.sort(rows[:, :2].astype(np.int64) - 1, axis=1)
    _, last = np.unique((ends[:, 0] * nodes + ends[:, 1])[::-1], return_index=True)
    kept = len(rows) - 1 - last
    graph = csr_array((rows[kept, 2], (ends[kept, 0], ends[kept, 1])), shape=(nodes, nodes))
    found: Floats = shortest_path(graph, method="D", directed=False)
    return found


SET = NetworkSet(name="orlib_pmed", models={"p-median": ("p?",), "p-center": ("p?",)}, read=read)
