"""Files and folders that a person names."""

import os
from pathlib import Path

import pytest

from api.services.given_files import refuse_missing, refuse_unwritable
from core.errors import NotFound


def refused(*paths: Path | None) -> str:
    with pytest.raises(NotFound) as caught:
        refuse_missing(paths)
    return caught.value.message


def test_files_that_are_there_and_options_not_given_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").touch()
    refuse_missing([tmp_path / "orders.csv", None])


def test_a_pipe_can_be_read_as_a_file_can(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refuse_missing([tmp_path / "pipe"])


def test_every_missing_file_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.csv", tmp_path / "b.csv") == (
        f"There is no file {tmp_path}/a.csv. There is no file {tmp_path}/b.csv."
    )


def test_a_name_that_is_nearly_right_is_suggested(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").touch()
    assert refused(tmp_path / "order.csv").endswith(f"did you mean {tmp_path}/orders.csv?")


def test_a_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "no" / "orders.csv") == f"There is no folder {tmp_path}/no."


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path} is a folder, not a file."


def test_a_folder_that_can_be_made_is_writable_and_not_made(tmp_path: Path) -> None:
    refuse_unwritable(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder_to_write_in(tmp_path: Path) -> None:
    (tmp_path / "plan").touch()
    with pytest.raises(NotADirectoryError, match="plan"):
        refuse_unwritable(tmp_path / "plan" / "deeper")


def test_a_folder_without_the_right_to_write_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # nobody is without rights where tests run as root
    with pytest.raises(PermissionError, match=tmp_path.name):
        refuse_unwritable(tmp_path / "plan")
