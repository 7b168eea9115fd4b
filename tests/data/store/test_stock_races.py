"""Stock under fire: many processes, one last unit; and any sequence of events against a model."""

import multiprocessing
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput, NotFound
from data.store.address import Address
from data.store.stock.rebuild import rebuild_stock
from data.store.store import Store
from inventory.ledger.guard import line_shortages
from inventory.ledger.ledger import balances_of
from inventory.ledger.promise import Inbound, Shelf
from inventory.ledger.shelves import ShelfKey, shelves_of
from tests.databases import database_at
from tests.inventory.stock.builders import NOW, day, hold, line, lot, move

CLIENTS, UNITS = 4, 5


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def _client(address: Address, number: int, won: "multiprocessing.Queue[str]") -> None:
    store = Store(address)
    store.open()
    for attempt in range(6):
        # Lines in another order for each client: nobody may wait for anybody in a circle.
        lines = [line(sku="pot"), line(sku="tea")][:: 1 if number % 2 else -1]
        name = f"{number}-{attempt}"
        if store.reservations.reserve(hold(name, *lines), NOW).reservation is not None:
            won.put(name)
    store.close()
    won.put("")


def test_of_many_processes_racing_for_the_last_units_exactly_as_many_win(store: Store) -> None:
    for sku in ("tea", "pot"):
        store.moves.post([move(sku, UNITS, "supplier", "north", lot(sku=sku))], NOW)
    context = multiprocessing.get_context("spawn")
    won: multiprocessing.Queue[str] = context.Queue()
    where = store.database.address
    clients = [context.Process(target=_client, args=(where, number, won)) for number in range(CLIENTS)]
    for each in clients:
        each.start()
    told = []
    while told.count("") < CLIENTS:
        told.append(won.get(timeout=60))
    for each in clients:
        each.join()
    winners = {each for each in told if each}
    assert len(winners) == UNITS
    assert {each.id for each in store.reservations.all(open_only=True)} == winners
    assert rebuild_stock(store.database) == []


LOTS = (lot(), lot("L1", expires=1), lot("L4", expires=4), lot(sku="pot"))
PLACES = ("supplier", "supplier/P1", "customer", "loss", "north", "north/A", "north/return", "south")

WANTED = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4)), min_size=1, max_size=2)

EVENTS = st.one_of(
    st.tuples(st.just("move"), st.integers(1, 6), st.sampled_from(LOTS), st.permutations(PLACES)),
    st.tuples(st.just("reserve"), WANTED),
    st.tuples(st.just("settle"), st.integers(0, 5), st.sampled_from(["confirmed", "released"])),
    st.tuples(st.just("ship"), st.integers(0, 5)),
    st.tuples(st.just("expect"), st.integers(0, 8), st.integers(-1, 4)),
    st.tuples(st.just("wait"), st.integers(1, 8)),
)


class Play:
    """A database and what should follow from all that was told to it."""

    def __init__(self, store: Store) -> None:
        self.store, self.now, self.number = store, NOW, 0

    def model(self) -> dict[ShelfKey, Shelf]:
        """Return the shelves that follow from moves and reservations alone."""
        balances = balances_of(each for _, each in self.store.moves.moves())
        there = self.store.shelves(self.now)
        inbound = [(key[1], each) for key, shelf in there.items() for each in shelf.inbound]
        found = shelves_of(balances, inbound, self.store.reservations.all(), {}, now=self.now)
        return {key: found.get(key, Shelf(today=self.now.date())) for key in there}

    def happen(self, event: tuple[object, ...]) -> None:
        self.number += 1
        before = self.model()
        shorter = False
        with suppress(InvalidInput, NotFound):
            shorter = getattr(self, f"_{event[0]}")(before, *event[1:])
        after = self.store.shelves(self.now)
        assert after == self.model()
        if not shorter:
            assert all(each.short <= before[key].short for key, each in after.items() if key in before)
        for each in after.values():
            assert each.units_reserved - each.short <= each.units_on_hand + each.units_inbound

    def _move(self, _: object, units: int, of: object, places: list[str]) -> bool:
        self.store.moves.post([move(f"m{self.number}", units, places[0], places[1], of)], self.now)
        return places[1] == "loss"

    def _reserve(self, before: dict[ShelfKey, Shelf], wanted: list[tuple[int, int]]) -> bool:
        by_day = {on: line(units, on) for units, on in wanted}
        lines = tuple(by_day.values())
        nothing = Shelf(today=self.now.date())
        missing = line_shortages({("tea", "north"): before.get(("tea", "north"), nothing)}, lines)
        name = f"r{self.number % 6}"
        answer = self.store.reservations.reserve(hold(name, *lines), self.now)
        if not answer.again:
            assert answer.shortages == missing
        return False

    def _settle(self, _: object, number: int, state: str) -> bool:
        self.store.reservations.settle(f"r{number}", state, self.now)
        return False

    def _ship(self, _: object, number: int) -> bool:
        self.store.reservations.ship(f"r{number}", self.now)
        return False

    def _expect(self, _: object, units: int, on: int) -> bool:
        self.store.moves.expect([("north", Inbound(due=day(on), lot=lot(), quantity=units, document="P1"))])
        return True

    def _wait(self, _: object, minutes: int) -> bool:
        self.now += timedelta(minutes=minutes)
        return False


@settings(max_examples=25)
@given(st.lists(EVENTS, min_size=5, max_size=25))
def test_whatever_happens_sums_follow_and_no_promise_breaks(
    events: list[tuple[object, ...]],
) -> None:
    with TemporaryDirectory() as folder:
        store = Store(database_at(Path(folder), "sqlite"))
        store.open()
        play = Play(store)
        for event in events:
            play.happen(event)
        assert rebuild_stock(store.database) == []
        store.close()
