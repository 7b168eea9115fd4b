"""The engines agree, and nothing a caller does can end the process."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.travel.roads.kernel import NO_WAY, Kernel, best_engine, open_kernel

ENGINES = sorted({"scipy", best_engine()})
Graph = tuple[int, list[tuple[int, int, int]]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Nodes and arcs (tail, head, weight), with parallel arcs, loops, zero weights and closed arcs."""
    size = draw(st.integers(1, 9))
    node = st.integers(0, size - 1)
    weight = st.one_of(st.integers(0, 1_000_000), st.just(NO_WAY))
    return size, draw(st.lists(st.tuples(node, node, weight), min_size=1, max_size=25))


def opened(graph: Graph, engine: str) -> tuple[Kernel, np.ndarray]:
    size, arcs = graph
    tail, head, weights = np.array(arcs, np.int64).T
    points = np.arange(size) * 0.01, np.arange(size) % 3 * 0.01
    return open_kernel(tail, head, points, engine=engine), weights.astype(np.uint32)


def shortest(graph: Graph) -> np.ndarray:
    """Return all least sums by Floyd and Warshall's algorithm."""
    size, arcs = graph
    best = np.full((size, size), NO_WAY, np.int64)
    best[range(size), range(size)] = 0
    for tail, head, weight in arcs:
        best[tail, head] = min(best[tail, head], weight)
    for via in range(size):
        best = np.minimum(best, best[:, [via]] + best[[via]])
    return np.minimum(best, NO_WAY)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_every_engine_finds_the_least_sums_and_their_paths(engine: str, graph: Graph) -> None:
    kernel, weights = opened(graph, engine)
    metric = kernel.customise(weights)
    truth = shortest(graph)
    every = np.arange(graph[0])
    assert np.array_equal(metric.table(every, every), truth)
    assert np.array_equal(metric.table(every, every[:1]), truth[:, :1])
    assert np.array_equal(metric.table(every[:1], every), truth[:1])
    for source in every.tolist():
        for target in every.tolist():
            path = metric.path(source, target)
            if truth[source, target] == NO_WAY:
                assert path is None
                continue
            assert path is not None
            assert weights[path].sum(dtype=np.int64) == truth[source, target]
            nodes = [source, *(graph[1][arc][1] for arc in path.tolist())]
            assert nodes[:-1] == [graph[1][arc][0] for arc in path.tolist()]
            assert nodes[-1] == target


TRIANGLE: Graph = (3, [(0, 1, 5), (1, 2, 7), (2, 0, 1)])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "ask",
    [
        lambda metric: metric.table(np.array([3]), np.array([0])),
        lambda metric: metric.table(np.array([0]), np.array([-1])),
        lambda metric: metric.table(np.array([0, 1, 2, 3]), np.array([0])),
        lambda metric: metric.path(0, 3),
        lambda metric: metric.path(-1, 0),
    ],
)
def test_a_node_outside_the_graph_is_an_error_not_a_crash(
    engine: str, ask: Callable[[object], object]
) -> None:
    kernel, weights = opened(TRIANGLE, engine)
    with pytest.raises(IndexError, match=r"outside 0\.\.2"):
        ask(kernel.customise(weights))


@pytest.mark.parametrize("engine", ENGINES)
def test_weights_that_do_not_fit_the_graph_are_refused(engine: str) -> None:
    kernel, weights = opened(TRIANGLE, engine)
    with pytest.raises(ValueError, match="2 weights for 3 arcs"):
        kernel.customise(weights[:2])
    with pytest.raises(ValueError, match="is above"):
        kernel.customise(np.array([1, 2, 2**32 - 1], np.uint32))


def test_an_arc_that_leads_outside_the_graph_is_refused() -> None:
    with pytest.raises(IndexError, match=r"outside 0\.\.0"):
        open_kernel(np.array([0]), np.array([1]), (np.zeros(1), np.zeros(1)), engine="scipy")


@pytest.mark.parametrize("engine", ENGINES)
def test_empty_questions_get_empty_answers(engine: str) -> None:
    kernel, weights = opened(TRIANGLE, engine)
    nothing = np.zeros(0, np.int64)
    metric = kernel.customise(weights)
    assert metric.table(nothing, np.array([1])).shape == (0, 1)
    assert metric.table(np.array([1, 2]), nothing).shape == (2, 0)


@pytest.mark.parametrize("engine", ENGINES)
def test_one_metric_may_be_asked_from_many_threads_at_once(engine: str) -> None:
    rng = np.random.default_rng(3)
    arcs = [(int(a), int(b), int(w)) for a, b, w in rng.integers(0, 300, (1500, 3))]
    kernel, weights = opened((300, arcs), engine)
    metric = kernel.customise(weights)
    every = np.arange(300)
    truth = metric.table(every, every)
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: metric.table(every, every), range(16)):
            assert np.array_equal(found, truth)
        paths = pool.map(lambda k: metric.path(k, 299 - k), range(100))
    for k, path in enumerate(paths):
        assert (NO_WAY if path is None else weights[path].sum()) == truth[k, 299 - k]


def test_a_saved_hierarchy_answers_like_a_new_one() -> None:
    kernel, weights = opened(TRIANGLE, best_engine())
    tail, head, _ = np.array(TRIANGLE[1], np.int64).T
    points = np.arange(3) * 0.01, np.zeros(3)
    again = open_kernel(tail, head, points, engine=best_engine(), saved=kernel.saved())
    every = np.arange(3)
    assert np.array_equal(again.customise(weights).table(every, every), shortest(TRIANGLE))


@pytest.mark.skipif(best_engine() == "scipy", reason="pyroutingkit is not installed: nothing is saved")
def test_a_saved_hierarchy_of_another_graph_is_refused() -> None:
    saved = opened(TRIANGLE, best_engine())[0].saved()
    points = np.zeros(2), np.zeros(2)
    with pytest.raises(ValueError, match="another graph"):
        open_kernel(np.array([0]), np.array([1]), points, engine=best_engine(), saved=saved)
