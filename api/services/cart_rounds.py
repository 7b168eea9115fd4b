"""The tentative plans as one cart sees them: where it fits, from which warehouses, and what that adds."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from api.services.one_stop import fit_one_stop
from api.services.tentative_plans import DayPlan, Plans
from core.errors import MapError
from core.place import Place
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from inventory.sourcing.answer import Delivery, Sourcing
from inventory.sourcing.choose import source
from inventory.sourcing.terms import Terms as SourcingTerms
from orders.cart import Cart
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit, Sent
from orders.modes.terms import Factor, Terms, emitted_g


@dataclass(frozen=True, kw_only=True)
class CartRounds:
    """Answers where a cart fits: `orders.modes.rounds.Rounds`.

    stock
        pieces by warehouse and SKU; None where everything is taken to be at every depot.
    """

    plans: Plans
    cart: Cart
    terms: Terms
    now: datetime
    stock: Mapping[str, Mapping[str, int]] | None = None
    factors: Mapping[str, Factor] = field(default_factory=dict)

    def fit(self, day: date, place: Place, windows: tuple[TimeWindow, ...]) -> Fit | Refusal:
        """Return the cheapest insertion into the plan of `day`, or why there is none."""
        plan = self.plans.get(day)
        if plan is None:
            return Refusal(code="no-plan", text=f"There is no tentative plan for {day}.")
        try:
            if self.stock is None:
                return fit_one_stop(plan, self.cart, place, windows, terms=self.terms, now=self.now)
            return self._sourced(plan, self.stock, place, windows)
        except MapError as error:
            return Refusal(code="unreachable", text=error.message)

    def _sourced(
        self,
        plan: DayPlan,
        stock: Mapping[str, Mapping[str, int]],
        place: Place,
        windows: tuple[TimeWindow, ...],
    ) -> Fit | Refusal:
        """Return how the warehouses that send the cart bring it: few of them, then for little money."""
        fits: dict[tuple[str, frozenset[tuple[str, int]]], Fit | Refusal] = {}

        def brought(warehouse: str, pieces: Mapping[str, int]) -> Fit | Refusal:
            key = warehouse, frozenset(pieces.items())
            if key not in fits:
                part = self.cart.part(pieces)
                fits[key] = fit_one_stop(
                    plan, part, place, windows, terms=self.terms, now=self.now, warehouse=warehouse
                )
            return fits[key]

        def deliver(warehouse: str, pieces: Mapping[str, int]) -> Delivery | str:
            found = brought(warehouse, pieces)
            if isinstance(found, Refusal):
                return found.text
            return Delivery(cost=found.cost, co2_g=emitted_g(found, self.factors) or 0)

        chosen = source(self.cart.wanted, stock, deliver, SourcingTerms(rank={}))
        if not chosen.shipments:
            return self._not_sent(stock, chosen)
        parts = [(each, brought(each.warehouse, each.units)) for each in chosen.shipments]
        sent = tuple(Sent(warehouse=each.warehouse, pieces=dict(each.units)) for each, _ in parts)
        return replace(_together(fit for _, fit in parts if isinstance(fit, Fit)), sent=sent)

    def _not_sent(self, stock: Mapping[str, Mapping[str, int]], chosen: Sourcing) -> Refusal:
        """Return why no warehouses can send the cart: it is not there, or nothing brings it."""
        there = {sku: sum(each.get(sku, 0) for each in stock.values()) for sku in self.cart.wanted}
        short = [each for each in self.cart.lines if there[each.sku] < each.quantity]
        if short:
            named = ", ".join(f"{each.sku} ({there[each.sku]} of {each.quantity})" for each in short[:5])
            return Refusal(code="not-in-stock", text=f"The warehouses have too little: {named}.")
        refused = [each for each in chosen.rejections if each.code == "cannot-deliver"]
        why = "; ".join(f"{each.warehouse}: {each.text}" for each in refused[:3])
        text = f"Nothing brings it from where it lies. {why or 'No three warehouses have it together.'}"
        return Refusal(code="does-not-fit", text=text)


def _together(fits: Iterable[Fit]) -> Fit:
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
