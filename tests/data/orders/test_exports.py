"""Events in the words of others: the published EPCIS schema, and tracking services."""

import json
import os
import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from data.formats.orders.epcis import epcis_document
from data.formats.orders.tracking_json import TRACKING
from orders.life_cycle import STEPS, Blame, Event, State, rebuilt

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
OF_ALL = [
    Event(
        id=f"e {number}", order="S/1 ü", state=state, at=NOW, place="shop \"1\"" if number % 2 else "",
        reason="It rained", blame=Blame.EXTERNAL,
    )
    for number, state in enumerate(State)
]  # fmt: skip


def schema() -> Any:
    folder = os.environ.get("ROUNDSMAN_SHARED")
    if folder is None:
        pytest.skip("ROUNDSMAN_SHARED is not set: the published EPCIS schema is read from there")
    return json.loads((Path(folder) / "bench/epcis/EPCIS-JSON-Schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("prefix", ["urn:roundsman", "https://id.example.com/", "urn:acme:shop"])
def test_events_of_every_state_keep_the_published_schema(prefix: str) -> None:
    document = epcis_document(OF_ALL, created=NOW, prefix=prefix)
    checked = Draft7Validator(schema(), format_checker=FormatChecker())
    assert list(checked.iter_errors(document)) == []
    assert len(document["epcisBody"]["eventList"]) == len(State)
    for each in document["epcisBody"][
        "eventList"
    ]:  # formats of the schema are checked only where libraries are
        names = [each["eventID"], *each["epcList"], each["bizTransactionList"][0]["bizTransaction"]]
        names += [each["readPoint"]["id"]] if "readPoint" in each else []
        assert all(re.fullmatch(r"(urn|https):[\w.~:/%-]+", name, re.ASCII) for name in names)


def test_the_schema_refuses_an_event_whose_action_is_none() -> None:
    document = epcis_document(OF_ALL, created=NOW)
    document["epcisBody"]["eventList"][0]["action"] = "DANCE"
    assert not Draft7Validator(schema()).is_valid(document)


def test_the_same_event_gets_the_same_id_again() -> None:
    first, second = (epcis_document(OF_ALL, created=NOW)["epcisBody"]["eventList"] for _ in range(2))
    ids = [each["eventID"] for each in first]
    assert ids == [each["eventID"] for each in second]
    assert len(set(ids)) == len(State)


def way(*states: State) -> list[Event]:
    return [
        Event(id=f"{k}", order="S-1", state=state, at=NOW.replace(minute=k), reason="Nobody opened")
        for k, state in enumerate(states)
    ]


def test_tracking_documents_tell_the_last_state_and_every_step() -> None:
    states = [State.RECEIVED, State.PROMISED, State.ALLOCATED, State.PICKED, State.LOADED]
    states += [State.OUT_FOR_DELIVERY, State.ATTEMPT_FAILED]
    assert all(after in STEPS[before] for before, after in pairwise(states))
    lives = rebuilt(way(*states)).lives.values()
    (aftership,) = TRACKING["aftership"](lives, "us", {})["trackings"]
    assert (aftership["tag"], aftership["failed_delivery_attempts"]) == ("AttemptFail", 1)
    assert [each["tag"] for each in aftership["checkpoints"][-2:]] == ["OutForDelivery", "AttemptFail"]
    (shippo,) = TRACKING["shippo"](lives, "us", {})
    assert shippo["tracking_status"]["substatus"]["code"] == "delivery_attempted"
    assert shippo["tracking_status"]["substatus"]["action_required"]
    (easypost,) = TRACKING["easypost"](lives, "us", {})["trackers"]
    assert (easypost["status"], len(easypost["tracking_details"])) == ("failure", 7)
