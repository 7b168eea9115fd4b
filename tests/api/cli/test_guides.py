"""What the guides show is what the commands do."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from data.sample_city.bundled import monaco_extract
from tests.api.cli.builders import Ended, Run
from tests.api.cli.test_solve import SQUARE
from tests.docs.pages import DOCS

FIRST_PLAN = (DOCS / "guides" / "first-plan.md").read_text(encoding="utf-8")
COMMAND_LINE = (DOCS / "guides" / "command-line.md").read_text(encoding="utf-8")


def shown(guide: str) -> list[tuple[list[str], str]]:
    """Return every command of a guide's console blocks as words, and what the guide shows as its output."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", guide, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = re.sub(r"\\\n\s*", " ", part).partition("\n")
            found.append((shlex.split(command), output))
    return found


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def ran(run: Run, words: list[str]) -> Ended:
    assert words[0] == "roundsman"
    quick = ["--time", "0.5", "--threads", "1"]
    without_time = [word for k, word in enumerate(words[1:]) if word != "--time" and words[k] != "--time"]
    return run(*without_time, *(quick if words[1] == "plan" else []))


def edit(file: str, old: str, new: str) -> None:
    text = Path(file).read_text("utf-8-sig")
    assert old in text
    Path(file).write_text(text.replace(old, new))


TEMPLATE, INFO, PLAN, FAULTY, UNSERVED, CHECK, _ = (
    step for step in shown(FIRST_PLAN) if step[0][0] == "roundsman"
)


@pytest.fixture
def walk(run: Run) -> Run:
    """The folder of somebody who has the templates and the map."""
    shutil.copy(monaco_extract(), "monaco.osm.pbf")
    assert in_one_line(ran(run, TEMPLATE[0]).out) == in_one_line(TEMPLATE[1])
    return run


def test_the_map_is_told_as_the_first_plan_shows_it(walk: Run) -> None:
    assert in_one_line(ran(walk, INFO[0]).out) == in_one_line(INFO[1])


def test_the_first_plan_serves_everybody(walk: Run) -> None:
    ended = ran(walk, PLAN[0])
    assert ended.code == 0
    assert "6 of 6 stops" in PLAN[1]
    assert "6 of 6 stops" in ended.out


def test_mistakes_are_told_as_the_first_plan_shows_them(walk: Run) -> None:
    edit("my-day/orders.csv", "08:00-10:00; 14:00-16:00", "10:00-08:00")
    edit("my-day/orders.csv", ",0.8,", ",-0.8,")
    ended = ran(walk, FAULTY[0])
    assert ended.code == 2
    assert in_one_line(ended.err).endswith(in_one_line(FAULTY[1]))


def test_what_does_not_fit_is_told_as_the_first_plan_shows_it(walk: Run) -> None:
    edit("my-day/orders.csv", "10:00-18:00,4,2,,", "10:00-18:00,4,2,piano,")
    ended = ran(walk, UNSERVED[0])
    assert ended.code == 3
    assert in_one_line(UNSERVED[1].partition("\n\n")[2]) in in_one_line(ended.out)


def test_the_edited_plan_is_judged_as_the_first_plan_shows_it(walk: Run) -> None:
    ran(walk, PLAN[0])
    document = json.loads(Path("monday/plan.json").read_text())
    routes = re.search(r'"routes": (\[.*?\]),\n```', FIRST_PLAN, re.DOTALL)
    assert routes is not None
    document["routes"] = json.loads(routes[1])
    Path("monday/plan.json").write_text(json.dumps(document))
    ended = ran(walk, CHECK[0])
    assert ended.code == 3
    assert in_one_line(ended.err + ended.out) == in_one_line(CHECK[1])
    assert ran(walk, [*CHECK[0], "--json"]).document["cost_cents"] == 8195
    assert "81.95 EUR" in FIRST_PLAN


def keys_of(command: str) -> set[str]:
    """Return the keys that the guide names for a command's document."""
    documents = COMMAND_LINE.partition("## JSON")[2]
    row = re.search(rf"^\| `{command}` \| (.*) \|$", documents, re.MULTILINE)
    assert row is not None
    return set(re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", row[1])))


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("template", ["forms"]),
        ("doctor", []),
        ("map info", ["MAP"]),
        ("map export", ["MAP", "--output", "town.graphml"]),
        ("matrix", ["ORDERS", "--straight-line", "--output", "m.npz"]),
        ("plan", ["DAY", "--straight-line", "--time", "0.4"]),
    ],
)
def test_documents_hold_the_keys_that_the_guide_names(
    run: Run, day: list[str], town: Path, command: str, more: list[str]
) -> None:
    given = {"MAP": [town], "ORDERS": [day[0]], "DAY": day}
    words = [word for each in more for word in given.get(each, [each])]
    document = run(*command.split(), *words, "--json").document
    assert set(document[0] if isinstance(document, list) else document) == keys_of(command)
    if command == "plan":
        assert set(run("check", "plan/plan.json", "--json").document) == keys_of("check")


def test_the_comparison_of_an_instance_has_the_keys_that_the_guide_names(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE)
    quick = ("--time", "100", "--iterations", "20", "--threads", "1", "--json")
    alone = run("solve", "square.vrp", *quick).document
    Path("square.sol").write_text("Route #1: 1 2\nRoute #2: 3 4\nCost 80\n")
    compared = run("solve", "square.vrp", *quick).document
    assert set(compared) - set(alone) == keys_of("solve")


DRIVEN_DAY = (DOCS / "guides" / "the-driven-day.md").read_text(encoding="utf-8")


def test_the_driven_day_goes_as_its_guide_says(run: Run) -> None:
    for words, _ in shown(DRIVEN_DAY):
        assert ran(run, words).code == 0, words
