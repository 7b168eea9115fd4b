"""The published schemas are those of the code, and agree with it about what is valid."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from data.formats.day_entries.assemble import day_of
from data.formats.day_entries.entries import DayEntries
from data.formats.problem_json.day_json import day_to_json
from data.formats.problem_json.schema import schema_texts, write_schemas
from tests.data.day_entries.entries import days
from tests.data.problem_json.test_day_json import DAY
from tests.data.problem_json.test_problem_json import SMALLEST

PUBLISHED = Path(__file__).parents[3] / "docs" / "schema"


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_texts()[name]))


@pytest.mark.parametrize("name", ["day.schema.json", "problem.schema.json"])
def test_the_published_schema_is_that_of_the_code(name: str) -> None:
    """Where it is not: write_schemas(Path("docs/schema")) of data.formats.problem_json.schema renews it."""
    assert (PUBLISHED / name).read_text(encoding="utf-8") == schema_texts()[name]


def test_the_schemas_are_written_as_files(tmp_path: Path) -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in write_schemas(tmp_path)} == schema_texts()


@pytest.mark.parametrize("name", ["day.schema.json", "problem.schema.json"])
def test_the_schema_is_a_valid_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema_texts()[name]))


@settings(max_examples=40, deadline=None)
@given(days())
def test_every_day_that_is_written_satisfies_the_schema(entries: DayEntries) -> None:
    validator("day.schema.json").validate(json.loads(day_to_json(day_of(entries, what="day"))))


def test_the_smallest_examples_satisfy_their_schema() -> None:
    validator("day.schema.json").validate(DAY)
    validator("problem.schema.json").validate(SMALLEST)


@pytest.mark.parametrize(
    "changes",
    [
        {"orders": [{"id": "A1", "place": {"lon": 190, "lat": 0}}]},
        {"orders": [{"id": "A1"}]},
        {"vehicles": [{"id": "van"}]},
        {"currency": "euro"},
        {"colour": "red"},
        {"format": "something else"},
    ],
)
def test_the_schema_refuses_what_reading_refuses(changes: dict[str, Any]) -> None:
    assert not validator("day.schema.json").is_valid(DAY | changes)
