"""What each step of an errand does to the return, parcel or transfer that it is about."""

from datetime import date, datetime

from sqlalchemy import Connection

from core.errors import NotFound
from data.store.errands.rows import ErrandRound, PlannedErrand
from data.store.lockers import rows as parcels
from data.store.lockers.taking_back import bring_back_on, fetch_on
from data.store.order_moves import held
from data.store.order_rows import KeptOrder
from data.store.returns.returns import advance_on, one_on
from data.store.stock import transfer_steps as transfers
from inventory.transfers import STEPS as TRANSFER_STEPS
from inventory.transfers import TransferState
from orders.errands import ErrandKind
from orders.lockers.parcel import ParcelState
from orders.returns.event import Came, ReturnEvent, ReturnStep
from orders.returns.life_cycle import STEPS as RETURN_STEPS

Wrong = tuple[str, object, str]
"""A field, what it is, and what it should be."""


def waits_on(connection: Connection, errand: PlannedErrand, day: date) -> Wrong | None:
    """Return why an errand does not wait for a vehicle of a day, or None where it does."""
    try:
        if errand.kind is ErrandKind.RETURN:
            life = one_on(connection, errand.id).life
            if (life.state, life.day) == (ReturnStep.PICKUP_PLANNED, day):
                return None
            return "state", f"{life.state} {life.day or ''}".strip(), f"pickup-planned for {day}"
        if errand.kind is ErrandKind.LOCKER:
            state = parcels.parcel_of(parcels.found_on(connection, errand.id)).state
            return None if state is ParcelState.EXPIRED else ("state", state, ParcelState.EXPIRED)
        transfer = transfers.found_on(connection, errand.id)
        waiting = (TransferState.REQUESTED, TransferState.PLANNED)
        return None if transfer.state in waiting else ("state", transfer.state, " or ".join(waiting))
    except NotFound:
        return "id", errand.id, "one that is there"


def planned_on(connection: Connection, errand: PlannedErrand, day: date, plan_id: str, now: datetime) -> None:
    """Let what an errand is about know that a vehicle comes."""
    if errand.kind is ErrandKind.RETURN:
        event = f"published {plan_id}"
        _return(connection, errand.id, ReturnStep.PICKUP_PLANNED, now, now, event, day=day)
    elif errand.kind is ErrandKind.LOCKER:
        parcel = parcels.parcel_of(parcels.found_on(connection, errand.id))
        parcels.tell_on(connection, parcel, "fetch-planned", now, note=f"{day}")
    else:
        transfers.plan_on(connection, errand.id, day, now)


def fetched_on(connection: Connection, errand: ErrandRound, at: datetime, now: datetime, cause: str) -> None:
    """Load it: the goods are on the vehicle."""
    if errand.kind is ErrandKind.RETURN:
        _return(connection, errand.id, ReturnStep.IN_TRANSIT, at, now, f"fetched {cause}")
    elif errand.kind is ErrandKind.LOCKER:
        fetch_on(connection, _order(connection, errand.id), at, now)
    elif _may(connection, errand, TransferState.SHIPPED):
        transfers.ship_on(connection, errand.id, at, now)


def brought_on(
    connection: Connection, errand: ErrandRound, depot: str, at: datetime, now: datetime, cause: str
) -> None:
    """Unload it: a transfer where it goes, everything else at the vehicle's depot."""
    if errand.kind is ErrandKind.RETURN:
        asked = one_on(connection, errand.id).asked
        came = tuple(Came(sku=sku, quantity=units, warehouse=depot) for sku, units in asked.units.items())
        _return(connection, errand.id, ReturnStep.RECEIVED, at, now, f"back {cause}", came=came, place=depot)
    elif errand.kind is ErrandKind.LOCKER:
        _order(connection, errand.id)
        bring_back_on(connection, errand.id, depot, at, now)
    elif _may(connection, errand, TransferState.SHIPPED, TransferState.RECEIVED):
        transfers.receive_on(connection, errand.id, at, now)


def failed_on(
    connection: Connection, errand: ErrandRound, why: str, at: datetime, now: datetime, cause: str
) -> None:
    """Say that it was not fetched: it waits for another day."""
    if errand.kind is ErrandKind.RETURN:
        _return(connection, errand.id, ReturnStep.PICKUP_FAILED, at, now, f"failed {cause}", reason=why)
    elif errand.kind is ErrandKind.LOCKER:
        parcel = parcels.parcel_of(parcels.found_on(connection, errand.id))
        parcels.tell_on(connection, parcel, "fetch-failed", at, note=why)
    elif _may(connection, errand, TransferState.REQUESTED):
        transfers.fail_on(connection, errand.id, why, at, now)


def _may(connection: Connection, errand: ErrandRound, *states: TransferState) -> bool:
    """Whether a transfer can still come into one of some states: what is further on was told otherwise."""
    state = transfers.found_on(connection, errand.id).state
    return any(each in TRANSFER_STEPS[state] for each in states)


def _return(
    connection: Connection,
    return_id: str,
    step: ReturnStep,
    at: datetime,
    now: datetime,
    event_id: str,
    **details: object,
) -> None:
    kept = one_on(connection, return_id)
    if step not in RETURN_STEPS[kept.state]:
        return  # somebody else told it before, or the return was cancelled meanwhile
    at = max(at, kept.life.since)
    event = ReturnEvent(id=event_id[:100], of=return_id, step=step, at=at, **details)  # type: ignore[arg-type]
    advance_on(connection, event, kept.revision, now)


def _order(connection: Connection, order_id: str) -> KeptOrder:
    return held(connection, [order_id])[order_id]
