"""Fifty equal requests at once have one effect.

One trial: an order, or a reservation of stock, is asked for by fifty clients at the same moment with the same
number and key. All are told of the same thing, one of them that it is new, and one is kept.
"""

import asyncio
from typing import Any, Final

import httpx

from benchmarks.soak.bodies import an_order, new_number
from benchmarks.soak.programs import Place, server
from benchmarks.soak.tally import Tally

AT_ONCE: Final = 50
_KEPT_AFTER: Final = 20
_AGAIN: Final = 5


def effect_trials(place: Place, tally: Tally, trials: int) -> None:
    """Ask equal things at once until `tally` has so many trials."""
    if tally.rounds >= trials:
        return
    with server(place) as running:
        asyncio.run(_all_trials(running.address, tally, trials))


async def _all_trials(address: str, tally: Tally, trials: int) -> None:
    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
        while tally.rounds < trials:
            count = min(_KEPT_AFTER, trials - tally.rounds)
            faults = [fault for _ in range(count) for fault in await _trial(client)]
            tally.add(rounds=count, sums={"requests": count * AT_ONCE}, faults=faults)


async def _trial(client: httpx.AsyncClient) -> list[str]:
    """Return what went wrong when one order was asked for many times at once."""
    number = new_number()
    asked = (_ask(client, number) for _ in range(AT_ONCE))
    answers = await asyncio.gather(*asked)
    wrong = [f"{number}: status {it.status_code}" for it in answers if it.status_code not in {200, 201}]
    if wrong:
        return wrong
    told = [it.json() for it in answers]
    ids = {each["orders"][0]["id"] for each in told}
    new = sum(it.status_code == 201 for it in answers)
    page = (await client.get("/v1/orders", params={"page_size": 10})).json()
    kept = sum(each["order"]["id"] == number for each in page["orders"])
    if (len(ids), new, kept) == (1, 1, 1):
        return []
    return [f"{number}: {len(ids)} ids, {new} new, {kept} kept"]


async def _ask(client: httpx.AsyncClient, number: str) -> httpx.Response:
    """Ask for an order; again with the same key, as it is for, where the server was too busy to answer."""
    body: dict[str, Any] = an_order(number)
    for _ in range(_AGAIN):
        try:
            answer = await client.post("/v1/orders", json=body, headers={"Idempotency-Key": number})
        except httpx.TransportError:
            continue
        if answer.status_code not in {429, 503}:
            return answer
        await asyncio.sleep(float(answer.headers["Retry-After"]))
    raise RuntimeError(f"The order {number} was not answered when it was asked for {_AGAIN} times.")
