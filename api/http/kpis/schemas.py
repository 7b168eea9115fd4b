"""Key figures as JSON."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.services.kpi.catalogue import By

_TEXT = Field(max_length=10_000)
Text = Annotated[str, _TEXT]


class FigureOut(BaseModel):
    """value = scale * numerator / denominator, null where nothing was counted; left_out: number by reason."""

    value: float | None
    numerator: float
    denominator: float
    scale: float
    counted: int
    left_out: Annotated[dict[str, int], Field(max_length=10_000)]


class GroupOut(FigureOut):
    """A figure of one day, week, depot, mode or source."""

    key: Text


class KpiOut(FigureOut):
    """A key figure: what it means, what it is altogether, and by what it was asked to be split by.

    behind: what it counts. splits: by what it can be split. more_is_better: null where neither is.
    not_counted: what it leaves out.
    """

    name: Text
    title: Text
    unit: Text
    formula: Text
    source: Text
    counts: Text
    not_counted: Text
    behind: Text
    splits: Annotated[list[By], Field(max_length=10)]
    more_is_better: bool | None
    groups: Annotated[list[GroupOut], Field(max_length=100_000)]


class KpisOut(BaseModel):
    """Key figures of the days from..to in a zone, as the database knew them at a moment."""

    from_: Annotated[date, Field(alias="from")]
    to: date
    zone: Text
    by: By | None
    at: datetime
    kpis: Annotated[list[KpiOut], Field(max_length=1_000)]


class BehindOut(BaseModel):
    """An order, round or article: what it adds to the figure, or why it is left out.

    number, source: of an order, the shop's own number; "" of anything else.
    """

    id: Text
    number: Text
    source: Text
    numerator: float | None
    denominator: float | None
    left_out: Text


class BehindPageOut(BaseModel):
    """One page of what is behind a key figure, by id; total: how many there are on all pages."""

    kpi: KpiOut
    orders: Annotated[list[BehindOut], Field(max_length=1_000)]
    total: int
    next_page_token: str | None
