"""The record of an operation as JSON, for the store's own rows."""

from functools import cache

from pydantic import TypeAdapter, ValidationError

from core.errors import InvalidInput
from data.store.operations.record import OperationRecord


def record_to_json(record: OperationRecord) -> str:
    """Return a record as JSON; `record_from_json` reads it back equal."""
    return _records().dump_json(record).decode()


def record_from_json(text: str) -> OperationRecord:
    """Return the record that a row holds; anything else raises `InvalidInput`."""
    try:
        return _records().validate_json(text)
    except ValidationError as problem:
        raise InvalidInput(f"The record is damaged: {problem.error_count()} faults.") from problem


@cache
def _records() -> TypeAdapter[OperationRecord]:
    # Made once, at the first call: making it takes longer than reading a thousand records.
    return TypeAdapter(OperationRecord)
