"""What is told of operations, as JSON."""

import json
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field

from api.http.plans.schemas import FailureOut
from data.store.operations.record import OperationRecord, OperationState
from network.search import gap_percent

_NAME = Field(max_length=100)
_ADDRESS = Field(max_length=500)

SMALL: Final = 300_000
"""Bytes of an answer that is told with the operation itself."""

MEDIA_TYPES: Final = {
    "json": "application/json", "geojson": "application/geo+json", "html": "text/html", "csv": "text/csv",
    "svg": "image/svg+xml", "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
"""What files of operations are served as, by the ending of their names."""


class OperationProgressOut(BaseModel):
    """How far the work is.

    objective, bound: of the best answer so far, and what none can be better than, in the question's own unit;
    gap_percent: between both. done, of: parts, such as days, designs or rows.
    """

    phase: Annotated[str, Field(max_length=200)]
    seconds: float
    objective: float | None
    bound: float | None
    gap_percent: float | None
    done: int | None
    of: int | None


class OperationLinks(BaseModel):
    """Addresses of what there is now; null for what there is not, or not yet.

    answer: also the best so far, while the work goes on.
    """

    self: Annotated[str, _ADDRESS]
    events: Annotated[str, _ADDRESS]
    cancel: Annotated[str | None, _ADDRESS] = None
    answer: Annotated[str | None, _ADDRESS] = None
    files: Annotated[str | None, _ADDRESS] = None
    parts: Annotated[str | None, _ADDRESS] = None


class OperationOut(BaseModel):
    """Long work that is no plan; polls and events tell the same.

    kind: what is done. about, revision: the study that it is done on. parent: the operation that it is a part
    of. state: queued, then running, then done, failed or cancelled. answer: the answer itself, once there is
    one and where it is small; else it is at `links.answer`.
    """

    id: Annotated[str, _NAME]
    kind: Annotated[str, _NAME]
    state: OperationState
    about: Annotated[str | None, _NAME]
    revision: int | None
    parent: Annotated[str | None, _NAME]
    created: datetime
    started: datetime | None
    ended: datetime | None
    progress: OperationProgressOut
    failure: FailureOut | None
    answer: dict[str, Any] | None
    links: OperationLinks

    @classmethod
    def of(cls, record: OperationRecord, answer: bytes | None = None) -> "OperationOut":
        """Return what is told of an operation."""
        told = answer if answer is not None and len(answer) <= SMALL else None
        return cls(
            id=record.id,
            kind=record.kind,
            state=record.state,
            about=record.about or None,
            revision=record.revision or None,
            parent=record.parent or None,
            created=record.created,
            started=record.started,
            ended=record.ended,
            progress=_progress(record),
            failure=None if record.failure is None else FailureOut.of(record.failure),
            answer=None if told is None else json.loads(told),
            links=_links(record),
        )


class OperationsOut(BaseModel):
    """One page of operations, newest first; null as token says that this is the last page."""

    operations: Annotated[list[OperationOut], Field(max_length=500)]
    next_page_token: Annotated[str | None, _ADDRESS]


class OperationFileOut(BaseModel):
    """A file of an answer."""

    name: Annotated[str, Field(max_length=255)]
    media_type: Annotated[str, _NAME]
    bytes: int
    href: Annotated[str, _ADDRESS]


class OperationFilesOut(BaseModel):
    """All files of an answer."""

    files: Annotated[list[OperationFileOut], Field(max_length=10_000)]


def media_type_of(name: str) -> str:
    """Return what a file is served as."""
    return MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _progress(record: OperationRecord) -> OperationProgressOut:
    figures = record.figures
    known = figures.objective is not None and figures.bound is not None
    return OperationProgressOut(
        phase=figures.phase,
        seconds=figures.seconds,
        objective=figures.objective,
        bound=figures.bound,
        gap_percent=round(gap_percent(figures.objective or 0.0, figures.bound or 0.0), 6) if known else None,
        done=figures.done,
        of=figures.of,
    )


def _links(record: OperationRecord) -> OperationLinks:
    here = f"/v1/operations/{record.id}"
    return OperationLinks(
        self=here,
        events=f"{here}/events",
        cancel=None if record.over else f"{here}:cancel",
        answer=f"{here}/answer" if record.answer else None,
        files=f"{here}/files" if record.over and (record.answer or record.failure) else None,
        parts=f"{here}/parts" if record.figures.of is not None and record.kind == "sweep" else None,
    )
