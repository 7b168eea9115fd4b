"""What deploy/ holds fits the program: commands, settings, and how little its processes may do."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.configuration.known import known_settings
from api.reference_pages.commands import every_command

DEPLOY = Path(__file__).parents[1] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
SETTINGS = {each.variable: each for each in known_settings()}
OPTIONS = {
    each.words.removeprefix("roundsman "): {given.name for given in each.given} for each in every_command()
}
WORST_EXPOSURE = 20
"""In tenths, as systemd-analyze counts; a service that says nothing has 96."""


def fitting(words: list[str]) -> None:
    """Assert that a command line is one of this program."""
    command, *options = words
    known = " ".join(OPTIONS[command])
    assert [each for each in options if each.startswith("--") and each not in known] == []


def composed() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return found


def test_composed_services_run_our_commands_with_our_settings_and_few_rights() -> None:
    services = composed()["services"]
    assert set(services) == {"database", "server", "worker"}
    for name in ("server", "worker"):
        service = services[name]
        fitting(service["command"])
        for variable, value in service["environment"].items():
            assert SETTINGS[variable].takes(value)
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["depends_on"]["database"]["condition"] == "service_healthy"
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert services["server"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in services["database"]
    named = {each.split(":")[0] for service in services.values() for each in service["volumes"]}
    assert named == set(composed()["volumes"])


def test_the_image_runs_our_command_as_nobody_of_importance() -> None:
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    given = dict(lines)  # type: ignore[arg-type]
    assert given["USER"] == "10001"
    assert given["ENTRYPOINT"] == '["roundsman"]'
    fitting(yaml.safe_load(given["CMD"]))
    for name, value in re.findall(r"(ROUNDSMAN_\w+)=(\S+)", text):
        assert SETTINGS[name].takes(value)
    assert all(":" in rest for word, rest in lines if word == "FROM")
    usual = "FROM RUN WORKDIR COPY USER ENV EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD"
    assert {word for word, _ in lines} <= set(usual.split())


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_our_command_with_few_rights(unit: Path) -> None:
    lines = dict(line.partition("=")[::2] for line in unit.read_text().splitlines() if "=" in line)
    _, *words = shlex.split(lines["ExecStart"])
    fitting(words)
    for name, value in re.findall(r"(ROUNDSMAN_\w+)=(\S+)", lines["Environment"]):
        assert SETTINGS[name].takes(value)
    assert (lines["DynamicUser"], lines["ProtectSystem"], lines["NoNewPrivileges"]) == (
        "yes",
        "strict",
        "yes",
    )
    assert lines["CapabilityBoundingSet"] == ""


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze")
def test_units_are_sound_and_hardly_exposed(tmp_path: Path) -> None:
    copies = [tmp_path / unit.name for unit in UNITS]
    assert len(copies) == 3
    for unit, copy in zip(UNITS, copies, strict=True):
        # The program is not where the unit has it, and that is not what is looked at.
        copy.write_text(
            re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
        )
        limits = ["--offline=true", f"--threshold={WORST_EXPOSURE}"]
        exposed = subprocess.run(
            ["systemd-analyze", "security", *limits, copy], capture_output=True, text=True, check=False
        )
        assert exposed.returncode == 0, exposed.stdout[-500:]
    verified = subprocess.run(
        ["systemd-analyze", "verify", *copies], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
