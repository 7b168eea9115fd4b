"""The record of a plan's making as JSON, for the plan store's own files."""

from functools import cache

from pydantic import TypeAdapter, ValidationError

from core.errors import InvalidInput, fault
from data.store.plan_record import PlanRecord

_VERSION = 1


def record_to_json(record: PlanRecord) -> bytes:
    """Return `record` as JSON; `record_from_json` reads it back equal."""
    return b'{"version":%d,"record":%s}\n' % (_VERSION, _records().dump_json(record))


def record_from_json(text: bytes) -> PlanRecord:
    """Return the record that `text` holds; anything else raises `InvalidInput`."""
    try:
        stored = TypeAdapter(dict[str, object]).validate_json(text)
        if stored.get("version") != _VERSION:
            expected = f"a record of version {_VERSION}"
            found = fault("/version", "", stored.get("version"), expected)
            raise InvalidInput("The record was written by another version.", faults=[found])
        return _records().validate_python(stored.get("record"))
    except ValidationError as problem:
        raise InvalidInput(f"The record is damaged: {problem.error_count()} faults.") from problem


@cache
def _records() -> TypeAdapter[PlanRecord]:
    # Made once, at the first call: making it takes longer than reading a thousand records.
    return TypeAdapter(PlanRecord)
