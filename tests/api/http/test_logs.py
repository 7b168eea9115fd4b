"""What the server logs is nobody's name or address."""

import logging
from pathlib import Path

import pytest

from tests.api.http.builders import make_world, planned, request_body, running


def test_nothing_personal_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    day = request_body()["day"]
    order_rows = [{**day["orders"][0], "name": "Mrs Canary", "address": "5 Rue Grimaldi"}]
    vehicles = [{**day["vehicles"][0], "id": "Joe Driver"}]
    with caplog.at_level(logging.DEBUG), running(make_world(tmp_path)) as client:
        told = planned(client, orders=order_rows, vehicles=vehicles)
        for address in filter(None, told["links"].values()):
            client.get(address)
        client.get(f"/v1/plans/{told['id']}/gpx/Joe%20Driver")
        client.post("/v1/plans", json=request_body(orders=[{"name": "Mrs Canary"}]))
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    assert not [text for text in ours if "Canary" in text or "Grimaldi" in text or "Driver" in text]
