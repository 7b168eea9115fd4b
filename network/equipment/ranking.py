"""Which combinations are worth choosing, which one the weights choose, and how far the weights may move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from network.equipment.combination import Combination
from network.equipment.terms import CRITERIA, MORE_IS_BETTER, Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Between which shares of one criterion the choice stays, all other weights keeping their proportions.

    share
        what the criterion has now, 0 to 1.
    below, above
        ids of what is chosen just below `least` and just above `most`; "" where nothing else ever is.
    """

    criterion: Criterion
    share: float
    least: float
    most: float
    below: str
    above: str


def pareto(combinations: Sequence[Combination], weights: Mapping[Criterion, int]) -> tuple[str, ...]:
    """Return the ids of those that no other beats in one criterion that counts without losing in another.

    Only among these can weights choose, however they are set within those criteria.
    """
    counting = [criterion for criterion in CRITERIA if weights.get(criterion)]
    values = {
        each.id: tuple(_worse_is_more(each, criterion) for criterion in counting) for each in combinations
    }
    return tuple(
        name for name, own in values.items() if not any(_dominates(other, own) for other in values.values())
    )


def _worse_is_more(combination: Combination, criterion: Criterion) -> float:
    value = combination.value(criterion)
    return -value if criterion in MORE_IS_BETTER else value


def _dominates(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True)) and tuple(one) != tuple(other)


def marks(combinations: Sequence[Combination]) -> dict[str, dict[Criterion, float]]:
    """Return for each combination a mark from 0 (worst of all) to 1 (best of all) in each criterion.

    Where all are alike in a criterion each has 1 in it.
    """
    made: dict[str, dict[Criterion, float]] = {each.id: {} for each in combinations}
    for criterion in CRITERIA:
        values = {each.id: _worse_is_more(each, criterion) for each in combinations}
        best, worst = min(values.values()), max(values.values())
        for name, value in values.items():
            made[name][criterion] = 1.0 if worst == best else (worst - value) / (worst - best)
    return made


def shares_of(weights: Mapping[Criterion, int]) -> dict[Criterion, float]:
    """Return weights as shares of their sum."""
    total = sum(weights.values())
    return {criterion: weights.get(criterion, 0) / total for criterion in CRITERIA}


def score(mark: Mapping[Criterion, float], shares: Mapping[Criterion, float]) -> float:
    """Return the weighted mean of the marks."""
    return sum(shares[criterion] * mark[criterion] for criterion in CRITERIA)


def ranked(combinations: Sequence[Combination], weights: Mapping[Criterion, int]) -> list[tuple[str, float]]:
    """Return ids with their scores, the best first; of equals the cheaper."""
    given, shares = marks(combinations), shares_of(weights)
    cost = {each.id: each.present_cents for each in combinations}
    scores = {name: score(mark, shares) for name, mark in given.items()}
    return sorted(scores.items(), key=lambda pair: (-round(pair[1], 12), cost[pair[0]], pair[0]))


def sensitivity(combinations: Sequence[Combination], weights: Mapping[Criterion, int]) -> tuple[Stays, ...]:
    """Return for each criterion how far its weight may move before something else is chosen.

    The score of each combination is a line in the share of a criterion; where they cross, the choice changes.
    """
    given, shares = marks(combinations), shares_of(weights)
    chosen = ranked(combinations, weights)[0][0]
    return tuple(_stays(given, shares, chosen, criterion) for criterion in CRITERIA)


def _stays(
    given: Mapping[str, Mapping[Criterion, float]],
    shares: Mapping[Criterion, float],
    chosen: str,
    criterion: Criterion,
) -> Stays:
    others = 1 - shares[criterion]
    even = 1 / (len(CRITERIA) - 1)

    def line(name: str) -> tuple[float, float]:
        """Return the scores at share 0 and at share 1."""
        mark = given[name]
        rest = sum(
            mark[each] * (shares[each] / others if others > 0 else even)
            for each in CRITERIA
            if each != criterion
        )
        return rest, mark[criterion]

    own = line(chosen)
    least, most, below, above = 0.0, 1.0, "", ""
    for name in given:
        at = _crossing(own, line(name))
        if name == chosen or at is None:
            continue
        if at <= shares[criterion] and at > least and _ahead_below(own, line(name)):
            least, below = at, name
        elif at >= shares[criterion] and at < most and not _ahead_below(own, line(name)):
            most, above = at, name
    return Stays(
        criterion=criterion, share=shares[criterion], least=least, most=most, below=below, above=above
    )


def _crossing(one: tuple[float, float], other: tuple[float, float]) -> float | None:
    """Return the share at which two lines cross between 0 and 1, or None."""
    at_none, at_all = one[0] - other[0], one[1] - other[1]
    if at_none == at_all or at_none * at_all > 0:
        return None
    return at_none / (at_none - at_all)


def _ahead_below(own: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the other one is ahead below the crossing, and so not above it."""
    return other[0] - own[0] > other[1] - own[1]
