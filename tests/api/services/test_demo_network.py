"""The planner's story: read as anybody's study, feasible in every scenario, told in one report."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.services.compare_networks import AS_IS, BEST, Compared
from api.services.demo_network import REPORT, DemoNetwork, demo_network_is_kept, make_demo_network
from api.services.design_network import study_of
from api.services.travel_choice import TravelChoice, streets_of
from data.formats.design.change_rows import read_changes
from data.sample_city.bundled import monaco_extract
from network.referee.design import design_violations

WANTED = DemoNetwork(extract=monaco_extract(), orders=60, seed=1)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> tuple[Path, Compared]:
    folder = tmp_path_factory.mktemp("network")
    source = streets_of(TravelChoice(map_file=WANTED.extract, cache=cache))
    return folder, make_demo_network(WANTED, folder, source=source, cache=cache)


def test_its_tables_pass_the_checks_of_anybodys_study_without_a_note(made: tuple[Path, Compared]) -> None:
    study = study_of(made[0])
    assert len(study.members("")) == 13
    assert [each.id for each in study.sites if each.was_open] == ["entry", "depot"]
    assert not [note for note in study.notes if "unit" in note]


def test_the_network_of_today_the_best_and_three_scenarios_are_feasible_and_sound(
    made: tuple[Path, Compared],
) -> None:
    folder, compared = made
    scenarios = list(read_changes(folder, study_of(folder)))
    assert len(scenarios) == 3
    assert compared.names == [AS_IS, BEST, *scenarios]
    assert compared.refused == {}
    for name, design in compared.designs.items():
        assert design_violations(compared.studies[name], design) == [], name


def test_the_promise_moves_customers_nearer_and_growth_outgrows_the_depot(
    made: tuple[Path, Compared],
) -> None:
    designs = made[1].designs
    grown, near, both = (designs[name] for name in made[1].names[2:])
    assert set(designs[AS_IS].open_ids) == {"entry", "depot"}
    assert designs[BEST].objective <= designs[AS_IS].objective
    assert near.objective > designs[BEST].objective
    assert both.objective > grown.objective
    sizes = {each.size for each in grown.sites if each.site == "depot"}
    assert sizes != {"today"} or len(grown.open_ids) > 2


def test_distances_are_those_of_real_streets(made: tuple[Path, Compared]) -> None:
    streets, straight = made[1].study, study_of(made[0])
    assert not any("straight" in note for note in streets.notes)
    assert any("straight" in note for note in straight.notes)


def test_the_report_shows_maps_costs_and_service_and_calls_samples_by_name(
    made: tuple[Path, Compared],
) -> None:
    page = (made[0] / REPORT).read_text(encoding="utf-8")
    assert page.count("<svg") == 3
    assert "sample values for rents" in page
    assert "OpenStreetMap" in page
    assert all(name in page for name in made[1].names)


def test_it_is_made_once_for_the_same_wish(made: tuple[Path, Compared]) -> None:
    folder, _ = made
    assert demo_network_is_kept(WANTED, folder)
    assert not demo_network_is_kept(replace(WANTED, seed=2), folder)
    assert not demo_network_is_kept(replace(WANTED, orders=61), folder)


def test_what_ends_halfway_is_not_kept(tmp_path: Path, cache: Path) -> None:
    def ends(step: str) -> None:
        if step.startswith("designing"):
            raise KeyboardInterrupt

    source = streets_of(TravelChoice(map_file=WANTED.extract, cache=cache))
    with pytest.raises(KeyboardInterrupt):
        make_demo_network(WANTED, tmp_path, source=source, cache=cache, announce=ends)
    assert not (tmp_path / REPORT).exists()
    assert not demo_network_is_kept(WANTED, tmp_path)
