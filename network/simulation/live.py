"""One day of a design: goods arrive, orders come in and are sent, stock is ordered, all is paid."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from network.design.lane import Lane
from network.simulation.chance import ROUTES, whole_seed
from network.simulation.day import Day
from network.simulation.demand import draw_orders
from network.simulation.disruption import Trouble, happening, trouble_on
from network.simulation.driven import Deliver, Driven, Round
from network.simulation.ledger import Ledger
from network.simulation.order import Order, State
from network.simulation.replenish import receive, replenish
from network.simulation.world import World

Assigned = dict[str, list[tuple[Order, Lane]]]


def live_day(world: World, replication: int, before: State, deliver: Deliver) -> tuple[State, Day]:
    """Return the state after the next day, and what happened on it.

    deliver
        drives the last mile of the sites that are routed.
    """
    state = _begun(world, before, replication)
    living = _Living(world, replication, state)
    receive(state, living.trouble)
    state.waiting += living.ordered
    sent = living.assign()
    done = living.drive(sent, deliver)
    cancelled = living.cancel()
    replenished = replenish(world, state, replication, living.trouble, living.ledger)
    living.ledger.stand()
    living.hold()
    living.ledger.close_period()
    day = living.told(done, cancelled, replenished)
    state.day += 1
    return state, day


def _begun(world: World, before: State, replication: int) -> State:
    """Return a state to change; as a period begins, with stock where there was none, and none left over."""
    state = replace(
        before,
        on_hand=dict(before.on_hand),
        shipments=list(before.shipments),
        waiting=list(before.waiting),
        load_out=dict(before.load_out),
        lane_cents=dict(before.lane_cents),
    )
    if state.day % world.terms.period_days == 0 and state.day < world.terms.period_days * len(
        world.study.periods
    ):
        items = set(world.stocked[world.period_id(state.day)])
        first = world.first_stock(state.day, replication)
        state.on_hand = {item: state.on_hand.get(item, first[item]) for item in sorted(items & set(first))}
        state.shipments = [each for each in state.shipments if (each.end, each.product) in items]
    return state


class _Living:
    """A day while it is lived."""

    def __init__(self, world: World, replication: int, state: State) -> None:
        self.world, self.replication, self.state = world, replication, state
        terms = world.terms
        self.period = world.period_id(state.day)
        self.trouble = _trouble(world, replication, state.day)
        self.ledger = Ledger(world, state)
        self.ordered = draw_orders(world.demand, terms.seed, replication, state.day, world.disruptions)
        self.short: set[tuple[str, str]] = set()
        self.undriven = 0
        self.sites: dict[str, Driven] = {}

    def assign(self) -> Assigned:
        """Take goods from the shelf for every order that can be sent today, the oldest first."""
        sent: Assigned = defaultdict(list)
        waiting = []
        for order in self.state.waiting:
            lane = self._lane_of(order)
            if lane is not None and self._take(lane.start, order):
                sent[lane.start].append((order, lane))
            else:
                waiting.append(order)
        self.state.waiting = waiting
        return sent

    def _lane_of(self, order: Order) -> Lane | None:
        """Return the way of an order: as designed, else from the cheapest other site that is there."""
        homes = self.world.shares.get((self.period, order.customer, order.product), ())
        usable = [(lane, share) for lane, share in homes if self._usable(lane)]
        if usable:
            return _chosen(usable, order.chance)
        others = self.world.others.get((self.period, order.customer, order.product), ())
        return next((lane for lane in others if self._usable(lane)), None)

    def _usable(self, lane: Lane) -> bool:
        trouble = self.trouble
        return lane.start not in trouble.down and (lane.start, lane.end) not in trouble.closed

    def _take(self, site: str, order: Order) -> bool:
        if self.world.level(self.state.day, site, order.product) is None:
            return True  # what is made there, or passes through
        there = self.state.on_hand.get((site, order.product), 0)
        if there < order.units:
            self.short.add((site, order.product))
            return False
        self.state.on_hand[site, order.product] = there - order.units
        return True

    def drive(self, sent: Assigned, deliver: Deliver) -> list[tuple[Order, Lane]]:
        """Drive the last mile; return what was delivered. What was not goes back to the shelf and waits."""
        done = []
        for site in sorted(sent):
            parcels = sent[site]
            driven = Driven()
            if site in self.world.routed:
                driven = self._routed(site, [order for order, _ in parcels], deliver)
            left = set(driven.left)
            for position, (order, lane) in enumerate(parcels):
                if position in left:
                    self._give_back(site, order)
                    continue
                done.append((order, lane))
                self._pay(site, order, lane)
        self.state.waiting.sort(key=lambda each: (each.day, each.number))
        return done

    def _routed(self, site: str, parcels: Sequence[Order], deliver: Deliver) -> Driven:
        terms, day = self.world.terms, self.state.day
        seed = whole_seed(terms.seed, ROUTES, self.replication, day)
        driven = deliver(Round(site=site, day=day, orders=tuple(parcels), seed=seed))
        self.sites[site] = driven
        self.ledger.cents["last mile"] += driven.cents
        self.ledger.co2_kg += driven.co2_kg
        return driven

    def _give_back(self, site: str, order: Order) -> None:
        self.undriven += order.units
        self.state.waiting.append(order)
        if self.world.level(self.state.day, site, order.product) is not None:
            self.state.on_hand[site, order.product] += order.units

    def _pay(self, site: str, order: Order, lane: Lane) -> None:
        if site in self.world.routed:
            self.ledger.leave(site, order.product, order.units)
        else:
            self.ledger.send(lane, order.product, order.units, "last mile")

    def cancel(self) -> int:
        """Drop orders that have waited too long; return their units."""
        oldest = self.state.day - self.world.terms.patience_days
        lost = [each for each in self.state.waiting if each.day < oldest]
        self.state.waiting = [each for each in self.state.waiting if each.day >= oldest]
        return sum(each.units for each in lost)

    def hold(self) -> None:
        """Pay for what is on hand in the evening."""
        for (site, product), units in self.state.on_hand.items():
            self.ledger.hold(self.world.rule(site, product), units)

    def told(self, done: Sequence[tuple[Order, Lane]], cancelled: int, replenished: int) -> Day:
        """Return what the day was like."""
        terms, day = self.world.terms, self.state.day
        late = [(order.units, max(0, day - order.day - terms.promised_days)) for order, _ in done]
        most = terms.promised_minutes
        designed = self.world.shares
        return Day(
            day=day,
            cents=self.ledger.finished(),
            co2_kg=self.ledger.co2_kg,
            orders=len(self.ordered),
            ordered=sum(each.units for each in self.ordered),
            delivered=sum(order.units for order, _ in done),
            in_time=sum(units for units, days in late if not days),
            near=sum(order.units for order, lane in done if most is None or lane.minutes <= most),
            late_days=sum(units * days for units, days in late),
            elsewhere=sum(
                order.units
                for order, lane in done
                if all(
                    lane.start != home.start
                    for home, _ in designed.get((self.period, order.customer, order.product), ())
                )
            ),
            cancelled=cancelled,
            waiting=sum(each.units for each in self.state.waiting),
            overdue=sum(
                each.units for each in self.state.waiting if day - each.day >= max(1, terms.promised_days)
            ),
            undriven=self.undriven,
            short=len(self.short),
            replenished=replenished,
            stock=_by_site(self.state),
            sites=self.sites,
        )


def _trouble(world: World, replication: int, day: int) -> Trouble:
    terms = world.terms
    return trouble_on(
        day,
        happening(world.disruptions, seed=terms.seed, replication=replication, days=terms.days),
    )


def _chosen(lanes: Sequence[tuple[Lane, float]], chance: float) -> Lane:
    """Return the lane that a number from 0 to 1 falls to, each having its share."""
    left = chance * sum(share for _, share in lanes)
    for lane, share in lanes:
        left -= share
        if left < 0:
            return lane
    return lanes[-1][0]


def _by_site(state: State) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for (site, _), units in sorted(state.on_hand.items()):
        found[site] += units
    return dict(found)
