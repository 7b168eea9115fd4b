"""`roundsman vroom`: a question in a file, its answer in another."""

import json
from pathlib import Path

from routing.travel.straight_line import ESTIMATED
from tests.api.cli.builders import Run
from tests.data.vroom.builders import make_job, make_plain, make_vehicle


def write(**changes: object) -> str:
    Path("asked.json").write_text(json.dumps(make_plain(**changes)))
    return "asked.json"


def test_an_answer_goes_to_standard_output(run: Run) -> None:
    ended = run("vroom", write(), "--threads", "1")
    assert ended.code == 0
    assert ended.document["summary"]["cost"] == 20


def test_an_answer_goes_to_a_file_and_is_told_in_a_line(run: Run) -> None:
    ended = run("vroom", write(jobs=[make_job(), make_job(2, skills=[7])]), "--output", "told.json")
    assert ended.code == 3
    assert ended.out == "cost 20 with 1 route, 1 task left out\n"
    told = json.loads(Path("told.json").read_text())
    assert told["unassigned"][0]["reason"]["code"] == "no-vehicle-has-skills"


def test_points_are_travelled_by_straight_lines_where_no_source_is_named(run: Run) -> None:
    plain = {"vehicles": [{"id": 1, "start": [2.35, 48.7]}], "jobs": [{"id": 1, "location": [2.3, 48.6]}]}
    Path("asked.json").write_text(json.dumps(plain))
    ended = run("vroom", "asked.json", "--output", "told.json", "--threads", "1")
    assert (ended.code, f"note: {ESTIMATED}" in ended.err) == (0, True)


def test_rules_that_given_routes_break_are_told(run: Run) -> None:
    vehicle = make_vehicle(time_window=[0, 5], steps=[{"type": "job", "id": 1}])
    ended = run("vroom", write(vehicles=[vehicle], options={"c": True}), "--output", "told.json")
    assert ended.code == 3
    assert ended.out == "cost 20 with 1 route, 0 tasks left out, broken: delay\n"


def test_a_question_that_cannot_be_asked_is_refused_and_nothing_is_written(run: Run) -> None:
    ended = run("vroom", write(jobs=[make_job(service=-1)]), "--output", "told.json")
    assert ended.code == 2
    assert "Invalid service duration." in ended.err
    assert "/jobs/0, service: found '-1'" in ended.err
    assert not Path("told.json").exists()


def test_a_file_that_is_not_there_is_told(run: Run) -> None:
    assert run("vroom", "nothing.json").code == 4
