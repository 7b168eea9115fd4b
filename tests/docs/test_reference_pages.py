import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from api.configuration.known import known_settings
from api.reference_pages.__main__ import main
from api.reference_pages.commands import every_command
from api.reference_pages.errors import error_kinds
from api.reference_pages.files import generated_files, stale_files, write_files
from api.settings import Settings
from tests.docs.pages import DOCS, ROOT, paragraph

CLI, SETTINGS = DOCS / "reference" / "cli.md", DOCS / "reference" / "settings.md"
PACKAGES = ("core", "routing", "network", "inventory", "orders", "data", "api", "web", "benchmarks")


def test_the_pages_in_docs_say_what_the_code_says() -> None:
    assert stale_files(DOCS) == [], "run `make docs`"


def test_check_names_each_file_that_is_out_of_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--write"], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    (tmp_path / "reference" / "cli.md").write_text("old", encoding="utf-8")
    (tmp_path / "schema" / "plan.schema.json").unlink()
    (tmp_path / "schema" / "gone.schema.json").write_text("{}", encoding="utf-8")
    capsys.readouterr()
    assert main(["--check"], tmp_path) == 1
    named = re.findall(r"docs/(\S+);", capsys.readouterr().err)
    assert named == ["reference/cli.md", "schema/plan.schema.json", "schema/gone.schema.json"]
    assert write_files(tmp_path) == named
    assert stale_files(tmp_path) == []


def test_anything_but_write_and_check_is_wrong_usage(tmp_path: Path) -> None:
    assert main([], tmp_path) == main(["--write", "--check"], tmp_path) == 2
    assert list(tmp_path.iterdir()) == []


def test_pages_are_the_same_on_every_machine_and_terminal(tmp_path: Path) -> None:
    elsewhere = (
        "import os, sys; os.cpu_count = lambda: 97\n"
        "from api.reference_pages.files import generated_files\n"
        "sys.stdout.write('\\0'.join(t for pair in generated_files().items() for t in pair))"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "40", "PYTHONHASHSEED": "7"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TZ": "Asia/Tokyo", "LANG": "C"}
    made = subprocess.run(
        [sys.executable, "-c", elsewhere], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    here = "\0".join(text for pair in generated_files().items() for text in pair)
    assert made.stdout.decode() == here


@pytest.mark.parametrize("command", every_command(), ids=lambda command: command.words)
def test_the_page_lists_all_that_the_help_of_a_command_lists(command) -> None:  # type: ignore[no-untyped-def]
    _, *words = command.words.split()
    shown = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert shown.exit_code == 0
    first_columns = re.findall(r"^[│ *]*((?:--[a-z][a-z-]*[ ,/]*)+)", shown.stdout, re.MULTILINE)
    listed = set(" ".join(first_columns).replace(",", " ").split()) - {"--help"}
    on_page = set(re.findall(r"--[a-z][a-z-]*", paragraph(CLI, command.words)))
    assert {name for given in command.given for name in re.findall(r"--[a-z-]+", given.name)} == listed
    assert listed <= on_page


def test_every_command_and_all_that_it_takes_is_explained() -> None:
    commands = every_command()
    assert [each.words for each in commands if not each.help.endswith(".")] == []
    mute = [(each.words, given.name) for each in commands for given in each.given if not given.help]
    assert mute == []


def test_every_exit_code_is_explained() -> None:
    rows = re.findall(r"^\| (\d+) \| \S", paragraph(CLI, "Exit codes"), re.MULTILINE)
    assert {kind.exit_code for kind in error_kinds()} <= {int(row) for row in rows}


def test_every_error_says_what_to_do() -> None:
    assert [kind.code for kind in error_kinds() if not kind.action.endswith(".")] == []
    assert [kind.code for kind in error_kinds() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)] == []


def test_every_setting_is_listed_under_the_name_it_is_set_by_and_explained() -> None:
    listed = re.findall(r"^\| `(ROUNDSMAN_\w+)` \|.*\|.*\| \S.* \|$", SETTINGS.read_text(), re.MULTILINE)
    assert set(listed) >= {each.variable for each in known_settings()}
    assert [each.name for each in fields(Settings)] == [
        name.removeprefix("ROUNDSMAN_SERVER_").lower() for name in listed if "_SERVER_" in name
    ]


def test_every_variable_of_an_option_is_a_setting() -> None:
    asked = {given.variable for command in every_command() for given in command.given if given.variable}
    assert asked <= {each.variable for each in known_settings()}


def test_every_environment_variable_in_the_source_is_explained() -> None:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    files = [path for path in files if "node_modules" not in path.parts]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    used = set(re.findall(r"\bROUNDSMAN_[A-Z]+(?:_[A-Z]+)*\b", text))
    assert used - set(re.findall(r"`(ROUNDSMAN_\w+)`", SETTINGS.read_text(encoding="utf-8"))) == set()
