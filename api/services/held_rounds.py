"""The rounds of one day as a hold sees them: what was quoted is sent as quoted, and put in its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from api.services.cart_rounds import LivePlans, no_plan, stop_for, together
from api.services.live_plan import LivePlan
from api.services.one_stop import fit_of, place_stop
from core.errors import MapError
from core.place import Place
from core.window import TimeWindow
from orders.cart import Cart
from orders.holds.promised_stop import PromisedStop
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit, Sent
from orders.modes.terms import Terms


@dataclass(kw_only=True)
class HeldRounds:
    """Answers like `CartRounds`, and remembers what it has put where.

    hold
        the id of the hold.
    sent
        what each warehouse sends; () where any vehicle brings all of it.
    plan, stops, fit_there
        of the day on which it was put in: the plan with the new stops, these stops, and what they add.
    """

    hold: str
    plans: LivePlans
    cart: Cart
    sent: Sequence[Sent]
    terms: Terms
    now: datetime
    plan: LivePlan | None = None
    stops: list[PromisedStop] = field(default_factory=list)
    fit_there: Fit | None = None

    def fit(self, day: date, place: Place, windows: tuple[TimeWindow, ...]) -> Fit | Refusal:
        """Put the cart into the plan of `day`, one stop for each warehouse that sends, or say why not."""
        plan = self.plans.get(day)
        if plan is None:
            return no_plan(day)
        try:
            return self._put(plan, day, place, windows)
        except MapError as error:
            return Refusal(code="unreachable", text=error.message)

    def _put(self, plan: LivePlan, day: date, place: Place, windows: tuple[TimeWindow, ...]) -> Fit | Refusal:
        fits, stops = [], []
        for number, (warehouse, part) in enumerate(self._parts()):
            stop = stop_for(part, day, place, windows, terms=self.terms, now=self.now, warehouse=warehouse)
            stop = replace(stop, id=f"{self.hold}/{number}", hold=self.hold)
            found = place_stop(plan, stop)
            if isinstance(found, Refusal):
                return found
            fits.append(fit_of(plan, found))
            stops.append(stop)
            plan = plan.with_stop(stop, found)
        self.plan, self.stops, self.fit_there = plan, stops, together(fits)
        return replace(self.fit_there, sent=tuple(self.sent))

    def _parts(self) -> list[tuple[str, Cart]]:
        if not self.sent:
            return [("", self.cart)]
        return [(each.warehouse, self.cart.part(each.pieces)) for each in self.sent]
