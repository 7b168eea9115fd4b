"""Work is asked for: the same key gives the same operation, and whoever likes to waits for its end."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any, Final

import anyio
from anyio.to_thread import run_sync
from fastapi import Header, Response

from api.http.operations.schemas import SMALL, OperationOut
from api.http.preferences import seconds_to_wait
from api.http.responses import problems
from api.jobs.operations.jobs import Asked, OperationJobs
from data.store.operations.record import OperationRecord

Key = Annotated[
    str, Header(max_length=255, description="The same key with the same body gives the same operation.")
]
"""The caller's idempotency key."""

Prefer = Annotated[str, Header(max_length=500, description="`wait=N` holds the answer back up to N seconds.")]
"""What the caller would like."""

_LOOK_EVERY_S: Final = 0.1


def long_work(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the answers of an operation that asks for work, besides 202: ended in time, and problems."""
    ended = {"model": OperationOut, "description": "It ended within the time that the caller waited."}
    return {200: ended, **problems(*statuses)}


def keyed(asked: Asked, key: str, *content: bytes | str) -> Asked:
    """Return what is asked with the digests of the caller's key and of everything that the request says."""
    if not key:
        return asked
    digest = sha256(asked.kind.encode())
    for each in (asked.about, *content):
        digest.update(b"\0" + (each if isinstance(each, bytes) else each.encode()))
    return replace(asked, key=sha256(key.encode()).hexdigest(), fingerprint=digest.hexdigest())


async def told(
    jobs: OperationJobs,
    record: OperationRecord,
    response: Response,
    *,
    prefer: str,
    most_s: int,
    otherwise_s: int = 0,
) -> OperationOut:
    """Return an operation once it has ended, or after the time that the caller waits.

    otherwise_s
        how long where the caller does not say.
    """
    wait_s = seconds_to_wait(prefer, most_s)
    if wait_s:
        response.headers["Preference-Applied"] = f"wait={wait_s}"
    asked_not_to = "wait" in prefer
    record = await _ended_within(jobs, record, wait_s if wait_s or asked_not_to else otherwise_s)
    response.status_code = 200 if record.over else 202
    response.headers["Location"] = f"/v1/operations/{record.id}"
    return await run_sync(described, jobs, record)


def described(jobs: OperationJobs, record: OperationRecord) -> OperationOut:
    """Return what is told of an operation, with its answer where that is small."""
    if not (record.over and record.answer):
        return OperationOut.of(record)
    size = jobs.sizes(record.id).get(record.answer, SMALL + 1)
    return OperationOut.of(record, jobs.answer(record.id)[1] if size <= SMALL else None)


async def _ended_within(jobs: OperationJobs, record: OperationRecord, wait_s: int) -> OperationRecord:
    look: Callable[[str], OperationRecord] = jobs.record
    with anyio.move_on_after(wait_s):
        while not (record.over or jobs.closing):
            await anyio.sleep(_LOOK_EVERY_S)
            record = await run_sync(look, record.id)
    return record
