"""Transfers between warehouses, as JSON."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.http.moments import Day
from inventory.ledger.move import MOST
from inventory.transfers import MOST_LINES, Transfer, TransferLine, TransferState

_Name = Annotated[str, Field(min_length=1, max_length=100)]
_Whole = Annotated[int, Field(ge=0, le=10**9)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TransferLineIn(_Closed):
    """So many units of a SKU; weight and volume of one, so that a vehicle's room is planned."""

    sku: _Name
    quantity: Annotated[int, Field(ge=1, le=MOST)]
    weight_g: _Whole = 0
    volume_ml: _Whole = 0

    def line(self) -> TransferLine:
        """Return the line that this is."""
        return TransferLine(**self.model_dump())


class TransferIn(_Closed):
    """What is to go from one warehouse to another on a day. number: the same number is the same transfer."""

    source: _Name
    target: _Name
    day: Day
    lines: Annotated[list[TransferLineIn], Field(min_length=1, max_length=MOST_LINES)]
    number: Annotated[str, Field(max_length=100)] = ""


class TransferMomentIn(_Closed):
    """When it happened; now where it is left out."""

    at: AwareDatetime | None = None


class CameUnitsIn(_Closed):
    """Units of a SKU that arrived."""

    sku: _Name
    quantity: _Whole


class TransferCameIn(TransferMomentIn):
    """What arrived; everything where no SKU is told. What is missing is lost."""

    came: Annotated[list[CameUnitsIn], Field(max_length=MOST_LINES)] = Field(default_factory=list)

    def units(self) -> dict[str, int] | None:
        """Return units by SKU, None for everything."""
        return {each.sku: each.quantity for each in self.came} or None


class TransferCancelIn(_Closed):
    """Why it is cancelled."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class TransferLineOut(BaseModel):
    """So many units of a SKU; weight and volume of one."""

    sku: str
    quantity: int
    weight_g: int
    volume_ml: int


class TransferEventOut(BaseModel):
    """A step of a transfer."""

    state: TransferState
    at: datetime
    note: str


class TransferOut(BaseModel):
    """A transfer as it is now. note: why it was not loaded, or was cancelled."""

    id: str
    number: str
    source: str
    target: str
    day: date
    state: TransferState
    requested: datetime
    note: str
    lines: Annotated[list[TransferLineOut], Field(max_length=MOST_LINES)]

    @classmethod
    def of(cls, found: Transfer) -> "TransferOut":
        """Return what is told of a transfer."""
        lines = [
            TransferLineOut(**{name: getattr(each, name) for name in TransferLineOut.model_fields})
            for each in found.lines
        ]
        names = ("id", "number", "source", "target", "day", "state", "requested", "note")
        return cls(lines=lines, **{name: getattr(found, name) for name in names})


class TransferLifeOut(TransferOut):
    """A transfer with its steps, the first one first."""

    events: Annotated[list[TransferEventOut], Field(max_length=10_000)] = Field(default_factory=list)


class TransfersOut(BaseModel):
    """One page of transfers, the newest first."""

    transfers: Annotated[list[TransferOut], Field(max_length=500)]
    next_page_token: str | None


def life_out(found: Transfer, events: Sequence[tuple[TransferState, datetime, str]]) -> TransferLifeOut:
    """Return what is told of a transfer and its steps."""
    listed = [TransferEventOut(state=state, at=at, note=note) for state, at, note in events]
    return TransferLifeOut(**TransferOut.of(found).model_dump(), events=listed)
