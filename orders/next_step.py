"""What to do with an order after an attempt that failed: by the reason, and how often it was tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from orders.life_cycle import Blame


class Failure(StrEnum):
    """Why a stop failed."""

    NOT_HOME = "not-home"
    CLOSED = "closed"
    NO_ACCESS = "no-access"
    WRONG_ADDRESS = "wrong-address"
    REFUSED = "refused"
    DAMAGED = "damaged"
    NOT_LOADED = "not-loaded"
    NO_ROOM = "no-room"
    NO_TIME = "no-time"
    BREAKDOWN = "breakdown"
    WEATHER = "weather"
    OTHER = "other"


BLAME: Final[Mapping[Failure, Blame]] = {
    Failure.NOT_HOME: Blame.CONSIGNEE,
    Failure.CLOSED: Blame.CONSIGNEE,
    Failure.NO_ACCESS: Blame.CONSIGNEE,
    Failure.WRONG_ADDRESS: Blame.CONSIGNEE,
    Failure.REFUSED: Blame.CONSIGNEE,
    Failure.DAMAGED: Blame.CARRIER,
    Failure.NOT_LOADED: Blame.SHIPPER,
    Failure.NO_ROOM: Blame.CARRIER,
    Failure.NO_TIME: Blame.CARRIER,
    Failure.BREAKDOWN: Blame.CARRIER,
    Failure.WEATHER: Blame.EXTERNAL,
    Failure.OTHER: Blame.EXTERNAL,
}
"""Whose doing each failure is, unless somebody says otherwise."""


class Step(StrEnum):
    """What may be done next."""

    RETRY = "retry"
    PICKUP = "pickup"
    CONTACT = "contact"
    RETURN = "return"


MOST_ATTEMPTS: Final = 3
"""After so many attempts it goes back."""

_FOR_CUSTOMER: Final = frozenset({Failure.NOT_HOME, Failure.CLOSED, Failure.NO_ACCESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step and why it is the one."""

    step: Step
    text: str


def next_step(reason: str, attempts: int) -> NextStep:
    """Return what to do after an attempt failed.

    reason
        of the last attempt: a failure, and perhaps a colon and words of a person.
    attempts
        how often somebody stood at the door, the last time included.
    """
    failure = failure_of(reason)
    if failure is Failure.REFUSED:
        return NextStep(step=Step.RETURN, text="The customer does not want it: it goes back.")
    if failure in (Failure.WRONG_ADDRESS, Failure.DAMAGED):
        return NextStep(step=Step.CONTACT, text="Ask the customer before anything else is tried.")
    if failure not in _FOR_CUSTOMER:
        return NextStep(step=Step.RETRY, text="It was not for the customer: try again on the next day.")
    if attempts >= MOST_ATTEMPTS:
        return NextStep(step=Step.RETURN, text=f"{attempts} attempts failed: it goes back.")
    if attempts == MOST_ATTEMPTS - 1:
        return NextStep(step=Step.PICKUP, text="Two attempts failed: let the customer collect it at a shop.")
    return NextStep(step=Step.RETRY, text="Try again on the next day.")


def next_fetch(reason: str, attempts: int) -> NextStep:
    """Return what to do after something could not be fetched at a customer's, by the reason and how often."""
    failure = failure_of(reason)
    if failure in (Failure.REFUSED, Failure.WRONG_ADDRESS, Failure.DAMAGED):
        return NextStep(step=Step.CONTACT, text="Ask the customer before anybody comes again.")
    if attempts >= MOST_ATTEMPTS:
        text = f"{attempts} attempts failed: ask the customer to bring it to a shop, or cancel the return."
        return NextStep(step=Step.CONTACT, text=text)
    return NextStep(step=Step.RETRY, text="Plan the pickup for another day.")


def failure_of(reason: str) -> Failure:
    """Return the failure that a reason begins with; `other` for words of a person alone."""
    word = reason.partition(":")[0].strip()
    return Failure(word) if word in set(Failure) else Failure.OTHER
