"""The compiler of the kernel: one of this computer where it does, and zig where there is none."""

import shutil
import subprocess
from pathlib import Path

import pytest

from build_backend import compiler
from build_backend.compiler import CannotBuild, compiler_requirements, system_compiler, zig_settings


def make_program(folder: Path, name: str, *lines: str) -> None:
    path = folder / name
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all programs there are; none yet."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CXX", raising=False)
    return tmp_path


def test_a_compiler_that_does_not_know_cpp20_is_passed_over(programs: Path) -> None:
    make_program(programs, "c++", "exit 1")
    make_program(programs, "clang++", "exit 0")
    assert system_compiler() == [str(programs / "clang++")]
    assert compiler_requirements() == []


def test_where_no_compiler_is_zig_is_asked_for_and_said_so(
    programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compiler_requirements() == [compiler.ZIG]
    assert "no C++ compiler found" in capsys.readouterr().out


def test_the_compiler_named_by_a_variable_comes_first(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(programs, "g++", "exit 0")
    make_program(programs, "mine", "exit 0")
    monkeypatch.setenv("CXX", f"{programs}/mine -m64")
    assert system_compiler() == [f"{programs}/mine", "-m64"]


def test_a_compiler_named_by_a_variable_that_fails_is_an_error(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(programs, "g++", "exit 0")
    monkeypatch.setenv("CXX", "nowhere++")
    with pytest.raises(CannotBuild, match="CXX='nowhere\\+\\+'"):
        system_compiler()


def test_zig_stands_in_for_compiler_archiver_and_indexer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "ziglang"
    package.mkdir()
    (package / "__init__.py").touch()
    make_program(package, "zig", 'echo "$@"')
    monkeypatch.syspath_prepend(tmp_path)
    chosen = zig_settings(tmp_path / "programs")
    said = {
        name: subprocess.run([program, "x.cpp"], check=True, capture_output=True, text=True).stdout.split()
        for name, program in chosen.items()
    }
    assert {name: (words[0], words[-1]) for name, words in said.items()} == {
        "CMAKE_CXX_COMPILER": ("c++", "x.cpp"),
        "CMAKE_AR": ("ar", "x.cpp"),
        "CMAKE_RANLIB": ("ranlib", "x.cpp"),
    }


@pytest.mark.skipif(shutil.which("g++") is None, reason="no g++ on this computer")
def test_the_probe_is_a_program_of_cpp20() -> None:
    assert compiler.knows_cpp20(["g++"])
    assert not compiler.knows_cpp20(["g++", "-DMAIN", "-include", "nowhere.h"])


def test_a_python_without_headers_is_an_error_that_says_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiler.sysconfig, "get_path", lambda _: str(tmp_path))
    with pytest.raises(CannotBuild, match=r"Python\.h is missing.*apt install python3-dev"):
        compiler.check_headers()
