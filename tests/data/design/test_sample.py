"""The sample network tells its whole story: as it is and in its scenarios."""

from pathlib import Path

from data.formats.design.change_rows import read_changes
from data.formats.design.comparison import comparison_rows
from data.formats.design.read_study import read_study
from data.templates.write_design import write_design_templates
from network.design.design import Design
from network.design.scenario import applied, as_is
from network.solve import solve
from routing.travel.straight_line import StraightLine


def test_the_sample_can_be_costed_as_it_is_and_its_scenarios_can_be_applied(tmp_path: Path) -> None:
    write_design_templates(tmp_path)
    study = read_study(tmp_path, lambda places: StraightLine().travel(places, "van").matrix)
    today = as_is(study)
    design = solve(today, seconds=20)
    assert isinstance(design, Design)
    assert set(design.open_ids) == {"FON", "GOA", "MRS", "NIC"}
    (row,) = comparison_rows(["now"], {"now": today}, {"now": design}, {}, reference="now")
    assert row[:3] == ("now", round(design.objective, 2), 0.0)
    changes = read_changes(tmp_path, study)
    assert len(changes) == 3
    for each in changes.values():
        assert applied(study, each) != study
