"""`roundsman config`, and roundsman.toml for every command."""

from pathlib import Path

import pytest

from tests.api.cli.builders import Run


def test_explain_shows_each_setting_with_where_it_comes_from(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("roundsman.toml").write_text("[server]\nqueue_size = 9\n")
    monkeypatch.setenv("ROUNDSMAN_DATABASE_URL", "postgresql://me:pa55phrase@db.example/plans")
    found = {each["key"]: each for each in run("config", "explain", "--json").document}
    assert found["server.queue_size"] == {
        "key": "server.queue_size",
        "variable": "ROUNDSMAN_SERVER_QUEUE_SIZE",
        "value": "9",
        "origin": "file",
        "source": "roundsman.toml",
        "default": "20",
        "follows": "",
        "meaning": "how many plans may wait",
        "limits": "a whole number, 1 or more",
    }
    assert found["database_url"]["value"].endswith("://me:***@db.example/plans")
    plain = run("config", "explain")
    assert "server.queue_size = 9\n    from roundsman.toml; usually 20" in plain.out
    assert "pa55phrase" not in plain.out + str(found)


def test_check_tells_every_fault(run: Run) -> None:
    assert run("config", "check").code == 0
    Path("roundsman.toml").write_text("[server]\nqueue_sise = 9\nmax_stops = -1\n")
    ended = run("config", "check", "--json")
    assert ended.code == 2
    wrong = [(each["field"], each["expected"]) for each in ended.error["faults"]]
    assert wrong == [
        ("server.queue_sise", "server.queue_size"),
        ("server.max_stops", "a whole number, 1 or more"),
    ]


def test_a_file_of_settings_that_is_wrong_keeps_commands_from_running_but_not_their_help(run: Run) -> None:
    Path("roundsman.toml").write_text("databse_url = 'x'\n")
    ended = run("doctor", "--json")
    assert (ended.code, ended.error["faults"][0]["expected"]) == (2, "database_url")
    assert run("doctor", "--help").code == 0


def test_every_command_takes_what_the_file_says(run: Run) -> None:
    Path("roundsman.toml").write_text('database_url = "here/mine.db"\n')
    found = {each["what"]: each["found"] for each in run("doctor", "--json").document}
    assert found["database"] == "none yet at here/mine.db"
