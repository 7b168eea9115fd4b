"""Every type of event that others are told of."""

from collections.abc import Iterable, Mapping
from typing import Final

from inventory.transfers import TransferState
from orders.life_cycle import State
from orders.returns.event import ReturnStep


def order_type(state: State) -> str:
    """Return the type of the event that brings an order into a state."""
    return f"order.{state.value.replace('-', '_')}"


def return_type(step: ReturnStep) -> str:
    """Return the type of the event of a step of a return."""
    return f"return.{step.value.replace('-', '_')}"


EVENT_TYPES: Final[Mapping[str, str]] = {
    **{order_type(state): f"An order became {state.value}." for state in State},
    **{return_type(step): f"A return was {step.value}." for step in ReturnStep},
    "order.pickup_reminder": "A parcel in a locker soon goes back.",
    "order.pickup_expired": "A parcel in a locker was not collected in time; it waits to be fetched.",
    "order.pickup_code": "A parcel in a locker has a new code; no event tells it.",
    **{f"transfer.{state.value}": f"A transfer became {state.value}." for state in TransferState},
    "locker.out_of_service": "A bank of lockers, or one of its compartments, cannot be used.",
    "locker.in_service": "A bank of lockers, or one of its compartments, can be used again.",
    "plan.done": "A plan has ended as it should, or was made by hand.",
    "plan.failed": "A plan could not be made.",
    "plan.cancelled": "A plan was cancelled; it may have a best so far.",
    "stock.out": "The last piece of a SKU has left a warehouse.",
    "stock.back": "A SKU is in a warehouse again that had none of it.",
    "stock.low": "No more of a SKU is free in a warehouse than what is withheld there.",
    "stock.short": "More of a SKU is promised from a warehouse than is there or expected.",
}
"""What each tells. Names follow Standard Webhooks: words of letters and underscores, dots between."""


def known(wanted: str) -> bool:
    """Whether a wish names a type, or a family of them: `order.*`."""
    return wanted in EVENT_TYPES or (
        wanted.endswith(".*") and any(_fits(wanted, each) for each in EVENT_TYPES)
    )


def wants(wanted: Iterable[str], kind: str) -> bool:
    """Whether some wishes, or none at all, which means everything, take in a type."""
    listed = tuple(wanted)
    return not listed or any(each == kind or (each.endswith(".*") and _fits(each, kind)) for each in listed)


def _fits(family: str, kind: str) -> bool:
    return kind.startswith(family[:-1])
