"""Holds under fire: many processes, one last place of each kind; exactly one gets it."""

import multiprocessing
from pathlib import Path
from typing import Any

from api.services.settle_hold import Confirmation, confirm
from data.store.address import Address
from data.store.stock.rebuild import rebuild_stock
from data.store.store import Store
from orders.holds.problems import OfferGone
from orders.order import Mode
from tests.api.services.shops import NOW, Shop, cart, opened_desk, opened_shop

CLIENTS = 4

RACES = (
    (Mode.SCHEDULED, cart(1, sku="rare")),
    (Mode.LOCKER, cart()),
    (Mode.PICKUP, cart()),
    (Mode.SCHEDULED, cart(9)),
)
"""The last unit, the last compartment, the last pickup of the day, the last room on a vehicle."""


def _client(folder: Path, address: Address, gate: Any, told: Any) -> None:
    """Take part in every race, each with a token that was offered before it began."""
    store = Store(address)
    store.open()
    shop = Shop(desk=opened_desk(folder, store), store=store)
    for number, (mode, wanted) in enumerate(RACES):
        token = shop.token(mode, wanted)
        gate.wait(60)
        try:
            told.put((number, shop.desk.hold(token, now=NOW).hold.id))
        except OfferGone:
            told.put((number, ""))
        gate.wait(60)
    store.close()


def _confirms(folder: Path, address: Address, hold_id: str, gate: Any, told: Any) -> None:
    store = Store(address)
    store.open()
    desk = opened_desk(folder, store)
    gate.wait(60)
    for _ in range(5):
        told.put(confirm(desk, hold_id, Confirmation(), now=NOW).again)
    store.close()


def _run(target: Any, *arguments: Any, answers: int) -> list[Any]:
    """Run clients beside each other, and return what they told."""
    context = multiprocessing.get_context("spawn")
    gate, told = context.Barrier(CLIENTS), context.Queue()
    clients = [context.Process(target=target, args=(*arguments, gate, told)) for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    found = [told.get(timeout=120) for _ in range(answers)]
    for each in clients:
        each.join()
    return found


def test_of_many_processes_racing_for_the_last_of_anything_exactly_one_holds_it(
    address: Address, tmp_path: Path
) -> None:
    with opened_shop(tmp_path, address, room=20, most_a_day=1) as shop:
        shop.stock("hub", 1, "rare")
        told = _run(_client, tmp_path, address, answers=CLIENTS * len(RACES))
        for number in range(len(RACES)):
            assert sum(bool(hold) for each, hold in told if each == number) == 1, RACES[number]
        assert len(shop.store.holds.some(NOW, open_only=True)) == len(RACES)
        assert rebuild_stock(shop.store.database) == []


def test_however_many_confirm_a_hold_at_once_it_becomes_one_order(address: Address, tmp_path: Path) -> None:
    with opened_shop(tmp_path, address) as shop:
        shop.stock("hub", 1)
        held = shop.desk.hold(shop.token(Mode.LOCKER), now=NOW).hold
        told = _run(_confirms, tmp_path, address, held.id, answers=CLIENTS * 5)
        assert sorted(told) == [False] + [True] * (CLIENTS * 5 - 1)
        assert [each.id for each in shop.store.orders.some()] == [held.id]
