"""Which generated files there are, writing them, and finding those that are out of date."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from api.reference_pages.commands import commands_page
from api.reference_pages.errors import errors_page
from api.reference_pages.kpis import kpis_page
from api.reference_pages.settings import settings_page
from data.files import write_text
from data.formats.plan_json.schema import plan_schema
from data.formats.problem_json.schema import schema_texts


@cache
def generated_files() -> Mapping[str, str]:
    """Return the text of every generated file, by its path below docs/."""
    schemas = {"plan.schema.json": plan_schema(), **schema_texts()}
    return {
        "reference/cli.md": commands_page(),
        "reference/errors.md": errors_page(),
        "reference/kpis.md": kpis_page(),
        "reference/settings.md": settings_page(),
        **{f"schema/{name}": text for name, text in sorted(schemas.items())},
    }


def write_files(docs: Path) -> list[str]:
    """Write every generated file below `docs`, remove schemas that are no more; return what has changed."""
    changed = stale_files(docs)
    texts = generated_files()
    for name in changed:
        if name in texts:
            write_text(docs / name, texts[name])
        else:
            (docs / name).unlink()
    return changed


def stale_files(docs: Path) -> list[str]:
    """Return the generated files below `docs` that are not what the code says now, or not there."""
    texts = generated_files()
    found = [name for name, text in texts.items() if _text(docs / name) != text]
    surplus = (f"schema/{path.name}" for path in sorted((docs / "schema").glob("*")))
    return [*found, *(name for name in surplus if name not in texts)]


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
