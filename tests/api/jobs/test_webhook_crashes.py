"""Whoever sends webhooks is killed again and again: nothing that happened stays untold."""

from pathlib import Path

import httpx
import pytest

from data.store.address import Address
from tests.api.http.builders import wait_for
from tests.api.http.test_orders import sold
from tests.api.jobs.test_crashes import programs, said
from tests.api.receiver import receiving

ROUNDS = 3
EACH = 40


def test_a_program_that_is_killed_while_it_tells_leaves_nothing_untold(
    tmp_path: Path, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROUNDSMAN_OUTBOUND_LOOPBACK", "1")
    with receiving(takes_s=0.02) as receiver, programs(tmp_path, address) as start:
        for number in range(ROUNDS):
            process = start("up", "--port", "0")
            client = httpx.Client(base_url=said(process)["address"], timeout=30)
            if number == 0:
                assert client.post("/v1/webhooks", json={"url": receiver.url}).status_code == 201
            before = len(receiver.got)
            sent = [sold(f"S-{number}-{each}") for each in range(EACH)]
            assert client.post("/v1/orders", json={"orders": sent}).status_code == 201
            wait_for(lambda before=before: len(receiver.got) > before)  # type: ignore[misc]
            client.close()
            process.kill()
            process.wait()
        assert len(told(receiver.messages)) < ROUNDS * EACH, "it was killed too late to show anything"
        start("worker")
        wait_for_minutes = 2
        for _ in range(wait_for_minutes):
            try:
                wait_for(lambda: len(told(receiver.messages)) == ROUNDS * EACH)
                break
            except AssertionError:
                continue
    assert len(told(receiver.messages)) == ROUNDS * EACH


def told(messages: list[dict[str, object]]) -> set[str]:
    """Return the orders that the receiver has heard of."""
    return {str(each["data"]) for each in messages}
