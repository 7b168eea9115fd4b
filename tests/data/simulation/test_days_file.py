"""Days kept while they are lived: read back as they were, whatever ended the writing."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import InvalidInput
from data.formats.simulation.days_file import keep_day, kept_days
from network.simulation.disruption import Disruption
from network.simulation.driven import Driven
from network.simulation.order import State
from network.simulation.variation import Variation
from tests.network.simulation.builders import make_world, states_and_days


def kept(path: Path) -> tuple[list[State], list[object]]:
    down = (Disruption(scenario="x", kind="site-down", target="a", first=2, days=5),)
    world = make_world(stock=True, routed=["a"], variations=[Variation()], disruptions=down, days=9)
    check = Driven(vehicles={"van": 2}, km=1 / 3)
    states, days = states_and_days(
        world, deliver=lambda asked: Driven(vehicles={"bike": 1}, km=0.1, left=(0,), check=check)
    )
    kept_days(path, "d")
    for state, day in zip(states, days, strict=True):
        keep_day(path, day, state)
    return states, list(days)


def test_days_and_the_last_state_are_read_as_they_were(tmp_path: Path) -> None:
    states, days = kept(tmp_path / "run.jsonl")
    assert states[-1].waiting
    assert kept_days(tmp_path / "run.jsonl", "d") == (days, states[-1])


@pytest.mark.parametrize("cut", [1, 7, 200])
def test_a_line_that_was_being_written_is_cut_off(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "run.jsonl"
    states, days = kept(path)
    path.write_bytes(path.read_bytes()[:-cut])
    assert kept_days(path, "d") == (days[:-1], states[-2])
    keep_day(path, replace(days[-1]), states[-1])  # type: ignore[type-var, arg-type]
    assert kept_days(path, "d") == (days, states[-1])


def test_days_of_another_simulation_are_refused(tmp_path: Path) -> None:
    kept(tmp_path / "run.jsonl")
    with pytest.raises(InvalidInput, match="another simulation") as refused:
        kept_days(tmp_path / "run.jsonl", "e")
    assert "another --output" in str(refused.value)
