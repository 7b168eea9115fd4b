"""How far forklifts drive on the mean."""


def to_any_position(length: float, depth: float, *, depth_share: float = 0.5) -> float:
    """Return the mean way from the middle of a front to any position behind it: L/4 + D/2.

    Source: rectangular ways, positions alike; see Francis, McGinnis & White, Facility Layout and Location.

    depth_share
        how deep the mean position lies: 0.5 where all are alike, less where fast movers stand in front.
    """
    return length / 4 + depth * depth_share


def between_random(length: float) -> float:
    """Return the mean distance of two points drawn anywhere on a line: a third of its length."""
    return length / 3


def mean_depth_share(space: list[float], moves: list[float]) -> float:
    """Return how deep the mean move goes, 0 to 1, where SKUs stand by turnover, the fastest in front.

    space, moves
        per SKU: positions it holds and moves it makes, any units.
    Source: Hausman, Schwarz & Graves (1976), Management Science 22(6), doi:10.1287/mnsc.22.6.629.
    """
    fastest = sorted(zip(space, moves, strict=True), key=lambda pair: -pair[1] / max(pair[0], 1e-9))
    all_space, all_moves = sum(space), sum(moves)
    if not all_space or not all_moves:
        return 0.5
    passed, mean = 0.0, 0.0
    for held, moved in fastest:
        mean += moved / all_moves * (passed + held / 2) / all_space
        passed += held
    return mean
