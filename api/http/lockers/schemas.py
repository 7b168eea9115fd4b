"""Banks of lockers, their parcels, and what is told of them, as JSON."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.http.problems import ProblemOut
from api.services.locker_rooms import BankNow, SizeNow, Substitute
from data.store.lockers.rows import LockerEvent
from orders.lockers.parcel import LockerParcel, ParcelState
from orders.lockers.room import Outage

_Name = Annotated[str, Field(max_length=100)]
_OrderId = Annotated[str, Field(min_length=1, max_length=36)]
_Many = Field(max_length=10_000)


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DepositIn(_Closed):
    """A parcel that is put into a bank. order_id: ours. compartment: that stands open for it; "" for any.

    id: the caller's own name of the deposit. at: now where it is left out.
    """

    order_id: _OrderId
    compartment: _Name = ""
    id: _Name = ""
    at: AwareDatetime | None = None


class CollectIn(_Closed):
    """A code as it was typed. id: the terminal's own name of the try: the same again has the same answer."""

    code: Annotated[str, Field(max_length=50)]
    id: _Name = ""


class MoveIn(_Closed):
    """The bank to which a parcel goes instead."""

    bank: Annotated[str, Field(min_length=1, max_length=100)]


class CodeIn(_Closed):
    """Who is told the new code: its recipient by a notice, or the caller, who tells the recipient."""

    tell: Annotated[str, Field(pattern="^(recipient|caller)$")] = "recipient"


class FetchIn(_Closed):
    """A parcel that is taken out. reason: needed while it can still be collected."""

    id: _Name = ""
    at: AwareDatetime | None = None
    reason: Annotated[str, Field(max_length=500)] = ""


class BringBackIn(_Closed):
    """Where what was fetched has arrived."""

    warehouse: Annotated[str, Field(min_length=1, max_length=100)]
    at: AwareDatetime | None = None


class ServiceIn(_Closed):
    """Whether a bank, or one compartment of it, can be used. until: when it is expected to be in order."""

    in_service: bool
    compartment: _Name = ""
    reason: Annotated[str, Field(max_length=500)] = ""
    until: AwareDatetime | None = None


class OutageOut(BaseModel):
    """What cannot be used: a compartment, or the whole bank where that is ""."""

    compartment: str
    reason: str
    since: datetime
    until: datetime | None

    @classmethod
    def of(cls, found: Outage) -> "OutageOut":
        """Return what is told of an outage."""
        return cls(**{name: getattr(found, name) for name in cls.model_fields})


class SizeOut(BaseModel):
    """Compartments of a size: how many, holding something, kept for what is to come, broken, and free."""

    size: str
    count: int
    inside: int
    promised: int
    broken: int
    free: int

    @classmethod
    def of(cls, found: SizeNow) -> "SizeOut":
        """Return what is told of a size."""
        return cls(**{name: getattr(found, name) for name in cls.model_fields})


class BankOut(BaseModel):
    """A bank as it is now."""

    bank: str
    name: str
    lon: float
    lat: float
    in_service: bool
    sizes: Annotated[list[SizeOut], _Many]
    outages: Annotated[list[OutageOut], _Many]

    @classmethod
    def of(cls, found: BankNow) -> "BankOut":
        """Return what is told of a bank."""
        return cls(
            bank=found.bank.id,
            name=found.bank.name,
            lon=found.bank.place.lon,
            lat=found.bank.place.lat,
            in_service=found.outage is None,
            sizes=[SizeOut.of(each) for each in found.sizes],
            outages=[OutageOut.of(each) for each in found.outages],
        )


class BanksOut(BaseModel):
    """All banks."""

    banks: Annotated[list[BankOut], _Many]


class SubstituteOut(BaseModel):
    """Another bank that takes the parcel now. open: whether vehicles may come to it at this hour."""

    bank: str
    name: str
    distance_m: int
    size: str
    free: int
    open: bool

    @classmethod
    def of(cls, found: Substitute) -> "SubstituteOut":
        """Return what is told of a substitute."""
        return cls(**{name: getattr(found, name) for name in cls.model_fields})


class SubstitutesOut(BaseModel):
    """Banks that take a parcel now: those open to vehicles first, then the nearest."""

    substitutes: Annotated[list[SubstituteOut], _Many]


class LockerProblemOut(ProblemOut):
    """Why a parcel cannot be put there. substitutes: banks near by that take it."""

    substitutes: Annotated[list[SubstituteOut], _Many] = Field(default_factory=list)


class LockerEventOut(BaseModel):
    """Something that happened to a parcel."""

    kind: str
    at: datetime
    bank: str
    compartment: str
    note: str

    @classmethod
    def of(cls, found: LockerEvent) -> "LockerEventOut":
        """Return what is told of an event."""
        return cls(**{name: getattr(found, name) for name in cls.model_fields})


class ParcelOut(BaseModel):
    """A parcel in a locker, or on its way to one; codes are told to nobody here.

    at: when it is to come, or came. until: until when it may be collected. left: when its compartment became
    free. tries: wrong codes in a row.
    """

    order_id: str
    bank: str
    size: str
    compartment: str
    state: ParcelState
    at: datetime
    until: datetime | None
    left: datetime | None
    tries: int
    blocked_until: datetime | None
    has_code: bool

    @classmethod
    def of(cls, found: LockerParcel) -> "ParcelOut":
        """Return what is told of a parcel."""
        names = set(cls.model_fields) - {"order_id", "events"}
        return cls(order_id=found.id, **{name: getattr(found, name) for name in names})


class ParcelLifeOut(ParcelOut):
    """A parcel with everything that happened to it."""

    events: Annotated[list[LockerEventOut], _Many] = []


class ParcelsOut(BaseModel):
    """One page of parcels, those of the latest moment first."""

    parcels: Annotated[list[ParcelOut], Field(max_length=500)]
    next_page_token: str | None


class CodeOut(BaseModel):
    """The parcel, and its new code where the caller is to tell it; it is told this once and kept nowhere."""

    parcel: ParcelOut
    code: str | None
