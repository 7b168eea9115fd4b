"""What random problems are put together from: windows, loads, skills, within a short day."""

from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from core.units import Seconds
from core.window import TimeWindow
from routing.problem import Load

HORIZON = 60
SKILLS = ("cold", "lift")

Drawn = TypeVar("Drawn")


def seldom(draw: st.DrawFn, values: st.SearchStrategy[Drawn], otherwise: Drawn) -> Drawn:
    """Draw `otherwise` two times out of three."""
    return draw(values) if draw(st.integers(0, 2)) == 2 else otherwise


@cache
def window(earliest: int, latest: int) -> st.SearchStrategy[TimeWindow]:
    """Draw a time window within two moments."""
    moments = st.tuples(st.integers(earliest, latest), st.integers(earliest, latest))
    return moments.map(lambda ends: TimeWindow(opens=Seconds(min(ends)), closes=Seconds(max(ends))))


@cache
def windows() -> st.SearchStrategy[tuple[TimeWindow, ...]]:
    """Draw up to three windows, which may overlap."""
    return st.lists(window(0, HORIZON), min_size=1, max_size=3).map(tuple)


@cache
def loads(dimensions: int, most: int) -> st.SearchStrategy[Load]:
    """Draw one amount per dimension."""
    return st.tuples(*[st.integers(0, most)] * dimensions)


@cache
def skills() -> st.SearchStrategy[frozenset[str]]:
    """Draw any set of skills."""
    return st.frozensets(st.sampled_from(SKILLS))
