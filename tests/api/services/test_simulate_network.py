"""Designs simulated: the same days wherever and however often they are lived, and all that is written."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from api.services import spread_days
from api.services.simulate_network import Simulated, Wish, simulate_network
from api.services.spread_days import Progress, Spread
from api.services.write_simulation import simulation_document, write_simulation
from core.errors import InvalidInput
from data.templates.write_design import write_design_templates

WISH = Wish(days=4, replications=2, scenarios=["Bad luck"], iterations=20, seconds=3)
ALONE = Spread(processes=1)


@pytest.fixture(scope="module")
def riviera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template, with a design of it beside its tables."""
    folder = tmp_path_factory.mktemp("network")
    write_design_templates(folder)
    simulated(folder, replace(WISH, days=1, replications=1), output=folder / "first")
    (folder / "first" / "designs" / "best.json").rename(folder / "mine.json")
    return folder


@pytest.fixture
def wish(riviera: Path) -> Wish:
    return replace(WISH, designs=[str(riviera / "mine.json")])


def simulated(riviera: Path, wish: Wish, spread: Spread = ALONE, **more: object) -> Simulated:
    return simulate_network(riviera, wish, spread=spread, **more)  # type: ignore[arg-type]


def test_processes_side_by_side_live_the_same_days(riviera: Path, wish: Wish) -> None:
    alone, together = simulated(riviera, wish), simulated(riviera, wish, Spread(processes=2))
    assert alone.whole
    assert alone.days == together.days
    assert all(len(days) == 4 for days in alone.days.values())


def test_a_cluster_lives_the_same_days(riviera: Path, wish: Wish) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    ) as cluster:
        there = simulated(riviera, wish, Spread(dask=cluster.scheduler_address))
    assert there.days == simulated(riviera, wish).days


def test_what_was_stopped_goes_on_and_ends_as_if_it_had_not_been(
    riviera: Path, wish: Wish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread_days, "_TOLD_EVERY_S", 0)  # on a fast computer all days take less

    def enough(told: Progress) -> bool:
        return told.days < 3

    stopped = simulated(riviera, wish, output=tmp_path, progress=enough)
    assert not stopped.whole
    assert 0 < sum(map(len, stopped.days.values())) < 16
    assert any("goes on from here" in note for note in stopped.notes)
    write_simulation(stopped, tmp_path)
    file = next((tmp_path / "runs").iterdir())
    file.write_bytes(file.read_bytes()[:-5])  # as a crash leaves it
    gone_on = simulated(riviera, wish, output=tmp_path)
    assert gone_on.whole
    assert gone_on.days == simulated(riviera, wish).days


def test_more_replications_keep_those_that_are_done(riviera: Path, wish: Wish, tmp_path: Path) -> None:
    first = simulated(riviera, replace(wish, replications=1), output=tmp_path)
    lived = []
    more = simulated(riviera, wish, output=tmp_path, progress=lambda told: lived.append(told.days) or True)
    assert {run: more.days[run] for run in first.days} == first.days
    assert lived == [] or min(lived) >= 8


def test_another_simulation_is_not_mixed_into_a_folder(riviera: Path, wish: Wish, tmp_path: Path) -> None:
    simulated(riviera, wish, output=tmp_path)
    with pytest.raises(InvalidInput, match="another simulation"):
        simulated(riviera, replace(wish, iterations=21), output=tmp_path)


def test_estimates_are_set_beside_the_kernel(riviera: Path, wish: Wish) -> None:
    found = simulation_document(simulated(riviera, replace(wish, last_mile="estimate")))
    errors = found["estimate_errors"]
    assert {each["figure"] for each in errors} == {"km", "hours", "cents", "vehicles"}
    assert all(each["days"] >= 1 and each["worst_percent"] >= each["median_percent"] for each in errors)
    assert any("estimated by a formula" in note for note in found["notes"])


def test_designs_meet_the_same_orders(riviera: Path, wish: Wish) -> None:
    found = simulated(riviera, replace(wish, designs=[*wish.designs, "as-is"], last_mile="lanes"))
    for replication in range(2):
        one, other = (
            [day.ordered for run, days in found.days.items() for day in days
             if (run.design, run.scenario, run.replication) == (design, "undisturbed", replication)]
            for design in ("mine", "as-is")
        )  # fmt: skip
        assert one == other
    rows = simulation_document(found)["differences"]
    (row,) = [
        each
        for each in rows
        if (each["design"], each["scenario"], each["figure"]) == ("as-is", "undisturbed", "running cost")
    ]
    assert row["low"] <= row["mean"] <= row["high"]


def test_everything_is_written_and_agrees(riviera: Path, wish: Wish, tmp_path: Path) -> None:
    found = simulated(riviera, wish)
    files = {path.name for path in write_simulation(found, tmp_path)}
    assert {"simulation.json", "simulation.html", "simulation.xlsx", "days.csv", "results.csv"} <= files
    assert {"cost.png", "parts.png", "vehicles.png", "service.png", "stock.png"} <= files
    document = json.loads((tmp_path / "simulation.json").read_text())
    (cost,) = [
        each
        for each in document["results"]
        if (each["scenario"], each["of"], each["figure"]) == ("undisturbed", "replications", "running cost")
    ]
    totals = [
        sum(day.running_cents for day in days) / 100
        for run, days in found.days.items()
        if run.scenario == "undisturbed"
    ]
    assert cost["mean"] == pytest.approx(sum(totals) / 2, abs=0.01)
    assert (tmp_path / "days.csv").read_text().count("\n") == 1 + 2 * 2 * 4
    page = (tmp_path / "simulation.html").read_text()
    assert page.count("<svg") == 5
    assert not any(outside in page for outside in ("<script", "<link", "src=", "@import"))
