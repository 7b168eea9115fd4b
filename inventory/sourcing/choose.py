"""From which warehouses an order is sent: few shipments, then little money, then little CO2, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from inventory.sourcing.answer import Delivery, Rejection, Shipment, Sourcing
from inventory.sourcing.splits import splits
from inventory.sourcing.terms import Candidate, Deliver, Stock, Terms, best_of

MOST_LOOKED_AT: Final = 40_000
"""Combinations that are costed at most; where there are more, the answer says that it is not proven."""

MOST_WAREHOUSES: Final = 40
"""Of more warehouses, those that have most of the order and those that are cheapest are looked at."""


@dataclass(kw_only=True)
class _Search:
    """What has been looked at."""

    wanted: Mapping[str, int]
    stock: Stock
    deliver: Deliver
    terms: Terms
    proven: bool = True
    refused: dict[str, str]
    found: list[Candidate]

    def look_at(self, warehouses: Sequence[str]) -> None:
        """Cost every way to send the order from all of `warehouses`."""
        there = {name: self.stock[name] for name in warehouses}
        if not self.terms.partial and not _enough(self.wanted, there):
            return
        for parts in splits(self.wanted, there, whole_lines=self.terms.whole_lines):
            if len(self.found) >= MOST_LOOKED_AT:
                self.proven = False
                return
            shipments = [(name, units) for name, units in parts.items() if units]
            if len(shipments) == len(warehouses):
                self._cost(shipments)

    def _cost(self, parts: Iterable[tuple[str, Mapping[str, int]]]) -> None:
        shipments = []
        for warehouse, units in parts:
            answer = self.deliver(warehouse, units)
            if not isinstance(answer, Delivery):
                self.refused.setdefault(warehouse, answer)
                return
            shipments.append(Shipment(warehouse=warehouse, units=dict(units), delivery=answer))
        made = Candidate.of(shipments, self.wanted, self.stock, self.terms)
        if self.terms.partial or not made.missing:
            self.found.append(made)


def source(wanted: Mapping[str, int], stock: Stock, deliver: Deliver, terms: Terms) -> Sourcing:
    """Choose the warehouses of an order.

    Every set of warehouses up to the limit of shipments is looked at, and in it every way to send each line
    whole or to empty warehouses one after the other: for costs that grow by less the more is sent together,
    no other way is better.

    wanted
        units by SKU; stock: units that can be promised, by warehouse and SKU.
    deliver
        what a shipment costs, or why there can be none.
    """
    search = _Search(wanted=wanted, stock=stock, deliver=deliver, terms=terms, refused={}, found=[])
    usable = _shortlist(search)
    least_first = terms.rules[0].criterion == "shipments" and not terms.rules[0].slack_percent
    for number in range(1, min(terms.most_shipments, len(usable)) + 1):
        for chosen in combinations(usable, number):
            search.look_at(chosen)
        if least_first and any(not each.missing for each in search.found):
            break
    best = best_of(search.found, terms)
    return Sourcing(
        shipments=best.shipments if best is not None else (),
        missing=best.missing if best is not None else dict(wanted),
        rejections=tuple(_rejections(search, best)),
        proven=search.proven,
    )


def _shortlist(search: _Search) -> list[str]:
    """Return the warehouses that may send something, in the order of their names."""
    usable = []
    for name in sorted(search.stock):
        could = _could_send(search, name)
        if not could or not search.terms.allows(name):
            continue
        answer = search.deliver(name, could)
        if isinstance(answer, Delivery):
            usable.append((sum(could.values()), int(answer.cost), name))
        else:
            search.refused[name] = answer
    if len(usable) > MOST_WAREHOUSES:
        search.proven = False
        most = sorted(usable, key=lambda each: (-each[0], *each[1:]))[: MOST_WAREHOUSES // 2]
        cheapest = sorted(usable, key=lambda each: each[1:])[: MOST_WAREHOUSES // 2]
        usable = list({*most, *cheapest})
    return sorted(name for *_, name in usable)


def _could_send(search: _Search, warehouse: str) -> dict[str, int]:
    there = search.stock[warehouse]
    could = {sku: min(units, there.get(sku, 0)) for sku, units in search.wanted.items()}
    return {sku: units for sku, units in could.items() if units > 0}


def _enough(wanted: Mapping[str, int], there: Stock) -> bool:
    return all(sum(each.get(sku, 0) for each in there.values()) >= units for sku, units in wanted.items())


def _rejections(search: _Search, best: Candidate | None) -> Iterator[Rejection]:
    """Yield why each warehouse that sends nothing does not."""
    used = {each.warehouse for each in best.shipments} if best is not None else set()
    for name in sorted(search.stock):
        if name not in used:
            yield _rejection(search, best, name)


def _rejection(search: _Search, best: Candidate | None, name: str) -> Rejection:
    if not search.terms.allows(name):
        return Rejection(warehouse=name, code="not-allowed", text="the rules leave it out")
    could = _could_send(search, name)
    if not could:
        text = f"can promise none of {', '.join(sorted(search.wanted))}"
        return Rejection(warehouse=name, code="nothing-there", text=text)
    with_it = [each for each in search.found if any(s.warehouse == name for s in each.shipments)]
    other = best_of(with_it, search.terms)
    if best is not None and other is not None:
        return Rejection(warehouse=name, code="beaten", text=other.beaten_by(best, search.terms))
    if name in search.refused:
        return Rejection(warehouse=name, code="cannot-deliver", text=search.refused[name])
    return Rejection(warehouse=name, code="not-enough", text=_not_enough(search, best, could))


def _not_enough(search: _Search, best: Candidate | None, could: Mapping[str, int]) -> str:
    has = ", ".join(
        f"{could.get(sku, 0):,} of {units:,} {sku}" for sku, units in sorted(search.wanted.items())
    )
    if best is None:
        return f"can promise {has}; no allowed shipments serve the whole order"
    number = len(best.shipments)
    noun = "shipment" if number == 1 else "shipments"
    return f"can promise {has}; with it the order needs more than {number} {noun}"
