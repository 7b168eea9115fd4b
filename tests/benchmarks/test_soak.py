"""A sample of every trial that a service must stand, and that faults are seen."""

from pathlib import Path
from random import Random

import httpx
import pytest

from benchmarks.soak import effects, kills
from benchmarks.soak.__main__ import main
from benchmarks.soak.effects import effect_trials
from benchmarks.soak.fuzz import fuzz_cases
from benchmarks.soak.kills import kill_rounds
from benchmarks.soak.programs import Place
from benchmarks.soak.resuming import resume_rounds
from benchmarks.soak.tally import Tally, tally_of

CHANCE = Random(7)  # noqa: S311 - moments, not secrets


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(folder=tmp_path, database=str(tmp_path / "soak.sqlite"), settings={})


@pytest.fixture
def tally(tmp_path: Path) -> Tally:
    return Tally(tmp_path / "tallies" / "trial.json")


def test_no_acknowledged_order_is_lost_or_doubled_by_kills(place: Place, tally: Tally) -> None:
    kill_rounds(place, tally, 3, CHANCE)
    assert tally.faults == []
    assert (tally.rounds, tally.sums["lost"], tally.sums["doubled"]) == (3, 0, 0)
    assert tally.sums["acknowledged"] > 0
    assert tally_of(tally.file).told() == tally.told()


def test_an_order_that_is_not_there_any_more_is_seen(
    place: Place, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten = kills.Written(acknowledged={"1": "an id that nobody gave"})
    monkeypatch.setattr(kills, "Written", lambda: forgotten)
    monkeypatch.setattr(kills, "_written_until_killed", lambda *_: forgotten)
    kill_rounds(place, tally, 1, CHANCE)
    assert tally.faults == ["lost: 1"]


def test_fifty_equal_requests_have_one_effect(place: Place, tally: Tally) -> None:
    effect_trials(place, tally, 3)
    assert (tally.rounds, tally.sums, tally.faults) == (3, {"requests": 150}, [])


def test_a_second_effect_is_seen(place: Place, tally: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask(client: httpx.AsyncClient, number: str) -> httpx.Response:
        body = {**effects.an_order(number), "source": f"soak-{id(object())}"}
        return await client.post("/v1/orders", json=body)

    monkeypatch.setattr(effects, "_ask", ask)
    effect_trials(place, tally, 1)
    assert len(tally.faults) == 1


def test_a_killed_plan_goes_on_and_a_cancelled_one_ends(place: Place, tally: Tally) -> None:
    resume_rounds(place, tally, 1)
    assert tally.rounds == 1
    assert tally.sums == {"left over": 0}


def test_no_request_of_the_description_fails_or_is_answered_otherwise(place: Place, tally: Tally) -> None:
    fuzz_cases(place, tally, 1, run_s=20)
    assert tally.faults == []
    assert tally.sums["cases"] > 20


def test_a_trial_that_nobody_knows_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sleep"]) == 2
    assert "sleep" in capsys.readouterr().err


def test_a_run_goes_on_where_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["effects", "--share", "0.0001", "--into", str(tmp_path)]
    assert main(words) == 0
    first = capsys.readouterr().out
    assert main(words) == 0
    assert capsys.readouterr().out == first
    assert "1 rounds; 50 requests" in first
