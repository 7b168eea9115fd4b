"""Streets behind a plan stay as they were when it was made."""

import json
from pathlib import Path

import pytest

from tests.api.http.builders import make_world, planned, running


def test_streets_stay_those_that_were_first_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def draw(document: object, source: object) -> str:
        calls.append(source)
        return json.dumps({"format": "roundsman-streets-1", "attribution": "map", "classes": []})

    monkeypatch.setattr("api.jobs.making.streets_behind", draw)
    world = make_world(tmp_path)
    with running(world) as client:
        told = planned(client)
        first = client.get(told["links"]["streets"]).json()
    with running(make_world(tmp_path, maker=None, travel=("another",))) as client:
        assert client.get(told["links"]["streets"]).json() == first
    assert first["attribution"] == "map"
    assert [getattr(source, "name", "") for source in calls] == ["grid"]
