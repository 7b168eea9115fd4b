"""What tests of plans may ask for."""

from typing import Any

import pytest

from routing.solve import SOLVERS
from tests.routing import builders


@pytest.fixture(params=SOLVERS)
def each_solver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let `solved` use one solver after the other, and return its name."""
    monkeypatch.setattr(builders, "SOLVER", request.param)
    return request.param
