"""What the routes of studies take and give, as JSON."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from data.formats.problem_json.models import Model
from data.store.operations.studies import KeptStudy

_NAME = Field(max_length=200)
_ADDRESS = Field(max_length=500)
_Text = Annotated[str, Field(max_length=2_000)]
_Cell = Annotated[str, Field(max_length=2_000)] | int | float | bool | None
_Row = Annotated[dict[Annotated[str, Field(max_length=100)], _Cell], Field(max_length=200)]
_Rows = Annotated[list[_Row], Field(max_length=100_000)]


class StudyIn(Model):
    """Tables as rows: by the name of each table its rows, by the headers that the template has.

    name: what people call the study.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)] = "study"
    tables: Annotated[dict[Annotated[str, Field(max_length=100)], _Rows], Field(max_length=100)]


class StudyOut(BaseModel):
    """A study that is kept.

    revision: how often its tables were sent; also its ETag. counts: things in its tables. scenarios,
    disruptions: names that questions may give. notes: what a person should know of the tables.
    """

    id: Annotated[str, _NAME]
    name: Annotated[str, _NAME]
    created: datetime
    changed: datetime
    revision: int
    currency: Annotated[str, _NAME]
    counts: Annotated[dict[Annotated[str, _NAME], int], Field(max_length=100)]
    scenarios: Annotated[list[_Text], Field(max_length=100_000)]
    disruptions: Annotated[list[_Text], Field(max_length=100_000)]
    notes: Annotated[list[_Text], Field(max_length=1_000)]

    @classmethod
    def of(cls, study: KeptStudy) -> "StudyOut":
        """Return what is told of a study."""
        told = study.summary
        return cls(
            id=study.id,
            name=study.name,
            created=study.created,
            changed=study.changed,
            revision=study.revision,
            currency=told["currency"],
            counts=told["counts"],
            scenarios=told["scenarios"],
            disruptions=told["disruptions"],
            notes=told["notes"],
        )


class StudiesOut(BaseModel):
    """One page of studies, newest first; null as token says that this is the last page."""

    studies: Annotated[list[StudyOut], Field(max_length=500)]
    next_page_token: Annotated[str | None, _ADDRESS]
