"""The life of a return: which step may follow which, and what all steps together add up to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from core.errors import Fault, InvalidInput, fault
from orders.returns.event import Came, ReturnEvent, ReturnStep
from orders.returns.rma import Return, WayBack

STEPS: Final[Mapping[ReturnStep, frozenset[ReturnStep]]] = {
    ReturnStep.REQUESTED: frozenset({ReturnStep.APPROVED, ReturnStep.REFUSED, ReturnStep.CANCELLED}),
    ReturnStep.APPROVED: frozenset(
        {
            ReturnStep.PICKUP_PLANNED,
            ReturnStep.DROPPED_OFF,
            ReturnStep.IN_TRANSIT,
            ReturnStep.RECEIVED,
            ReturnStep.CANCELLED,
        }
    ),
    ReturnStep.PICKUP_PLANNED: frozenset(
        {
            ReturnStep.PICKUP_PLANNED,
            ReturnStep.PICKUP_FAILED,
            ReturnStep.IN_TRANSIT,
            ReturnStep.RECEIVED,
            ReturnStep.CANCELLED,
        }
    ),
    ReturnStep.PICKUP_FAILED: frozenset(
        {ReturnStep.PICKUP_PLANNED, ReturnStep.IN_TRANSIT, ReturnStep.RECEIVED, ReturnStep.CANCELLED}
    ),
    ReturnStep.DROPPED_OFF: frozenset({ReturnStep.IN_TRANSIT, ReturnStep.RECEIVED}),
    ReturnStep.IN_TRANSIT: frozenset({ReturnStep.RECEIVED}),
    ReturnStep.RECEIVED: frozenset({ReturnStep.INSPECTED}),
    ReturnStep.INSPECTED: frozenset({ReturnStep.CLOSED}),
    ReturnStep.REFUSED: frozenset(),
    ReturnStep.CLOSED: frozenset(),
    ReturnStep.CANCELLED: frozenset(),
}
"""From each state, those that may follow.

A pickup may be planned again, also after it failed: nobody was at home. What was lost on its way is received
with 0 pieces.
"""

ASIDE: Final = frozenset({ReturnStep.REFUNDED, ReturnStep.EXCHANGED})
"""Steps that leave a return where it is: money and goods are decided separately."""

OPEN_TO_MONEY: Final = frozenset(
    {
        ReturnStep.APPROVED,
        ReturnStep.PICKUP_PLANNED,
        ReturnStep.PICKUP_FAILED,
        ReturnStep.DROPPED_OFF,
        ReturnStep.IN_TRANSIT,
        ReturnStep.RECEIVED,
        ReturnStep.INSPECTED,
    }
)
"""States in which a refund or an exchange is decided."""

GONE: Final = frozenset({ReturnStep.REFUSED, ReturnStep.CANCELLED})
"""States in which a return counts for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLife:
    """What the events of a return add up to.

    day
        on which a vehicle fetches it; None where no pickup is planned, or it is over.
    came
        what arrived, by SKU; empty before.
    refunds
        decided so far, by SKU, in minor units of the currency.
    paid
        for all pieces that were sold, by SKU, where a refund has said so.
    exchange
        our id of the new order, "" for none.
    """

    state: ReturnStep
    since: datetime
    events: tuple[ReturnEvent, ...]
    day: date | None = None
    came: Mapping[str, Came] = field(default_factory=dict)
    refunds: Mapping[str, int] = field(default_factory=dict)
    paid: Mapping[str, int] = field(default_factory=dict)
    currency: str = ""
    exchange: str = ""

    @property
    def revision(self) -> int:
        """How many events it has."""
        return len(self.events)

    def counted(self, asked: Return) -> dict[str, int]:
        """Return the pieces that count as returned, by SKU: what arrived, or what is still on its way."""
        if self.state in GONE:
            return {}
        if self.state in (ReturnStep.RECEIVED, ReturnStep.INSPECTED, ReturnStep.CLOSED):
            return {sku: each.quantity for sku, each in self.came.items()}
        return asked.units


def life_of(asked: Return, events: Iterable[ReturnEvent]) -> ReturnLife:
    """Return the life that events tell, in the order in which they were written.

    Raises `InvalidInput` at the first that may not follow.
    """
    life: ReturnLife | None = None
    for each in events:
        life = after(asked, life, each)
    if life is None:
        raise InvalidInput(f"Nothing is known of the return {asked.number!r}.")
    return life


def after(asked: Return, life: ReturnLife | None, event: ReturnEvent) -> ReturnLife:
    """Return the life with one more event; raise `InvalidInput` where it may not follow."""
    found = step_fault(asked, life, event)
    if found is not None:
        raise InvalidInput(f"The return {asked.number!r} cannot be {event.step}.", faults=[found])
    if life is None:
        return ReturnLife(state=event.step, since=event.at, events=(event,))
    aside = event.step in ASIDE
    state = life.state if aside else event.step
    refunds = Counter(life.refunds)
    refunds.update({each.sku: each.cents for each in event.refunds})
    return ReturnLife(
        state=state,
        since=life.since if aside else event.at,
        events=(*life.events, event),
        day=(event.day or life.day) if state is ReturnStep.PICKUP_PLANNED else None,
        came={each.sku: each for each in event.came} if event.step is ReturnStep.RECEIVED else life.came,
        refunds=dict(refunds),
        paid={**life.paid, **{it.sku: it.paid for it in event.refunds if it.paid is not None}},
        currency=event.currency or life.currency,
        exchange=event.order or life.exchange,
    )


def step_fault(asked: Return, life: ReturnLife | None, event: ReturnEvent) -> Fault | None:
    """Return why `event` may not follow, or None where it may; `orders.returns.rules` says the rest."""
    where = f"event {event.id!r} of return {asked.number!r}"
    expected = _allowed_instead(asked, life, event.step)
    if expected:
        return fault(where, "step", event.step, expected)
    if life is not None and event.step not in ASIDE and event.at < life.since:
        return fault(where, "at", event.at.isoformat(), f"no earlier than {life.since.isoformat()}")
    return None


def _allowed_instead(asked: Return, life: ReturnLife | None, step: ReturnStep) -> str:
    """Return what is allowed where a step is not; "" where it is."""
    if life is None:
        known = f"{ReturnStep.REQUESTED}: nothing is known of the return before"
        return "" if step is ReturnStep.REQUESTED else known
    if step in ASIDE:
        return "" if life.state in OPEN_TO_MONEY else f"nothing: the return is {life.state}"
    if step not in STEPS[life.state]:
        return f"after {life.state}: {', '.join(sorted(STEPS[life.state])) or 'nothing: its life is over'}"
    fetched = asked.way is WayBack.PICKUP
    if step is ReturnStep.PICKUP_PLANNED and not fetched:
        return f"nothing: it is brought to a {asked.way}"
    return "nothing: a vehicle fetches it" if step is ReturnStep.DROPPED_OFF and fetched else ""
