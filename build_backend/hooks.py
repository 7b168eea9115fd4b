"""The build backend: scikit-build-core, with a compiler where there is none and plain editable installs."""

from typing import Any

from scikit_build_core import build as scikit

from build_backend.compiler import check_headers, compiler_requirements
from build_backend.in_place import ROOT, build_in_place, with_compiler

Settings = dict[str, Any] | None


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """Return what a wheel needs to be built, besides what pyproject.toml names."""
    check_headers()
    return [*scikit.get_requires_for_build_wheel(config_settings), *compiler_requirements()]


def get_requires_for_build_editable(config_settings: Settings = None) -> list[str]:
    """Return what an editable install needs to be built, besides what pyproject.toml names."""
    return get_requires_for_build_wheel(config_settings)


def get_requires_for_build_sdist(config_settings: Settings = None) -> list[str]:
    """Return what an archive of the sources needs to be built, besides what pyproject.toml names."""
    return scikit.get_requires_for_build_sdist(config_settings)


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    """Pack the sources; return the name of the archive."""
    return scikit.build_sdist(sdist_directory, config_settings)


def build_wheel(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    """Build the kernel and pack it with all of Python into a wheel; return its name."""
    return scikit.build_wheel(wheel_directory, with_compiler(config_settings), metadata_directory)


def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: Settings = None) -> str:
    """Write what is known of a wheel before it is built; return the name of the folder."""
    return scikit.prepare_metadata_for_build_wheel(metadata_directory, config_settings)


def build_editable(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    """Build the kernel into the sources, and a wheel that does nothing but show Python the way to them."""
    build_in_place(config_settings)
    way = ROOT / "build" / "roundsman.pth"
    way.write_text(f"{ROOT}\n", encoding="utf-8")
    settings = {**_without_kernel(config_settings), f"wheel.force-include.{way}": way.name}
    return scikit.build_wheel(wheel_directory, settings, metadata_directory)


def prepare_metadata_for_build_editable(metadata_directory: str, config_settings: Settings = None) -> str:
    """Write what is known of an editable install before it is built; return the name of the folder."""
    return scikit.prepare_metadata_for_build_wheel(metadata_directory, _without_kernel(config_settings))


def _without_kernel(settings: Settings) -> dict[str, Any]:
    return {**(settings or {}), "wheel.cmake": "false", "wheel.packages": []}
