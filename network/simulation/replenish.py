"""Stock is ordered, sent, and arrives."""

from collections import defaultdict
from dataclasses import replace

import numpy as np

from network.design.lane import Lane
from network.simulation.chance import LEADS, drawing
from network.simulation.disruption import Trouble
from network.simulation.ledger import Ledger
from network.simulation.order import Shipment, State
from network.simulation.world import Item, World


def receive(state: State, trouble: Trouble) -> None:
    """Take in what arrives today; where a site is down it waits outside."""
    coming = []
    for each in state.shipments:
        if each.due is not None and each.due <= state.day and each.end not in trouble.down:
            item = each.end, each.product
            state.on_hand[item] = state.on_hand.get(item, 0) + each.units
        else:
            coming.append(each)
    state.shipments = coming


def replenish(world: World, state: State, replication: int, trouble: Trouble, ledger: Ledger) -> int:
    """Order what is due, downstream first, and send what can be sent; return the number of orders.

    What is ordered in the evening of day t with a lead time of L days arrives on the morning of t + 1 + L, as
    the formulas behind the policies suppose.
    """
    due = _Due(world, state, replication, trouble, ledger)
    for item in world.stocked[due.period]:
        due.order(item)
    due.send()
    return due.placed


class _Due:
    """The evening of a day."""

    def __init__(
        self, world: World, state: State, replication: int, trouble: Trouble, ledger: Ledger
    ) -> None:
        self._world, self._state, self._trouble, self._ledger = world, state, trouble, ledger
        self.period = world.period_id(state.day)
        self.placed = 0
        self._wanted = self._waited_for()
        self._coming: dict[Item, int] = defaultdict(int)
        for each in state.shipments:
            self._coming[each.end, each.product] += each.units
            if each.due is None:
                self._wanted[each.start, each.product] += each.units
        sites = [each.id for each in world.study.sites]
        draws = drawing(world.terms.seed, LEADS, replication, state.day).standard_normal(
            (len(sites), len(world.study.products))
        )
        rows = {name: k for k, name in enumerate(sites)}
        columns = {each.id: k for k, each in enumerate(world.study.products)}
        self._deviation = {(s, p): float(draws[rows[s], columns[p]]) for s in rows for p in columns}

    def _waited_for(self) -> dict[Item, int]:
        """Return units that customers wait for, by the site that the design says."""
        found: dict[Item, int] = defaultdict(int)
        for each in self._state.waiting:
            homes = self._world.shares.get((self.period, each.customer, each.product), ())
            if homes:
                found[homes[0][0].start, each.product] += each.units
        return found

    def order(self, item: Item) -> None:
        """Order as many lots as bring the position above the reorder point."""
        level = self._world.level(self._state.day, *item)
        if level is None:
            return
        position = self._state.on_hand.get(item, 0) + self._coming[item] - self._wanted[item]
        if position > level.reorder_point:
            return
        lots = (level.reorder_point - position) // level.order_quantity + 1
        self.placed += 1
        self._ledger.cents["ordering"] += self._world.rule(*item).order_cents
        self._place(item, lots * level.order_quantity)

    def _place(self, item: Item, units: int) -> None:
        """Share an order among those it comes from, in whole units."""
        sources = self._world.shares[(self.period, *item)]
        shared = 0
        for lane, share in sources[::-1]:
            part = units - shared if lane is sources[0][0] else int(np.floor(units * share))
            shared += part
            if part:
                self._coming[item] += part
                self._wanted[lane.start, item[1]] += part
                self._state.shipments.append(
                    Shipment(start=lane.start, end=item[0], mode=lane.mode, product=item[1], units=part)
                )

    def send(self) -> None:
        """Send what waits to be sent, the oldest first, as far as there is stock and a way."""
        kept: list[Shipment] = []
        for each in self._state.shipments:
            kept += [each] if each.due is not None else self._sent(each)
        self._state.shipments = kept

    def _sent(self, asked: Shipment) -> list[Shipment]:
        trouble, state = self._trouble, self._state
        lane = self._world.study.lane_of[asked.start, asked.end, asked.mode]
        units = self._there(asked)
        blocked = asked.start in trouble.down or (asked.start, asked.end) in trouble.closed
        if blocked or not units:
            return [asked]
        if self._world.level(state.day, asked.start, asked.product) is not None:
            state.on_hand[asked.start, asked.product] -= units
        self._ledger.send(lane, asked.product, units, "supply")
        due = state.day + 1 + self._lead(lane, asked.product)
        gone = replace(asked, units=units, due=due)
        return [gone] if units == asked.units else [gone, replace(asked, units=asked.units - units)]

    def _there(self, asked: Shipment) -> int:
        """Return how much of what is asked for can be sent: anything where it is made."""
        if self._world.level(self._state.day, asked.start, asked.product) is None:
            return asked.units
        return min(asked.units, self._state.on_hand.get((asked.start, asked.product), 0))

    def _lead(self, lane: Lane, product: str) -> int:
        rule = self._world.rule(lane.end, product)
        drawn = lane.lead_days + rule.lead_sd_days * self._deviation[lane.end, product]
        return max(0, round(drawn)) + self._trouble.late.get(lane.start, 0)
