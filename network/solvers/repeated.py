"""One linear program solved again and again with other bounds: each time from the answer before."""

from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from network.solvers.program import Program, highs_of

Floats = NDArray[np.float64]


class Repeated:
    """A linear program at work; not for use by two threads at once."""

    def __init__(self, program: Program) -> None:
        if program.whole.any():
            raise ValueError("a program with whole numbers does not begin from the answer before")
        self._program, self._solver = program, highs_of(program)
        self._columns: Any = np.arange(len(program.costs), dtype=np.int32)

    def best(self, upper: Floats) -> Floats:
        """Return the best x that stays below other upper bounds; it has to be there."""
        self._solver.changeColsBounds(len(upper), self._columns, self._program.lower, upper)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise ValueError(f"a program without a best answer: {status}")
        return np.array(self._solver.getSolution().col_value)
