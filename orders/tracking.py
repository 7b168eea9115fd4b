"""What each state of an order is called by the tracking services that shops know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from orders.life_cycle import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """One state in three vocabularies.

    aftership
        the tag of a checkpoint.
    shippo, shippo_code
        status and code of its substatus.
    easypost
        the status of a tracking detail.
    needs_action
        whether somebody must do something before it goes on.
    text
        for a person.
    """

    aftership: str
    shippo: str
    shippo_code: str
    easypost: str
    text: str
    needs_action: bool = False


def _names(aftership: str, shippo: str, easypost: str, text: str, *, action: bool = False) -> Names:
    status, _, code = shippo.partition(" ")
    return Names(
        aftership=aftership,
        shippo=status,
        shippo_code=code,
        easypost=easypost,
        text=text,
        needs_action=action,
    )


NAMES: Final[Mapping[State, Names]] = {
    State.RECEIVED: _names(
        "InfoReceived", "PRE_TRANSIT information_received", "pre_transit", "The order was received."
    ),
    State.PROMISED: _names(
        "InfoReceived", "PRE_TRANSIT information_received", "pre_transit", "Its delivery was promised."
    ),
    State.ALLOCATED: _names(
        "InfoReceived", "PRE_TRANSIT information_received", "pre_transit", "Stock was set aside for it."
    ),
    State.PICKED: _names("InfoReceived", "PRE_TRANSIT information_received", "pre_transit", "It was picked."),
    State.LOADED: _names("InTransit", "TRANSIT package_accepted", "in_transit", "It was loaded."),
    State.OUT_FOR_DELIVERY: _names(
        "OutForDelivery", "TRANSIT out_for_delivery", "out_for_delivery", "It is out for delivery."
    ),
    State.ATTEMPT_FAILED: _names(
        "AttemptFail", "TRANSIT delivery_attempted", "failure", "An attempt to deliver it failed.",
        action=True,
    ),
    State.READY_FOR_PICKUP: _names(
        "AvailableForPickup", "TRANSIT pickup_available", "available_for_pickup", "It can be collected.",
        action=True,
    ),
    State.DELIVERED: _names("Delivered", "DELIVERED delivered", "delivered", "It was delivered."),
    State.COLLECTED: _names("Delivered", "DELIVERED delivered", "delivered", "It was collected."),
    State.RETURNED: _names("Exception", "RETURNED return_to_sender", "return_to_sender", "It came back."),
    State.CANCELLED: _names("Exception", "FAILURE other", "cancelled", "The order was cancelled."),
}  # fmt: skip
"""All states; a vocabulary without a word for one has its next best.

Sources: the published schemas of AfterShip (tracking tags), Shippo (tracking status and substatus) and
EasyPost (tracker status).
"""
