"""Installs what the kernel is built with into the environment of this Python.

There a build goes on from the last one; pip itself builds in a fresh environment each time, and all of it.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Install what pyproject.toml names, then what the build backend says is missing on this computer."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    _install(settings["build-system"]["requires"])
    # Only now can the backend be imported.
    from build_backend.compiler import CannotBuild  # noqa: PLC0415
    from build_backend.hooks import get_requires_for_build_editable  # noqa: PLC0415

    try:
        _install(get_requires_for_build_editable())
    except CannotBuild as error:
        raise SystemExit(f"Roundsman: {error}") from None


def _install(packages: list[str]) -> None:
    if packages:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "-c", "constraints.txt", *packages]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
