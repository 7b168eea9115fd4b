"""What is set: where it comes from, what goes before what, and what is refused."""

import os
from pathlib import Path

import pytest

from api.configuration.known import known_settings
from api.configuration.reading import configured, read_configuration
from api.configuration.typed import settings_from
from core.errors import InvalidInput


def given(environ: dict[str, str], folder: Path) -> dict[str, tuple[str, str]]:
    found = read_configuration(environ, folder)
    assert found.faults == ()
    return {each.setting.key: (each.text, each.origin) for each in found.given}


def faults(environ: dict[str, str], folder: Path) -> dict[str, str]:
    """Return what would be right, by what is wrong."""
    return {each.field: each.expected for each in read_configuration(environ, folder).faults}


def test_the_environment_goes_before_the_file_and_the_file_before_defaults(tmp_path: Path) -> None:
    (tmp_path / "roundsman.toml").write_text(
        'database_url = "kept.db"\n[server]\n'
        'max_stops = 70\nqueue_size = 9\nallowed_hosts = ["a.example", "b"]\n'
    )
    found = given({"ROUNDSMAN_SERVER_MAX_STOPS": "7"}, tmp_path)
    assert found["server.max_stops"] == ("7", "environment")
    assert found["server.queue_size"] == ("9", "file")
    assert found["server.allowed_hosts"] == ("a.example,b", "file")
    assert found["database_url"] == ("kept.db", "file")
    assert found["server.max_vehicles"] == ("1000", "default")


def test_another_file_can_be_named_and_must_then_be_there(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("[worker]\nmemory_mb = 900\n")
    found = given({"ROUNDSMAN_CONFIG": str(tmp_path / "other.toml")}, tmp_path)
    assert found["worker.memory_mb"] == ("900", "file")
    assert list(faults({"ROUNDSMAN_CONFIG": str(tmp_path / "lost.toml")}, tmp_path)) == ["ROUNDSMAN_CONFIG"]


def test_every_fault_is_told_at_once_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "roundsman.toml").write_text(
        'databse_url = "x"\n[server]\n'
        'max_stop = 7\nqueue_size = "9"\nmax_seconds = 0\nthreads = true\n[sever]\na = 1\n'
    )
    wrong = faults({"ROUNDSMAN_SERVER_MAX_STOP": "7", "ROUNDSMAN_SERVER_MAX_WAIT_S": "long"}, tmp_path)
    assert wrong == {
        "databse_url": "database_url",
        "server.max_stop": "server.max_stops",
        "server.queue_size": "a whole number, 1 or more",
        "server.max_seconds": "a whole number, 1 or more",
        "server.threads": "a whole number, 1 or more",
        "sever": "server",
        "ROUNDSMAN_SERVER_MAX_STOP": "ROUNDSMAN_SERVER_MAX_STOPS",
        "ROUNDSMAN_SERVER_MAX_WAIT_S": "a whole number, 1 or more",
    }


def test_the_value_of_an_unknown_variable_is_never_shown(tmp_path: Path) -> None:
    found = read_configuration({"ROUNDSMAN_DATABASE_ULR": "postgresql://me:secret@h/x"}, tmp_path)
    assert [each.expected for each in found.faults] == ["ROUNDSMAN_DATABASE_URL"]
    assert "secret" not in str(found.faults)


@pytest.mark.parametrize("content", [b"max_stops = ", b"\xff\xfe", b"a" * 1_000_001, b"[server]\n[server]\n"])
def test_a_file_that_is_no_toml_is_a_fault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "roundsman.toml").write_bytes(content)
    assert len(read_configuration({}, tmp_path).faults) == 1


def test_a_secret_can_be_kept_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://me:secret@db/plans\n")
    found = given({"ROUNDSMAN_DATABASE_URL_FILE": str(tmp_path / "url")}, tmp_path)
    assert found["database_url"] == ("postgresql://me:secret@db/plans", "environment")
    assert list(faults({"ROUNDSMAN_DATABASE_URL_FILE": str(tmp_path / "no")}, tmp_path)) == [
        "ROUNDSMAN_DATABASE_URL_FILE"
    ]


def test_what_the_file_sets_stands_in_the_environment_only_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ROUNDSMAN_SERVER_QUEUE_SIZE", raising=False)
    (tmp_path / "roundsman.toml").write_text("[server]\nqueue_size = 9\n")
    with configured(tmp_path):
        assert settings_from(os.environ).queue_size == 9
    assert "ROUNDSMAN_SERVER_QUEUE_SIZE" not in os.environ
    (tmp_path / "roundsman.toml").write_text("[server]\nqueue_size = 0\n")
    with pytest.raises(InvalidInput), configured(tmp_path):
        pass


def test_every_default_is_a_value_and_every_setting_says_what_it_is() -> None:
    for each in known_settings():
        assert each.takes(each.default), each
        assert each.meaning, each
