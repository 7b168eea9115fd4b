"""The lives of the parts of orders, by what is kept of their rounds and what their vehicles told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from data.store.day_moves import of_event
from data.store.moments import moment_of
from data.store.order_rows import KeptOrder
from data.store.publication import Round
from data.store.store import Store
from orders.day_event import DayEvent, DayEventKind, state_after
from orders.life_cycle import Life, State
from orders.part_life import PartLife, PartSeen, part_life


def part_lives(store: Store, kept: Sequence[KeptOrder], lives: Mapping[str, Life]) -> tuple[PartLife, ...]:
    """Return the lives of the parts of orders that come in parts, those that were delivered before too.

    lives
        of the orders as a whole, by our ids.
    """
    rounds = {
        key: [each for each in found if each.part]
        for key, found in store.published.rounds_of(each.id for each in kept).items()
    }
    split = [each for each in kept if rounds.get(each.id) and each.id in lives]
    sent = store.reservations.sent(each.id for each in split)
    told: dict[tuple[date, str], list[DayEvent]] = {}
    found = []
    for each in split:
        for there in rounds[each.id]:
            key = (there.day, there.vehicle)
            if key not in told:
                told[key] = [it.event for it in store.day_events.milestones(key[0], vehicle=key[1])]
            mine = [it for it in told[key] if of_event(it, [there])]
            units = sent.get(each.id, {}).get(there.part, Counter())
            found.append(part_life(lives[each.id], there.part, units, _seen(each, there), mine))
    return tuple(found)


def _seen(kept: KeptOrder, there: Round) -> PartSeen:
    return PartSeen(
        state=there.state,
        since=moment_of(there.since_us),
        stop=there.stop,
        reason=there.reason,
        handed=state_after(DayEventKind.DELIVERED, kept.now) or State.DELIVERED,
    )
