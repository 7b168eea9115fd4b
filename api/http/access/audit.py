"""The audit log over HTTP."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.http.access.needs import needs
from api.http.paging import PageSize
from api.http.responses import problems
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from data.store.audit.chain import AuditRow

router = APIRouter(prefix="/v1", tags=["audit"])

_TEXT = Field(max_length=100_000)


class AuditRowOut(BaseModel):
    """One change.

    who: a caller's id, "key 3f0a..." or the like. what: the operation. which: ids of what was changed, a
    space between. before: hash of the row with the number before.
    """

    number: int
    at: datetime
    who: Annotated[str, _TEXT]
    what: Annotated[str, _TEXT]
    which: Annotated[str, _TEXT]
    result: Annotated[str, _TEXT]
    before: Annotated[str, _TEXT]
    hash: Annotated[str, _TEXT]

    @classmethod
    def of(cls, row: AuditRow) -> "AuditRowOut":
        """Return what is told of a row."""
        return cls(
            number=row.number,
            at=row.at,
            who=row.who,
            what=row.what,
            which=row.which,
            result=row.result,
            before=row.before,
            hash=row.hash,
        )


class AuditOut(BaseModel):
    """One page of the audit log, newest first; `before` of the next page is the number of the last row."""

    rows: Annotated[list[AuditRowOut], Field(max_length=1_000)]


@router.get(
    "/audit",
    operation_id="list_audit",
    summary="Who changed what, newest first",
    dependencies=[needs(Scope.AUDIT)],
    responses=problems(422, 503),
)
def list_audit(
    world: WorldDep,
    page_size: PageSize = 50,
    before: Annotated[
        int | None, Query(ge=1, lt=2**62, description="Only rows with a smaller number: the next page.")
    ] = None,
) -> AuditOut:
    """Return one page of the audit log; every row holds the hash of the one before."""
    rows = world.store.audit.some(before=before, most=page_size)
    return AuditOut(rows=[AuditRowOut.of(each) for each in rows])
