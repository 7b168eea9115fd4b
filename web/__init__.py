"""The screens; Python code asks here only for the built files."""

from pathlib import Path


def built_files() -> Path:
    """Return the folder of the built page: index.html, viewer.js, viewer.css, licences.txt."""
    return Path(__file__).parent / "dist"
