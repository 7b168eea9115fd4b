"""Builds the kernel and puts it into a folder: beside its sources, or where its checks are run."""

import os
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from scikit_build_core import build as scikit

from build_backend.compiler import compiler_settings

ROOT = Path(__file__).parents[1]
BESIDE_THE_SOURCES = ROOT / "routing" / "kernel"
CHECKED = {
    "cmake.build-type": "Debug",
    "cmake.define.ROUNDSMAN_SANITIZE": "ON",
    "cmake.define.ROUNDSMAN_CHECKED": "ON",
}


def with_compiler(settings: dict[str, Any] | None) -> dict[str, Any]:
    """Return settings of a build that also say which compiler is to be used, and where.

    Each kind of build, each Python and each compiler has its own folder, in which the next build goes on.
    """
    given = settings or {}
    compiler, chosen = compiler_settings(ROOT / "build" / "zig")
    defined = {f"cmake.define.{name}": value for name, value in chosen.items()}
    options = [
        name for name in ("SANITIZE", "CHECKED") if given.get(f"cmake.define.ROUNDSMAN_{name}") == "ON"
    ]
    kind = "-".join(options).lower() or "plain"
    return {"build-dir": f"build/{kind}/{{wheel_tag}}/{compiler}", **defined, **given}


def build_in_place(settings: dict[str, Any] | None = None) -> Path:
    """Build the kernel, and nothing else, and put it beside its sources; return its path."""
    return _build_into(BESIDE_THE_SOURCES, with_compiler(settings))


def build_checked(folder: Path) -> Path:
    """Build the kernel with sanitizers and all checks and put it into a folder; return its path."""
    return _build_into(folder, with_compiler(CHECKED))


def _build_into(folder: Path, settings: dict[str, Any]) -> Path:
    with tempfile.TemporaryDirectory() as built:
        name = scikit.build_wheel(built, {**settings, "wheel.packages": []})
        module = f"_kernel{sysconfig.get_config_var('EXT_SUFFIX')}"
        content = ZipFile(Path(built, name)).read(f"routing/kernel/{module}")
    folder.mkdir(parents=True, exist_ok=True)
    # Replaced in one step: a program that runs keeps the file it has loaded.
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".kernel", delete=False) as half_written:
        half_written.write(content)
    Path(half_written.name).chmod(0o755)
    return Path(half_written.name).replace(folder / module)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.stdout.write(f"{build_in_place()}\n")
