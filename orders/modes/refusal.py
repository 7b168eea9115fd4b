"""Why a way to bring an order is not possible."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

REFUSALS: Final[Mapping[str, str]] = {
    "outside-areas": "no area of scheduled delivery reaches the address",
    "cut-off-passed": "it could be ordered until a moment that is over",
    "no-plan": "nobody has planned that day, and no vehicle is known that drives then",
    "unreachable": "no street of the map leads there",
    "does-not-fit": "no vehicle of the tentative plan can serve it within the window",
    "closed": "it is not open on that day after the order can be ready",
    "handling-full": "the shop has as many orders to hand out on that day as it can",
    "not-in-stock": "too little of it is there, and nothing brings it by then",
    "size-unknown": "nobody said how large or heavy its pieces are",
    "too-large": "its pieces do not go into any compartment",
    "too-heavy": "no compartment large enough bears its weight",
    "in-parts": "it would come from several warehouses, and a compartment takes what comes at once",
    "locker-full": "no compartment that it fits into is likely to be free by then",
    "out-of-service": "the bank is out of service",
    "not-offered": "it was offered earlier and is not among what is offered any more",
    "not-cooled": "nothing there keeps goods as cold as they need it",
}
"""All codes and what they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The code and, for this order, the sentence."""

    code: str
    text: str
