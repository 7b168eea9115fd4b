"""Servers killed at random moments while clients write: what was acknowledged is there, and once.

One round: a server starts on the database of the rounds before, clients place orders and reserve stock, each
with a number of its own, and the server is killed. The next one must hold all that was acknowledged; what
was not is asked again with the same number, and must be there once.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from benchmarks.soak.bodies import an_order, new_number
from benchmarks.soak.programs import Place, Running, server
from benchmarks.soak.tally import Tally

CLIENTS: Final = 2
LONGEST_S: Final = 2.0


@dataclass
class Written:
    """What one round has sent: numbers that were acknowledged with the ids given, and those in doubt."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    in_doubt: list[str] = field(default_factory=list)


def kill_rounds(place: Place, tally: Tally, rounds: int, chance: random.Random) -> None:
    """Kill servers until `tally` has so many rounds."""
    before = Written()
    while tally.rounds < rounds:
        with server(place) as running:
            lost, doubled = _looked_at(running, before)
            faults = [f"lost: {each}" for each in lost] + [f"twice: {each}" for each in doubled]
            sums = {
                "acknowledged": len(before.acknowledged),
                "in doubt": len(before.in_doubt),
                "lost": len(lost),
                "doubled": len(doubled),
            }
            before = _written_until_killed(running, chance.uniform(0.05, LONGEST_S))
        tally.add(sums=sums, faults=faults)


def _written_until_killed(running: Running, after_s: float) -> Written:
    written, lock = Written(), threading.Lock()
    with _clients(lambda: _write(running, written, lock)):
        time.sleep(after_s)
        running.kill()
    return written


@contextmanager
def _clients(work: Callable[[], None]) -> Iterator[None]:
    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for each in threads:
        each.start()
    try:
        yield
    finally:
        for each in threads:
            each.join()


def _write(running: Running, written: Written, lock: threading.Lock) -> None:
    """Place orders one after the other until nobody answers."""
    with running.client() as client:
        while True:
            number = new_number()
            try:
                answer = _placed(client, number)
            except httpx.HTTPError:
                with lock:
                    written.in_doubt.append(number)
                return
            if answer.is_success:
                with lock:
                    written.acknowledged[number] = answer.json()["orders"][0]["id"]


def _placed(client: httpx.Client, number: str) -> httpx.Response:
    return client.post("/v1/orders", json=an_order(number), headers={"Idempotency-Key": number})


def _looked_at(running: Running, before: Written) -> tuple[list[str], list[str]]:
    """Return which of the acknowledged orders are lost, and which numbers have two orders."""
    with running.client() as client:
        again = [*before.in_doubt, *list(before.acknowledged)[-CLIENTS:]]
        for number in again:
            _placed(client, number).raise_for_status()
        kept = list(_newest(client, len(before.acknowledged) + len(before.in_doubt)))
    ids = {order["id"] for order in kept}
    times = Counter(order["order"]["id"] for order in kept)
    lost = [number for number, order_id in before.acknowledged.items() if order_id not in ids]
    lost += [number for number in before.in_doubt if number not in times]
    return lost, [number for number, count in times.items() if count > 1]


def _newest(client: httpx.Client, at_least: int) -> Iterator[dict[str, Any]]:
    """Yield orders, the newest first, until so many have been seen and one page more."""
    token, seen = "", 0
    while token is not None and seen <= at_least:
        page = client.get("/v1/orders", params={"page_size": 500, "page_token": token}).json()
        yield from page["orders"]
        seen += len(page["orders"])
        token = page["next_page_token"]
