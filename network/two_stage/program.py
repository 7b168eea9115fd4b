"""Two stages as a program: flows of both stages, then plants, then satellites."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from network.solvers.program import Program
from network.two_stage_problem import TwoStageProblem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_FLOW = 1e-7
"""What flows less than this is a rounding of the solver."""


@dataclass(frozen=True, kw_only=True, eq=False)
class StageProgram:
    """A program of some plants and satellites, whose columns are flows of both stages and who is open."""

    program: Program
    plants: Ints
    satellites: Ints
    customers: int

    def parts(self, values: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return flows to (satellites, plants) and (customers, satellites), then how far places are open."""
        p, s, n = len(self.plants), len(self.satellites), self.customers
        cuts = np.cumsum([s * p, n * s, p])
        supplied, served, plants, satellites = np.split(values, cuts)
        return supplied.reshape(s, p), served.reshape(n, s), plants, satellites


def stage_program(
    problem: TwoStageProblem, plants: Ints, satellites: Ints, *, whole: bool = True, strong: bool = True
) -> StageProgram:
    """Return the program.

    whole
        whether places are open or not, or in parts.
    strong
        whether each customer's flow is closed with its satellite, not only all of them together.
    """
    p, s, n = len(plants), len(satellites), len(problem.demands)
    first, second = problem.first[np.ix_(satellites, plants)], problem.second[:, satellites]
    flow = np.arange(s * p).reshape(s, p)
    service = s * p + np.arange(n * s).reshape(n, s)
    plant, satellite = s * p + n * s + np.arange(p), s * p + n * s + p + np.arange(s)
    total = float(problem.demands.sum())
    rows = _Rows()
    rows.add([(service, 1.0)], n, lower=problem.demands, upper=problem.demands)
    rows.add([(flow, 1.0), (service.T, -1.0)], s, lower=0.0, upper=0.0)
    rooms = np.minimum(problem.satellite_rooms[satellites], total)
    rows.add([(service.T, 1.0), (satellite[:, None], -rooms[:, None])], s, upper=0.0)
    plant_rooms = np.minimum(problem.plant_rooms[plants], total)
    rows.add([(flow.T, 1.0), (plant[:, None], -plant_rooms[:, None])], p, upper=0.0)
    rows.add([(plant[None, :], plant_rooms[None, :])], 1, lower=total)
    rows.add([(satellite[None, :], rooms[None, :])], 1, lower=total)
    if strong:
        rows.close(service, satellite, np.minimum(problem.demands[:, None], rooms[None, :]))
        rows.close(flow, plant, np.minimum(plant_rooms[None, :], rooms[:, None]))
    flows = s * p + n * s
    program = Program(
        costs=np.r_[
            first.ravel(), second.ravel(), problem.plant_costs[plants], problem.satellite_costs[satellites]
        ],
        lower=np.zeros(flows + p + s),
        upper=np.r_[np.full(flows, np.inf), np.ones(p + s)],
        whole=np.r_[np.zeros(flows, dtype=bool), np.full(p + s, whole)],
        rows=rows.matrix(flows + p + s),
        row_lower=np.concatenate(rows.lower),
        row_upper=np.concatenate(rows.upper),
    )
    return StageProgram(program=program, plants=plants, satellites=satellites, customers=n)


class _Rows:
    """Rows of a program, block by block."""

    def __init__(self) -> None:
        self.entries: list[tuple[Ints, Ints, Floats]] = []
        self.lower: list[Floats] = []
        self.upper: list[Floats] = []
        self.count = 0

    def add(
        self,
        terms: list[tuple[Ints, Floats | float]],
        count: int,
        *,
        lower: Floats | float = -np.inf,
        upper: Floats | float = np.inf,
    ) -> None:
        """Add `count` rows; a term has (count, k) columns and their factors."""
        for columns, factors in terms:
            number = np.broadcast_to((self.count + np.arange(count))[:, None], columns.shape)
            values = np.broadcast_to(factors, columns.shape)
            self.entries.append((number.ravel(), columns.ravel(), np.asarray(values, np.float64).ravel()))
        self.lower.append(np.broadcast_to(np.asarray(lower, np.float64), count))
        self.upper.append(np.broadcast_to(np.asarray(upper, np.float64), count))
        self.count += count

    def close(self, flows: Ints, places: Ints, most: Floats) -> None:
        """Close each flow with the place of its column: no more than `most` if that is open, else nothing."""
        place = np.broadcast_to(places, flows.shape).reshape(-1, 1)
        self.add([(flows.reshape(-1, 1), 1.0), (place, -most.reshape(-1, 1))], flows.size, upper=0.0)

    def matrix(self, columns: int) -> csr_array:
        """Return all rows."""
        rows, places, values = (np.concatenate(each) for each in zip(*self.entries, strict=True))
        return csr_array((values, (rows, places)), shape=(self.count, columns))
