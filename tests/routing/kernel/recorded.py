"""What lowering hands to the kernel, kept as plain figures so that a test can spoil some of them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from routing.kernel import _kernel, lowering
from routing.problem import Problem

CALLS = ("add_matrix", "add_points", "set_windows", "set_work", "set_loads", "set_allowed")
FIGURES = (
    *("dimensions", "stops", "units", "needs", "types", "depots"),
    *("throughput", "backhaul_only", "fewest_vehicles"),
)


@dataclass
class Recorded:
    """Figures by name, and the arrays of each call."""

    figures: dict[str, Any] = field(default_factory=dict)
    calls: list[tuple[str, list[Any]]] = field(default_factory=list)

    def made(self) -> _kernel.Problem:
        """Return the kernel's problem of these figures; ValueError where it refuses them."""
        made = _kernel.Problem()
        for name, value in self.figures.items():
            setattr(made, name, value)
        for name, arrays in self.calls:
            getattr(made, name)(*arrays)
        made.finish()
        return made


class _Recorder:
    """Stands in for the kernel's problem while one is lowered."""

    def __init__(self) -> None:
        object.__setattr__(self, "recorded", Recorded())

    def __setattr__(self, name: str, value: Any) -> None:
        self.recorded.figures[name] = value

    def __getattr__(self, name: str) -> Any:
        if name in CALLS:
            return lambda *given: self.recorded.calls.append((name, [_copied(each) for each in given]))
        return (lambda: None) if name == "finish" else self.recorded.figures[name]

    recorded: Recorded


def _copied(given: Any) -> Any:
    return np.array(given) if isinstance(given, np.ndarray) else given


def recorded(problem: Problem) -> Recorded:
    """Return what lowering hands over for a problem."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lowering._kernel, "Problem", _Recorder)
        kernel: Any = lowering.lowered(problem).kernel
    found: Recorded = kernel.recorded
    return found
