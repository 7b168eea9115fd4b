"""All files of a plan in one folder: replaced together, or not at all."""

from pathlib import Path

import pytest

from api.services import plan_files
from api.services.plan_files import plan_summary, write_plan_files
from data.formats.plan_json.document import PlanDocument
from routing.travel.straight_line import StraightLine
from tests.api.cli.builders import document_of, write_day


@pytest.fixture
def document(tmp_path: Path) -> PlanDocument:
    write_day(tmp_path / "day")
    return document_of(tmp_path / "day", red=("ann", "bob"), blue=("cat",))


@pytest.fixture
def other(tmp_path: Path) -> PlanDocument:
    """The same day on one vehicle."""
    return document_of(tmp_path / "day", blue=("ann", "bob", "cat"))


def written(document: PlanDocument, folder: Path) -> list[str]:
    return sorted(
        str(file.relative_to(folder)) for file in write_plan_files(document, folder, StraightLine())
    )


def found(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_format_is_written_and_nothing_else(document: PlanDocument, tmp_path: Path) -> None:
    names = written(document, tmp_path / "plan")
    assert names == [
        "gpx/blue.gpx",
        "gpx/red.gpx",
        "manifest.html",
        "map.html",
        "plan.csv",
        "plan.geojson",
        "plan.json",
        "unserved.csv",
    ]
    assert sorted(found(tmp_path / "plan")) == names


def test_tables_begin_with_the_mark_that_spreadsheets_need(document: PlanDocument, tmp_path: Path) -> None:
    written(document, tmp_path)
    assert (tmp_path / "plan.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_another_plan_replaces_the_first_wholly(
    document: PlanDocument, other: PlanDocument, tmp_path: Path
) -> None:
    written(document, tmp_path / "plan")
    names = written(other, tmp_path / "plan")
    assert sorted(found(tmp_path / "plan")) == names
    assert "gpx/red.gpx" not in names


def test_what_others_keep_in_the_folder_stays(document: PlanDocument, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    (folder / "gpx").mkdir(parents=True)
    mine = {
        "gpx/hike.gpx": b"<gpx creator='a watch'/>",
        "plan.backup.npz": b"matrix",
        "notes.txt": b"call Ann",
    }
    for name, content in mine.items():
        (folder / name).write_bytes(content)
    written(document, folder)
    assert found(folder).items() >= mine.items()


def test_a_matrix_that_only_the_earlier_plan_named_is_removed(document: PlanDocument, tmp_path: Path) -> None:
    (tmp_path / "plan.truck.npz").write_bytes(b"matrix")
    (tmp_path / "plan.json").write_text(
        '{"travel": {"files": {"plan.truck.npz": "digest", "../day/orders.csv": ""}}}'
    )
    written(document, tmp_path)
    assert not (tmp_path / "plan.truck.npz").exists()
    assert (tmp_path / "day" / "orders.csv").exists()


@pytest.mark.parametrize("content", ["", "[]", "no json", '{"travel": 3}'])
def test_whatever_stands_in_an_earlier_plan_json_it_is_replaced(
    document: PlanDocument, tmp_path: Path, content: str
) -> None:
    (tmp_path / "plan.json").write_text(content)
    written(document, tmp_path)
    assert "roundsman" in (tmp_path / "plan.json").read_text()


def test_where_writing_fails_the_earlier_plan_is_still_whole(
    document: PlanDocument, other: PlanDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plan"
    written(document, folder)
    before = found(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(plan_files, "write_plan", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*/plan'"):
        written(other, folder)
    assert found(folder) == before


def test_the_summary_holds_figures_in_whole_units(document: PlanDocument) -> None:
    summary = plan_summary(document)
    assert (summary["routes"], summary["stops"], summary["served"]) == (2, 4, 3)
    assert [each["stop"] for each in summary["unserved"]] == ["dan"]
    assert summary["cost_cents"]["total"] == sum(
        amount for name, amount in summary["cost_cents"].items() if name != "total"
    )
