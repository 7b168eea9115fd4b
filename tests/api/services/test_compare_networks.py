"""Designs side by side begin with each other, and scenarios are looked through before anything is sought."""

from pathlib import Path
from typing import Any

import pytest

from api.services.compare_networks import AS_IS, BEST, compare_networks
from core.errors import InvalidInput
from network.design.search.locate import design_study

TABLES = {
    "products": "id\np\n",
    "sites": "id,kind,state,lon,lat,fixed_cost\nplant,plant,must-stay,7.4,43.7,\n"
    "old,warehouse,existing,7.41,43.7,500\nnew,warehouse,candidate,7.5,43.7,100\n",
    "makes": "site,product\nplant,p\n",
    "customers": "id,lon,lat\nleft,7.41,43.7\nright,7.5,43.7\n",
    "demand": "customer,product,units\nleft,p,10\nright,p,10\n",
    "modes": "mode,from_kind,to_kind,cost_per_unit_km\nlorry,plant,warehouse,0.1\nvan,warehouse,customer,1\n",
    "limits": "id,kind,value,within\nnear,share-within-km,50,5\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def test_each_design_begins_with_what_was_found_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "scenarios.csv").write_text("scenario,change,target,value\ndear,fixed-percent,,200\n")
    begun: list[Any] = []

    def recorded(study: Any, search: Any, *, start: Any) -> Any:
        begun.append(start)
        return design_study(study, search, start=start)

    monkeypatch.setattr("api.services.compare_networks.design_study", recorded)
    compared = compare_networks(folder, seconds=5)
    assert compared.names == [AS_IS, BEST, "dear"]
    assert begun == [None, compared.designs[AS_IS], compared.designs[BEST]]
    assert compared.designs[BEST].objective < compared.designs[AS_IS].objective


def test_a_scenario_of_what_is_not_there_is_refused_before_anything_is_sought(folder: Path) -> None:
    (folder / "scenarios.csv").write_text(
        "scenario,change,target,value\nx,limit,near,180\nx,open-site,lost,\n"
    )
    with pytest.raises(InvalidInput) as refused:
        compare_networks(
            folder, seconds=5, announce=lambda step: pytest.fail(step) if "design" in step else None
        )
    assert [(each.where, each.field, each.value) for each in refused.value.faults] == [
        ("scenarios.csv row 2", "value", "180"),
        ("scenarios.csv row 3", "target", "lost"),
    ]
