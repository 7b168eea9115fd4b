"""The tentative plans as one cart sees them: where it fits, from which warehouses, and what that adds."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import get_args

from api.services.asked_stop import AskedStop
from api.services.live_plan import LivePlan
from api.services.one_stop import fit_of, placed
from core.errors import MapError
from core.place import Place
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from inventory.sourcing.answer import Delivery, Sourcing
from inventory.sourcing.choose import source
from inventory.sourcing.terms import Criterion, Rule
from inventory.sourcing.terms import Terms as SourcingTerms
from orders.cart import Cart
from orders.holds.promised_stop import PromisedStop
from orders.modes.moments import wall_seconds
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit, Sent
from orders.modes.terms import Factor, Terms, emitted_g

Stock = Mapping[str, Mapping[str, int]]
"""Pieces that can be promised, by warehouse and SKU."""

LivePlans = Mapping[date, LivePlan]
"""By the day that each is for."""


@dataclass(frozen=True, kw_only=True)
class CartRounds:
    """Answers where a cart fits: `orders.modes.rounds.Rounds`.

    stock
        what can leave on a day; None where everything is taken to be at every depot.
    """

    plans: LivePlans
    cart: Cart
    terms: Terms
    now: datetime
    stock: Callable[[date], Stock] | None = None
    factors: Mapping[str, Factor] = field(default_factory=dict)
    _asked: dict[tuple[object, ...], AskedStop] = field(default_factory=dict, repr=False, compare=False)

    def fit(self, day: date, place: Place, windows: tuple[TimeWindow, ...]) -> Fit | Refusal:
        """Return the cheapest insertion into the plan of `day`, or why there is none."""
        plan = self.plans.get(day)
        if plan is None:
            return no_plan(day)
        try:
            if self.stock is None:
                return self._whole(plan, day, place, windows)
            return self._sourced(plan, self.stock(day), day, place, windows)
        except MapError as error:
            return Refusal(code="unreachable", text=error.message)

    @cached_property
    def _sourcing(self) -> SourcingTerms:
        """What the owner of the shop decides; the same for every place that is tried."""
        return sourcing_terms(self.terms)

    def _whole(
        self, plan: LivePlan, day: date, place: Place, windows: tuple[TimeWindow, ...]
    ) -> Fit | Refusal:
        return self._brought(plan, day, place, windows, "", None)

    def _brought(
        self,
        plan: LivePlan,
        day: date,
        place: Place,
        windows: tuple[TimeWindow, ...],
        warehouse: str,
        pieces: Mapping[str, int] | None,
    ) -> Fit | Refusal:
        """Return how a warehouse brings some pieces; "" and None stand for any and all of them."""
        key = day, place.lon, place.lat, warehouse, None if pieces is None else frozenset(pieces.items())
        asked = self._asked.get(key)
        if asked is None:
            part = self.cart if pieces is None else self.cart.part(pieces)
            stop = stop_for(part, day, place, windows, terms=self.terms, now=self.now, warehouse=warehouse)
            asked = self._asked[key] = AskedStop(plan, stop)
        found = placed(asked, windows)
        return found if isinstance(found, Refusal) else fit_of(plan, found)

    def _sourced(
        self, plan: LivePlan, stock: Stock, day: date, place: Place, windows: tuple[TimeWindow, ...]
    ) -> Fit | Refusal:
        """Return how the warehouses that send the cart bring it: few of them, then for little money."""
        fits: dict[tuple[str, frozenset[tuple[str, int]]], Fit | Refusal] = {}

        def brought(warehouse: str, pieces: Mapping[str, int]) -> Fit | Refusal:
            key = warehouse, frozenset(pieces.items())
            if key not in fits:
                fits[key] = self._brought(plan, day, place, windows, warehouse, pieces)
            return fits[key]

        def deliver(warehouse: str, pieces: Mapping[str, int]) -> Delivery | str:
            found = brought(warehouse, pieces)
            if isinstance(found, Refusal):
                return found.text
            return Delivery(cost=found.cost, co2_g=emitted_g(found, self.factors) or 0)

        chosen = source(self.cart.wanted, stock, deliver, self._sourcing)
        if not chosen.shipments:
            return self._not_sent(stock, chosen)
        parts = [(each, brought(each.warehouse, each.units)) for each in chosen.shipments]
        sent = tuple(Sent(warehouse=each.warehouse, pieces=dict(each.units)) for each, _ in parts)
        return replace(together(fit for _, fit in parts if isinstance(fit, Fit)), sent=sent)

    def _not_sent(self, stock: Stock, chosen: Sourcing) -> Refusal:
        """Return why no warehouses can send the cart: it is not there, or nothing brings it."""
        there = {sku: sum(each.get(sku, 0) for each in stock.values()) for sku in self.cart.wanted}
        short = [each for each in self.cart.lines if there[each.sku] < each.quantity]
        if short:
            named = ", ".join(f"{each.sku} ({there[each.sku]} of {each.quantity})" for each in short[:5])
            return Refusal(code="not-in-stock", text=f"The warehouses have too little: {named}.")
        refused = [each for each in chosen.rejections if each.code == "cannot-deliver"]
        why = "; ".join(f"{each.warehouse}: {each.text}" for each in refused[:3])
        text = f"Nothing brings it from where it lies. {why}" if why else _apart(self.terms)
        return Refusal(code="does-not-fit", text=text)


def sourcing_terms(terms: Terms) -> SourcingTerms:
    """Return what the owner of the shop decides about warehouses."""
    return SourcingTerms(
        rules=tuple(
            Rule(criterion=criterion, slack_percent=slack)
            for name, slack in terms.sourcing
            for criterion in get_args(Criterion)
            if criterion == name
        ),
        most_shipments=terms.most_shipments,
        whole_lines=terms.whole_lines,
        only=terms.only_from,
        never=terms.never_from,
        rank={name: number for number, name in enumerate(terms.send_first)},
        unranked=len(terms.send_first),
    )


def _apart(terms: Terms) -> str:
    """Return why nothing is sent although each line lies somewhere and everything could be brought."""
    most = terms.most_shipments
    number = "one warehouse" if most == 1 else f"{most} warehouses"
    whole = ", each line from one of them" if terms.whole_lines else ""
    barred = ", ".join(sorted(terms.never_from))
    but = f", not from {barred}" if barred else ""
    only = f" of {', '.join(sorted(terms.only_from))}" if terms.only_from else ""
    said = f"By the rules of the terms it may come from at most {number}{only}{but}{whole}"
    return f"{said}; they have too little together."


def together(fits: Iterable[Fit]) -> Fit:
    """Return several stops of one cart as one: it is there when the last of them is."""
    parts = list(fits)
    driven: Counter[str] = Counter()
    for each in parts:
        driven.update(each.driven)
    return Fit(
        start=max(each.start for each in parts),
        cost=Cents(sum(each.cost for each in parts)),
        duration=Seconds(sum(each.duration for each in parts)),
        driven={profile: Metres(metres) for profile, metres in driven.items()},
        new_route=any(each.new_route for each in parts),
    )


def stop_for(
    cart: Cart,
    day: date,
    place: Place,
    windows: tuple[TimeWindow, ...],
    *,
    terms: Terms,
    now: datetime,
    warehouse: str = "",
) -> PromisedStop:
    """Return the stop that brings a cart to a place within one of `windows`, from a warehouse or from any."""
    return PromisedStop.of(
        cart,
        id="cart",
        hold="",
        day=day,
        place=place,
        windows=windows,
        service=terms.service,
        skills=frozenset(terms.skills[each] for each in cart.temperatures if each in terms.skills),
        # What leaves the depot before the order is there, and loaded, cannot take it along.
        release=Seconds(wall_seconds(now, day) + terms.loading if day == now.date() else 0),
        warehouse=warehouse,
    )


def no_plan(day: date) -> Refusal:
    """Return why nothing can be brought on a day of which nobody has planned anything."""
    text = f"There is no tentative plan for {day}, and no vehicle is known that drives then."
    return Refusal(code="no-plan", text=text)
