"""The JSON schemas that are published beside the guide."""

import json
from pathlib import Path
from typing import Final

from data.files import write_text
from data.formats.problem_json.day_model import DayModel
from data.formats.problem_json.models import Model
from data.formats.problem_json.problem_model import ProblemModel

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_texts() -> dict[str, str]:
    """Return the JSON schema of each format, by file name."""
    return {
        "day.schema.json": _text(DayModel, "A day to be planned"),
        "problem.schema.json": _text(ProblemModel, "A problem with its travel"),
    }


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into `folder`; return the files written."""
    texts = schema_texts()
    for name, text in texts.items():
        write_text(folder / name, text)
    return tuple(folder / name for name in texts)


def _text(model: type[Model], title: str) -> str:
    schema = {"$schema": _DIALECT} | model.model_json_schema(by_alias=True) | {"title": title}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
