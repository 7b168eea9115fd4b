"""What must hold between an order and all of its returns: pieces, refunds, and what was inspected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.errors import Fault, fault
from orders.life_cycle import State
from orders.order import Line, Order
from orders.returns.event import Refund, ReturnEvent, ReturnStep
from orders.returns.life_cycle import ReturnLife
from orders.returns.rma import Return

Returns = Sequence[tuple[Return, ReturnLife]]
"""Returns of one order."""

HANDED_OVER = (State.DELIVERED, State.COLLECTED)
"""States of orders whose goods are with the customer."""


def counted(returns: Returns) -> Counter[str]:
    """Return the pieces that count as returned, by SKU."""
    found: Counter[str] = Counter()
    for asked, life in returns:
        found.update(life.counted(asked))
    return found


def request_faults(asked: Return, order: Order, state: State, others: Returns) -> Iterator[Fault]:
    """Yield a fault for each line of which more would come back than was delivered and not returned yet."""
    where = f"return {asked.number!r}"
    if state not in HANDED_OVER:
        yield fault(where, "order", f"{order.id}, {state}", f"an order that is {' or '.join(HANDED_OVER)}")
        return
    sold, gone = _lines(order), counted(others)
    for line in asked.lines:
        if line.sku not in sold:
            yield fault(where, "sku", line.sku, f"one of the order: {', '.join(sorted(sold))}")
            continue
        left = sold[line.sku].quantity - gone[line.sku]
        if line.quantity > left:
            expected = (
                f"at most {left:,}: {sold[line.sku].quantity:,} were delivered, {gone[line.sku]:,} returned"
            )
            yield fault(f"{where} line {line.sku!r}", "quantity", line.quantity, expected)


def detail_faults(
    asked: Return, life: ReturnLife, event: ReturnEvent, order: Order, others: Returns
) -> Iterator[Fault]:
    """Yield what is wrong with the lines of a step.

    life
        before the step.
    others
        the other returns of the order.
    """
    if event.step is ReturnStep.RECEIVED:
        yield from _came_faults(asked, event)
    elif event.step is ReturnStep.INSPECTED:
        yield from _inspected_faults(life, event)
    elif event.step is ReturnStep.REFUNDED:
        yield from _refund_faults(asked, life, event, order, others)
    elif event.step is ReturnStep.EXCHANGED:
        if life.exchange:
            yield fault(
                f"event {event.id!r}", "step", event.step, f"nothing: {life.exchange} is its exchange"
            )
        if any(life.refunds.values()):
            yield fault(f"event {event.id!r}", "step", event.step, "nothing: the return was refunded")


def _came_faults(asked: Return, event: ReturnEvent) -> Iterator[Fault]:
    told = {each.sku: each.quantity for each in event.came}
    yield from _unknown(event, told, asked.units)
    for sku, most in asked.units.items():
        where = f"event {event.id!r} line {sku!r}"
        if sku not in told:
            yield fault(where, "quantity", "nothing", f"how many arrived, 0 to {most:,}")
        elif told[sku] > most:
            yield fault(where, "quantity", told[sku], f"at most {most:,}: that many were asked for")


def _inspected_faults(life: ReturnLife, event: ReturnEvent) -> Iterator[Fault]:
    came = {sku: each.quantity for sku, each in life.came.items()}
    told: Counter[str] = Counter()
    for each in event.inspected:
        told[each.sku] += each.quantity
        there = life.came.get(each.sku)
        if each.to and there is not None and each.to.partition("/")[0] != there.warehouse:
            expected = f"{there.warehouse} or one of its bins: it lies there"
            yield fault(f"event {event.id!r} line {each.sku!r}", "to", each.to, expected)
    yield from _unknown(event, told, came)
    for sku, count in came.items():
        if told[sku] != count:
            expected = f"{count:,} in all: that many arrived"
            yield fault(f"event {event.id!r} line {sku!r}", "quantity", told[sku], expected)


def _refund_faults(
    asked: Return, life: ReturnLife, event: ReturnEvent, order: Order, others: Returns
) -> Iterator[Fault]:
    yield from _unknown(event, [each.sku for each in event.refunds], asked.units)
    if life.exchange and any(each.cents for each in event.refunds):
        yield fault(f"event {event.id!r}", "step", event.step, f"nothing: {life.exchange} is its exchange")
    expected = order.currency or life.currency
    if expected and event.currency != expected:
        yield fault(f"event {event.id!r}", "currency", event.currency, f"{expected}, in which it was paid")
    sold, gone = _lines(order), counted([*others, (asked, life)])
    for each in event.refunds:
        where = f"event {event.id!r} line {each.sku!r}"
        if each.sku in life.refunds:
            expected = f"nothing: {life.refunds[each.sku]:,} are decided, and a line is refunded once"
            yield fault(where, "refund_cents", each.cents, expected)
        elif each.sku in sold:
            lives = [life, *(other for _, other in others)]
            yield from _amount_faults(each, sold[each.sku], gone[each.sku], lives, where)


def _amount_faults(
    wanted: Refund, line: Line, returned: int, lives: Sequence[ReturnLife], where: str
) -> Iterator[Fault]:
    """Yield what is wrong with an amount: nothing is paid back of what nobody says was paid."""
    told = next((each.paid[line.sku] for each in lives if line.sku in each.paid), None)
    known = line.paid if line.paid is not None else told
    if known is not None and wanted.paid is not None and wanted.paid != known:
        yield fault(where, "paid_cents", wanted.paid, f"{known:,}: that was said before, or nothing")
        return
    paid = wanted.paid if known is None else known
    if paid is None:
        if wanted.cents:
            expected = "what was paid for all its pieces, for neither the order nor a refund before says it"
            yield fault(where, "paid_cents", "", expected)
        return
    most = refundable(replace(line, paid=paid), returned, lives)
    if most is not None and wanted.cents > most:
        expected = f"at most {most:,}: what was paid for these pieces and not refunded yet"
        yield fault(where, "refund_cents", wanted.cents, expected)


def refundable(line: Line, returned: int, lives: Iterable[ReturnLife]) -> int | None:
    """Return the most that may still be refunded for a line, in minor units; None where no price is known.

    It is what was paid for the pieces returned so far, rounded down, less what was refunded for them.

    returned
        pieces in all returns of the order.
    lives
        those returns.
    """
    if line.paid is None:
        return None
    refunded = sum(each.refunds.get(line.sku, 0) for each in lives)
    return max(0, line.paid * returned // line.quantity - refunded)


def all_back(order: Order, returns: Returns) -> bool:
    """Whether every piece of an order has arrived again."""
    back: Counter[str] = Counter()
    for _, life in returns:
        back.update({sku: each.quantity for sku, each in life.came.items()})
    return all(back[line.sku] >= line.quantity for line in order.lines)


def _lines(order: Order) -> Mapping[str, Line]:
    return {line.sku: line for line in order.lines}


def _unknown(event: ReturnEvent, told: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    listed = sorted(known)
    for sku in told:
        if sku not in listed:
            yield fault(f"event {event.id!r}", "sku", sku, f"one of the return: {', '.join(listed)}")
